"""Names that must not stand in the project: private people, returned people, streets.

The list itself names nobody. `fixtures/forbidden.json` holds a salt and the SHA-256 of each name, normalised, so that
the check can be run by anybody without publishing what it looks for.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

LONGEST_NAME = 4
WORD = re.compile(r"\w+")
CJK = re.compile(r"[぀-ヿ㐀-鿿가-힣]+")


def normalised(text: str) -> str:
    """Small letters without accents, words parted by single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(WORD.findall(bare))


def fingerprint(salt: str, words: str) -> str:
    """What the list holds of one name."""
    return hashlib.sha256(f"{salt}:{words}".encode()).hexdigest()


def found_in(text: str, path: Path) -> Iterator[str]:
    """The forbidden names in a text, each as it stands there. Reads the list at `path`."""
    listed = json.loads(path.read_text(encoding="utf-8"))
    yield from _found_in(text, listed["salt"], frozenset(listed["names"]))


@lru_cache(maxsize=256)
def _found_in(text: str, salt: str, prints: frozenset[str]) -> tuple[str, ...]:
    """The same, once for each text: hashing every run of words takes seconds for a book of them."""
    return tuple(words for words in _runs(normalised(text)) if fingerprint(salt, words) in prints)


def _runs(text: str) -> Iterable[str]:
    """Each run of one to four words, and of two to four characters where a script has no spaces."""
    words = text.split()
    runs = {" ".join(words[i : i + n]) for n in range(1, LONGEST_NAME + 1) for i in range(len(words) - n + 1)}
    for block in CJK.findall(text):
        runs |= {block[i : i + n] for n in range(2, LONGEST_NAME + 1) for i in range(len(block) - n + 1)}
    return sorted(runs)
