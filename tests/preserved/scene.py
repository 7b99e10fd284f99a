"""A document, its preserved copy, and statements drawn from passages of it."""

from typing import Any

from django.test import Client

from claims.models import Claim
from sources.models import Capture, Source
from sources.quoting.checks import check_source
from tests.factories import NOON, make_capture, make_citation, make_claim, make_file_text, make_source
from users.models import User

PDF = b"%PDF-1.7 "
ADDRESS = "https://news.example/report.html"


def a_copy(text: str, *, source: Source | None = None, head: bytes = b"", **fields: object) -> Capture:
    """A preserved copy with this text."""
    source = source or make_source(slug="the-report", title="The report", url=ADDRESS)
    capture = make_capture(source=source, content=head + text.encode())
    make_file_text(file=capture.file, text=text, **fields)
    return capture


def drawn(capture: Capture, exact: str, **fields: Any) -> Claim:
    """A published statement that rests on these words."""
    passage = {name: fields.pop(name) for name in ("prefix", "suffix", "locator_label", "locator") if name in fields}
    return make_claim(citation=make_citation(source=capture.source, exact=exact, **passage), **fields)


def check(capture: Capture) -> None:
    """Look for every passage."""
    check_source(capture.source, at=NOON)


def signed_in(user: User) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(user)
    return client
