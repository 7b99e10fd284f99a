"""Where the passages of a source stand in one of its copies."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.preserved.looking import look_in
from claims.preserved.marks import Mark
from claims.preserved.passages import check_of, spans_of
from claims.preserved.state import FOUND, State, state_of
from sources.models import Capture, Citation, FileText, QuoteCheck

# A text no longer than this is looked through while a page is made, for passages last checked in another copy.
SMALL = 300_000
MOST_LOOKED_FOR = 200


@dataclass
class Placed:
    """The marks in a text, by number, and the state of every passage that has none."""

    marks: list[Mark]
    states: dict[int, State] = field(default_factory=dict)


def place(citations: Sequence[Citation], capture: Capture, text: FileText, whole: str) -> Placed:
    """Where each passage stands in the copy's text: as its last check says, or else looked for now in `whole`.

    `whole` is the copy's text, or "" where it is too long to look through now.
    """
    spans = {each.pk: found for each in citations if (found := _checked(check_of(each), text))}
    states = {}
    waiting = [each for each in citations if each.pk not in spans]
    looked = look_in(whole, text.page_starts, waiting[:MOST_LOOKED_FOR]) if whole else {}
    for citation in waiting:
        seen = looked.get(citation.pk)
        if seen and seen.spans and seen.result in FOUND:
            spans[citation.pk] = seen.spans
        else:
            states[citation.pk] = seen.state(capture) if seen else state_of(check_of(citation))
    ordered = sorted(spans.items(), key=lambda each: (each[1][0][0], -each[1][-1][1], each[0]))
    return Placed([Mark(key, number, each) for number, (key, each) in enumerate(ordered, 1)], states)


def needs_looking(citations: Sequence[Citation], text: FileText) -> bool:
    """Whether some passage has no place in this text by its last check."""
    return any(not _checked(check_of(each), text) for each in citations)


def _checked(check: QuoteCheck | None, text: FileText) -> tuple[tuple[int, int], ...]:
    """The parts of a passage in this very text; () where its last check was of another one, or found nothing."""
    return spans_of(check) if check and check.text_sha256 == text.sha256 else ()
