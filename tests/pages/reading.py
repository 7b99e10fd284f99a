"""Reading pages in tests: the marks and notes, what is fetched, what a reader sees as text."""

import re
from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._unread += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.text.append(data)


def tags(html: str, *names: str) -> list[dict[str, str]]:
    """The attributes of every tag of these names; of all tags where none is named."""
    reader = _Reader()
    reader.feed(html)
    return [attributes for tag, attributes in reader.tags if not names or tag in names]


def words(html: str) -> str:
    """What a reader reads, spaces evened out."""
    reader = _Reader()
    reader.feed(html)
    return re.sub(r"\s+", " ", " ".join(reader.text))


def part(html: str, start: str, end: str = "") -> str:
    """The page from one piece of its source to another, or to its end."""
    begins = html.index(start)
    return html[begins : html.index(end, begins)] if end else html[begins:]


def ids(html: str) -> list[str]:
    """Every id, in order."""
    return [attributes["id"] for attributes in tags(html) if "id" in attributes]
