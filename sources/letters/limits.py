"""How many letters are taken in an hour, from one address and in all (web/limits.py)."""

from datetime import datetime

from django.conf import settings

from sources.models import LetterDay
from web import limits


def take(address: str, *, at: datetime) -> bool:
    """Count one more letter from an address. False, and nothing counted, when it is one too many."""
    each, in_all = settings.LETTERS_PER_HOUR, settings.LETTERS_PER_HOUR_IN_ALL
    return limits.take(LetterDay, address, at=at, each=each, in_all=in_all)


def forget_earlier_days(*, at: datetime) -> None:
    """Throw away the salts and the counts of days that are over."""
    limits.forget_earlier_days(LetterDay, at=at)
