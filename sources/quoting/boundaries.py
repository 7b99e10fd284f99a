"""Where a quotation may begin and end: never inside a word or a number.

In scripts that part words by spaces, a word is a run of letters, digits and accents; a hyphen between letters and an
apostrophe with letters on both sides belong to it. A number holds its separators (1,135 · 135.5 · 1 135 · 10:30 ·
2016-2018), its minus sign and its per cent sign. In Chinese, Japanese, Thai, Lao, Khmer and Burmese any two signs may
be parted, except between two numerals (二十一) and directly after a sign that negates what follows (不承认): without
spaces, nothing else would keep a quotation from leaving it out.
"""

import re

from sources.quoting.characters import BREAKING_DASHES, HYPHENS, is_mark
from sources.quoting.normalise import HYPHEN_MAYBE_SPACE, IDEOGRAPH, MAYBE_HYPHEN, Normalised

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_NUMERALS = frozenset(
    "〇零一二三四五六七八九十百千万萬亿億兆两兩廿卅卌壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"  # and the financial forms
)
_NEGATIONS = frozenset("不未非无無没沒毋勿")
_SEPARATORS = frozenset(".,:/'·٫٬،")
_PER_CENT = frozenset("%‰٪")
_JOINERS = frozenset(f"-{MAYBE_HYPHEN}{HYPHEN_MAYBE_SPACE}")
_GROUP_BEFORE = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})* $")
_GROUP_AFTER = re.compile(r" \d{3}(?!\d)")
# "Italia" may be quoted from "dell'Italia"; "t recognise" may not be quoted from "don't recognise".
_AFTER_ELISION = re.compile(r"[^\W\d_]{3}")


def stands_alone(within: Normalised, original: str, start: int, end: int) -> bool:
    """Whether the span of a normalised text begins and ends between words and numbers."""
    text = within.text
    if within.is_inside_a_piece(start) or within.is_inside_a_piece(end):
        return False
    return not (_begins_inside(within, original, text, start) or _ends_inside(within, original, text, end))


def _begins_inside(within: Normalised, original: str, text: str, start: int) -> bool:
    if start == 0:
        return False
    before, first = text[start - 1], text[start]
    if before in _NEGATIONS and IDEOGRAPH.match(first):
        return True
    if _are_one_word(before, first):
        return True
    earlier = text[start - 2] if start > 1 else " "
    if first.isdigit() and _belongs_to_number(within, original, text, start, earlier):
        return True
    if before == "'" and earlier.isalpha() and first.isalpha():
        return not _AFTER_ELISION.match(text, start)
    return before in _JOINERS and _is_word(earlier) and _is_word(first) and _joins(within, original, start - 1)


def _belongs_to_number(within: Normalised, original: str, text: str, start: int, earlier: str) -> bool:
    """Whether the digit at `start` goes on with a number, or has its sign or its decimal point before it."""
    before = text[start - 1]
    if before in _SEPARATORS and (earlier.isdigit() or (before == "." and earlier.isspace())):
        return True
    if before in _JOINERS:
        if earlier.isdigit():
            return True
        return not _is_word(earlier) and _raw(within, original, start - 1) not in BREAKING_DASHES
    following = re.compile(r"\d{3}(?!\d)").match(text, start)
    return (
        before == " " and following is not None and _GROUP_BEFORE.search(text[max(0, start - 16) : start]) is not None
    )


def _ends_inside(within: Normalised, original: str, text: str, end: int) -> bool:
    if end == len(text):
        return False
    last, after = text[end - 1], text[end]
    if is_mark(after) or _are_one_word(last, after):
        return True
    later = text[end + 1] if end + 1 < len(text) else " "
    if last.isdigit():
        if after in _PER_CENT or (later.isdigit() and (after in _SEPARATORS or after in _JOINERS)):
            return True
        group = re.search(r"(?<!\d)\d{1,3}$", text[max(0, end - 4) : end])
        if group and _GROUP_AFTER.match(text, end):
            return True
    if after == "'" and last.isalpha() and later.isalpha():
        return True
    return after in _JOINERS and _is_word(last) and _is_word(later) and _joins(within, original, end)


def _are_one_word(left: str, right: str) -> bool:
    if not (_is_word(left) and _is_word(right)):
        return False
    if _is_numeral(left) and _is_numeral(right):
        return True
    return not (IDEOGRAPH.match(left) or IDEOGRAPH.match(right) or (_UNSPACED.match(left) and _UNSPACED.match(right)))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_" or is_mark(character)


def _is_numeral(character: str) -> bool:
    return character in _NUMERALS or character.isdigit()


def _joins(within: Normalised, original: str, offset: int) -> bool:
    """Whether the hyphen at this offset joins its neighbours into one word: a hyphen does, a dash does not."""
    text, raw = within.text, _raw(within, original, offset)
    if IDEOGRAPH.match(text[offset - 1]) or IDEOGRAPH.match(text[offset + 1]):
        return False
    return text[offset] in (MAYBE_HYPHEN, HYPHEN_MAYBE_SPACE) or raw in HYPHENS


def _raw(within: Normalised, original: str, offset: int) -> str:
    start, end = within.origin(offset, offset + 1)
    return original[start:end]
