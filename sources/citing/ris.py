"""RIS, by rispy: one line for each value, so that nothing typed begins a field of its own."""

from collections.abc import Sequence
from typing import Any

import rispy
from rispy.writer import RisWriter

from sources.choices import CslType
from sources.citing.bib import Recorded
from sources.citing.citable import Citable, authors, doi
from sources.citing.dates import exact_parts, in_a_citation
from sources.citing.item import remarks
from web.edtf import EdtfDate
from web.typed import one_line

TYPES = {
    CslType.ARTICLE_NEWSPAPER: "NEWS",
    CslType.ARTICLE_MAGAZINE: "MGZN",
    CslType.ARTICLE_JOURNAL: "JOUR",
    CslType.REPORT: "RPRT",
    CslType.WEBPAGE: "ELEC",
    CslType.POST_WEBLOG: "BLOG",
    CslType.POST: "ICOMM",
    CslType.BROADCAST: "MULTI",
    CslType.HEARING: "HEAR",
    CslType.LEGISLATION: "STAT",
    CslType.LEGAL_CASE: "CASE",
    CslType.BOOK: "BOOK",
    CslType.ENTRY_ENCYCLOPEDIA: "ENCYC",
    CslType.DATASET: "DATA",
    CslType.PERSONAL_COMMUNICATION: "PCOMM",
}


LINE_END = "\r\n"


class _Lines(RisWriter):  # type: ignore[misc]
    """Entries alone: the library would number them, which the format does not know."""

    NEWLINE = LINE_END

    def set_header(self, count: int) -> str:
        return ""


def ris(records: Sequence[Recorded]) -> str:
    """Entries in RIS."""
    written: str = rispy.dumps([_entry(one) for one in records], implementation=_Lines)
    return f"{written.rstrip(LINE_END)}{LINE_END}{LINE_END}"


def _entry(one: Recorded) -> dict[str, Any]:
    source = one.document
    fields = {
        "type_of_reference": TYPES.get(CslType(source.csl_type), "GEN"),
        "id": source.slug,
        "title": source.title,
        "translated_title": source.translated_title,
        "secondary_title": source.container_title,
        "publisher": source.publisher,
        "year": str(exact_parts(source.issued)[0]) if source.issued and exact_parts(source.issued) else "",
        "date": _date(source.issued),
        "access_date": _date(source.accessed),
        "language": source.language,
        "doi": doi(source),
        "note": "" if doi(source) else source.number,
        "edition": source.version,
    }
    lists = {"authors": list(authors(source)), "urls": _addresses(source), "notes": [remarks(source, one.copies)]}
    return {
        **{name: one_line(value) for name, value in fields.items() if one_line(value)},
        **{name: kept for name, values in lists.items() if (kept := [one_line(value) for value in values if value])},
    }


def _addresses(source: Citable) -> list[str]:
    return [source.url, source.archive_url]


def _date(date: EdtfDate | None) -> str:
    """RIS parts a date by slashes and has room for words after the third."""
    if date is None:
        return ""
    parts = exact_parts(date)
    if not parts:
        return f"///{in_a_citation(date)}"
    written = [f"{part:02}" for part in parts]
    return "/".join([*written, *[""] * (4 - len(written))])
