"""Work that the background queue does for the accounts, without anybody asking."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from users.kept import forget_what_is_over


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="clear_expired_sessions", pass_context=False)
def clear_expired_sessions(timestamp: int) -> None:
    """Delete sessions that have run out, every night, and counts of attempts; `timestamp`: when the work was due."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    forget_what_is_over(at=timezone.now())
