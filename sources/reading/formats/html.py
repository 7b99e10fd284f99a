"""HTML: everything that a browser shows, menus and footers included, in the order of the page.

The page is read by libxml2 as a stream, without a tree of it in memory, so that size and depth cost little. What is
laid out side by side, as the cells of a table, comes one after the other: no sentence is torn by its neighbour column.
"""

import re
from pathlib import Path

from lxml import etree

from sources.reading.characters import RAISED, clean, one_line
from sources.reading.charsets import decoded
from sources.reading.reading import TOO_LARGE, Hints, Reading, Unreadable

PARAGRAPH, LINE, CELL, QUOTE, HIDDEN, TITLE, SPACED, ABOVE = range(1, 9)
KINDS = {
    kind: names.split()
    for kind, names in {
        PARAGRAPH: "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table hr figure article section",
        LINE: "address aside body br caption center dd details dialog dir div dt fieldset figcaption footer form"
        " frameset header hgroup html legend li main menu nav optgroup option search select summary tbody tfoot"
        " thead tr",
        CELL: "td th",
        QUOTE: "q",
        HIDDEN: "script style template noscript noembed noframes iframe object audio video canvas datalist desc"
        " metadata defs rp param meta link base",
        TITLE: "title",
        ABOVE: "sup",
        SPACED: "pre textarea listing xmp plaintext",
    }.items()
}
KIND_OF = {name: kind for kind, names in KINDS.items() for name in names}
# Deeper than this, libxml2 drops text without a word.
DEEPEST = 200_000
CHUNK = 64 * 1024

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.I)
_SPACES = re.compile("[ \t\n\r\f]+")
_NUMBERS = re.compile(r"[\d\s,;–-]*")
_SPACES_AT_ENDS = re.compile("[ \t]+\n")


class VisibleText:
    """Collects what a browser shows, from libxml2's events. Raises Unreadable when it is more than is allowed."""

    def __init__(self, most: int) -> None:
        self.parts: list[str] = []
        self.title = ""
        self._room = most
        self._owed = ""  # the space between what was and what comes, written with the next letters
        self._depth = self._hidden_below = self._spaced_below = self._raised_below = 0
        self._in_title = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._hidden_below:
            return
        kind = KIND_OF.get(tag)
        if kind is not None:
            self._begin(kind, tag)
        if (attributes or tag == "dialog") and not self._hidden_below and _is_hidden(tag, attributes):
            self._hidden_below = self._depth
        if self._depth > DEEPEST:
            raise Unreadable(TOO_LARGE)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._hidden_below:
            if self._hidden_below == self._depth:
                self._hidden_below, self._in_title = 0, False
        elif tag in KIND_OF and tag != "br":
            self._part(KIND_OF[tag], tag)
            if self._spaced_below == self._depth:
                self._spaced_below = 0
            if self._raised_below == self._depth:
                self._raised_below = 0
        self._depth -= 1

    def data(self, text: str) -> None:
        """Letters."""
        if self._hidden_below:
            if self._in_title:
                self.title += text[:1000]
            return
        if self._raised_below and _NUMBERS.fullmatch(text):
            text = text.translate(RAISED)  # the mark of a note after 102 does not make 1023
        if not self._spaced_below:
            text = _SPACES.sub(" ", text)
            if text[0] == " " and (self._owed or not self.parts or self.parts[-1][-1] in " \n\t"):
                text = text[1:]
        if text:
            text = self._owed + text if self.parts else text
            self._owed = ""
            self.parts.append(text)
            self._room -= len(text)
            if self._room < 0:
                raise Unreadable(TOO_LARGE)

    def close(self) -> "VisibleText":
        """The page ends."""
        return self

    def _begin(self, kind: int, tag: str) -> None:
        if kind in (HIDDEN, TITLE):
            self._in_title = kind == TITLE and not self.title
            self._hidden_below = self._depth
            return
        self._part(kind, tag)
        if kind == ABOVE and not self._raised_below:
            self._raised_below = self._depth
        if kind == SPACED and not self._spaced_below:
            self._spaced_below = self._depth

    def _part(self, kind: int, tag: str) -> None:
        """Part what comes from what was: cells by a tab, lines by a line end, paragraphs by an empty line."""
        if kind in (PARAGRAPH, SPACED):
            self._owed = "\n\n"
        elif kind == LINE:
            if "\n" not in self._owed or (tag == "br" and len(self._owed) < 3):
                self._owed += "\n"
        elif kind == CELL:
            self._owed = self._owed or "\t"
        elif kind == QUOTE:
            self.data('"')


def _is_hidden(tag: str, attributes: dict[str, str]) -> bool:
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
        return True
    return tag == "dialog" and "open" not in attributes


def read(path: Path, hints: Hints) -> Reading:
    """The page's text and title."""
    content = path.read_bytes()
    found = _DECLARED.search(content[:4096])
    return read_text(decoded(content, found[1].decode("ascii") if found else hints.charset), hints)


def read_text(source: str, hints: Hints, page: VisibleText | None = None) -> Reading:
    """The visible text of HTML that is decoded already."""
    page = page or VisibleText(hints.most_text)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=page)
    for start in range(0, len(source), CHUNK):
        parser.feed(clean(source[start : start + CHUNK]).encode())
    if source:
        parser.close()
    version = ".".join(str(number) for number in etree.LIBXML_VERSION)
    return Reading(
        extractor=f"libxml2 {version}",
        text=_SPACES_AT_ENDS.sub("\n", clean("".join(page.parts))).strip(),
        title=one_line(page.title, 500),
    )
