"""Forms that wait in a session until somebody signs in again: what was typed there may repeat what is removed."""

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

KEPT_FORM = "kept_form"


def forget_kept_forms() -> None:
    """Drop every form that waits in a session. They wait for an hour at most; whoever typed one types it again."""
    for session in Session.objects.all():
        if KEPT_FORM in session.get_decoded():
            store = SessionStore(session_key=session.session_key)
            del store[KEPT_FORM]
            store.save()
