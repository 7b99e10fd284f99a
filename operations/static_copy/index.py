"""A search without a server: words and where they stand, in files small enough for a telephone.

search/words/63-61.json   words that begin with “ca”, each with the numbers of its pages
search/pages/0.json       pages 0 to 199: file, kind, title
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PAGES_IN_A_FILE = 200
BEGINNING = 2
LONGEST_WORD = 40
WORD = re.compile(r"[^\W_]+")
WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
KINDS = {
    "countries": "Country",
    "stations": "Reported station",
    "agreements": "Agreement",
    "subjects": "Place or document",
    "claims": "Statement",
    "sources": "Source",
    "parties": "Speaker",
    "questions": "Question",
    "searches": "What was searched",
}


def words_of(text: str) -> Iterator[str]:
    """The words of a text, folded as static/js/copy-search.js folds them; pairs where a script has no spaces."""
    folded = "".join(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign)[0] != "M")
    for word in WORD.findall(folded.lower()):
        if WITHOUT_SPACES.search(word):
            yield from (word[at : at + 2] for at in range(max(1, len(word) - 1)))
        else:
            yield word[:LONGEST_WORD]


def kind_of(name: str) -> str:
    """What a page is about: “claims/q9vt3n9/index.html” is a statement; "" for what is not found by searching."""
    parts = name.split("/")
    return KINDS.get(parts[0], "") if len(parts) == 3 and not parts[1].startswith("page-") else ""


class Index:
    """The pages of a copy by their words."""

    def __init__(self) -> None:
        self._pages: list[tuple[str, str, str]] = []
        self._words: dict[str, list[int]] = defaultdict(list)

    def add(self, name: str, title: str, text: str) -> None:
        """Add a page. Pages come in a fixed order, so that the same copy has the same files."""
        number = len(self._pages)
        self._pages.append((name, kind_of(name), title))
        for word in dict.fromkeys(words_of(f"{title} {text}")):
            self._words[word].append(number)

    def write(self, folder: Path) -> int:
        """Write the files; how many those are."""
        shards: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for word in sorted(self._words):
            shards["-".join(f"{ord(sign):x}" for sign in word[:BEGINNING])][word] = self._words[word]
        for beginning, words in shards.items():
            _write(folder / "search" / "words" / f"{beginning}.json", words)
        for first in range(0, len(self._pages), PAGES_IN_A_FILE):
            pages = self._pages[first : first + PAGES_IN_A_FILE]
            _write(folder / "search" / "pages" / f"{first // PAGES_IN_A_FILE}.json", pages)
        return len(shards)


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
