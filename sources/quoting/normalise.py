"""The one declared normalisation, under which a quotation and a preserved text are compared.

RULES names its version; a stored check says by which version it was made. What it does, and nothing else:

1.  Letters by their looks. Unicode NFC, and of NFKC what changes only the looks: ligatures (ﬁ), full-width and
    half-width forms, Arabic presentation forms, mathematical alphabets, ideographs given as radicals. Raised, lowered,
    circled, bracketed and stacked characters (², ½, ②, ⑵) stay as they are, because "10²" is not "102".
2.  White space. Any run of it, line and page breaks and no-break spaces included, is one space. Characters without a
    shape (zero-width spaces and joiners, direction marks, byte order mark, control characters) are nothing.
3.  Chinese and Japanese. White space next to such a character does not count, nor where only punctuation stands
    between: lines are broken anywhere. Between two numbers or two words of other scripts it counts.
4.  Quotation marks and apostrophes. Each double one is ", each single one is '. A double one never becomes single.
5.  Dashes and hyphens. Each, and each run of them, is one hyphen.
6.  A word broken at the end of a line of the preserved text ("pol-" "ice") is read with and without the hyphen, and,
    as in "pre- and post-war", with hyphen and space. This holds for the preserved text only, not for the quotation. A
    hyphen or dash between a figure and a line's end stays; only the space after it may be missing.
7.  Soft hyphens and the Arabic tatweel are nothing. The ellipsis character is three dots.

Kept as they are: capital and small letters, accents, vowel signs, digits of every script, all other punctuation, the
two scripts of Serbian, traditional and simplified characters.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from sources.quoting.characters import (
    DASHES,
    HYPHENS,
    LINE_END_SIGNS,
    SHAPELESS,
    class_of,
    marks,
    replacements,
)

RULES = "1"

# Marks for a hyphen at a line's end: in a word it may be missing; after a figure only the space may be.
MAYBE_HYPHEN, HYPHEN_MAYBE_SPACE = "\x1f", "\x1e"
MARKERS = re.compile(f"[{MAYBE_HYPHEN}{HYPHEN_MAYBE_SPACE}]")
# Scripts in which a line may break anywhere: ideographs, kana, bopomofo.
WITHOUT_SPACES = (
    "\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
IDEOGRAPH = re.compile(f"[{WITHOUT_SPACES}]")
_PUNCTUATION = "\u3001-\u3003\u3008-\u3020"
_SPACED = re.compile(
    rf"(?<=[{WITHOUT_SPACES}])[\W_]++|(?<![\W_])[\W_]++(?=[{WITHOUT_SPACES}])|(?<=[{_PUNCTUATION}]) | (?=[{_PUNCTUATION}])"
)
_INSIDE_WORDS = re.compile(rf"(?<=\w)(?:[{MAYBE_HYPHEN}{HYPHEN_MAYBE_SPACE}]|- ?)(?=\w)")


@dataclass
class Normalised:
    """A text after some replacements, and where each of its characters stood before them.

    The four arrays describe the replaced pieces in order: from where to where here, and from where to where in the text
    before. Between the pieces the texts are equal. `below` is the normalised text that this one was made from, if any.
    """

    text: str
    below: "Normalised | None" = None
    here: "array[int]" = field(default_factory=lambda: array("I"))
    here_end: "array[int]" = field(default_factory=lambda: array("I"))
    there: "array[int]" = field(default_factory=lambda: array("I"))
    there_end: "array[int]" = field(default_factory=lambda: array("I"))

    def before(self, start: int, end: int) -> tuple[int, int]:
        """The span [start, end) of this text, which is not empty, in the text that it was made from."""
        return self._start(start), self._end(end)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span [start, end) of this text, which is not empty, in the very first text."""
        span = self.before(start, end)
        return self.below.origin(*span) if self.below else span

    def is_inside_a_piece(self, offset: int) -> bool:
        """Whether a cut here would part what was one character (half of a ligature), so that nothing begins or ends."""
        piece = bisect_right(self.here, offset) - 1
        if piece >= 0 and self.here[piece] < offset < self.here_end[piece]:
            return True
        return self.below is not None and self.below.is_inside_a_piece(self._start(offset))

    def _start(self, offset: int) -> int:
        piece = bisect_right(self.here, offset) - 1
        if piece < 0:
            return offset
        if offset < self.here_end[piece]:
            return self.there[piece]
        return self.there_end[piece] + offset - self.here_end[piece]

    def _end(self, offset: int) -> int:
        last = offset - 1
        piece = bisect_right(self.here, last) - 1
        if piece < 0:
            return offset
        if last < self.here_end[piece]:
            return self.there_end[piece]
        return self.there_end[piece] + offset - self.here_end[piece]


