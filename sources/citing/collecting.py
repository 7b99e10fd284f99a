"""What the collectors of reference managers read on a page: a COinS for each source, and meta tags for a page of one.

A COinS is an OpenURL in the title of an empty span (Z39.88-2004). Zotero, Mendeley and others offer to save what it
names: the document itself, and not the page that speaks of it.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

from sources.choices import CslType
from sources.citing.citable import Citable, authors, doi, untitled
from sources.citing.dates import exact_parts, in_a_citation
from sources.citing.zotero import item_type
from web.edtf import EdtfDate
from web.typed import one_line

VERSION = "Z39.88-2004"
FORMAT = "info:ofi/fmt:kev:mtx:"


def context_object(document: Citable) -> str:
    """The source as an OpenURL of key and value. Journals and books have formats of their own."""
    named = {CslType.ARTICLE_JOURNAL: _article, CslType.BOOK: _book}.get(CslType(document.csl_type), _anything)
    found = doi(document)
    pairs = [
        ("ctx_ver", VERSION),
        *named(document),
        *(("rft.au", name) for name in authors(document)),
        ("rft.date", _date(document.issued)),
        ("rft.language", document.language),
        ("rft_id", f"info:doi/{found}" if found else ""),
        ("rft_id", document.url),
    ]
    return urlencode([(name, one_line(value)) for name, value in pairs if one_line(value)])


def meta_tags(document: Citable) -> Iterator[tuple[str, str]]:
    """Name and content of the meta tags of a page of one source: Dublin Core, and those that Highwire Press began.

    There is no `citation_…_url`: those lead to a document's full text, which is not here.
    """
    named = _title(document)
    day = _date(document.issued)
    in_a_journal = document.csl_type == CslType.ARTICLE_JOURNAL
    pairs = [
        ("DC.title", named),
        *(("DC.creator", name) for name in authors(document)),
        ("DC.publisher", document.publisher),
        ("DC.date", day),
        ("DC.language", document.language),
        ("DC.type", item_type(document)),
        ("DC.identifier", doi(document)),
        ("DC.source", document.url),
        ("citation_title", named),
        *(("citation_author", name) for name in authors(document)),
        ("citation_publication_date", _with_slashes(document.issued)),
        ("citation_journal_title", document.container_title if in_a_journal else ""),
        ("citation_publisher", document.publisher),
        ("citation_language", document.language),
        ("citation_doi", doi(document)),
    ]
    return ((name, text) for name, value in pairs if (text := one_line(value)))


def _article(document: Citable) -> list[tuple[str, str]]:
    return [
        ("rft_val_fmt", f"{FORMAT}journal"),
        ("rft.genre", "article"),
        ("rft.atitle", _title(document)),
        ("rft.jtitle", document.container_title),
    ]


def _book(document: Citable) -> list[tuple[str, str]]:
    return [
        ("rft_val_fmt", f"{FORMAT}book"),
        ("rft.genre", "book"),
        ("rft.btitle", _title(document)),
        ("rft.pub", document.publisher),
        ("rft.edition", document.version),
    ]


def _anything(document: Citable) -> list[tuple[str, str]]:
    return [
        ("rft_val_fmt", f"{FORMAT}dc"),
        ("rft.type", item_type(document)),
        ("rft.title", _title(document)),
        ("rft.source", document.container_title),
        ("rft.publisher", document.publisher),
        ("rft.identifier", document.url),
    ]


def _title(document: Citable) -> str:
    """Something has to name it: a collector looks elsewhere for what has no title."""
    return document.title or f"[{document.translated_title or untitled(document)}]"


def _date(date: EdtfDate | None) -> str:
    """An exact date as it is written, any other in words, as citations print it."""
    if date is None:
        return ""
    return date.text if exact_parts(date) else in_a_citation(date)


def _with_slashes(date: EdtfDate | None) -> str:
    """The date as these tags part it; "" for one that is no day, month or year."""
    parts = exact_parts(date) if date else []
    return "/".join(f"{part:02}" for part in parts)
