"""Sending the same thing again: under a key of the sender's own it is answered as it was, and done once."""

import hashlib
import re
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from api.models import SentOnce
from api.problems import Refused
from users.models import Token

HEADER = "Idempotency-Key"
FITS = re.compile(r"[\x21-\x7e]{1,200}", re.ASCII)


def key_of(request: HttpRequest) -> str:
    """The digest of the key that was sent; "" without one. Raises Refused for one that cannot be."""
    sent = request.headers.get(HEADER)
    if sent is None:
        return ""
    if not FITS.fullmatch(sent):
        raise Refused(_("“Idempotency-Key” is up to 200 letters, figures and signs of ASCII, without spaces."))
    return hashlib.sha256(sent.encode()).hexdigest()


def sent_before(token: Token, key: str, body: str, *, at: datetime) -> SentOnce | None:
    """What was answered under this key within the day. Raises Refused where something else was sent under it."""
    found = SentOnce.objects.all().under(token, key, at=at).first() if key else None
    if found and found.body != body:
        detail = _("Something else was sent under this “Idempotency-Key”. Use another one for another draft.")
        raise Refused(detail, status=422)
    return found


def remember(token: Token, key: str, body: str, *, status: int, ref: str, at: datetime) -> None:
    """Keep for a day what was answered. Only in the transaction that writes it."""
    if key:
        SentOnce.objects.filter(token=token, key=key).delete()  # of an earlier day
        SentOnce.objects.create(token=token, key=key, body=body, status=status, ref=ref, sent_at=at)
