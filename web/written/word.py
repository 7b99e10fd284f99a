"""The tree with its paragraphs and tables written as OpenXML, the same as pandoc writes them.

Footnotes, bookmarks, lists, headings and pictures need the rest of the file: they stay pandoc's. Addresses become
fields, which need nothing outside their paragraph.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from typing import Any

from defusedxml.ElementTree import fromstring

from web.pandoc_tree import Node, in_one_piece, span
from web.written.pieces import Part, Pieces, whole

# Words with letters for which a program looks for an East Asian font.
EAST_ASIAN = "\u2e80-\u2fff\u3005-\u30ff\u3100-\u9fff\uf900-\ufaff\U00020000-\U000323af"
BY_SCRIPT = re.compile(f"(\\S*[{EAST_ASIAN}]\\S*)")
MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST_NAME = 40  # of a bookmark
WIDTH = 7920  # of a table, in twentieths of a point


def names_of_styles(document: bytes) -> dict[str, str]:
    """The id of each style in a file of styles, by its name."""
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        tree = fromstring(packed.read("word/styles.xml"))
    return {
        named.get(f"{MAIN}val", ""): style.get(f"{MAIN}styleId", "")
        for style in tree.iter(f"{MAIN}style")
        if (named := style.find(f"{MAIN}name")) is not None
    }


@dataclass(frozen=True)
class Look:
    """How a stretch of text looks, in the order in which Word wants it said."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    small_capitals: bool = False
    raised: bool = False
    language: str = ""

    def run(self, text: str) -> str:
        """The text as runs, with a hint where it needs an East Asian font."""
        if text.isascii():
            return self._run(text, east=False)
        stretches = BY_SCRIPT.split(text)
        return "".join([self._run(one, east=bool(n % 2)) for n, one in enumerate(stretches) if one])

    def _run(self, text: str, *, east: bool) -> str:
        return f'<w:r>{self.properties(east)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    @cache  # noqa: B019 - a document has a handful of looks
    def properties(self, east: bool) -> str:
        """What stands before the text of a run."""
        told = f'<w:rStyle w:val="{escape(self.style)}" />' if self.style else ""
        told += '<w:rFonts w:hint="eastAsia" />' if east else ""
        told += "<w:b /><w:bCs />" if self.bold else ""
        told += "<w:i /><w:iCs />" if self.italic else ""
        told += "<w:smallCaps />" if self.small_capitals else ""
        told += '<w:vertAlign w:val="superscript" />' if self.raised else ""
        told += f'<w:lang w:val="{escape(self.language)}" />' if self.language else ""
        return f"<w:rPr>{told}</w:rPr>" if told else ""


PLAIN = Look()


