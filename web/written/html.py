"""The tree as HTML, the same as pandoc writes; in a book, notes and links as EPUB has them."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from web.pandoc_tree import Node

BACK = "↩︎"


class Html:
    """Writes blocks, and keeps the notes in them for the end of the file.

    `book` gives the marks of EPUB. `leads` says where a link within the document leads, given its “#name”. Notes are
    numbered from `first`. Widths and alignment of tables are left to the style sheet.
    """

    def __init__(self, *, book: bool = False, leads: Callable[[str], str] = str, first: int = 1) -> None:
        self.book = book
        self.leads = leads
        self.first = first
        self.kept: list[str] = []
        self.written: dict[str, Callable[[Any], str]] = {
            "Str": lambda words: escape(words, quote=False),
            "Space": lambda _none: " ",
            "LineBreak": lambda _none: "<br />\n",
            "Strong": lambda inlines: f"<strong>{self.inlines(inlines)}</strong>",
            "Emph": lambda inlines: f"<em>{self.inlines(inlines)}</em>",
            "Superscript": lambda inlines: f"<sup>{self.inlines(inlines)}</sup>",
            "SmallCaps": lambda inlines: f'<span class="smallcaps">{self.inlines(inlines)}</span>',
            "Span": self._span,
            "Link": self._link,
            "Note": self._note,
            "Image": self._image,
            "RawInline": lambda raw: raw[1] if raw[0] == "html" else "",
            "Plain": lambda inlines: self.inlines(inlines),
            "Para": lambda inlines: f"<p>{self.inlines(inlines)}</p>",
            "Header": self._header,
            "Div": self._div,
            "BulletList": self._bullets,
            "Table": self._table,
        }

    def blocks(self, nodes: Sequence[Node]) -> str:
        """Blocks, each on a line of its own."""
        return "\n".join([self.written[node["t"]](node["c"]) for node in nodes])

    def inlines(self, nodes: Sequence[Node]) -> str:
        """What stands in a line."""
        return "".join([self.written[node["t"]](node.get("c")) for node in nodes])

    def notes(self) -> str:
        """The notes of what was written so far, "" without any."""
        if not self.kept:
            return ""
        listed = "\n".join(self.kept)
        if self.book:
            head = '<section id="footnotes" class="footnotes footnotes-end-of-document" epub:type="footnotes">\n<hr />'
            return f"{head}\n{listed}\n</section>"
        head = '<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes">\n<hr />\n<ol>'
        return f"{head}\n{listed}\n</ol>\n</section>"

    def _span(self, content: Any) -> str:
        attributes, inlines = content
        return f"<span{_attributes(*attributes)}>{self.inlines(inlines)}</span>"

    def _link(self, content: Any) -> str:
        _none, inlines, (target, _title) = content
        leads = self.leads(target) if target.startswith("#") else target
        return f'<a href="{_quoted(leads)}">{self.inlines(inlines)}</a>'

    def _note(self, blocks: Any) -> str:
        number = self.first + len(self.kept)
        self.kept.append("")
        written = self.blocks(blocks)
        if self.book:
            mark = f'epub:type="noteref" role="doc-noteref">{number}'
            note = f'<aside epub:type="footnote" role="doc-footnote" id="fn{number}">\n{written}\n</aside>'
        else:
            mark = f'role="doc-noteref"><sup>{number}</sup>'
            back = f'<a href="#fnref{number}" class="footnote-back" role="doc-backlink">{BACK}</a>'
            note = f'<li id="fn{number}">{written.removesuffix("</p>")}{back}</p></li>'
        self.kept[number - self.first] = note
        return f'<a href="#fn{number}" class="footnote-ref" id="fnref{number}" {mark}</a>'

    def _image(self, content: Any) -> str:
        (_name, _classes, keys), inlines, (address, _title) = content
        size = "".join([f' {key}="{_quoted(value)}"' for key, value in keys])
        alternative = "".join([node.get("c", " ") for node in inlines])
        return f'<img src="{_quoted(address)}"{size} alt="{_quoted(alternative)}" />'

    def _header(self, content: Any) -> str:
        level, (name, _classes, _keys), inlines = content
        return f"<h{level}{_attributes(name, [], [])}>{self.inlines(inlines)}</h{level}>"

    def _div(self, content: Any) -> str:
        (name, classes, keys), blocks = content
        if blocks and blocks[0]["t"] == "Header":
            level, (name, _classes, _keys), inlines = blocks[0]["c"]
            nameless = {"t": "Header", "c": [level, ["", [], []], inlines]}
            within = self.blocks([nameless, *blocks[1:]])
            return f"<section{_attributes(name, classes, keys)}>\n{within}\n</section>"
        return f"<div{_attributes(name, classes, keys)}>\n{self.blocks(blocks)}\n</div>"

    def _bullets(self, entries: Any) -> str:
        listed = "\n".join([f"<li>{self.blocks(blocks)}</li>" for blocks in entries])
        return f"<ul>\n{listed}\n</ul>"

    def _table(self, content: Any) -> str:
        _none, _caption, _columns, (_also, heads), bodies, _foot = content
        head = "\n".join([self._row(row, "th") for row in heads])
        body = "\n".join([self._row(row, "td") for part in bodies for row in part[3]])
        return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"

    def _row(self, row: Any, name: str) -> str:
        cells = "\n".join([f"<{name}>{self.blocks(cell[4])}</{name}>" for cell in row[1]])
        return f"<tr>\n{cells}\n</tr>"


def _attributes(name: str, classes: Sequence[str], keys: Sequence[Sequence[str]]) -> str:
    written = f' id="{_quoted(name)}"' if name else ""
    if classes:
        written += f' class="{_quoted(" ".join(classes))}"'
    for key, value in keys:
        written += f' {"data-" if key == "custom-style" else ""}{key}="{_quoted(value)}"'
    return written


def _quoted(value: str) -> str:
    return escape(value).replace("&#x27;", "'")
