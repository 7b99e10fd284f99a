"""BibTeX and BibLaTeX, as items of CSL-JSON with their dates as they are written, which in BibLaTeX is EDTF.

Not pandoc, which reads both as well: it writes English titles small, as a style would ("White house").
"""

import logging
import re
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import DuplicateBlockKeyBlock, Entry
from django.utils.translation import gettext as _
from pylatexenc.latex2text import LatexNodes2Text

from sources.bibliography.dates import MONTHS
from sources.bibliography.refusing import NotRead

TYPES = {
    "article": "article-journal", "online": "webpage", "electronic": "webpage", "www": "webpage", "report": "report",
    "techreport": "report", "book": "book", "mvbook": "book", "collection": "book", "inbook": "chapter",
    "incollection": "chapter", "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
    "inproceedings": "paper-conference", "conference": "paper-conference", "legislation": "legislation",
    "legal": "legislation", "jurisdiction": "legal_case", "dataset": "dataset", "video": "broadcast",
    "audio": "broadcast", "movie": "broadcast", "letter": "personal_communication", "inreference": "entry-encyclopedia",
    "misc": "document", "unpublished": "document", "manual": "document", "booklet": "document",
}  # fmt: skip
KINDS_OF_ARTICLE = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
CONTAINERS = ("journaltitle", "journal", "booktitle", "maintitle", "eventtitle")
PUBLISHERS = ("publisher", "institution", "organization", "school", "howpublished")
LANGUAGES = {
    "english": "en", "american": "en", "british": "en", "usenglish": "en", "ukenglish": "en", "italian": "it",
    "spanish": "es", "french": "fr", "german": "de", "ngerman": "de", "dutch": "nl", "portuguese": "pt",
    "brazilian": "pt", "polish": "pl", "czech": "cs", "slovak": "sk", "hungarian": "hu", "russian": "ru",
    "ukrainian": "uk", "swedish": "sv", "danish": "da", "norsk": "no", "finnish": "fi", "greek": "el",
    "croatian": "hr", "romanian": "ro", "bulgarian": "bg", "turkish": "tr", "japanese": "ja", "korean": "ko",
}  # fmt: skip
AS_IT_IS = re.compile(r"\\([_%&#$~])(?:\{\})?|[{}]")
WHOLE = re.compile(r"\{([^{}]*)\}")

# What the library cannot read it says in a log of its own as well.
logging.getLogger("bibtexparser").setLevel(logging.ERROR)
logging.getLogger("pylatexenc").setLevel(logging.ERROR)


def items(text: str) -> list[dict[str, Any]]:
    """The references in the order of the file. Raises NotRead at the first that is not well-formed."""
    library = parse_string(text)
    for block in library.failed_blocks:
        if not isinstance(block, DuplicateBlockKeyBlock):
            line = (block.start_line or 0) + 1
            raise NotRead(_("The entry that begins in line %(line)s is not well-formed BibTeX.") % {"line": line})
    blocks = (
        block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else block for block in library.blocks
    )
    return [_item(block) for block in blocks if isinstance(block, Entry)]


def _item(entry: Entry) -> dict[str, Any]:
    fields = {field.key.lower(): str(field.value) for field in entry.fields}
    kind = TYPES.get(entry.entry_type.lower(), entry.entry_type.lower())
    if kind == "article-journal":
        kind = KINDS_OF_ARTICLE.get(fields.get("entrysubtype", "").lower(), kind)
    return {
        "type": kind,
        "title": ": ".join(text for name in ("title", "subtitle") if (text := _words(fields.get(name, "")))),
        "author": _authors(fields.get("author", "")),
        "container-title": _first(fields, CONTAINERS),
        "publisher": _first(fields, PUBLISHERS),
        "issued": _date(fields),
        "accessed": _ended(_plain(fields.get("urldate", ""))),
        "language": _language(_plain(fields.get("langid", "") or fields.get("language", ""))),
        "URL": _plain(fields.get("url", "")),
        "DOI": _plain(fields.get("doi", "")),
        "number": _first(fields, ("number", "eprint", "isbn"))
        if kind in ("report", "legislation", "legal_case")
        else "",
    }


def _words(text: str) -> str:
    """Text of LaTeX as letters."""
    return str(LatexNodes2Text(math_mode="verbatim").latex_to_text(text)) if re.search(r"[\\{}$~]|--", text) else text


def _plain(text: str) -> str:
    """An address, a number or a date: only what is escaped is taken back."""
    return AS_IT_IS.sub(lambda found: found[1] or "", text).strip()


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _words(fields.get(name, "")))), "")


def _authors(text: str) -> list[dict[str, str]]:
    names = []
    for name in split_multiple_persons_names(text) if text else []:
        if (whole := WHOLE.fullmatch(name.strip())) or "," not in name:
            names.append({"literal": _words(whole[1] if whole else name)})
            continue
        parts = parse_single_name_into_parts(name, strict=False)
        family = " ".join([*parts.von, *parts.last])
        names.append(
            {"given": _words(" ".join(parts.first)), "family": _words(family), "suffix": _words(" ".join(parts.jr))}
        )
    return names


def _date(fields: dict[str, str]) -> str:
    if written := _plain(fields.get("date", "")):
        return _ended(written)
    year, month = _plain(fields.get("year", "")), _plain(fields.get("month", "")).lower().rstrip(".")
    number = MONTHS.get(month) or (int(month) if month.isascii() and month.isdigit() else 0)
    return f"{year}-{number:02}" if year and 1 <= number <= 12 else year


def _ended(date: str) -> str:
    """An end that BibLaTeX leaves open is written with two points in EDTF."""
    if date.endswith("/"):
        return f"{date}.."
    return f"..{date}" if date.startswith("/") else date


def _language(name: str) -> str:
    return LANGUAGES.get(name.lower(), name)
