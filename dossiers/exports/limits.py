"""How many exports are taken in an hour: from one address or person, and in all (web/limits.py)."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from dossiers.models import ExportDay
from users.models import User
from web import limits


def take(user: User | AnonymousUser, address: str, *, at: datetime) -> bool:
    """Count one more export. False, and nothing counted, when it is one too many."""
    who = f"user {user.pk}" if user.is_authenticated else address
    each, in_all = settings.EXPORTS_PER_HOUR, settings.EXPORTS_PER_HOUR_IN_ALL
    return limits.take(ExportDay, who, at=at, each=each, in_all=in_all)


def too_many() -> str:
    """What is told to whoever asks for one too many."""
    return _("More exports were asked for within this hour than are made. Ask again later; nothing is lost meanwhile.")
