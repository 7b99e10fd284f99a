"""One page of a preserved text, its cited passages marked and the statements drawn from them beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models.functions import Length, Substr
from django.http import QueryDict

from claims.preserved.leaves import Leaf, leaf_at, leaves, slice_of
from claims.preserved.looking import nearest_in
from claims.preserved.marks import Block, Mark, blocks
from claims.preserved.passages import Cited, check_of, passages_of, statements_by_passage
from claims.preserved.picture import picture_address
from claims.preserved.placing import SMALL, needs_looking, place
from claims.preserved.state import State, state_of
from sources.choices import QuoteResult, ReadingOutcome
from sources.models import Capture, CaptureQuerySet, Citation, FileText, Source
from sources.quoting.nearest import Nearest
from users.models import User

MOST_UNPLACED = 50
MOST_NEAREST = 10


@dataclass(frozen=True)
class Beside:
    """A paragraph and the passages that begin in it."""

    block: Block
    cited: tuple[Cited, ...]


@dataclass(frozen=True)
class Unplaced:
    """A passage that is not marked in the text, and what comes nearest to it there."""

    cited: Cited
    nearest: Nearest | None = None


@dataclass(frozen=True)
class OnLeaf:
    """The passages that begin on another page."""

    leaf: Leaf
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Reading:
    """What a page of a copy shows: its paragraphs, the passages that begin on it and on others, and those not found."""

    capture: Capture
    text: FileText
    page: Page[Leaf]
    rows: list[Beside]
    touching: tuple[Mark, ...]
    here: tuple[Mark, ...]
    elsewhere: list[OnLeaf]
    unplaced: list[Unplaced]
    unplaced_more: int
    marked: int

    @property
    def leaf(self) -> Leaf:
        """The page in view."""
        return self.page.object_list[0]

    @property
    def picture(self) -> str:
        """The address of the picture of this page of a PDF, every passage on it highlighted; "" elsewhere."""
        leaf = self.leaf
        spans = (span for mark in self.touching for span in mark.spans if span[0] < leaf.end and span[1] > leaf.start)
        return picture_address(self.capture, leaf.page, spans)

    @property
    def paged(self) -> bool:
        """Whether there is more than one page."""
        return self.page.paginator.num_pages > 1


def newest_with_text(source: Source, user: User | AnonymousUser) -> Capture | None:
    """The newest standing copy of a source that this person may read and that holds text."""
    return readable(source, user).filter(file__text__outcome=ReadingOutcome.TEXT).newest_first().first()


def readable(source: Source, user: User | AnonymousUser) -> CaptureQuerySet:
    """The standing copies of a source that this person may read. Of a removed source nobody reads one."""
    found = Capture.objects.readable_by(user).standing().select_related("file", "source")
    return found.none() if source.removed_at else found.filter(source=source)


def read(capture: Capture, user: User | AnonymousUser, query: QueryDict) -> Reading | None:
    """The page of the copy's text that `?page=` asks for, or the one on which the passage of `?passage=` begins.

    None where the copy holds no text.
    """
    text = _text_of(capture)
    if text is None:
        return None
    citations = list(passages_of(capture.source, user))
    length: int = text.length
    whole = _words(text, 0, length) if length <= SMALL and needs_looking(citations, text) else ""
    placed = place(citations, capture, text, whole)
    opened = _open(text, length, placed.marks, query)
    touching = [mark for mark in placed.marks if opened.touches(mark)]
    unmarked = [each for each in citations if each.pk in placed.states]
    shown = unmarked[:MOST_UNPLACED]
    drawn = statements_by_passage({mark.key for mark in touching} | {each.pk for each in shown}, user)
    by_key = {each.pk: each for each in citations}
    beside = {
        mark.key: Cited(by_key[mark.key], drawn[mark.key], _state(by_key[mark.key]), mark.number) for mark in touching
    }
    rows = [
        Beside(each, tuple(beside[mark.key] for mark in each.begins))
        for each in blocks(opened.words, opened.start, touching)
    ]
    near = nearest_in(whole, text.page_starts, _not_found(shown, placed.states)) if whole else {}
    return Reading(
        capture=capture,
        text=text,
        page=opened.page,
        rows=rows,
        touching=tuple(touching),
        here=tuple(mark for mark in touching if opened.holds(mark.start)),
        elsewhere=_elsewhere(placed.marks, opened),
        unplaced=[Unplaced(Cited(each, drawn[each.pk], placed.states[each.pk]), near.get(each.pk)) for each in shown],
        unplaced_more=len(unmarked) - len(shown),
        marked=len(placed.marks),
    )


def nearest_to(citation: Citation, user: User | AnonymousUser) -> Nearest | None:
    """What comes nearest to a passage in the newest copy that this person may read; None in a text that is too long."""
    capture = newest_with_text(citation.source, user)
    text = _text_of(capture) if capture else None
    if text is None or text.length > SMALL:
        return None
    return nearest_in(_words(text, 0, text.length), text.page_starts, [citation]).get(citation.pk)


def _text_of(capture: Capture) -> Any:
    """The text of a copy with its `length` and without its words."""
    found = FileText.objects.filter(file=capture.file_id, outcome=ReadingOutcome.TEXT)
    return found.defer("text").annotate(length=Length("text")).first()


@dataclass(frozen=True)
class _Opened:
    """A page of the text with its words."""

    page: Page[Leaf]
    start: int
    words: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)

    def holds(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def touches(self, mark: Mark) -> bool:
        return any(begin < self.end and stop > self.start for begin, stop in mark.spans)


def _open(text: FileText, length: int, marks: Sequence[Mark], query: QueryDict) -> _Opened:
    found = leaves(length, text.page_starts)
    pages = Paginator(found, 1)
    wanted = next((mark for mark in marks if str(mark.key) == query.get("passage")), None)
    page = pages.get_page(leaf_at(found, wanted.start).number if wanted else query.get("page"))
    opened = _load(text, page)
    if wanted and not opened.holds(wanted.start) and page.has_next():
        opened = _load(text, pages.get_page(page.next_page_number()))
    return opened


def _load(text: FileText, page: Page[Leaf]) -> _Opened:
    (leaf,) = page.object_list
    words = _words(text, leaf.loads_from, leaf.end)
    start, end = slice_of(leaf, words, leaf.loads_from)
    return _Opened(page, start, words[start - leaf.loads_from : end - leaf.loads_from])


def _words(text: FileText, start: int, end: int) -> str:
    """Some characters of a text; the others stay in the database."""
    words = FileText.objects.filter(pk=text.pk).values_list(Substr("text", start + 1, max(0, end - start)), flat=True)
    return str(words.get())


def _state(citation: Citation) -> State:
    return state_of(check_of(citation))


def _not_found(citations: Sequence[Citation], states: dict[int, State]) -> list[Citation]:
    found = [each for each in citations if states[each.pk].result == QuoteResult.NOT_FOUND]
    return found[:MOST_NEAREST]


def _elsewhere(marks: Sequence[Mark], opened: _Opened) -> list[OnLeaf]:
    """The passages that begin on other pages, by page."""
    others: dict[int, list[Mark]] = {}
    found: Sequence[Leaf] = opened.page.paginator.object_list  # type: ignore[assignment]
    for mark in marks:
        if not opened.holds(mark.start):
            others.setdefault(leaf_at(found, mark.start).number, []).append(mark)
    return [OnLeaf(found[number - 1], tuple(each)) for number, each in sorted(others.items())]
