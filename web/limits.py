"""How often something is taken in an hour, from one address and in all, without keeping whose addresses these are."""

import secrets
from datetime import datetime

from django.db import models, transaction
from django.utils.crypto import salted_hmac

from web.locks import wait_for

HOUR = 3600


class CountedDay(models.Model):
    """How often something came on a day, by digests of addresses. The salt is thrown away when the day is over.

    No address is kept. `moments` gives, for each digest, the seconds (since 1970) at which something came.
    """

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)
    moments = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.day)


@transaction.atomic
def take(days: type[CountedDay], address: str, *, at: datetime, each: int, in_all: int) -> bool:
    """Count one more from an address. False, and nothing counted, when it is one too many within the hour.

    An address is known only by a digest with a salt of the day, which is deleted with everything of earlier days: then
    nobody can tell any more from where anything came.
    """
    rows = days._default_manager
    wait_for(f"{days._meta.db_table} of today")
    rows.filter(day__lt=at.date()).delete()
    today, _made = rows.get_or_create(day=at.date(), defaults={"salt": secrets.token_hex(32)})
    now = int(at.timestamp())
    digest = salted_hmac(today.salt, address, algorithm="sha256").hexdigest()
    lately = {key: [moment for moment in found if moment > now - HOUR] for key, found in today.moments.items()}
    if len(lately.get(digest, ())) >= each or sum(map(len, lately.values())) >= in_all:
        return False
    today.moments = {key: found for key, found in lately.items() if found}
    today.moments[digest] = [*lately.get(digest, ()), now]
    today.save(update_fields=["moments"])
    return True


def forget_earlier_days(days: type[CountedDay], *, at: datetime) -> None:
    """Throw away the salts and the counts of days that are over."""
    days._default_manager.filter(day__lt=at.date()).delete()
