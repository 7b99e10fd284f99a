"""OpenDocument, by pandoc: real footnotes, headings, tables with header rows, document properties."""

from typing import Any
from xml.sax.saxutils import escape

from dossiers.pictures.every import as_svg
from dossiers.plain import Dossier
from dossiers.render.pandoc import convert, described, reference
from dossiers.render.tree import Tree
from web.pandoc_tree import Node


def render(dossier: Dossier) -> bytes:
    """The ODT, in the styles of dossiers/opendocument/reference*.odt (scripts/make_opendocument_styles.py)."""
    tree = described(dossier, named(Tree(dossier, pictures=as_svg(dossier), links=True).blocks()))
    return convert(tree, "odt", dossier, f"--reference-doc={reference('opendocument', 'odt', dossier)}")


def named(tree: Any) -> Any:
    """The tree with names as the format has them: no spaces in a style's, and a bookmark where a link ends.

    Pandoc makes a section of a division with a name, and office programs follow no link into a section.
    """
    if isinstance(tree, list):
        return [named(node) for node in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.get("t") == "Image":
        return _frame(*tree["c"])
    if tree.get("t") in ("Div", "Span"):
        (name, classes, keys), content = tree["c"]
        keys = [[key, value.replace(" ", "_20_") if key == "custom-style" else value] for key, value in keys]
        content = named(content)
        if tree["t"] == "Div" and name and _bookmark(content, name):
            name = ""
        return {"t": tree["t"], "c": [[name, classes, keys], content]}
    return {key: named(value) for key, value in tree.items()}


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
