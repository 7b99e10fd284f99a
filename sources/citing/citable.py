"""What a citation needs to know of a source, and the words for what the source itself does not say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from sources.choices import CopyKind, LocatorLabel
from sources.untitled import untitled as kind_of_document
from web.edtf import EdtfDate

DOI = re.compile(r"^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)$", re.IGNORECASE)


class Citable(Protocol):
    """A source as plain data: `claims.accounts.statement.Document` is one."""

    @property
    def slug(self) -> str: ...
    @property
    def csl_type(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def translated_title(self) -> str: ...
    @property
    def authors(self) -> str: ...
    @property
    def publisher(self) -> str: ...
    @property
    def container_title(self) -> str: ...
    @property
    def issued(self) -> EdtfDate | None: ...
    @property
    def language(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def archive_url(self) -> str: ...
    @property
    def accessed(self) -> EdtfDate | None: ...
    @property
    def number(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def copy_kind(self) -> str: ...
    @property
    def note(self) -> str: ...


@dataclass(frozen=True)
class Cited:
    """A place in a source. `sha256` is that of the copy in which the passage was looked for, "" where there is none."""

    document: Citable
    label: str = ""
    locator: str = ""
    sha256: str = ""


def authors(document: Citable) -> Iterator[str]:
    """The authors as they are printed: which part of a name is the family's is not recorded, so none is turned."""
    return filter(None, map(str.strip, document.authors.split(";")))


def doi(document: Citable) -> str:
    """The DOI, where the number is one."""
    found = DOI.match(document.number.strip())
    return found[1] if found else ""


def untitled(document: Citable) -> str:
    """What stands in brackets for a title that the page does not show; its publisher has a place of its own."""
    return kind_of_document(document.csl_type, "")


def copy_note(document: Citable) -> str:
    """What a reader should know about the copy that was read; "" for the publisher's original."""
    if document.copy_kind == CopyKind.ORIGINAL:
        return ""
    return f"{CopyKind(document.copy_kind).label}."


def place(label: str, locator: str) -> str:
    """Where in the source the passage stands: “paragraph 12”; "" where it is not recorded."""
    if not locator:
        return ""
    return f"{LocatorLabel(label).label if label else ''} {locator}".strip()


ENDS = (".", "!", "?", "…", "。", "！", "？")


def closed(text: str) -> str:
    """The text with a full stop, unless it ends with a mark of its own."""
    text = text.strip()
    return text if not text or text.endswith((*ENDS, ".”", ".’")) else f"{text}."
