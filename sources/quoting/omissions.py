"""Quotations that leave words out: […] splits one into parts."""

import re

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


def parts_of(quotation: str) -> list[str]:
    """The parts between the words left out, in order; one part where nothing is left out."""
    parts = (part.strip() for part in OMISSION.split(quotation))
    return [part for part in parts if part]


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
