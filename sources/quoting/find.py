"""Looking for a quotation in a preserved text: letter by letter, or under the declared rules, or not at all."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from sources.choices import QuoteResult
from sources.quoting.boundaries import stands_alone
from sources.quoting.normalise import (
    MARKERS,
    Normalised,
    hyphenless,
    normalise,
    normalise_quotation,
    reads_as,
    without_inner_hyphens,
)
from sources.quoting.omissions import (
    FARTHEST_APART,
    INSERTION,
    Part,
    is_long_enough,
    split,
    without_quotation_marks,
)

MOST_PLACES = 200
FOUND = (QuoteResult.EXACT, QuoteResult.NORMALISED)

Span = tuple[int, int]


class Reason(StrEnum):
    """Why a quotation counts as not found, where more can be said than that its words do not stand there."""

    EMPTY = "empty"
    INSERTION = "insertion"
    SHORT_PART = "short_part"


@dataclass(frozen=True)
class Quotation:
    """The words to look for, and what helps to tell one place from another. `page` and `paragraph` count from 1."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    page: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True)
class Found:
    """What looking gave. `spans` holds start and end of each part in the text; `places` counts where it could stand."""

    result: QuoteResult
    spans: list[Span] = field(default_factory=list)
    page: int | None = None
    places: int = 0
    reason: Reason | None = None


@dataclass
class Text:
    """A preserved text. It is normalised once, when first needed, and shared by all quotations looked for in it."""

    text: str
    page_starts: Sequence[int] = ()

    @cached_property
    def normalised(self) -> Normalised:
        """The text under the declared rules."""
        return normalise(self.text)

    @cached_property
    def hyphenless(self) -> Normalised | None:
        """The same without hyphens inside words, if a word is broken at the end of a line."""
        return without_inner_hyphens(self.normalised) if MARKERS.search(self.normalised.text) else None

    @cached_property
    def paragraph_starts(self) -> list[int]:
        """Where each paragraph begins: after a blank line, or, in a text without any, after a line's end."""
        lines = self.text.splitlines(keepends=True)
        by_line = not any(line.isspace() for line in lines[:-1])
        starts, offset, between = [], 0, True
        for line in lines:
            if line.strip():
                if between or by_line:
                    starts.append(offset)
                between = False
            else:
                between = True
            offset += len(line)
        return starts

    def page_of(self, offset: int) -> int | None:
        """The page on which a character stands, counted from 1; None where the text has no pages."""
        return max(1, bisect_right(self.page_starts, offset)) if self.page_starts else None

    def paragraph_of(self, offset: int) -> int:
        """The paragraph in which a character stands, counted from 1."""
        return bisect_right(self.paragraph_starts, offset)


@dataclass(frozen=True)
class _Place:
    """One way in which a quotation can stand in a text: its parts in the normalised and in the original text."""

    here: list[Span]
    spans: list[Span]
    exact: bool


def look_for(quotation: Quotation, text: Text) -> Found:
    """Look for a quotation; decision 0019 says what counts as found.

    The whole is looked for as it was typed; then without the quotation marks around it; then, if it leaves words out,
    by its parts.
    """
    whole = quotation.exact.strip()
    bare = without_quotation_marks(whole)
    for words in dict.fromkeys((whole, bare)):
        if places := list(_places_of(words, text)):
            return _chosen(places, quotation, text)
    parts = split(bare)
    if not any(normalise_quotation(part.words) for part in parts):
        return Found(QuoteResult.NOT_FOUND, reason=Reason.EMPTY)
    if parts[0].words != bare:
        if len(parts) > 1 and not all(is_long_enough(part.words) for part in parts):
            return Found(QuoteResult.NOT_FOUND, reason=Reason.SHORT_PART)
        if places := _in_order(parts, text):
            return _chosen(places, quotation, text)
    inserted = any(INSERTION.search(part.words) for part in parts)
    return Found(QuoteResult.NOT_FOUND, reason=Reason.INSERTION if inserted else None)


def places(exact: str, text: Text) -> list[Span]:
    """Start and end of every place where these words stand in the text, in order; those with words left out are not."""
    whole = exact.strip()
    for words in dict.fromkeys((whole, without_quotation_marks(whole))):
        if found := [place.spans[0] for place in _places_of(words, text)]:
            return found
    return []


