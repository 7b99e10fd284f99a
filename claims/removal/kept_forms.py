"""What nobody has entered yet, forms and files, kept for one person: it may repeat what is removed."""

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from claims.models import BroughtFile, UnsentForm

KEPT_FORM = "kept_form"
KEPT_ADDRESS = "kept_address"


def forget_kept_forms() -> None:
    """Drop every form that waits in a session, or is kept for its author, and every file that waits to be imported.

    Whoever typed one types it again, and whoever brought a file brings it again.
    """
    UnsentForm.objects.all().delete()
    BroughtFile.objects.all().delete()
    for session in Session.objects.all():
        kept = {KEPT_FORM, KEPT_ADDRESS} & set(session.get_decoded())
        if kept:
            store = SessionStore(session_key=session.session_key)
            for name in kept:
                del store[name]
            store.save()
