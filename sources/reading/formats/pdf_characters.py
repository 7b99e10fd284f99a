"""The characters of one page of a PDF, with pdfium's number of each.

pdfium gives the text of a page as one string. A note's mark after a number would make another number of it: "102" with
a raised 3 comes as "1023". Digits that stand raised beside what they follow are therefore given as raised digits.
"""

import math
import re
from ctypes import c_double

from pypdfium2 import PdfiumError, PdfTextPage
from pypdfium2 import raw as pdfium

from sources.reading.characters import RAISED

# By how much of its neighbour's height a digit begins above the line to count as raised.
RAISED_BY = 0.2
# Upright writing has no line above which a digit could stand.
LEVEL = 0.99

_AFTER_SOMETHING = re.compile(r"(?<=[^\s\x02\ufffe])[0-9]")


def text_of(textpage: PdfTextPage) -> str:
    """The page's text as pdfium gives it, but for raised digits."""
    text: str = textpage.get_text_range()
    places = [match.start() for match in _AFTER_SOMETHING.finditer(text)]
    if not places:
        return text
    numbers = Numbers(textpage, text)
    raised: set[int] = set()
    for place in places:
        base = place - 1
        while base in raised:
            base -= 1
        if _is_raised(textpage, numbers.of(place), numbers.of(base)):
            raised.add(place)
    if not raised:
        return text
    return "".join(letter.translate(RAISED) if place in raised else letter for place, letter in enumerate(text))


class Numbers:
    """pdfium's numbers of the characters of a text, which counts in halves of UTF-16 and skips what has no letter."""

    def __init__(self, textpage: PdfTextPage, text: str) -> None:
        self._textpage = textpage
        first, count = 0, textpage.count_chars()
        while first < count and pdfium.FPDFText_GetTextIndexFromCharIndex(textpage, first) < 0:
            first += 1
        self._offset = max(0, pdfium.FPDFText_GetTextIndexFromCharIndex(textpage, first))
        self._wide = [place for place, letter in enumerate(text) if letter > "\uffff"] if not text.isascii() else []

    def of(self, place: int) -> int:
        """The number of the character at a place of the text."""
        halves = sum(1 for wide in self._wide if wide < place) if self._wide else 0
        number: int = pdfium.FPDFText_GetCharIndexFromTextIndex(self._textpage, self._offset + place + halves)
        return number


def _is_raised(textpage: PdfTextPage, digit: int, base: int) -> bool:
    if math.cos(pdfium.FPDFText_GetCharAngle(textpage, base)) < LEVEL:
        return False
    across, line = c_double(), c_double()
    try:
        _, bottom, _, _ = textpage.get_charbox(digit)
        _, low, _, high = textpage.get_charbox(base, loose=True)
    except PdfiumError:
        return False
    if not pdfium.FPDFText_GetCharOrigin(textpage, base, across, line):
        return False
    return bool(line.value + RAISED_BY * (high - low) < bottom < high)
