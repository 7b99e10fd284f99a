"""The tree as Markdown, in the dialect that GitHub and most editors read (GFM with footnotes).

https://github.github.com/gfm/ is what is followed. Every character that would be read as more than text has a
backslash before it: also entities, bare addresses and mentions, which pandoc's own writer lets stand. Languages and
small capitals have no mark in the dialect and are left out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from web.pandoc_tree import Node, in_one_piece

MEANS_MORE = re.compile(r"[\\`*_\[\]<>#~|$&@]|:(?=//)|(?<=[Ww])\.")
BEGINS_A_BLOCK = re.compile(r"^(?:(?=[-+=])|(\d+)(?=[.)]))")
BARE_ADDRESS = re.compile(r"https?://[^\s<>\\]+")


class Gfm:
    """Writes blocks, and keeps the notes in them for the end."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.written: dict[str, Callable[[Any], str]] = {
            "Str": escaped,
            "Space": lambda _none: " ",
            "LineBreak": lambda _none: "\\\n",
            "Strong": lambda inlines: f"**{self.inlines(inlines)}**",
            "Emph": lambda inlines: f"*{self.inlines(inlines)}*",
            "Superscript": lambda inlines: f"<sup>{self.inlines(inlines)}</sup>",
            "SmallCaps": lambda inlines: self.inlines(inlines),
            "Span": lambda content: self.inlines(content[1]),
            "Link": self._link,
            "Note": self._note,
            "RawInline": lambda _raw: "",
        }

    def document(self, nodes: Sequence[Node]) -> str:
        """The whole, with its notes."""
        blocks = list(self.blocks(nodes))
        return "\n\n".join([*blocks, *self.kept]) + "\n"

    def blocks(self, nodes: Sequence[Node]) -> Iterator[str]:
        """Each block, without the empty line between it and the next."""
        for node in nodes:
            kind, content = node["t"], node["c"]
            if kind == "Div":
                yield from self.blocks(content[1])
            elif kind == "Header":
                yield f"{'#' * content[0]} {self.inlines(content[2])}"
            elif kind == "BulletList":
                yield "\n".join([f"- {self._line(entry[0]['c'])}" for entry in content])
            elif kind == "Table":
                yield self._table(content)
            elif line := self._line(content):
                yield line

    def inlines(self, nodes: Sequence[Node]) -> str:
        """What stands in a line."""
        return "".join([self.written[node["t"]](node.get("c")) for node in in_one_piece(nodes)])

    def _line(self, nodes: Sequence[Node]) -> str:
        """A paragraph, whose first characters are not read as a list or a heading."""
        return BEGINS_A_BLOCK.sub(lambda found: f"{found[1] or ''}\\", self.inlines(nodes).strip(" "))

    def _link(self, content: Any) -> str:
        _none, inlines, (target, _title) = content
        if BARE_ADDRESS.fullmatch(target) and [node.get("c") for node in inlines] == [target]:
            return f"<{target}>"
        return f"[{self.inlines(inlines)}](<{quote(target, safe=SAFE)}>)"

    def _note(self, blocks: Any) -> str:
        number = len(self.kept) + 1
        self.kept.append("")
        paragraphs = [self._line(block["c"]) for block in blocks]
        self.kept[number - 1] = f"[^{number}]: " + "\n\n    ".join(paragraphs)
        return f"[^{number}]"

    def _table(self, content: Any) -> str:
        _none, _caption, columns, (_also, heads), bodies, _foot = content
        rows = [*heads, *[row for part in bodies for row in part[3]]]
        lines = ["| " + " | ".join([self._cell(cell) for cell in row[1]]) + " |" for row in rows]
        return "\n".join([lines[0], "|" + "---|" * len(columns), *lines[1:]])

    def _cell(self, cell: Any) -> str:
        written = " ".join([self.inlines(block["c"]) for block in cell[4]])
        return written.replace("\\\n", "<br />")


# What may stand in an address between angle brackets; everything else, also beyond ASCII, stays readable.
SAFE = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '<>\\`"')


def escaped(text: str) -> str:
    """Text with a backslash before each character that would be read as more."""
    return MEANS_MORE.sub(lambda found: f"\\{found[0]}", text)
