"""Which characters the declared normalisation changes, and into what. The rules in words are in normalise.py."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import chain

# Characters without a shape: joiners, direction marks, byte order mark, variation selectors, control characters.
SHAPELESS_RANGES = (
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C),
    (0x180B, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F), (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xFFFE, 0xFFFE), (0xE0100, 0xE01EF),
)  # fmt: skip
SHAPELESS = "".join(chr(code) for first, last in SHAPELESS_RANGES for code in range(first, last + 1))
TATWEEL = "\u0640"
# What a program leaves where a word was broken at the end of a line: hyphen, soft hyphen, and PDFium's two signs.
HYPHENS = "-\u2010\u2011\ufe63\uff0d"
PDF_SIGNS = "\u0002\ufffe"
LINE_END_SIGNS = "\u00ad" + PDF_SIGNS
DASHES = HYPHENS + "\u2012\u2013\u2014\u2015\u2212\u2043\ufe31\ufe32\ufe58\u2e3a\u2e3b"
BREAKING_DASHES = "\u2014\u2015\ufe31\ufe58\u2e3a\u2e3b"  # an em dash parts two clauses, it never joins a word
QUOTES = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u02bc\u02b9\u00b4\u0060\uff07\u05f3", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u301d\u301e\u301f\uff02\u05f4", '"'),
}
ELLIPSES = {"\u2026": "...", "\u22ef": "..."}

# Decompositions of Unicode that change the looks of a letter and not what it says. Left out on purpose: <super>,
# <sub>, <fraction>, <circle>, <square>: "10²" is not "102", "5½" is not "51/2", "②" is not "2".
LOOKS = {"<wide>", "<narrow>", "<small>", "<vertical>", "<initial>", "<medial>", "<final>", "<isolated>", "<noBreak>"}
RADICALS = (0x2E80, 0x2FDF)  # PDF files often give these for the ideographs that look the same
LAST_LOOKED_AT = 0x1FFFF
COMPATIBILITY_IDEOGRAPHS = (0x2F800, 0x2FA1F)
JAMO = ((0x1160, 0x11FF), (0xD7B0, 0xD7FB))
HALF_WIDTH_VOICING = "\uff9e\uff9f"


def folded(character: str) -> str:
    """What one character becomes by Unicode's rules, where only its looks change; else itself."""
    parts = unicodedata.decomposition(character).split()
    if not parts:
        return character
    whole = unicodedata.normalize("NFKC", character)
    tag = parts[0] if parts[0].startswith("<") else ""
    if tag in LOOKS:
        allowed = tag == "<noBreak>" or not any(map(str.isspace, whole))
    elif tag == "<font>":
        allowed = True
    elif tag == "<compat>":
        allowed = _is_letter(character) and all(_is_letter(part) or unicodedata.combining(part) for part in whole)
    else:
        allowed = not tag
    return whole if allowed else character


def _is_letter(character: str) -> bool:
    return unicodedata.category(character).startswith("L") or RADICALS[0] <= ord(character) <= RADICALS[1]


@cache
def replacements() -> dict[str, str]:
    """Every single character that changes (white space and dashes apart), with what stands in its place."""
    found: dict[str, str] = {}
    for code in chain(range(0x80, LAST_LOOKED_AT + 1), range(COMPATIBILITY_IDEOGRAPHS[0], COMPATIBILITY_IDEOGRAPHS[1])):
        character = chr(code)
        if (becomes := folded(character)) != character:
            found[character] = "".join(QUOTES.get(part, part) for part in becomes)
    for character in [character for character in found if character.isspace() or character in DASHES]:
        del found[character]
    return found | QUOTES | ELLIPSES | dict.fromkeys(SHAPELESS + TATWEEL, "")


@cache
def marks() -> str:
    """Characters that belong to the one before them: accents, vowel signs, parts of a Korean syllable."""
    combining = (c for c in map(chr, range(0x300, LAST_LOOKED_AT + 1)) if unicodedata.category(c).startswith("M"))
    jamo = (chr(code) for first, last in JAMO for code in range(first, last + 1))
    return "".join(chain(combining, jamo, HALF_WIDTH_VOICING))


def is_mark(character: str) -> bool:
    """Whether it is an accent or a vowel sign on the character before it."""
    return unicodedata.category(character).startswith("M")


def class_of(characters: Iterable[str]) -> str:
    """The inside of a regular expression's [...] for these characters, as ranges."""
    codes = sorted({ord(character) for character in characters})
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(_escaped(first) + (f"-{_escaped(last)}" if last > first else "") for first, last in ranges)


def _escaped(code: int) -> str:
    return f"\\U{code:08x}"
