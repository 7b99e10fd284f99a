"""How often something is taken in an hour, from one address and in all, without keeping whose addresses these are."""

import secrets
from datetime import date, datetime

from django.db import connection, models, transaction
from django.utils.crypto import salted_hmac

from web.locks import wait_for
from web.models import Count, SaltOfDay

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


COUNT_ONE_MORE = """
INSERT INTO web_count AS c (day, digest, taken) VALUES (%s, %s, 1)
    ON CONFLICT (digest) DO UPDATE SET taken = c.taken + 1
RETURNING taken
"""
# Of this process, for the day that it is of; the same as in the database.
_salts: dict[date, str] = {}


def seconds_to_wait(what: str, who: str, *, at: datetime, most: int, every: int) -> int:
    """Count one more of what is asked for often. 0, or in how many seconds it may be asked for again.

    `most` in every stretch of `every` seconds, beginning at the full hour or minute: one short statement for each,
    on one row that only this address or person writes, so that many may search at the same time.
    """
    stretch, since = divmod(int(at.timestamp()), every)
    digest = salted_hmac(_salt_of(at.date()), f"{what} {who} {stretch}", algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE_MORE, [at.date(), digest])
        [taken] = cursor.fetchone()
    return every - since if taken > most else 0


def _salt_of(day: date) -> str:
    if day not in _salts:
        forget_counts(before=day)
        SaltOfDay.objects.bulk_create([SaltOfDay(day=day, salt=secrets.token_hex(32))], ignore_conflicts=True)
        _salts.clear()
        _salts[day] = SaltOfDay.objects.get(day=day).salt
    return _salts[day]


def forget_counts(*, before: date) -> None:
    """Throw away the salts and the counts of earlier days."""
    Count.objects.filter(day__lt=before).delete()
    SaltOfDay.objects.filter(day__lt=before).delete()
