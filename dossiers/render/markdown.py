"""Markdown with footnotes, by pandoc, in the dialect that GitHub and most editors read."""

import re
from typing import Any

from dossiers.plain import Dossier
from dossiers.render.pandoc import convert
from dossiers.render.tree import Tree
from web.pandoc_tree import Node, by_words, document, heading, text, with_default_columns, without_divisions

DIALECT = "gfm+footnotes"
# What the dialect reads as more than text, and pandoc's writer lets stand: entities, bare addresses, mentions.
READ_AS_MORE = re.compile(r"&|:(?=//)|(?<=[Ww])\.|@")


def render(dossier: Dossier) -> bytes:
    """The Markdown."""
    blocks = [heading(1, text(dossier.title)), *Tree(dossier, links=False, addresses=True, top=2).blocks()]
    return convert(document(escaped(with_default_columns(without_divisions(blocks)))), DIALECT, dossier, "--wrap=none")


def escaped(tree: Any) -> Any:
    """The tree with a backslash before each character that would be read as more than text; links stay."""
    if isinstance(tree, list):
        return [part for node in tree for part in _escaped_node(node)]
    if isinstance(tree, dict):
        return {key: escaped(value) for key, value in tree.items()}
    return tree


def _escaped_node(node: Any) -> list[Any]:
    if not isinstance(node, dict) or node.get("t") == "Link":
        return [node if isinstance(node, dict) else escaped(node)]
    if node.get("t") == "Span":
        return list(escaped(node["c"][1]))
    if node.get("t") == "SmallCaps":  # the dialect has none
        return list(escaped(node["c"]))
    if node.get("t") != "Str":
        return [escaped(node)]
    return [piece for word in by_words(node["c"]) for piece in (_pieces(word["c"]) if word["t"] == "Str" else [word])]


def _pieces(word: str) -> list[Node]:
    pieces: list[Node] = []
    start = 0
    for found in READ_AS_MORE.finditer(word):
        if word[start : found.start()]:
            pieces.append({"t": "Str", "c": word[start : found.start()]})
        pieces.append({"t": "RawInline", "c": ["markdown", f"\\{found[0]}"]})
        start = found.end()
    return [*pieces, {"t": "Str", "c": word[start:]}] if word[start:] else pieces
