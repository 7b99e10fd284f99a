"""Which format a list of references has, and what stands in it."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import charset_normalizer
import rispy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.bibliography import bib, zotero
from sources.bibliography.reference import Reference, reference_of
from sources.bibliography.refusing import NotRead

LARGEST = 2 * 1024 * 1024
MOST_ENTRIES = 300
RIS_BEGINS = re.compile(r"^\ufeff?\s*TY  ?-", re.MULTILINE)
BIB_BEGINS = re.compile(r"^\s*@\s*\w+\s*[{(]", re.MULTILINE)
# The fields of RIS in which programs put the same thing, the first that is filled counts.
RIS_DATES = ("date", "publication_year", "year")
RIS_TYPES = {
    "NEWS": "article-newspaper", "MGZN": "article-magazine", "JOUR": "article-journal", "JFULL": "article-journal",
    "RPRT": "report", "GOVDOC": "report", "ELEC": "webpage", "BLOG": "post-weblog", "ICOMM": "post",
    "MULTI": "broadcast", "VIDEO": "broadcast", "SOUND": "broadcast", "HEAR": "hearing", "STAT": "legislation",
    "BILL": "legislation", "CASE": "legal_case", "BOOK": "book", "CHAP": "chapter", "ENCYC": "entry-encyclopedia",
    "DATA": "dataset", "PCOMM": "personal_communication", "UNPB": "document", "GEN": "document",
}  # fmt: skip
Items = list[dict[str, Any]]


def read(content: bytes) -> list[Reference]:
    """The references of a file, in its order. Raises NotRead."""
    if len(content) > LARGEST:
        raise NotRead(_("This file is larger than %(size)s MB. Take a part of your references.") % {"size": 2})
    text = text_of(content)
    if not text.strip():
        raise NotRead(_("This file is empty."))
    items = _reader(text)(text)
    references = [reference_of(item, place) for place, item in enumerate(items, start=1)]
    if not references:
        raise NotRead(_("No reference stands in this file."))
    if len(references) > MOST_ENTRIES:
        raise NotRead(
            ngettext(
                "This file holds %(found)s references; up to %(most)s are taken at a time. Take a part of them.",
                "This file holds %(found)s references; up to %(most)s are taken at a time. Take a part of them.",
                len(references),
            )
            % {"found": len(references), "most": MOST_ENTRIES}
        )
    return references


def text_of(content: bytes) -> str:
    """The file as text: UTF-8, UTF-16 by its mark, or what it most probably is. Raises NotRead."""
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotRead(_not_known())
    try:
        encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        return content.decode(encoding)
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(content).best()
        if best is None:
            raise NotRead(_not_known()) from None
        return str(best)


def _reader(text: str) -> Callable[[str], Items]:
    begins = text.lstrip("\ufeff \r\n\t")[:2_000]
    if begins[:1] in "[{":
        return _csl_json
    if begins.startswith("<") and "rdf:RDF" in begins:
        return zotero.items
    if RIS_BEGINS.search(begins):
        return _ris
    if BIB_BEGINS.search(text):
        return bib.items
    raise NotRead(_not_known())


def _not_known() -> str:
    return _(
        "This is no list of references that can be read. Export it as BibTeX, BibLaTeX, RIS, CSL-JSON or Zotero RDF."
    )


def _csl_json(text: str) -> Items:
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise NotRead(_("This file begins like JSON, and breaks off or is not well-formed.")) from problem
    if isinstance(plain, dict):
        plain = plain.get("items", [plain])
    if not isinstance(plain, list) or not all(isinstance(item, dict) for item in plain):
        raise NotRead(_("This JSON is no list of references in CSL-JSON."))
    return plain


def _ris(text: str) -> Items:
    try:
        entries = rispy.loads(text.lstrip("\ufeff"))
    except Exception as problem:  # the library names no error of its own for what is not well-formed
        raise NotRead(_("This file begins like RIS, and is not well-formed.")) from problem
    return [_of_ris(entry) for entry in entries]


def _of_ris(entry: dict[str, Any]) -> dict[str, Any]:
    addresses = _list(entry.get("urls")) + _list(entry.get("url"))
    authors = _list(entry.get("authors")) or _list(entry.get("first_authors"))
    return {
        "type": RIS_TYPES.get(str(entry.get("type_of_reference", "")).upper(), "document"),
        "title": entry.get("title") or entry.get("primary_title"),
        "author": [{"literal": name} for name in authors],
        "container-title": next(
            (entry[name] for name in ("secondary_title", "journal_name", "alternate_title3") if entry.get(name)), ""
        ),
        "publisher": entry.get("publisher"),
        "issued": next((str(entry[name]) for name in RIS_DATES if entry.get(name)), None),
        "accessed": entry.get("access_date"),
        "language": entry.get("language"),
        "URL": next(iter(addresses), ""),
        "archive_location": next(iter(addresses[1:]), ""),
        "DOI": entry.get("doi"),
        "number": entry.get("number") or entry.get("custom7"),
    }


def _list(value: object) -> list[str]:
    found: Iterable[object] = value if isinstance(value, list) else [value] if value else []
    return [str(each) for each in found]
