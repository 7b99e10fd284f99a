"""What is kept for minutes or hours in one table for all web processes: counts of attempts, codes that were used."""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

SALT = "on_record.kept"


def unreadable(key: str, prefix: str, version: int) -> str:
    """The name under which something is kept. Counts are by address; a digest under the site's key tells none."""
    return salted_hmac(SALT, f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def forget_what_is_over(*, at: datetime) -> None:
    """Delete what nobody may use any more. The cache itself does so only when it is full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires <= %s", [at])  # noqa: S608 - the name is a setting
