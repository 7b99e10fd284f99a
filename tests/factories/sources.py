"""Who speaks, documents, and what is kept of them."""

from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import uuid4

from sources.choices import CaptureMethod, CslType, LocatorLabel, PartyKind, ReadingOutcome, Words
from sources.models import (
    Capture,
    Citation,
    Fetch,
    FileText,
    Letter,
    LetterDay,
    Party,
    PartyAlias,
    PendingCapture,
    PreservedFile,
    QuoteCheck,
    Release,
    Source,
    Takedown,
)
from sources.preserving import store
from stations.models import Country
from tests.factories.people import NOON, number, the_author, the_editor
from tests.factories.subjects import make_country
from web import edtf


def make_party(*, kind: str = PartyKind.NGO, country: Country | str | None = None, **fields: Any) -> Party:
    """Somebody who speaks; `country` is a country or its code."""
    n = number()
    values: dict[str, Any] = {"slug": f"party-{n}", "name": f"Party {n}"}
    if kind == PartyKind.STATE_MEDIA:
        values["state_media_reason"] = "Run by a government, for this test."
    if kind == PartyKind.PRIVATE_PERSON:
        values["described_by_role"] = True
    if isinstance(country, str):
        country = make_country(code=country)
    return Party.objects.create(kind=kind, country=country, **{**values, **fields})


def make_party_alias(*, party: Party | None = None, **fields: Any) -> PartyAlias:
    """A former name of a party that was merged."""
    n = number()
    values = {"slug": f"former-{n}", "name": f"Former {n}", "former_key": 10_000_000 + n, "merged_at": NOON, **fields}
    values = {"reason": "They are one, for this test.", **values}
    values.setdefault("merged_by", the_editor())
    return PartyAlias.objects.create(party=party or make_party(), **values)


def make_source(**fields: Any) -> Source:
    """A newspaper article with an address. `issued` is EDTF."""
    n = number()
    values: dict[str, Any] = {
        "slug": f"source-{n}",
        "csl_type": CslType.ARTICLE_NEWSPAPER,
        "title": f"Article {n}",
        "language": "en",
        "url": f"https://news.example/{n}",
        "accessed": "2026-11-24",
        **fields,
    }
    issued = values.pop("issued", "2022-12-04")
    if values.get("restricted"):
        values.setdefault("restricted_reason", "A reason for this test.")
    return Source.objects.create(**edtf.columns("issued", issued), **values)


def make_file(*, content: bytes | None = None, **fields: Any) -> PreservedFile:
    """The record of a preserved file. With `content` the bytes are kept as well, else nothing is written."""
    if content is not None:
        return store.keep(BytesIO(content), at=NOON)
    values = {"sha256": f"{number():064x}", "size": 14, "media_type": "text/html", "stored_at": NOON, **fields}
    return PreservedFile.objects.create(**values)


def make_capture(*, source: Source | None = None, content: bytes | None = None, **fields: Any) -> Capture:
    """A preserved copy. With `content` its bytes are kept as well, else no file is written."""
    values: dict[str, Any] = {"captured_at": NOON, "method": CaptureMethod.UPLOAD, **fields}
    values.setdefault("captured_by", the_author())
    if "file" not in values:
        values["file"] = make_file(content=content)
    return Capture.objects.create(source=source or make_source(), **values)


def make_file_text(*, file: PreservedFile | None = None, text: str = "A page.", **fields: Any) -> FileText:
    """The visible text of a preserved file."""
    values: dict[str, Any] = {
        "outcome": ReadingOutcome.TEXT,
        "sha256": sha256(text.encode()).hexdigest(),
        "extractor": "a test",
        "read_at": NOON,
        **fields,
    }
    return FileText.objects.create(file=file or make_file(), text=text, **values)


def make_takedown(*, capture: Capture | None = None, **fields: Any) -> Takedown:
    """The tombstone of a copy; no bytes are erased."""
    values = {"reason": "copyright", "taken_down_at": NOON, **fields}
    values.setdefault("taken_down_by", the_editor())
    return Takedown.objects.create(capture=capture or make_capture(), **values)


def make_release(*, capture: Capture | None = None, **fields: Any) -> Release:
    """A copy that everybody may open once the rights of its source are cleared."""
    capture = capture or make_capture()
    values = {"file": capture.file, "released_at": NOON, **fields}
    values.setdefault("released_by", the_editor())
    return Release.objects.create(capture=capture, **values)


def make_letter(*, source: Source | None = None, text: str = "An invented letter.", **fields: Any) -> Letter:
    """A letter to the desk that waits for an editor, with its text as a copy; no file is written."""
    if source is None:
        source = make_source(csl_type=CslType.PERSONAL_COMMUNICATION, url="", restricted=True)
    file = make_file(media_type="text/plain")
    make_file_text(file=file, text=text)
    make_capture(source=source, file=file, name="letter.txt", method=CaptureMethod.SENT, captured_by=None)
    return Letter.objects.create(source=source, **{"kind": "mistake", "sent_at": NOON, **fields})


def make_letter_day(**fields: Any) -> LetterDay:
    """How many letters came on a day, each time another one."""
    return LetterDay.objects.create(**{"day": date(2026, 1, 1) + timedelta(days=number()), "salt": "salt", **fields})


def make_fetch(**fields: Any) -> Fetch:
    """An address that waits to be fetched for a form."""
    values: dict[str, Any] = {"asked_at": NOON, **fields}
    values.setdefault("asked_by", the_author())
    if values.get("source") is None:
        values.setdefault("url", f"https://press.example/{uuid4()}")
    return Fetch.objects.create(**values)


def make_pending_capture(**fields: Any) -> PendingCapture:
    """A copy that belongs to no source yet."""
    values: dict[str, Any] = {"captured_at": NOON, "method": CaptureMethod.UPLOAD, **fields}
    values.setdefault("captured_by", the_author())
    if "file" not in values:
        values["file"] = make_file()
    return PendingCapture.objects.create(**values)


def make_quote_check(*, citation: Citation | None = None, **fields: Any) -> QuoteCheck:
    """What a machine found when it looked for a citation's words."""
    values = {"result": "no_copy", "checked_at": NOON, **fields}
    return QuoteCheck.objects.create(citation=citation or make_citation(), **values)


def make_citation(*, source: Source | None = None, **fields: Any) -> Citation:
    """A passage: a paragraph of a newspaper that reports a speaker."""
    values = {
        "locator_label": LocatorLabel.PARAGRAPH,
        "locator": "1",
        "exact": "These are the exact words of the passage.",
        "words": Words.REPORTED,
        "language": "en",
        **fields,
    }
    return Citation.objects.create(source=source or make_source(), **values)
