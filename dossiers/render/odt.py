"""OpenDocument, by pandoc: real footnotes, headings, tables with header rows, document properties."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from dossiers.pictures.every import as_svg
from dossiers.plain import Dossier
from dossiers.render.pandoc import convert, described, reference
from dossiers.render.tree import Tree
from web.collecting import without_collecting
from web.pandoc_tree import Node
from web.written.opendocument import OpenDocument


@without_collecting()
def render(dossier: Dossier) -> bytes:
    """The ODT, in the styles of dossiers/opendocument/reference*.odt (scripts/make_opendocument_styles.py)."""
    tree = described(dossier, named(Tree(dossier, pictures=as_svg(dossier), links=True).blocks()))
    tree["blocks"] = OpenDocument().blocks(tree["blocks"])
    return convert(tree, "odt", dossier, f"--reference-doc={reference('opendocument', 'odt', dossier)}")


def named(blocks: Sequence[Node]) -> list[Node]:
    """The blocks with names as the format has them: no spaces in a style's, and a bookmark where a link ends.

    Pandoc makes a section of a division with a name, and office programs follow no link into a section.
    """
    return [_named(block) for block in blocks]


def _named(block: Node) -> Node:
    if block["t"] == "Div":
        (name, classes, keys), within = block["c"]
        keys = [[key, value.replace(" ", "_20_") if key == "custom-style" else value] for key, value in keys]
        content = named(within)
        if name and _bookmark(content, name):
            name = ""
        return {"t": "Div", "c": [[name, classes, keys], content]}
    if block["t"] == "Para":
        return {"t": "Para", "c": [_frame(*node["c"]) if node["t"] == "Image" else node for node in block["c"]]}
    return block


def _bookmark(blocks: list[Any], name: str) -> bool:
    """Begin the first paragraph with a bookmark; whether there was one."""
    first = blocks[0] if blocks else None
    while first and first["t"] == "Div":
        first = first["c"][1][0] if first["c"][1] else None
    if not first or first["t"] not in ("Para", "Plain"):
        return False
    first["c"].insert(0, {"t": "Span", "c": [[name, [], []], []]})
    return True


def _frame(attributes: Any, alternative: list[Node], target: list[str]) -> Node:
    """A picture with the words that stand for it, which pandoc leaves out of this format."""
    size = dict(attributes[2])
    words = escape("".join(node["c"] for node in alternative))
    held = target[0].split("base64,", 1)[1]
    placed = f'svg:width="{_inches(size["width"])}" svg:height="{_inches(size["height"])}"'
    frame = (
        f'<draw:frame text:anchor-type="as-char" {placed}><draw:image><office:binary-data>{held}'
        f"</office:binary-data></draw:image><svg:desc>{words}</svg:desc></draw:frame>"
    )
    return {"t": "RawInline", "c": ["opendocument", frame]}


def _inches(pixels: str) -> str:
    return f"{int(pixels) / 96:.3f}in"