def _places_of(words: str, text: Text) -> Iterator[_Place]:
    """Every place where these words stand by themselves, in order."""
    wanted = normalise_quotation(words)
    if not wanted:
        return
    found = 0
    for start, end in _candidates(wanted, text):
        if stands_alone(text.normalised, text.text, start, end):
            span = text.normalised.origin(start, end)
            yield _Place([(start, end)], [span], text.text[slice(*span)] == words)
            found += 1
            if found == MOST_PLACES:
                return


def _candidates(wanted: str, text: Text) -> Iterator[Span]:
    loose = text.hyphenless
    if loose is None:
        start = text.normalised.text.find(wanted)
        while start >= 0:
            yield start, start + len(wanted)
            start = text.normalised.text.find(wanted, start + 1)
        return
    core = hyphenless(wanted)
    at = loose.text.find(core)
    while at >= 0:
        start, end = loose.before(at, at + len(core))
        if reads_as(text.normalised.text[start:end], wanted):
            yield start, end
        at = loose.text.find(core, at + 1)


def _in_order(parts: list[Part], text: Text) -> list[_Place]:
    """Every way in which the parts follow one another."""
    ways = list(_places_of(parts[0].words, text))
    for part in parts[1:]:
        nexts = list(_places_of(part.words, text))
        ways = [
            _Place(way.here + after.here, way.spans + after.spans, way.exact and after.exact)
            for way in ways
            for after in nexts
            if _may_be_left_out(way.here[-1][1], after.here[0][0], part, text)
        ][:MOST_PLACES]
    return ways


def _may_be_left_out(start: int, end: int, part: Part, text: Text) -> bool:
    """Whether the words between may be those left out before a part: not too many, and in no doubt.

    Dots without brackets may be the copy's own; where the words between hold dots, a word dropped beside them would
    hide behind these.
    """
    if not 0 <= end - start <= FARTHEST_APART:
        return False
    return part.after_brackets or "..." not in text.normalised.text[start:end]


def _chosen(places: list[_Place], quotation: Quotation, text: Text) -> Found:
    """The one place that is meant, or the fact that it cannot be told."""
    left = places
    for narrowed in (_beside, _on_page, _in_paragraph):
        if len(left) > 1:
            left = narrowed(left, quotation, text) or left
    if len(left) > 1:
        return Found(QuoteResult.AMBIGUOUS, places=len(places))
    (place,) = left
    result = QuoteResult.EXACT if place.exact else QuoteResult.NORMALISED
    return Found(result, place.spans, text.page_of(place.spans[0][0]), len(places))


def _beside(places: list[_Place], quotation: Quotation, text: Text) -> list[_Place]:
    """Those with the prefix before and the suffix after; failing that, with one of the two."""
    prefix, suffix = _tight(quotation.prefix), _tight(quotation.suffix)
    if not prefix and not suffix:
        return []

    def agreeing(place: _Place) -> tuple[bool, bool]:
        start, end = place.spans[0][0], place.spans[-1][1]
        before = _tight(text.text[max(0, start - 3 * len(quotation.prefix) - 50) : start]) if prefix else ""
        after = _tight(text.text[end : end + 3 * len(quotation.suffix) + 50]) if suffix else ""
        return before.endswith(prefix), after.startswith(suffix)

    both = [place for place in places if agreeing(place) == (True, True)]
    if both or not (prefix and suffix):
        return both
    return [place for place in places if any(agreeing(place))]


def _tight(words: str) -> str:
    """Words by the declared rules, without any space or hyphen: enough to tell neighbours apart."""
    return normalise_quotation(words).replace(" ", "").replace("-", "")


def _on_page(places: list[_Place], quotation: Quotation, text: Text) -> list[_Place]:
    if quotation.page is None or not text.page_starts:
        return []
    return [place for place in places if text.page_of(place.spans[0][0]) == quotation.page]


def _in_paragraph(places: list[_Place], quotation: Quotation, text: Text) -> list[_Place]:
    if quotation.paragraph is None:
        return []
    return [place for place in places if text.paragraph_of(place.spans[0][0]) == quotation.paragraph]


def is_found(result: str) -> bool:
    """Whether this result says that the words stand in the copy."""
    return result in FOUND
