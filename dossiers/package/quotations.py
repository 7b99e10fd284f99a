"""Whether a quotation still stands in the text of its copy: the rules of On Record, written with Python alone.

They are those by which the site checks quotations (version 1). A text and a quotation are compared after both were
evened out in the same way, and nothing else is forgiven:

1.  Letters by their looks: Unicode NFC, and of NFKC what changes only the looks (ligatures, full-width forms, Arabic
    presentation forms, radicals). Raised, lowered and circled characters stay: "10²" is not "102".
2.  Any run of white space is one space. Characters without a shape (joiners, direction marks, controls) are nothing.
3.  White space beside a Chinese or Japanese character does not count, nor where only punctuation stands between.
4.  Each double quotation mark is ", each single one and each apostrophe is '.
5.  Each dash or hyphen, and each run of them, is one hyphen.
6.  A word broken at the end of a line of the copy may be read with and without the hyphen; a hyphen between a figure
    and a line's end stays, and only the space after it may be missing.
7.  Soft hyphens and the Arabic tatweel are nothing. The ellipsis character is three dots.

A quotation that leaves words out ([…]) stands in parts, each at its own place, in order, at most 1,500
characters apart. No part begins or ends inside a word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, Iterator

FARTHEST_APART = 1500
AROUND, MOVED = 40, 3  # characters that are evened out with a piece, and by which its ends may move then
SHAPELESS_RANGES = (
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C),
    (0x180B, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F), (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xFFFE, 0xFFFE), (0xE0100, 0xE01EF),
)  # fmt: skip
SHAPELESS = "".join(chr(code) for first, last in SHAPELESS_RANGES for code in range(first, last + 1))
HYPHENS = "-\u2010\u2011\ufe63\uff0d"
DASHES = HYPHENS + "\u2012\u2013\u2014\u2015\u2212\u2043\ufe31\ufe32\ufe58\u2e3a\u2e3b"
PDF_SIGNS = "\u0002\ufffe"  # what a PDF library leaves where a word was broken at the end of a line
LINE_END_SIGNS = "\u00ad" + PDF_SIGNS
SINGLE = "\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u02bc\u02b9\u00b4\u0060\uff07\u05f3"
DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u301d\u301e\u301f\uff02\u05f4"
QUOTES = {**dict.fromkeys(SINGLE, "'"), **dict.fromkeys(DOUBLE, '"')}
LOOKS = ("<wide>", "<narrow>", "<small>", "<vertical>", "<initial>", "<medial>", "<final>", "<isolated>", "<noBreak>")

# Marks for a hyphen at a line's end: in a word it may be missing; after a figure only the space may be.
MAYBE_HYPHEN, HYPHEN_MAYBE_SPACE = "\x1f", "\x1e"
WITHOUT_SPACES = (  # ideographs, kana, bopomofo: a line may break anywhere
    "\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
IDEOGRAPH = re.compile(f"[{WITHOUT_SPACES}]")
UNSPACED = re.compile(f"[{WITHOUT_SPACES}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
STOPS = "\u3001-\u3003\u3008-\u3020"  # 、。《》「」 and their like
# (?=(…))\1 takes as much as it can and gives nothing back.
SPACED = re.compile(
    rf"(?<=[{WITHOUT_SPACES}])[\W_]+|(?<![\W_])(?=([\W_]+))\1(?=[{WITHOUT_SPACES}])|(?<=[{STOPS}]) | (?=[{STOPS}])"
)

DOTS = r"(?:\u2026{1,2}|\.{3,6}|\.(?: \.){2,5})"
BRACKETED = rf"\s*[\[(\uff3b\uff08\u3010\u3014]\s*{DOTS}\s*[\])\uff3d\uff09\u3011\u3015]\s*"
OMISSION = re.compile(rf"{BRACKETED}|(?:(?<=\s)|^){DOTS}(?=\s|$)|(?:\u2026{{2}}|\.{{6}})")
PAIRS = {
    "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", '"': '"', "'": "'", "「": "」", "『": "』", "‹": "›",
}  # fmt: skip


def stands(note: dict[str, Any], text: str) -> bool:
    """Whether the quotation of a statement stands at its recorded place in this text."""
    offsets = note["quote_spans"]
    spans = [(offsets[at], offsets[at + 1]) for at in range(0, len(offsets) - 1, 2)]
    if not spans or not in_order(spans, text):
        return False
    for words in readings(note["exact"], len(spans)):
        if all(reads_here(text, span, evened(part, of_a_copy=False)) for span, part in zip(spans, words)):
            letters = all(shaped(text[start:end]) == shaped(part) for (start, end), part in zip(spans, words))
            return letters or note["quote_check"] != "exact"
    return False


def reads_here(text: str, span: tuple[int, int], wanted: str) -> bool:
    """Whether the piece of a text is the evened-out quotation: by itself, or as it is evened out where it stands.

    White space inside it may not count because of what stands before or after it (rule 3).
    """
    start, end = span
    alone = evened(text[start:end], of_a_copy=True).strip(" ")
    if reads_as(alone, wanted):
        return True
    if not reads_as(alone.replace(" ", ""), wanted.replace(" ", "")):
        return False
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    whole = evened(before + text[start:end] + after, of_a_copy=True)
    first, last = len(evened(before, of_a_copy=True)), len(whole) - len(evened(after, of_a_copy=True))
    near = range(-MOVED, MOVED + 1)
    return any(reads_as(whole[max(0, first + a) : max(0, last + b)], wanted) for a in near for b in near)


def in_order(spans: list[tuple[int, int]], text: str) -> bool:
    """Whether the places lie in the text one after another, near each other, and cut no word."""
    last = spans[0][0]
    for start, end in spans:
        if not last <= start < end <= len(text) or cuts_a_word(text, start) or cuts_a_word(text, end):
            return False
        if len(evened(text[last:start], of_a_copy=True)) > FARTHEST_APART:
            return False
        last = end
    return True


def readings(quotation: str, number: int) -> Iterator[list[str]]:
    """The words to compare with so many places: the whole, the whole without its quotation marks, or its parts."""
    whole = quotation.strip()
    bare = without_quotation_marks(whole)
    if number == 1:
        yield [whole]
        yield [bare]
    parts = [part.strip() for part in OMISSION.split(bare) if part.strip()]
    if len(parts) == number:
        yield parts


def without_quotation_marks(text: str) -> str:
    while len(text) > 2 and text[-1] in PAIRS.get(text[0], ""):
        inside = text[1:-1]
        if any(mark in inside for mark in {text[0], text[-1]} - set("'’")):
            break
        text = inside.strip()
    return text


def reads_as(passage: str, quotation: str) -> bool:
    """Whether an evened-out piece of a copy is the quotation, in one of the readings of its broken words (rule 6)."""
    pattern = re.escape(passage)
    pattern = pattern.replace(re.escape(MAYBE_HYPHEN), "(?:- ?)?").replace(re.escape(HYPHEN_MAYBE_SPACE), "- ?")
    return bool(quotation) and re.fullmatch(pattern, quotation) is not None


def shaped(text: str) -> str:
    return "".join(one for one in text if one not in SHAPELESS)


def cuts_a_word(text: str, at: int) -> bool:
    """Whether a letter or digit stands on both sides, in a script that parts words (Chinese and Thai do not)."""
    if not 0 < at < len(text):
        return False
    before, after = (singles().get(one, one) for one in (text[at - 1], text[at]))
    if not (before[-1:].isalnum() and after[:1].isalnum()):
        return False
    return not (UNSPACED.match(before[-1]) or UNSPACED.match(after[0]))


@lru_cache(maxsize=1)
def singles() -> dict[str, str]:
    """What each single character becomes."""
    blanks = [one for one in map(chr, range(0x3001)) if one.isspace() and one != " "]
    return {**letters(), **dict.fromkeys(blanks, " "), **dict.fromkeys(DASHES[1:], "-")}


@lru_cache(maxsize=1)
def letters() -> dict[str, str]:
    """What each single character becomes, white space and dashes apart."""
    found = {}
    for code in [*range(0x80, 0x20000), *range(0x2F800, 0x2FA1F)]:
        one = chr(code)
        becomes = looks_like(one)
        if becomes != one and not one.isspace() and one not in DASHES:
            found[one] = "".join(QUOTES.get(part, part) for part in becomes)
    return {**found, **QUOTES, "\u2026": "...", "\u22ef": "...", **dict.fromkeys(SHAPELESS + "\u0640", "")}


def looks_like(one: str) -> str:
    """What a character becomes by Unicode where only its looks change; else itself."""
    tag, *_rest = unicodedata.decomposition(one).split() or [""]
    if not tag:
        return one
    whole = unicodedata.normalize("NFKC", one)
    if tag in LOOKS:
        allowed = tag == "<noBreak>" or not any(map(str.isspace, whole))
    elif tag == "<compat>":
        allowed = is_letter(one) and all(is_letter(part) or unicodedata.combining(part) for part in whole)
    else:
        allowed = tag == "<font>" or not tag.startswith("<")
    return whole if allowed else one


def is_letter(one: str) -> bool:
    return unicodedata.category(one).startswith("L") or 0x2E80 <= ord(one) <= 0x2FDF


def is_mark(one: str) -> bool:
    return unicodedata.category(one).startswith("M")


@lru_cache(maxsize=2)
def tokens(of_a_copy: bool) -> re.Pattern[str]:
    """What is replaced."""
    marks = [chr(code) for code in range(0x300, 0x20000) if is_mark(chr(code))]
    jamo = [chr(code) for first, last in ((0x1160, 0x11FF), (0xD7B0, 0xD7FB)) for code in range(first, last + 1)]
    accents = re.escape("".join([*marks, *jamo, "\uff9e\uff9f"]))
    dashes, shapeless = re.escape(DASHES), re.escape(SHAPELESS)
    signs = re.escape(HYPHENS + LINE_END_SIGNS if of_a_copy else LINE_END_SIGNS)
    line_end = rf"[ \t\xa0\u2000-\u200a\u202f{shapeless}]*[\n\r\f\v\x85\u2028\u2029][\s{shapeless}]*"
    letter, seen = rf"[^\W\d_{WITHOUT_SPACES}]", rf"[^\s{shapeless}]"
    rest = rf"[\s{shapeless}]*"
    branches = [
        rf"[{signs}](?<={letter}.|[{accents}].)(?:{line_end}|(?<=[{PDF_SIGNS}]){rest})(?={letter})",
        rf"[{dashes}](?<=\S.)(?=([{dashes}]*))\1{line_end}(?={seen})" if of_a_copy else "",
        rf"[{PDF_SIGNS}](?<=\S.){rest}(?={seen})",
        rf"[\s{shapeless}][\s{shapeless}]+",
        rf"[{dashes}][{dashes}]+",
        rf"[^\s{accents}][{accents}]+",
        rf"[{re.escape(''.join(singles()))}]",
    ]
    return re.compile("|".join(filter(None, branches)), re.DOTALL)


def replaced(match: re.Match[str]) -> str:
    old = match.group()
    if len(old) == 1 and old not in PDF_SIGNS:
        return singles()[old]
    if not old.strip(DASHES):
        return "-"
    if old[0] in DASHES + LINE_END_SIGNS and (old[0] in PDF_SIGNS or any(map(str.isspace, old))):
        return broken(match)
    if old[0].isspace() or old[0] in SHAPELESS:
        return " " if old.strip(SHAPELESS) else ""
    return unicodedata.normalize("NFC", "".join(letters().get(part, part) for part in old))


def broken(match: re.Match[str]) -> str:
    """What stands for a hyphen or dash at the end of a line, by what it stands between."""
    text, (start, end) = match.string, match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if not before or not after or before.isspace():
        return "" if match.group() in PDF_SIGNS else " "
    in_a_word = all((one.isalpha() or is_mark(one)) and not IDEOGRAPH.match(one) for one in (before, after))
    return MAYBE_HYPHEN if in_a_word and match.group()[0] in HYPHENS + LINE_END_SIGNS else HYPHEN_MAYBE_SPACE


def evened(text: str, *, of_a_copy: bool) -> str:
    """A piece of a copy, or a quotation, under the rules."""
    made = tokens(of_a_copy).sub(replaced, text)
    if IDEOGRAPH.search(made):
        made = SPACED.sub(closed_up, made)
    return made if of_a_copy else re.sub(f"[{MAYBE_HYPHEN}{HYPHEN_MAYBE_SPACE}]", "-", made).strip(" ")


def closed_up(match: re.Match[str]) -> str:
    """Rule 3; but ". 5" is not ".5"."""
    old, end = match.group(), match.end()
    if old.endswith(". ") and match.string[end : end + 1].isdigit():
        return old[:-1].replace(" ", "") + " "
    return old.replace(" ", "")
