"""What a style has no room for, added after it: nothing that is recorded about a source is lost to a style."""

import re
from collections.abc import Iterator, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sources.citing.citable import Cited, closed, copy_note, place
from sources.citing.dates import in_a_citation, pattern, stands_in
from sources.citing.runs import Run, in_words
from web.edtf import EdtfDate
from web.typed import one_line

READ_ON = r"(?i:accessed|visited|retrieved)\W{1,3}(?:on\s)?\W{0,2}"
NO_LETTER = re.compile(r"[\W_]+")
UNDATED = re.compile(r"\bn\.?\s?d\.|\bundated\b", re.IGNORECASE)


def left_out(cited: Cited, found: Sequence[Run], *, has_locator: bool) -> Iterator[Run]:
    """Whatever of the source does not stand in what the style wrote; `has_locator` is whether the locator does."""
    document, written = cited.document, in_words(found)
    printed = in_words(run for run in found if run.style != "address")  # the site of an address names no publisher
    yield from _sentence(copy_note(document))
    if not has_locator:
        yield from _sentence(capfirst(place(cited.label, one_line(cited.locator))))
    if document.issued is None:
        yield from _sentence("" if UNDATED.search(written) else _("Undated"))
    elif not stands_in(document.issued, _without_day_of_access(printed)):
        yield from _sentence(_("Dated %(date)s") % {"date": in_a_citation(document.issued)})
    for label, value in _fields(cited):
        if not _holds(printed, _letters(printed), value):
            yield from _sentence(f"{label}: {one_line(value)}")
    if document.number and not _holds(written, _letters(written), document.number):
        yield from _sentence(_("Number: %(number)s") % {"number": one_line(document.number)})
    yield from _addresses(cited, written)
    if cited.sha256:
        yield Run(_("SHA-256 of the preserved copy: %(hash)s.") % {"hash": cited.sha256})


def _sentence(words: str) -> Iterator[Run]:
    if words:
        yield Run(closed(words))


def _fields(cited: Cited) -> Iterator[tuple[str, str]]:
    document = cited.document
    yield _("By"), document.authors
    yield _("In"), document.container_title
    yield _("Published by"), document.publisher
    yield _("Version"), document.version


def _addresses(cited: Cited, written: str) -> Iterator[Run]:
    document = cited.document
    if not document.url:
        yield Run(_("No address recorded."))
    elif document.url not in written:
        yield Run(document.url, "address")
    if document.archive_url:
        yield Run(_("Archived at"))
        yield Run(document.archive_url, "address")
    if document.accessed:
        if not _says_when_read(document.accessed, written):
            yield from _sentence(_("Accessed %(date)s") % {"date": in_a_citation(document.accessed)})
    elif document.url:
        yield Run(_("Day of access not recorded."))


def _without_day_of_access(printed: str) -> str:
    """The text without another date than that of the source."""
    return re.sub(rf"{READ_ON}[^()\[\]]{{0,30}}", "", printed)


def _says_when_read(when: EdtfDate, written: str) -> bool:
    return bool(re.search(rf"{READ_ON}(?:{pattern(when)})", written, re.IGNORECASE))


def _holds(written: str, letters: str, value: str) -> bool:
    """Whether every part of a value stands in the text, in whatever case and between whatever marks."""
    parts = [(part.strip(), _letters(part)) for part in value.split(";")]
    return all(plain in letters if plain else part in written for part, plain in parts)


def _letters(text: str) -> str:
    return NO_LETTER.sub("", text.casefold())