class Word(Pieces):
    """Writes what stands alone. `styles` holds the id of each style of the document by its name."""

    form = "openxml"
    between_tables = "<w:p />"  # or Word makes them one

    def __init__(self, styles: Mapping[str, str]) -> None:
        self.styles = styles

    def paragraph(self, style: str, written: str) -> str | None:
        """A paragraph of the style, where the file has it."""
        if style not in self.styles:
            return None
        return f'<w:p><w:pPr><w:pStyle w:val="{escape(self.styles[style])}" /></w:pPr>{written}</w:p>'

    def parts(self, inlines: Sequence[Node]) -> Iterator[Part]:
        """Runs, fields, and what is pandoc's."""
        return self._parts(inlines, PLAIN)

    def _parts(self, inlines: Sequence[Node], look: Look) -> Iterator[Part]:
        for node in in_one_piece(inlines):
            kind, content = node["t"], node.get("c")
            if kind == "Str":
                yield look.run(content or "")
            elif kind == "Space":
                yield look.run(" ")
            elif kind == "LineBreak":
                yield "<w:r><w:br /></w:r>"
            elif kind in LOOKS:
                yield from self._parts(content or [], _looking(look, kind))
            elif kind == "Span":
                yield from self._span(node, look)
            elif kind == "Link":
                yield from self._link(node, look)
            elif kind == "RawInline" and content:
                yield content[1] if content[0] == self.form else ""
            elif kind == "Note" and content:
                yield self.note(content)
            else:
                yield _left(node, look)

    def _span(self, node: Node, look: Look) -> Iterator[Part]:
        (name, _classes, keys), inlines = node["c"]
        told = dict(keys)
        style = self.styles.get(told["custom-style"]) if "custom-style" in told else look.style
        if name or style is None:
            yield _left(node, look)
            return
        yield from self._parts(inlines, replace(look, style=style, language=told.get("lang", look.language)))

    def _link(self, node: Node, look: Look) -> Iterator[Part]:
        _none, inlines, (target, _title) = node["c"]
        within = list(self._parts(inlines, replace(look, style=self.styles.get("Hyperlink", ""))))
        if not all(isinstance(part, str) for part in within) or not _fits(target):
            yield _left(node, look)
            return
        if target.startswith("#"):
            yield f'<w:hyperlink w:anchor="{escape(target[1:])}">'
            yield from within
            yield "</w:hyperlink>"
            return
        yield _field("begin")
        yield f'<w:r><w:instrText xml:space="preserve"> HYPERLINK "{escape(target)}" </w:instrText></w:r>'
        yield _field("separate")
        yield from within
        yield _field("end")

    def table(self, block: Node) -> Part:
        """A table as wide as the page, with a header row."""
        _none, _caption, columns, (_also, heads), bodies, _foot = block["c"]
        rows = [self._cells(row, columns, head=True) for row in heads]
        rows += [self._cells(row, columns) for part in bodies for row in part[3]]
        if None in rows:
            return super().table(block)
        grid = "".join(f'<w:gridCol w:w="{int(WIDTH * width["c"])}" />' for _align, width in columns)
        return f"<w:tbl>{TABLE}<w:tblGrid>{grid}</w:tblGrid>{''.join(row or '' for row in rows)}</w:tbl>"

    def _cells(self, row: Any, columns: Any, *, head: bool = False) -> str | None:
        cells = []
        for cell, (align, _width) in zip(row[1], columns, strict=True):
            inlines = cell[4][0]["c"] if cell[4] else []
            written = whole(self.pieces(inlines))
            if written is None or align["t"] != "AlignLeft" or len(cell[4]) > 1:
                return None
            side = '<w:jc w:val="left" />' if cell[4] else ""
            cells.append(
                f'<w:tc><w:tcPr /><w:p><w:pPr><w:pStyle w:val="Compact" />{side}</w:pPr>{written}</w:p></w:tc>'
            )
        marked = '<w:trPr><w:tblHeader w:val="on" /></w:trPr>' if head else ""
        return f"<w:tr>{marked}{''.join(cells)}</w:tr>"


LOOKS: dict[str, dict[str, Any]] = {
    "Strong": {"bold": True},
    "Emph": {"italic": True},
    "SmallCaps": {"small_capitals": True},
    "Superscript": {"raised": True},
}
TABLE = (
    '<w:tblPr><w:tblStyle w:val="Table" /><w:tblW w:type="pct" w:w="5000" /><w:tblLayout w:type="fixed" />'
    '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0" '
    'w:val="0020" /></w:tblPr>'
)


def _left(node: Node, look: Look) -> Node:
    """What is pandoc's, inside the marks that make it look as it should."""
    for kind, told in LOOKS.items():
        if all(getattr(look, name) == value for name, value in told.items()):
            node = {"t": kind, "c": [node]}
    return span([node], language=look.language)[0] if look.language else node


@cache
def _looking(look: Look, kind: str) -> Look:
    return replace(look, **LOOKS[kind])


def _field(edge: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{edge}" /></w:r>'


def _fits(target: str) -> bool:
    """Whether a link can be written: in a field two characters mean something else, and pandoc shortens long names."""
    if target.startswith("#"):
        return target[1:2].isalpha() and len(target) <= LONGEST_NAME
    return not set(target) & set('"\\')
