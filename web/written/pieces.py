"""What the writers of office texts share: blocks that can stand alone are written, the rest stays pandoc's nodes."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from web.pandoc_tree import Node, raw_block, raw_inline

Part = str | Node


class Pieces(ABC):
    """Writes a tree piece by piece, in markup whose name for pandoc is `form`."""

    form: str
    between_tables = ""

    @abstractmethod
    def paragraph(self, style: str, written: str) -> str | None:
        """A paragraph in a style of the file's; none where that style is not known."""

    @abstractmethod
    def parts(self, inlines: Sequence[Node]) -> Iterator[Part]:
        """What stands in a line, written as far as it can be."""

    def table(self, block: Node) -> Part:
        """A table; pandoc's, with its cells written."""
        none, caption, columns, head, bodies, foot = block["c"]
        heads = [head[0], [self._row(row) for row in head[1]]]
        written = [[*part[:3], [self._row(row) for row in part[3]]] for part in bodies]
        return {"t": "Table", "c": [none, caption, columns, heads, written, foot]}

    def blocks(self, blocks: Sequence[Node]) -> list[Node]:
        """The blocks, with those that could be written in as few pieces as there can be."""
        parts: list[Part] = []
        for before, block in zip([None, *blocks], blocks, strict=False):
            if before and before["t"] == block["t"] == "Table" and self.between_tables:
                parts.append(self.between_tables)
            parts.append(self._block(block))
        return [node for part in _drawn_together(parts, "\n") for node in _as_blocks(self.form, part)]

    def pieces(self, inlines: Sequence[Node]) -> list[Node]:
        """Inlines with those that could be written drawn together."""
        parts = _drawn_together(self.parts(inlines), "")
        return [node for part in parts for node in (raw_inline(self.form, part) if isinstance(part, str) else [part])]

    def note(self, blocks: Sequence[Node]) -> Node:
        """A footnote, with its paragraphs written."""
        return {"t": "Note", "c": [{"t": block["t"], "c": self.pieces(block["c"])} for block in blocks]}

    def _block(self, block: Node) -> Part:
        kind, content = block["t"], block["c"]
        if kind == "Div":
            return self._div(block)
        if kind in ("Para", "Plain"):
            return {"t": kind, "c": self.pieces(content)}
        if kind == "BulletList":
            return {"t": kind, "c": [self.blocks(entry) for entry in content]}
        return self.table(block) if kind == "Table" else block

    def _div(self, block: Node) -> Part:
        attributes, within = block["c"]
        style = dict(attributes[2]).get("custom-style", "")
        if attributes[0] or not style or len(within) != 1 or within[0]["t"] != "Para":
            return {"t": "Div", "c": [attributes, self.blocks(within)]}
        pieces = self.pieces(within[0]["c"])
        written = whole(pieces)
        paragraph = None if written is None else self.paragraph(style, written)
        return {"t": "Div", "c": [attributes, [{"t": "Para", "c": pieces}]]} if paragraph is None else paragraph

    def _row(self, row: Any) -> list[Any]:
        attributes, cells = row
        return [attributes, [[*cell[:4], self.blocks(cell[4])] for cell in cells]]


def whole(pieces: Sequence[Node]) -> str | None:
    """The only piece, if it is written; "" for none."""
    if not pieces:
        return ""
    if len(pieces) == 1 and pieces[0]["t"] == "RawInline":
        return str(pieces[0]["c"][1])
    return None


def _as_blocks(form: str, part: Part) -> list[Node]:
    return [raw_block(form, part) if isinstance(part, str) else part]


def _drawn_together(parts: Sequence[Part] | Iterator[Part], between: str) -> Iterator[Part]:
    """The parts with written ones that follow one another made one."""
    for written, several in groupby(parts, key=lambda part: isinstance(part, str)):
        if written:
            yield between.join([part for part in several if isinstance(part, str)])
        else:
            yield from several
