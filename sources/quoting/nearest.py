"""The passage that comes nearest to a quotation which was not found, so that a slip is mended in seconds.

It is never a match: nothing here counts as finding, and no stored check is made from it.
"""

import re
from collections import Counter
from dataclasses import dataclass
from math import log

from rapidfuzz.distance import Indel

from sources.quoting.find import Text
from sources.quoting.normalise import WITHOUT_SPACES, normalise_quotation

WORD = re.compile(rf"[{WITHOUT_SPACES}]|[^\W{WITHOUT_SPACES}]+(?:['’][^\W{WITHOUT_SPACES}]+)*|[^\w\s]")
LEAST_ALIKE = 0.45
MOST_WORDS = 400
WINDOWS = 12
ENDS_TRIED = 5
MOST_SIGHTINGS = 200_000

SAME, MISSING, EXTRA = "same", "missing", "extra"


@dataclass(frozen=True)
class Nearest:
    """A passage that is not the quotation but resembles it. `start` and `end` are offsets in the text.

    `pieces` are (kind, words) in reading order: "same" stands in both, "missing" stands in the copy and is missing from
    the quotation, "extra" stands in the quotation only. `alike` is the share of words in common, from 0 to 1.
    """

    start: int
    end: int
    pieces: list[tuple[str, str]]
    alike: float


@dataclass(frozen=True)
class _Words:
    """The words of a text by the declared rules, and where each stands in it."""

    words: list[str]
    spans: list[tuple[int, int]]


def nearest(exact: str, text: Text) -> Nearest | None:
    """The passage nearest to these words, with the differences; None where nothing resembles them."""
    wanted = _words(normalise_quotation(exact))
    copy = _words(text.normalised.text)
    if not wanted.words or not copy.words or len(wanted.words) > MOST_WORDS:
        return None
    best: tuple[float, int, int] | None = None
    for first, last in _windows(wanted.words, copy.words):
        candidate = _trimmed(wanted.words, copy.words, first, last)
        if candidate and (best is None or candidate[0] > best[0]):
            best = candidate
    if best is None or best[0] < LEAST_ALIKE:
        return None
    alike, first, last = best
    pieces = _pieces(wanted, copy, first, last, normalise_quotation(exact), text.normalised.text)
    start, end = text.normalised.origin(copy.spans[first][0], copy.spans[last - 1][1])
    return Nearest(start, end, pieces, alike)


def _words(text: str) -> _Words:
    found = list(WORD.finditer(text))
    return _Words([match.group() for match in found], [match.span() for match in found])


def _windows(wanted: list[str], copy: list[str]) -> list[tuple[int, int]]:
    """Stretches of the copy that share the most telling words with the quotation, best first."""
    counts = Counter(copy)
    worth = {word: log(1 + len(copy) / counts[word]) for word in set(wanted) if word in counts}
    telling: set[str] = set()
    seen = 0
    for word in sorted(worth, key=lambda word: counts[word]):
        seen += counts[word]
        if seen > MOST_SIGHTINGS and telling:
            break
        telling.add(word)
    sightings = [(place, worth[word]) for place, word in enumerate(copy) if word in telling]
    width = int(len(wanted) * 1.3) + 3
    scored: list[tuple[float, int]] = []
    left, total = 0, 0.0
    for place, value in sightings:
        total += value
        while sightings[left][0] <= place - width:
            total -= sightings[left][1]
            left += 1
        scored.append((total, place))
    chosen: list[int] = []
    for _, place in sorted(scored, reverse=True):
        if all(abs(place - other) > width // 2 for other in chosen):
            chosen.append(place)
        if len(chosen) == WINDOWS:
            break
    margin = width // 2
    return [(max(0, place - width - margin), min(len(copy), place + margin + 1)) for place in chosen]


def _trimmed(wanted: list[str], copy: list[str], first: int, last: int) -> tuple[float, int, int] | None:
    """How much of a window resembles the quotation, without what stands around it.

    A common word at either end may have been paired with another one farther away, so the ends are also tried from
    the pairs that follow and precede it.
    """
    blocks = [block for block in Indel.opcodes(wanted, copy[first:last]) if block.tag == "equal"]
    if not blocks:
        return None
    starts = [max(first, first + block.dest_start - block.src_start) for block in blocks[:ENDS_TRIED]]
    ends = [min(last, first + block.dest_end + len(wanted) - block.src_end) for block in blocks[-ENDS_TRIED:]]
    start = max(starts, key=lambda place: Indel.normalized_similarity(wanted, copy[place : ends[-1]]))
    end = max(reversed(ends), key=lambda place: Indel.normalized_similarity(wanted, copy[start:place]))
    return Indel.normalized_similarity(wanted, copy[start:end]), start, end


def _pieces(wanted: _Words, copy: _Words, first: int, last: int, quotation: str, passage: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    for step in Indel.opcodes(wanted.words, copy.words[first:last]):
        if step.tag == "delete":
            spans, kind, text = wanted.spans[step.src_start : step.src_end], EXTRA, quotation
        else:
            spans = copy.spans[first + step.dest_start : first + step.dest_end]
            kind, text = SAME if step.tag == "equal" else MISSING, passage
        pieces.append((kind, text[spans[0][0] : spans[-1][1]]))
    return pieces
