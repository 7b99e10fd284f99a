"""Quotations that leave words out: […] splits one into parts."""

import re
from dataclasses import dataclass

from sources.quoting.normalise import IDEOGRAPH

FARTHEST_APART = 1500
FEWEST_WORDS, FEWEST_IDEOGRAPHS = 3, 6

_DOTS = r"(?:\u2026{1,2}|\.{3,6}|\.(?: \.){2,5})"
_BRACKETED = rf"\s*[\[(\uff3b\uff08\u3010\u3014]\s*{_DOTS}\s*[\])\uff3d\uff09\u3011\u3015]\s*"
_BARE = rf"(?:(?<=\s)|^){_DOTS}(?=\s|$)"
_CHINESE = r"(?:\u2026{2}|\.{6})"
OMISSION = re.compile(rf"{_BRACKETED}|{_BARE}|{_CHINESE}")
INSERTION = re.compile(r"\[[^\[\]]*[^\W_][^\[\]]*\]")

_PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "'": "'",
    "「": "」",
    "『": "』",
    "‹": "›",
}


@dataclass(frozen=True)
class Part:
    """A stretch of a quotation without omissions. `after_brackets`: the omission before it is marked by brackets."""

    words: str
    after_brackets: bool


def split(quotation: str) -> list[Part]:
    """The parts between the words left out, in order; one part where nothing is left out."""
    ends = [match.span() for match in OMISSION.finditer(quotation)]
    starts, stops = [0, *(end for _, end in ends)], [*(start for start, _ in ends), len(quotation)]
    marks = ["", *(quotation[start:end] for start, end in ends)]
    found = zip(starts, stops, marks, strict=True)
    parts = [Part(quotation[start:stop].strip(), mark.strip(". \u2026") != "") for start, stop, mark in found]
    return [part for part in parts if part.words]


def parts_of(quotation: str) -> list[str]:
    """The words of the parts, in order."""
    return [part.words for part in split(quotation)]


def is_long_enough(part: str) -> bool:
    """Whether a part says enough to be looked for by itself: three words, or six Chinese or Japanese signs."""
    ideographs = len(IDEOGRAPH.findall(part))
    return ideographs >= FEWEST_IDEOGRAPHS or len(re.findall(r"\w+", part)) >= FEWEST_WORDS


def without_quotation_marks(quotation: str) -> str:
    """The quotation without the quotation marks that stand around the whole of it."""
    text = quotation.strip()
    while len(text) > 2 and text[-1] in _PAIRS.get(text[0], ""):
        inside = text[1:-1]
        if any(mark in inside for mark in {text[0], text[-1]} - set("'’")):
            break
        text = inside.strip()
    return text
