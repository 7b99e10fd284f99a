"""BibLaTeX and BibTeX, by pandoc, which writes what was typed as text and never as a command."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sources.choices import CslType
from sources.citing.citable import Citable, closed, doi
from sources.citing.dates import csl_date, in_a_citation
from sources.citing.item import remarks
from sources.citing.references import exported, sequence
from web.edtf import EdtfDate
from web.pandoc import convert
from web.pandoc_tree import document as tree_of

# The kinds of document for which the formats name the larger work.
NAMES_LARGER_WORK = {
    CslType.ARTICLE_NEWSPAPER,
    CslType.ARTICLE_MAGAZINE,
    CslType.ARTICLE_JOURNAL,
    CslType.ENTRY_ENCYCLOPEDIA,
}
# What BibLaTeX understands of EDTF: points in doubt, and periods, open ones too.
POINT = r"\d{4}(?:-\d{2}){0,2}[~?%]?"
KNOWN_TO_BIBLATEX = re.compile(rf"^(?:{POINT}|{POINT}/{POINT}|{POINT}/\.\.|\.\./{POINT})$")
# A straight quotation mark, as pandoc writes it: few reference managers know the command, and all know the mark itself.
# Two in a row would be read as a closing double one.
STRAIGHT = re.compile(r"(?<!\\textquotesingle)\\textquotesingle(?:\{\}| ?)(?!\\textquotesingle)")
STANDS_FOR = re.compile(r"^(  (?:date|urldate) = )\{EdtfDate(\d+)\}", re.MULTILINE)


class Recorded(Protocol):
    """A source and its copies (sources.citing.files.Record)."""

    @property
    def document(self) -> Citable: ...
    @property
    def copies(self) -> tuple[str, ...]: ...


def biblatex(records: Sequence[Recorded]) -> str:
    """Entries for BibLaTeX, which reads EDTF: each date stands as it was written. Raises web.pandoc.PandocFailed."""
    dates: list[str] = []

    def kept(date: EdtfDate | None) -> str:
        if date is None or not KNOWN_TO_BIBLATEX.match(date.text):
            return ""
        dates.append(date.text)
        return f"EdtfDate{len(dates) - 1}"

    references = []
    for one in records:
        source = one.document
        issued, accessed = kept(source.issued), kept(source.accessed)
        note = _joined([remarks(source, one.copies), *_larger_work(source)])
        if source.accessed and not accessed:
            note = _joined([note, _accessed(source.accessed)])
        references.append(exported(source, source.slug, note, issued, accessed))
    return STANDS_FOR.sub(lambda found: f"{found[1]}{{{dates[int(found[2])]}}}", _written(references, "biblatex"))


def bibtex(records: Sequence[Recorded]) -> str:
    """Entries for BibTeX. Its fields are few: much stands in the note. Raises web.pandoc.PandocFailed."""
    references = []
    for one in records:
        source = one.document
        note = _joined([remarks(source, one.copies), *_larger_work(source), *_unknown_to_bibtex(source)])
        issued = in_a_citation(source.issued) if source.issued else ""
        references.append(exported(source, source.slug, note, issued, accessed=""))
    return _written(references, "bibtex")


def _written(references: list[dict[str, object]], to: str) -> str:
    tree = tree_of([])
    tree["meta"] = {"references": sequence(references), "nocite": {"t": "MetaInlines", "c": [EVERY_SOURCE]}}
    return STRAIGHT.sub("'", convert(tree, to, "--standalone", "--wrap=none").decode()).strip() + "\n\n"


EVERY_SOURCE = {
    "t": "Cite",
    "c": [
        [
            {
                "citationId": "*",
                "citationPrefix": [],
                "citationSuffix": [],
                "citationMode": {"t": "NormalCitation"},
                "citationNoteNum": 0,
                "citationHash": 0,
            }
        ],
        [],
    ],
}


def _larger_work(source: Citable) -> Iterator[str]:
    if source.container_title and source.csl_type not in NAMES_LARGER_WORK:
        yield _("In: %(title)s") % {"title": source.container_title}


def _unknown_to_bibtex(source: Citable) -> Iterator[str]:
    if source.issued and len(csl_date(source.issued).get("date-parts", [[]])[0]) == 3:
        yield _("Dated %(date)s") % {"date": in_a_citation(source.issued)}
    if source.accessed:
        yield _accessed(source.accessed)
    if source.version:
        yield _("Version: %(version)s") % {"version": source.version}
    if doi(source):
        yield _("DOI: %(doi)s") % {"doi": doi(source)}
    yield _("Language: %(language)s") % {"language": source.language}


def _accessed(date: EdtfDate) -> str:
    return capfirst(_("accessed %(date)s") % {"date": in_a_citation(date)})


def _joined(said: Iterable[str]) -> str:
    return " ".join(closed(" ".join(words.split())) for words in said if words.strip())
