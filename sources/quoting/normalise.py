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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from io import StringIO

from sources.quoting.characters import (
    DASHES,
    HYPHENS,
    LINE_END_SIGNS,
    PDF_SIGNS,
    SHAPELESS,
    class_of,
    is_mark,
    marks,
    replacements,
)

RULES = "1"

FIRST_NON_ASCII, FIRST_BEYOND_BMP, LAST = "\x80", "\U00010000", "\U0010ffff"
BREAKING_SIGNS = DASHES + LINE_END_SIGNS

# Marks for a hyphen at a line's end: in a word it may be missing; after a figure only the space may be.
MAYBE_HYPHEN, HYPHEN_MAYBE_SPACE = "\x1f", "\x1e"
MARKERS = re.compile(f"[{MAYBE_HYPHEN}{HYPHEN_MAYBE_SPACE}]")
# Scripts in which a line may break anywhere: ideographs, kana, bopomofo.
WITHOUT_SPACES = (
    "\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
IDEOGRAPH = re.compile(f"[{WITHOUT_SPACES}]")
_STOPS = "\u3001-\u3003\u3008-\u3020"  # 、。《》「」 and their like
_SPACED = re.compile(
    rf"(?<=[{WITHOUT_SPACES}])[\W_]++|(?<![\W_])[\W_]++(?=[{WITHOUT_SPACES}])|(?<=[{_STOPS}]) | (?=[{_STOPS}])"
)
_INSIDE_WORDS = re.compile(rf"(?<=\S)(?:[{MAYBE_HYPHEN}{HYPHEN_MAYBE_SPACE}]|- ?)(?=\S)")

Piece = tuple[int, int, str]  # from where to where, and what stands there instead


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
    return _closed_up(_replaced(text, _tokens_in(text, broken_words=True)))


def normalise_quotation(text: str) -> str:
    """A quotation under the rules; a hyphen at the end of one of its lines is a hyphen and a space."""
    made = _closed_up(_replaced(text, _tokens_in(text, broken_words=False)))
    return MARKERS.sub("-", made.text).strip(" ")


def without_inner_hyphens(normalised: Normalised) -> Normalised:
    """The same without any hyphen inside a word: where to look for a quotation before each hyphen is compared."""
    hyphens = ((*match.span(), "") for match in _INSIDE_WORDS.finditer(normalised.text))
    return _replaced(normalised.text, hyphens, below=normalised)


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


def _tokens_for(text: str, *, broken_words: bool) -> re.Pattern[str]:
    """The pattern of what is replaced. Most texts need a smaller one, which is several times as fast."""
    letters = set(text)
    if max(letters, default="") < FIRST_NON_ASCII:
        return _tokens(broken_words, FIRST_NON_ASCII, with_marks=False)
    beyond = FIRST_BEYOND_BMP if max(letters) < FIRST_BEYOND_BMP else LAST
    return _tokens(broken_words, beyond, with_marks=not letters.isdisjoint(_marks()))


@cache
def _marks() -> frozenset[str]:
    return frozenset(marks())


@cache
def _tokens(broken_words: bool, beyond: str, *, with_marks: bool) -> re.Pattern[str]:
    """What is replaced, where every character of the text comes before `beyond`.

    Every branch begins with a set of characters, so that the search passes over the rest at once.
    """

    def inside(characters: Iterable[str]) -> str:
        return class_of(character for character in characters if character < beyond)

    accents, dashes, shapeless = inside(marks()) or "\u0300", inside(DASHES), inside(SHAPELESS)
    blank = rf"[ \t\xa0\u2000-\u200a\u202f{shapeless}]"
    line_end = rf"{blank}*+[\n\r\f\v\x85\u2028\u2029][\s{shapeless}]*+"
    letter = rf"[^\W\d_{WITHOUT_SPACES}]"
    signs = class_of(HYPHENS + LINE_END_SIGNS if broken_words else LINE_END_SIGNS)
    pdf_signs = class_of(PDF_SIGNS)
    branches = [
        rf"[{signs}](?<={letter}.|[{accents}].)(?:{line_end}|(?<=[{pdf_signs}])[\s{shapeless}]*+)(?={letter})",
        rf"[{dashes}](?<=\S.)[{dashes}]*+{line_end}(?=\S)" if broken_words else "",
        rf"[{pdf_signs}](?<=\S.)[\s{shapeless}]*+(?=\S)",
        rf"[\s{shapeless}][\s{shapeless}]+",
        rf"[{dashes}][{dashes}]+",
        rf"[^\s{accents}][{accents}]+" if with_marks else "",
        rf"[{inside(_singles())}]",
    ]
    return re.compile("|".join(filter(None, branches)), re.DOTALL)


@cache
def _singles() -> dict[str, str]:
    """What becomes of one character by itself."""
    blanks = {character: " " for character in map(chr, range(0x3001)) if character.isspace() and character != " "}
    return replacements() | blanks | dict.fromkeys(set(DASHES) - {"-"}, "-")


def _replacement(match: re.Match[str]) -> str:
    old = match.group()
    if len(old) == 1 and old not in PDF_SIGNS:
        return _singles()[old]
    if old.strip(DASHES) == "":
        return "-"
    if old[0] in BREAKING_SIGNS and (old[0] in PDF_SIGNS or any(map(str.isspace, old))):
        return _broken(match)
    if old[0].isspace() or old[0] in SHAPELESS:
        return " " if old.strip(SHAPELESS) else ""
    return unicodedata.normalize("NFC", "".join(replacements().get(part, part) for part in old))


def _broken(match: re.Match[str]) -> str:
    """What stands for a hyphen or dash at the end of a line, by what it stands between."""
    text, (start, end) = match.string, match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isspace() or not before or not after:
        return "" if match.group() in PDF_SIGNS else " "
    in_a_word = match.group()[0] in HYPHENS + LINE_END_SIGNS and _is_letter(before) and _is_letter(after)
    return MAYBE_HYPHEN if in_a_word else HYPHEN_MAYBE_SPACE


def _is_letter(character: str) -> bool:
    return (character.isalpha() or is_mark(character)) and not IDEOGRAPH.match(character)


def _closed_up(normalised: Normalised) -> Normalised:
    """Rule 3."""
    if not IDEOGRAPH.search(normalised.text) or " " not in normalised.text:
        return normalised
    return _replaced(normalised.text, _spaces_that_do_not_count(normalised.text), below=normalised)


def _spaces_that_do_not_count(text: str) -> Iterator[Piece]:
    for match in _SPACED.finditer(text):
        start, end = match.span()
        if text[end - 2 : end] == ". " and text[end : end + 1].isdigit():
            end -= 1  # ". 5" is not ".5"
        at = text.find(" ", start, end)
        while at >= 0:
            yield at, at + 1, ""
            at = text.find(" ", at + 1, end)


def _tokens_in(text: str, *, broken_words: bool) -> Iterator[Piece]:
    for match in _tokens_for(text, broken_words=broken_words).finditer(text):
        yield *match.span(), _replacement(match)


def _replaced(text: str, pieces: Iterable[Piece], below: Normalised | None = None) -> Normalised:
    """The text with these pieces, given in order, replaced."""
    made = Normalised("", below)
    written = StringIO()  # in memory much less than a list of the parts
    last = length = 0
    for start, end, new in pieces:
        written.write(text[last:start])
        written.write(new)
        length += start - last
        made.here.append(length)
        length += len(new)
        made.here_end.append(length)
        made.there.append(start)
        made.there_end.append(end)
        last = end
    written.write(text[last:])
    made.text = written.getvalue()
    return made
