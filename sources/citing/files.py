"""Sources as files for reference managers: BibLaTeX and BibTeX by pandoc, RIS by rispy, CSL-JSON and Zotero's RDF.

Whatever a format has no field for stands in its note. Keys are slugs, the same in every file and at every time.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sources.citing import bib, ris, zotero
from sources.citing.citable import Citable
from sources.citing.item import item

# So many at a time are in memory, and are written by one run of pandoc.
AT_A_TIME = 200


@dataclass(frozen=True)
class Record:
    """A source with the SHA-256 of its preserved copies."""

    document: Citable
    copies: tuple[str, ...] = ()


Pieces = Callable[[Iterable[Record]], Iterator[str]]


@dataclass(frozen=True)
class FileFormat:
    """One kind of file: its name, the ending of its file name, its media type, and what writes it."""

    suffix: str
    name: str | Promise
    ending: str
    media_type: str
    pieces: Pieces


def _in_parts(write: Callable[[Sequence[Record]], str]) -> Pieces:
    def pieces(records: Iterable[Record]) -> Iterator[str]:
        waiting = iter(records)
        while part := list(islice(waiting, AT_A_TIME)):
            yield write(part)

    return pieces


def _csl_json(records: Iterable[Record]) -> Iterator[str]:
    yield "["
    for number, one in enumerate(records):
        plain = json.dumps(item(one.document, copies=one.copies), ensure_ascii=False, indent=1)
        yield f"{',' if number else ''}\n{plain}"
    yield "\n]\n"


FILES = {
    one.suffix: one
    for one in (
        FileFormat("bib", "BibLaTeX", ".bib", "application/x-bibtex; charset=utf-8", _in_parts(bib.biblatex)),
        FileFormat("bibtex", "BibTeX", "-bibtex.bib", "application/x-bibtex; charset=utf-8", _in_parts(bib.bibtex)),
        FileFormat("ris", "RIS", ".ris", "application/x-research-info-systems; charset=utf-8", _in_parts(ris.ris)),
        FileFormat("rdf", "Zotero RDF", "-zotero.rdf", "application/rdf+xml; charset=utf-8", zotero.rdf),
        FileFormat(
            "csljson", _("CSL-JSON"), "-csl.json", "application/vnd.citationstyles.csl+json; charset=utf-8", _csl_json
        ),
    )
}
