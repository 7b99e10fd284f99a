"""A long text in pages that a browser can hold. Pure.

A file with pages (a PDF) keeps them; anything longer than `LONGEST` characters is cut into pieces of about `PIECE`.
Where exactly a cut falls depends only on the characters just before it (`settled`), so that one page can be shown
without loading the others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

PIECE = 20_000
LONGEST = 30_000
# How far before its place a cut may fall, to meet the end of a paragraph, a line or a word.
SLACK = 4_000

_ENDS = (
    re.compile(r"\n[^\S\n]*\n\s*"),
    re.compile(r"\n+"),
    re.compile(r"[.!?。！？]\s+|[。！？]"),
    re.compile(r"\s+"),
)


@dataclass(frozen=True)
class Leaf:
    """One page as it is shown. `number` counts from 1; `page` is the file's own, None where it has none.

    `start` and `end` are offsets of characters, rough where `cut_before` or `cut_after` says that no page ends there.
    """

    number: int
    start: int
    end: int
    page: int | None = None
    cut_before: bool = False
    cut_after: bool = False

    @property
    def loads_from(self) -> int:
        """The first character needed to settle where it begins."""
        return max(0, self.start - SLACK) if self.cut_before else self.start


def leaves(length: int, page_starts: Sequence[int] = ()) -> list[Leaf]:
    """The pages of a text of so many characters; one at least."""
    starts = sorted({0, *(start for start in page_starts if 0 < start < length)}) if page_starts else [0]
    numbers = _page_numbers(starts, page_starts)
    found: list[Leaf] = []
    for start, end in zip(starts, [*starts[1:], length], strict=True):
        size = end - start
        parts = 1 if size <= LONGEST else ceil(size / PIECE)
        for part in range(parts):
            found.append(
                Leaf(
                    number=len(found) + 1,
                    start=start + part * PIECE,
                    end=end if part == parts - 1 else start + (part + 1) * PIECE,
                    page=numbers.get(start),
                    cut_before=part > 0,
                    cut_after=part < parts - 1,
                )
            )
    return found


def _page_numbers(starts: list[int], page_starts: Sequence[int]) -> dict[int, int]:
    """The page that begins at each start: of several (all but the last are empty) the last, which holds the text."""
    found = {start: number for number, start in enumerate(page_starts, 1)}
    return {start: found[start] for start in starts if start in found}


def leaf_at(found: Sequence[Leaf], offset: int) -> Leaf:
    """The page on which this character is expected; a cut may have moved it to the next one."""
    for leaf in found:
        if offset < leaf.end:
            return leaf
    return found[-1]


def settled(cut: int, text: str, text_start: int) -> int:
    """Where a cut really falls: after the last paragraph, line, sentence or word that ends in the slack before it.

    `text` holds the characters from `text_start` on, at least `SLACK` before the cut.
    """
    window_start = max(cut - SLACK, text_start)
    window = text[window_start - text_start : cut - text_start]
    for ends in _ENDS:
        last = 0
        for found in ends.finditer(window):
            last = found.end()
        if last:
            return window_start + last
    return cut


def slice_of(leaf: Leaf, text: str, text_start: int) -> tuple[int, int]:
    """Where a page really begins and ends, given the characters from `leaf.loads_from` to `leaf.end`."""
    start = settled(leaf.start, text, text_start) if leaf.cut_before else leaf.start
    end = settled(leaf.end, text, text_start) if leaf.cut_after else leaf.end
    return start, end
