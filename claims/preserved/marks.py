"""A text cut into paragraphs and into stretches that lie in the same cited passages. Pure.

Nothing is lost or added: the texts of all pieces and gaps, in order, are the text. Offsets count characters (code
points) of the whole text. Passages may overlap, hold each other, begin on an earlier page, and leave words out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_BLANK_LINE = re.compile(r"\r?\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?:…。！？：”’»\"')\]）」]\s*$")
# A paragraph without blank lines (a page of a PDF) is cut at line ends, so that statements stand beside their words.
LONG_PARAGRAPH, PART = 1_200, 500
# Where lines are longer than anybody sets them, each is a paragraph.
LONG_LINE = 110


@dataclass(frozen=True)
class Mark:
    """A cited passage in a text: its number there, and start and end of each of its parts."""

    key: int
    number: int
    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Its first character."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """The character after its last."""
        return self.spans[-1][1]


@dataclass(frozen=True)
class Piece:
    """A stretch of text. `marks` are the passages that it lies in, `begins` those whose first shown words it holds."""

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Block:
    """A paragraph and the white space after it. `apart`: another paragraph follows, rather than another line."""

    start: int
    pieces: tuple[Piece, ...]
    gap: str = ""
    apart: bool = True

    @property
    def begins(self) -> tuple[Mark, ...]:
        """The passages that begin in it, in their order."""
        return tuple(mark for piece in self.pieces for mark in piece.begins)


def blocks(text: str, start: int, marks: Iterable[Mark]) -> list[Block]:
    """The paragraphs of a text that begins at `start`, with the marks that touch it."""
    stretches = _stretches(list(marks), start, start + len(text))
    begun: set[int] = set()
    found = []
    at = 0
    for begins, stops, gap_ends, apart in _paragraphs(text):
        first, last = start + begins, start + stops
        while at < len(stretches) and stretches[at][1] <= first:
            at += 1
        pieces = []
        for begin, stop, held in stretches[at:]:
            if begin >= last:
                break
            new = tuple(mark for mark in held if mark.key not in begun)
            begun.update(mark.key for mark in new)
            pieces.append(Piece(text[max(begin, first) - start : min(stop, last) - start], held, new))
        found.append(Block(first, tuple(pieces), text[stops:gap_ends], apart))
    return found


def _stretches(marks: Sequence[Mark], start: int, end: int) -> list[tuple[int, int, tuple[Mark, ...]]]:
    """The text from edge to edge of the passages, with the passages that hold each stretch, by number."""
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        for begin, stop in mark.spans:
            if begin < end and stop > start:
                opening.setdefault(max(begin, start), []).append(mark)
                closing.setdefault(min(stop, end), []).append(mark)
    edges = sorted({start, end, *opening, *closing})
    active: dict[int, Mark] = {}
    found = []
    for begin, stop in pairwise(edges):
        for mark in closing.get(begin, ()):
            active.pop(mark.key, None)
        active.update((mark.key, mark) for mark in opening.get(begin, ()))
        found.append((begin, stop, tuple(sorted(active.values(), key=lambda mark: mark.number))))
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """Start, end, end of the white space after it, of each paragraph in turn, and whether another one follows."""
    at = 0
    for gap in _BLANK_LINE.finditer(text):
        yield from _lines(text, at, gap.start(), gap.end())
        at = gap.end()
    if at < len(text):
        yield from _lines(text, at, len(text), len(text))


def _lines(text: str, start: int, end: int, gap_end: int) -> Iterator[tuple[int, int, int, bool]]:
    """What stands between blank lines: one paragraph, or one on each line, or parts of a long one."""
    ends = [start + found.start() for found in re.finditer("\n", text[start:end])]
    each_is_one = bool(ends) and (end - start) / (len(ends) + 1) >= LONG_LINE
    for newline in ends:
        part = newline - start
        sentence = part >= PART and _SENTENCE_END.search(text, max(start, newline - 20), newline)
        if each_is_one or (end - start > LONG_PARAGRAPH and (sentence or part >= LONG_PARAGRAPH)):
            yield start, newline, newline + 1, each_is_one
            start = newline + 1
    yield start, end, gap_end, True
