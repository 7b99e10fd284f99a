"""One entry of a list of references, with the field names of CSL, made into what a source here has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sources.bibliography.dates import edtf_of
from sources.choices import CslType
from sources.citing.citable import DOI
from web import edtf
from web.typed import one_line, shown_of

# Types of CSL that have no name of their own here, by the nearest one that has.
NEAREST = {
    "article": CslType.REPORT,
    "chapter": CslType.BOOK,
    "collection": CslType.BOOK,
    "entry": CslType.ENTRY_ENCYCLOPEDIA,
    "entry-dictionary": CslType.ENTRY_ENCYCLOPEDIA,
    "bill": CslType.LEGISLATION,
    "regulation": CslType.LEGISLATION,
    "treaty": CslType.LEGISLATION,
    "motion_picture": CslType.BROADCAST,
    "song": CslType.BROADCAST,
    "paper-conference": CslType.REPORT,
    "thesis": CslType.REPORT,
    "event": CslType.SPEECH,
}
LONGEST = {"title": 500, "authors": 500, "container_title": 300, "url": 2000, "archive_url": 2000, "number": 200}
LONGEST_NAME = 200


@dataclass(frozen=True)
class Reference:
    """An entry as a source would be: dates are EDTF, `language` is "" where the file does not say.

    `place` is where it stands in the file, counted from 1. `doubts` says in sentences what of the entry is left out.
    """

    place: int
    csl_type: str = CslType.DOCUMENT
    title: str = ""
    authors: str = ""
    publisher: str = ""
    container_title: str = ""
    issued: str = ""
    accessed: str = ""
    language: str = ""
    url: str = ""
    archive_url: str = ""
    number: str = ""
    doubts: tuple[str, ...] = field(default=(), compare=False)

    @property
    def doi(self) -> str:
        """The DOI alone, in small letters; "" where the number is another."""
        found = DOI.match(self.number)
        return found[1].lower() if found else ""

    @property
    def can_be_told_apart(self) -> bool:
        """Whether a reader could find it: by a title, an address or a number."""
        return bool(self.title or self.url or self.number)


def reference_of(item: Mapping[str, Any], place: int) -> Reference:
    """The reference that an item of CSL-JSON means."""
    doubts: list[str] = []
    texts = {
        "title": _text(item.get("title")),
        "authors": "; ".join(_names(item.get("author"))),
        "container_title": _text(item.get("container-title")),
        "url": _address(item.get("URL"), doubts),
        "archive_url": _address(item.get("archive_location"), doubts, quietly=True),
        "number": _text(item.get("DOI")) or _text(item.get("number")),
    }
    for name, most in LONGEST.items():
        if len(texts[name]) > most:
            doubts.append(_("“%(text)s” is too long to be kept.") % {"text": shown_of(texts[name])})
            texts[name] = ""
    custom = item.get("custom")
    own = custom if isinstance(custom, Mapping) else {}
    return Reference(
        place=place,
        csl_type=_type(_text(item.get("type")), doubts),
        publisher=_text(item.get("publisher"))[:LONGEST_NAME],
        issued=_date(item.get("issued"), _text(own.get("issued-edtf")), doubts),
        accessed=_date(item.get("accessed"), _text(own.get("accessed-edtf")), doubts),
        language=_text(item.get("language")),
        doubts=tuple(doubts),
        **texts,
    )


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return one_line(str(value).encode(errors="replace").decode())


def _names(value: object) -> Iterable[str]:
    """Authors as printed: what belongs to one name stands together."""
    for each in value if isinstance(value, list) else []:
        if not isinstance(each, Mapping):
            continue
        whole = _text(each.get("literal"))
        parts = [_text(each.get(name)) for name in ("given", "non-dropping-particle", "family", "suffix")]
        if name := whole or " ".join(part for part in parts if part):
            yield name.replace(";", ",")


def _address(value: object, doubts: list[str], *, quietly: bool = False) -> str:
    address = _text(value)
    if not address or (address.startswith(("http://", "https://")) and " " not in address):
        return address
    if not quietly:
        doubts.append(_("“%(text)s” is no web address, and was left out.") % {"text": shown_of(address)})
    return ""


def _type(name: str, doubts: list[str]) -> str:
    if name in CslType.values:
        return name
    nearest = NEAREST.get(name)
    if nearest is None and name:
        doubts.append(_("The type “%(name)s” is not known here.") % {"name": shown_of(name)})
    return nearest or CslType.DOCUMENT


def _date(value: object, written: str, doubts: list[str]) -> str:
    """The date as EDTF, with a doubt where it is given in words that no program can read."""
    text = written or edtf_of(value)
    try:
        when = edtf.parse(text)
    except edtf.NotADate:
        doubts.append(_("The date “%(text)s” was not understood.") % {"text": shown_of(text)})
        return ""
    return when.text if when else ""
