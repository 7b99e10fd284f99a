"""Pieces of pandoc's document tree. Text becomes `Str` and `Space` only, so that nothing typed is read as markup."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from web.typed import one_line

Node = dict[str, Any]
API_VERSION = [1, 23, 1]
NO_ATTRIBUTES: tuple[str, list[str], list[list[str]]] = ("", [], [])


def text(typed: str) -> list[Node]:
    """A stretch of text in one piece, which formats are written from in half the time that words take."""
    line = _line(typed)
    return [{"t": "Str", "c": line}] if line else []


@lru_cache(maxsize=4096)
def _line(typed: str) -> str:
    """Labels, names and places stand in a document many times."""
    return one_line(typed)


def by_words(typed: str) -> list[Node]:
    """Words and the spaces between them, where pandoc looks at each: in citations, and in Markdown."""
    nodes: list[Node] = []
    for word in one_line(typed).split(" "):
        if nodes:
            nodes.append({"t": "Space"})
        nodes.append({"t": "Str", "c": word})
    return [node for node in nodes if node.get("c") != ""]


def joined(parts: Iterable[Sequence[Node]], between: str = " ") -> list[Node]:
    """Parts that hold something, with a text between them."""
    found: list[Node] = []
    for part in parts:
        if part:
            found.extend([*between_nodes(between), *part] if found else part)
    return found


def in_one_piece(nodes: Iterable[Node]) -> list[Node]:
    """The same words with plain ones that follow one another in one node, for which a writer does the work once."""
    fewer: list[Node] = []
    for node in nodes:
        words = " " if node["t"] == "Space" else node["c"] if node["t"] == "Str" else None
        if words is not None and fewer and fewer[-1]["t"] == "Str":
            fewer[-1] = {"t": "Str", "c": fewer[-1]["c"] + words}
        else:
            fewer.append(node)
    return fewer


def in_lines(parts: Iterable[Sequence[Node]]) -> list[Node]:
    """Parts that hold something, each on a line of its own in one paragraph."""
    found: list[Node] = []
    for part in parts:
        if part:
            found.extend([{"t": "LineBreak"}, *part] if found else part)
    return found


def between_nodes(between: str) -> list[Node]:
    """A separator that may begin and end with a space."""
    nodes = text(between)
    before = [{"t": "Space"}] if between.startswith(" ") else []
    after = [{"t": "Space"}] if nodes and between.endswith(" ") else []
    return [*before, *nodes, *after]


def strong(inlines: Sequence[Node]) -> list[Node]:
    """Bold."""
    return [{"t": "Strong", "c": list(inlines)}] if inlines else []


def emphasis(inlines: Sequence[Node]) -> list[Node]:
    """Italics."""
    return [{"t": "Emph", "c": list(inlines)}] if inlines else []


def small_capitals(inlines: Sequence[Node]) -> list[Node]:
    """Small capitals; the letters stay as they are."""
    return [{"t": "SmallCaps", "c": list(inlines)}] if inlines else []


def raised(inlines: Sequence[Node]) -> list[Node]:
    """Superscript."""
    return [{"t": "Superscript", "c": list(inlines)}]


def span(inlines: Sequence[Node], *, language: str = "", name: str = "", style: str = "") -> list[Node]:
    """Words in a language, or with the name of a style."""
    if not inlines:
        return []
    keys = [["lang", language]] if language else []
    keys += [["custom-style", style]] if style else []
    return [{"t": "Span", "c": [["", [name] if name else [], keys], list(inlines)]}]


def link(inlines: Sequence[Node], target: str) -> list[Node]:
    """A link to an address, or to a place in the document (“#line-7-1”)."""
    return [{"t": "Link", "c": [list(NO_ATTRIBUTES), list(inlines), [target, ""]]}]


def note(blocks: Sequence[Node]) -> list[Node]:
    """A real footnote."""
    return [{"t": "Note", "c": list(blocks)}]


def image(alternative: Sequence[Node], address: str, width: int, height: int) -> list[Node]:
    """A picture of a size in pixels, with the words that stand for it. Only ever an address that holds it whole."""
    return [
        {
            "t": "Image",
            "c": [["", [], [["width", str(width)], ["height", str(height)]]], list(alternative), [address, ""]],
        }
    ]


def raw_inline(form: str, markup: str) -> list[Node]:
    """Markup of our own making inside a line; formats other than its own leave it out. Typed text only escaped."""
    return [{"t": "RawInline", "c": [form, markup]}]


def raw_word(markup: str) -> list[Node]:
    """OpenXML inside a line."""
    return raw_inline("openxml", markup)


def raw_block(form: str, markup: str) -> Node:
    """Blocks that are written already (web/written); formats other than theirs leave them out."""
    return {"t": "RawBlock", "c": [form, markup]}


def paragraph(inlines: Sequence[Node]) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": list(inlines)}


def heading(level: int, inlines: Sequence[Node], *, name: str = "") -> Node:
    """A heading; `name` is its place for links."""
    return {"t": "Header", "c": [level, [name, [], []], list(inlines)]}


def styled(style: str, inlines: Sequence[Node]) -> list[Node]:
    """A paragraph in a named style: a paragraph style in Word, a class in HTML. None without text."""
    if not inlines:
        return []
    attributes = ["", [style.lower().replace(" ", "-")], [["custom-style", style]]]
    return [{"t": "Div", "c": [attributes, [paragraph(inlines)]]}]


def division(blocks: Sequence[Node], *, name: str = "", classes: Sequence[str] = ()) -> Node:
    """Blocks that belong together."""
    return {"t": "Div", "c": [[name, list(classes), []], list(blocks)]}


def bullets(entries: Iterable[Sequence[Node]]) -> list[Node]:
    """A list, if there is anything in it."""
    found = [[{"t": "Plain", "c": list(inlines)}] for inlines in entries]
    return [{"t": "BulletList", "c": found}] if found else []


def table(heads: Sequence[str], rows: Sequence[Sequence[Sequence[Node]]], widths: Sequence[float]) -> list[Node]:
    """A table with a header row; `widths` are shares of the line. None without rows."""
    if not rows:
        return []
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in widths]
    head = [list(NO_ATTRIBUTES), [_row([strong(text(title)) for title in heads])]]
    body = [list(NO_ATTRIBUTES), 0, [], [_row(row) for row in rows]]
    return [
        {
            "t": "Table",
            "c": [list(NO_ATTRIBUTES), [None, []], columns, head, [body], [list(NO_ATTRIBUTES), []]],
        }
    ]


def _row(cells: Sequence[Sequence[Node]]) -> list[Any]:
    return [list(NO_ATTRIBUTES), [_cell(cell) for cell in cells]]


def _cell(inlines: Sequence[Node]) -> list[Any]:
    blocks = [{"t": "Plain", "c": list(inlines)}] if inlines else []
    return [list(NO_ATTRIBUTES), {"t": "AlignDefault"}, 1, 1, blocks]


def document(blocks: Sequence[Node], **meta: str) -> Node:
    """A whole document with its properties (title, lang, author …)."""
    properties = {name: {"t": "MetaInlines", "c": text(value)} for name, value in meta.items() if value}
    return {"pandoc-api-version": API_VERSION, "meta": properties, "blocks": list(blocks)}
