"""Forms that nobody has sent yet, in a session or kept for their author: they may repeat what is removed."""

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from claims.models import UnsentForm

KEPT_FORM = "kept_form"


def forget_kept_forms() -> None:
    """Drop every form that waits in a session, or is kept for its author. Whoever typed one types it again."""
    UnsentForm.objects.all().delete()
    for session in Session.objects.all():
        if KEPT_FORM in session.get_decoded():
            store = SessionStore(session_key=session.session_key)
            del store[KEPT_FORM]
            store.save()
