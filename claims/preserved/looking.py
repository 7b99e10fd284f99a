"""Looking for passages in a text while a page is made: where a stored check says nothing about this copy."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.preserved.state import State, state_words
from sources.models import Capture, Citation
from sources.quoting.checks import quotation_of
from sources.quoting.find import Text, look_for
from sources.quoting.nearest import Nearest, nearest


@dataclass(frozen=True)
class Looked:
    """What looking gave: a result (sources.choices.QuoteResult), the parts, the page and the number of places."""

    result: str
    spans: tuple[tuple[int, int], ...]
    page: int | None
    places: int

    def state(self, capture: Capture) -> State:
        """The same in words."""
        at = capture.captured_at
        return State(self.result, state_words(self.result, captured_at=at, page=self.page, places=self.places))


def look_in(whole: str, page_starts: Sequence[int], citations: Sequence[Citation]) -> dict[int, Looked]:
    """What is found of each passage in one text, by key."""
    text = Text(whole, tuple(page_starts))
    found = {}
    for citation in citations:
        got = look_for(quotation_of(citation), text)
        found[citation.pk] = Looked(got.result, tuple(got.spans), got.page, got.places)
    return found


def nearest_in(whole: str, page_starts: Sequence[int], citations: Sequence[Citation]) -> dict[int, Nearest]:
    """What comes nearest to each passage in one text, by key. It is never a match."""
    text = Text(whole, tuple(page_starts))
    found = {citation.pk: nearest(citation.exact, text) for citation in citations}
    return {key: each for key, each in found.items() if each}
