"""Ending sessions: one's own, and all of somebody whose account is closed."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from users.models import User


@transaction.atomic
def end_sessions(user: User, *, but: str | None = None) -> int:
    """Sign a person out everywhere, but for the session with this key. Gives back how many ended."""
    return _end(UserSession.objects.filter(user=user).exclude(session_key=but or ""))


@transaction.atomic
def end_session(user: User, pk: int) -> bool:
    """End one session of a person. False where this person has no such session."""
    return bool(_end(UserSession.objects.filter(user=user, pk=pk)))


def _end(sessions: QuerySet[UserSession]) -> int:
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()
    return len(keys)
