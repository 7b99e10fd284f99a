"""The tree for an EPUB: each chapter written as HTML, with what pandoc must see itself left as it is.

Pandoc reads headings for the table of contents and takes pictures into the book; those stay its nodes. Between them it
gets marks, for which the chapters are put in afterwards: it would take apart any HTML that it is given. Notes stand at
the end of the chapter in which they are, and a link leads into the chapter that holds its end.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from web.pandoc_tree import Node, raw_block
from web.written.html import Html

MARK = re.compile(rb'<p class="piece">(\d+)</p>')


class Book:
    """A document whose chapters, which begin at headings of level 1, are written where they can be."""

    def __init__(self, blocks: Sequence[Node]) -> None:
        self.pieces: list[str] = []
        self.skeleton: list[Node] = []
        parts = list(_parts(blocks))
        leads = {f"#{name}": f"ch{n:03}.xhtml#{name}" for n, part in enumerate(parts, 1) for name in _names(part)}
        notes = 0
        for part in parts:
            writer = Html(book=True, leads=lambda target: leads.get(target, target), first=notes + 1)
            self.skeleton.extend([*self._between(part, writer), self._mark(writer.notes())])
            notes += len(writer.kept)

    def filled(self, name: str, content: bytes) -> bytes:
        """A file of the book that pandoc made of the skeleton, with the pieces where their marks stand."""
        if not name.endswith(".xhtml"):
            return content
        return MARK.sub(lambda mark: self.pieces[int(mark[1])].encode(), content)

    def _mark(self, piece: str) -> Node:
        self.pieces.append(piece)
        return raw_block("html", f'<p class="piece">{len(self.pieces) - 1}</p>')

    def _between(self, blocks: Sequence[Node], writer: Html) -> list[Node]:
        """The blocks with a mark for those that pandoc need not see."""
        found: list[Node] = []
        for pandocs, several in groupby(blocks, key=_is_pandocs):
            if pandocs:
                found.extend(self._opened(block, writer) if block["t"] == "Div" else block for block in several)
            else:
                found.append(self._mark(writer.blocks(list(several))))
        return found

    def _opened(self, block: Node, writer: Html) -> Node:
        attributes, within = block["c"]
        return {"t": "Div", "c": [attributes, self._between(within, writer)]}


def begins_a_chapter(block: Node) -> bool:
    """Whether pandoc begins a new file here."""
    return bool(block["t"] == "Header" and block["c"][0] == 1)


def _parts(blocks: Sequence[Node]) -> Iterator[list[Node]]:
    part: list[Node] = []
    for block in blocks:
        if begins_a_chapter(block) and part:
            yield part
            part = []
        part.append(block)
    yield part


def _names(blocks: Sequence[Node]) -> Iterator[str]:
    for block in blocks:
        if block["t"] == "Header":
            yield block["c"][1][0]
        elif block["t"] == "Div":
            (name, _classes, _keys), within = block["c"]
            yield name
            yield from _names(within)


def _is_pandocs(block: Any) -> bool:
    """Whether there is a heading or a picture in it."""
    if block["t"] == "Div":
        return any(_is_pandocs(within) for within in block["c"][1])
    return block["t"] == "Header" or (block["t"] == "Para" and any(node["t"] == "Image" for node in block["c"]))
