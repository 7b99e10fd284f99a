"""The citations of one dossier in the style that was chosen, all written at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from claims.accounts.side_by_side import Accounts
from claims.accounts.statement import Passage
from claims.footnote import cited_in
from claims.same_place.plain import Pair
from sources.citing.citable import Cited
from sources.citing.processor import Written, write
from sources.citing.runs import Run
from sources.citing.styles import OWN, STYLES


@dataclass(frozen=True)
class Citing:
    """What the style wrote; nothing where it is our own order, which needs no processor."""

    written: Written

    @cached_property
    def _places(self) -> dict[str, int]:
        return {slug: place for place, slug in enumerate(self.entries)}

    @property
    def entries(self) -> dict[str, tuple[Run, ...]]:
        """The bibliography by the slugs of its sources."""
        return self.written.entries

    def note(self, passage: Passage) -> tuple[Run, ...]:
        """The citation of one passage."""
        return self.written.notes.get(cited_in(passage), ())

    def order(self, slug: str) -> tuple[int, ...]:
        """Where a source stands in the bibliography of the style."""
        return (self._places.get(slug, -1),)


IN_OUR_ORDER = Citing(Written({}, {}))


def citing(style: str, accounts: Sequence[Accounts], pairs: Iterable[Pair]) -> Citing:
    """Every citation that a dossier prints, of one country or several. Raises web.pandoc.PandocFailed."""
    if style == OWN:
        return IN_OUR_ORDER
    cited = [cited_in(passage) for passage in _passages(accounts, pairs)]
    known = {one.document.slug for one in cited}
    documents = {document.slug: document for each in accounts for document in each.documents}
    further = [Cited(document) for slug, document in documents.items() if slug not in known]
    return Citing(write(STYLES[style], [*cited, *further]))


def _passages(accounts: Iterable[Accounts], pairs: Iterable[Pair]) -> Iterator[Passage]:
    for each in accounts:
        yield from (note.statement.passage for note in (*each.notes, *each.notes_apart))
    for pair in pairs:
        yield from (judged.statement.passage for column in pair.columns for judged in column.judged)
        yield from (judged.statement.passage for judged in pair.apart)
