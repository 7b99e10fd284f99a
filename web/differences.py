"""What was changed in a text, word by word."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import Indel

SAME, GONE, NEW = "same", "gone", "new"

# A run of letters and digits, or of spaces, or one sign. Scripts without spaces are compared sign by sign.
WORD = re.compile(r"[⺀-鿿가-힯豈-﫿]|[^\W_⺀-鿿가-힯豈-﫿]+(?:['’][^\W_]+)*|\s+|.", re.DOTALL)
MOST_WORDS = 4000


@dataclass(frozen=True)
class Piece:
    """Some words in a row that stand in both texts (`same`), only in the earlier (`gone`) or in the later (`new`)."""

    kind: str
    words: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in one: joined, all but the new pieces give the earlier text, all but the gone ones the later.

    A text of very many words is given whole, before and after.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        return _pieces([(GONE, before), (NEW, after)])
    steps: list[tuple[str, str]] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            steps.append((SAME, "".join(old[step.src_start : step.src_end])))
        else:
            steps.append((GONE, "".join(old[step.src_start : step.src_end])))
            steps.append((NEW, "".join(new[step.dest_start : step.dest_end])))
    return _pieces(steps)


def _pieces(steps: list[tuple[str, str]]) -> tuple[Piece, ...]:
    """Without empty ones, and a space between two changes counted with them, so that changed words read as one."""
    return tuple(Piece(kind, words) for kind, words in _joined(steps) if words)


def _joined(steps: list[tuple[str, str]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    gone = new = ""
    for number, (kind, words) in enumerate(steps):
        if kind == GONE:
            gone += words
        elif kind == NEW:
            new += words
        elif words.isspace() and (gone or new) and _changes_again(steps, number):
            gone, new = gone + words, new + words
        else:
            found += [(GONE, gone), (NEW, new), (SAME, words)]
            gone = new = ""
    return [*found, (GONE, gone), (NEW, new)]


def _changes_again(steps: list[tuple[str, str]], number: int) -> bool:
    return any(kind != SAME and words for kind, words in steps[number + 1 : number + 3])