def normalise(text: str) -> Normalised:
    """A preserved text under the rules; words broken at the end of a line carry a marker (rule 6)."""
    return _closed_up(_replaced(text, _tokens(_has_marks(text), broken_words=True), _replacement))


def normalise_quotation(text: str) -> str:
    """A quotation under the rules; a hyphen at the end of one of its lines is a hyphen and a space."""
    made = _closed_up(_replaced(text, _tokens(_has_marks(text), broken_words=False), _replacement))
    return made.text.replace(MAYBE_HYPHEN, "-").strip(" ")


def without_inner_hyphens(normalised: Normalised) -> Normalised:
    """The same without any hyphen inside a word: where to look for a quotation before each hyphen is compared."""
    return _replaced(normalised.text, _INSIDE_WORDS, lambda match: "", below=normalised)


def hyphenless(quotation: str) -> str:
    """A normalised quotation without any hyphen inside a word."""
    return _INSIDE_WORDS.sub("", quotation)


def reads_as(passage: str, quotation: str) -> bool:
    """Whether a piece of normalised text is the quotation, in one of the readings of its broken words (rule 6)."""
    if passage == quotation:
        return True
    if not MARKERS.search(passage):
        return False
    pattern = re.escape(passage)
    pattern = pattern.replace(re.escape(MAYBE_HYPHEN), "(?:- ?)?").replace(re.escape(HYPHEN_MAYBE_SPACE), "- ?")
    return re.fullmatch(pattern, quotation) is not None


def _has_marks(text: str) -> bool:
    return not text.isascii() and _marks().search(text) is not None


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(f"[{class_of(marks())}]")


_HYPHEN, _DASH, _BLANK, _DASHES, _CLUSTER = 1, 2, 3, 4, 5


@cache
def _tokens(with_marks: bool, broken_words: bool) -> re.Pattern[str]:
    """What is replaced; the number of the group says how."""
    accents, dashes, shapeless = class_of(marks()), class_of(DASHES), class_of(SHAPELESS)
    blank = rf"[ \t\xa0\u2000-\u200a\u202f{shapeless}]"
    line_end = rf"{blank}*+[\n\r\f\v\x85\u2028\u2029][\s{shapeless}]*+"
    letter = rf"[^\W\d_{WITHOUT_SPACES}]"
    signs = class_of(HYPHENS + LINE_END_SIGNS if broken_words else LINE_END_SIGNS)
    pdf_signs = class_of("\u0002\ufffe")
    word_broken = rf"(?<={letter}|[{accents}])(?:[{signs}]{line_end}|[{pdf_signs}][\s{shapeless}]*+)(?={letter})"
    after_dash = rf"(?<=\S)[{dashes}]++{line_end}(?=\S)" if broken_words else "(?!)"
    blanks = rf"[\s{shapeless}]{{2,}}|[^\S ]"
    long_dashes = rf"[{dashes}]{{2,}}|[{class_of(set(DASHES) - {'-'})}]"
    cluster = rf"[^\s{accents}][{accents}]+" if with_marks else "(?!)"
    single = rf"[{class_of(replacements())}]"
    return re.compile(f"({word_broken})|({after_dash})|({blanks})|({long_dashes})|({cluster})|{single}")


def _replacement(match: re.Match[str]) -> str:
    old = match.group()
    kind = match.lastindex
    if kind is None:
        return replacements()[old]
    if kind == _BLANK:
        return "" if old.strip(SHAPELESS) == "" else " "
    if kind == _CLUSTER:
        table = replacements()
        return unicodedata.normalize("NFC", "".join(table.get(part, part) for part in old))
    if kind == _DASHES:
        return "-"
    return MAYBE_HYPHEN if kind == _HYPHEN else HYPHEN_MAYBE_SPACE


def _closed_up(normalised: Normalised) -> Normalised:
    """Rule 3."""
    if not IDEOGRAPH.search(normalised.text) or " " not in normalised.text:
        return normalised
    return _replaced(normalised.text, _SPACED, _without_spaces, below=normalised)


def _without_spaces(match: re.Match[str]) -> str:
    old = match.group()
    if " " not in old:
        return old
    decimal = old.endswith(". ") and match.string[match.end() : match.end() + 1].isdigit()
    return old.replace(" ", "") + (" " if decimal else "")


def _replaced(
    text: str, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str], below: Normalised | None = None
) -> Normalised:
    made = Normalised("", below)
    pieces: list[str] = []
    last = length = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        new = replacement(match)
        pieces += (text[last:start], new)
        length += start - last
        made.here.append(length)
        length += len(new)
        made.here_end.append(length)
        made.there.append(start)
        made.there_end.append(end)
        last = end
    pieces.append(text[last:])
    made.text = "".join(pieces)
    return made
