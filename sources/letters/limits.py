"""How many letters are taken in an hour, from one address and in all, without keeping whose addresses these are."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from sources.models import LetterDay
from web.locks import wait_for

HOUR = 3600


@transaction.atomic
def take(address: str, *, at: datetime) -> bool:
    """Count one more letter from an address. False, and nothing counted, when it is one too many.

    An address is known only by a digest with a salt of the day, which is deleted with everything of earlier days: then
    nobody can tell any more from where letters came.
    """
    wait_for("letters of today")
    LetterDay.objects.filter(day__lt=at.date()).delete()
    today, _made = LetterDay.objects.get_or_create(day=at.date(), defaults={"salt": secrets.token_hex(32)})
    now = int(at.timestamp())
    digest = salted_hmac(today.salt, address, algorithm="sha256").hexdigest()
    lately = {key: [moment for moment in found if moment > now - HOUR] for key, found in today.moments.items()}
    if len(lately.get(digest, ())) >= settings.LETTERS_PER_HOUR:
        return False
    if sum(map(len, lately.values())) >= settings.LETTERS_PER_HOUR_IN_ALL:
        return False
    today.moments = {key: found for key, found in lately.items() if found}
    today.moments[digest] = [*lately.get(digest, ()), now]
    today.save(update_fields=["moments"])
    return True


def forget_earlier_days(*, at: datetime) -> None:
    """Throw away the salts and the counts of days that are over."""
    LetterDay.objects.filter(day__lt=at.date()).delete()
