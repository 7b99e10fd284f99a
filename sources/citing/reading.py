"""What pandoc wrote, read back as runs."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sources.citing.runs import Run
from web.pandoc_tree import Node

STYLES = {"Emph": "title", "Strong": "strong", "SmallCaps": "caps"}
MARKS = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
NUMBER = "csl-left-margin"
SPACES = re.compile(" {2,}")
Piece = tuple[str, str, str]


def runs(inlines: Iterable[Node], *, numbered: bool = True) -> tuple[Run, ...]:
    """The runs of some inlines; without `numbered`, a number in the margin is left out."""
    pieces = [piece for node in inlines for piece in _pieces(node, "", "", numbered)]
    return tuple(_joined(pieces))


def _joined(pieces: list[Piece]) -> Iterator[Run]:
    spaced = True
    for (style, language), group in groupby(pieces, key=lambda piece: piece[1:]):
        text = SPACES.sub(" ", "".join(piece[0] for piece in group))
        if not text.strip():
            spaced = True
            continue
        yield Run(text.strip(), style, language, joined=not (spaced or text[0].isspace()))
        spaced = text[-1].isspace()


def _pieces(node: Node, style: str, language: str, numbered: bool) -> Iterator[Piece]:
    kind: str = node["t"]
    content: Any = node.get("c")
    if kind == "Str":
        yield content, style, language
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        yield " ", style, language
    elif kind == "Quoted":
        opening, closing = MARKS[content[0]["t"]]
        yield opening, style, language
        yield from _inside(content[1], style, language, numbered)
        yield closing, style, language
    elif kind == "Span":
        yield from _span(content, style, language, numbered)
    elif kind == "Link":
        target = content[2][0]
        shown = list(_inside(content[1], style, language, numbered))
        is_address = "".join(piece[0] for piece in shown) == target
        yield from ([(target, "address", "")] if is_address else shown)
    else:
        yield from _inside(_children(content), STYLES.get(kind, style), language, numbered)


def _span(content: Any, style: str, language: str, numbered: bool) -> Iterator[Piece]:
    (_name, classes, keys), inside = content
    if NUMBER in classes and not numbered:
        return
    yield from _inside(inside, style, dict(keys).get("lang", language), numbered)
    if NUMBER in classes:
        yield " ", style, language


def _inside(nodes: Iterable[Node], style: str, language: str, numbered: bool) -> Iterator[Piece]:
    for node in nodes:
        yield from _pieces(node, style, language, numbered)


def _children(content: Any) -> Iterator[Node]:
    """The nodes directly inside another, whatever else it holds."""
    for part in content if isinstance(content, list) else []:
        if isinstance(part, dict) and "t" in part:
            yield part
        elif isinstance(part, list):
            yield from _children(part)
