"""What web/written makes of a tree is what pandoc makes of it."""

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pypandoc
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.render.odt import named
from web.pandoc import convert
from web.pandoc_tree import (
    Node,
    bullets,
    division,
    document,
    emphasis,
    heading,
    image,
    link,
    note,
    paragraph,
    raised,
    raw_word,
    small_capitals,
    span,
    strong,
    styled,
    table,
    text,
)
from web.written.gfm import Gfm
from web.written.html import Html
from web.written.opendocument import OpenDocument
from web.written.word import Word, names_of_styles

FOLDER = Path(__file__).resolve().parents[2] / "dossiers"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
HREF = "{http://www.w3.org/1999/xlink}href"
SPACE: list[Node] = [{"t": "Space"}]
WORDS = st.sampled_from(
    [
        "plain words",
        "a < b & “c” > 'd' \"e\"",
        "警侨事务",
        "警 mixed 侨",
        "مكتب",
        "ж 1. two",
        "*not* _this_ [x](y) `z`",
        "…",
    ]
)
ADDRESSES = st.sampled_from(["https://x.example/?a=1&b=%20", "#line-7-1", 'https://x.example/a"b<c>'])


def has_no_link(nodes: list[Node]) -> bool:
    """No link stands in a link, or in a word with a style of its own."""
    return not nodes_of(nodes, "Link") and "custom-style" not in str(nodes)


def around(inner: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[list[Node]]:
    """Words inside each kind of node that holds words."""
    return st.one_of(
        inner.map(strong),
        inner.map(emphasis),
        inner.map(raised),
        inner.map(small_capitals),
        inner.map(lambda nodes: span(nodes, language="zh-Hans")),
        inner.filter(has_no_link).map(lambda nodes: span(nodes, name="verb", style="Verb")),
        st.tuples(inner.filter(has_no_link), ADDRESSES).map(lambda pair: link(*pair)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: [node for part in parts for node in part]),
        st.tuples(inner, inner).map(lambda pair: [*pair[0], {"t": "LineBreak"}, *pair[1], {"t": "Space"}, *pair[0]]),
    )


INLINES = st.recursive(WORDS.map(text), around, max_leaves=6)
NOTED = st.tuples(INLINES, INLINES).map(lambda pair: [*pair[0], *note([paragraph(pair[1])])])
LINES = st.one_of(
    INLINES, NOTED, st.just(raw_word("<w:r/>")), st.just(image(text('a "b" <c>'), "data:image/png;base64,AA==", 30, 20))
)


def blocks_around(inner: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[list[Node]]:
    """Blocks inside each kind of block that holds blocks."""
    several = st.lists(inner, min_size=1, max_size=3).map(lambda parts: [node for part in parts for node in part])
    return st.one_of(
        several,
        several.map(lambda nodes: [division(nodes, name="line-7-1", classes=["card"])]),
    )


INSIDE = st.recursive(
    st.one_of(
        LINES.map(lambda nodes: [paragraph(nodes)]),
        LINES.map(lambda nodes: styled("Card Facts", nodes)),
        st.lists(INLINES, min_size=1, max_size=3).map(bullets),
        st.lists(st.tuples(INLINES, st.just([])), min_size=1, max_size=3).map(
            lambda rows: table(["A & B", "C"], rows, [0.2, 0.8])
        ),
    ),
    blocks_around,
    max_leaves=6,
)
BLOCKS = st.one_of(
    INSIDE,
    INLINES.map(lambda nodes: [heading(2, nodes, name="h-1")]),
    st.tuples(WORDS, INSIDE).map(
        lambda pair: [division([heading(2, text(pair[0]), name="h"), *pair[1]], classes=["sheet"])]
    ),
)


def with_default_columns(tree: Any) -> Any:
    """The same nodes with tables that leave widths and alignment to the reader, for formats that style by class."""
    if isinstance(tree, list):
        return [with_default_columns(node) for node in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.get("t") == "ColWidth":
        return {"t": "ColWidthDefault"}
    if tree.get("t") == "AlignLeft":
        return {"t": "AlignDefault"}
    return {key: with_default_columns(value) for key, value in tree.items()}


def squashed(markup: str) -> str:
    """Without the white space between two tags, which no reader sees."""
    return re.sub(r">\s+<", "><", markup).strip()


@settings(max_examples=30, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_html_is_what_pandoc_writes(parts: list[list[Node]]) -> None:
    nodes = [node for part in parts for node in part]
    writer = Html()
    ours = writer.blocks(nodes) + writer.notes()
    theirs = convert(document(with_default_columns(nodes)), "html5-smart", "--wrap=none").decode()
    assert squashed(ours) == squashed(theirs)


def runs_of(document: bytes, part: str) -> list[Any]:
    """The paragraphs of a Word file: the style of each, and its stretches of text with their look and address."""
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        tree = ElementTree.fromstring(packed.read(f"word/{part}.xml"))
        name = f"word/_rels/{part}.xml.rels"
        listed = ElementTree.fromstring(packed.read(name)) if name in packed.namelist() else []
    ends = {one.get("Id"): one.get("Target") for one in listed}
    return [_paragraph(paragraph, ends) for paragraph in tree.iter(f"{WORD}p")]


def _paragraph(paragraph: Any, ends: dict[str | None, str | None]) -> Any:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    told: list[Any] = []
    field = ""
    for child in paragraph:
        leads = ""
        if child.tag == f"{WORD}hyperlink":
            leads = ends.get(child.get(RELATION)) or f"#{child.get(f'{WORD}anchor')}"
        for run in child.iter(f"{WORD}r"):
            code = run.find(f"{WORD}instrText")
            edge = run.find(f"{WORD}fldChar")
            if code is not None:
                field = (code.text or "").split('"')[1]
            if edge is not None and edge.get(f"{WORD}fldCharType") == "end":
                field = ""
            look = run.find(f"{WORD}rPr")
            looks = {(one.tag, tuple(one.attrib.values())) for one in (look if look is not None else [])}
            for text_or_mark in run:
                if text_or_mark.tag in (f"{WORD}t", f"{WORD}br", f"{WORD}footnoteReference"):
                    words = text_or_mark.text or text_or_mark.tag
                    here = (looks, leads or field)
                    if told and told[-1][0] == here:
                        told[-1] = (here, told[-1][1] + words)
                    else:
                        told.append((here, words))
    # A paragraph after written ones is the first of its kind for pandoc.
    named = style.get(f"{WORD}val") if style is not None else ""
    return ("BodyText" if named == "FirstParagraph" else named, told)


@settings(max_examples=25, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_word_is_what_pandoc_writes(parts: list[list[Node]]) -> None:
    nodes = [node for part in parts for node in part]
    styles = FOLDER / "word" / "reference.docx"
    option = f"--reference-doc={styles}"
    writer = Word(names_of_styles(styles.read_bytes()))
    ours = convert(document(writer.blocks(nodes)), "docx", option)
    theirs = convert(document(nodes), "docx", option)
    for part in ("document", "footnotes"):
        assert runs_of(ours, part) == runs_of(theirs, part)


def lines_of(content: bytes) -> list[Any]:
    """The paragraphs of an OpenDocument text: style, words, and where its links lead."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        tree = ElementTree.fromstring(packed.read("content.xml"))
    return [
        (each.get(f"{TEXT}style-name"), "".join(each.itertext()), [link.get(HREF) for link in each.iter(f"{TEXT}a")])
        for each in tree.iter()
        if each.tag in (f"{TEXT}p", f"{TEXT}h")
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_opendocument_is_what_pandoc_writes(parts: list[list[Node]]) -> None:
    nodes = named([node for part in parts for node in part])
    ours = convert(document(OpenDocument().blocks(nodes)), "odt")
    assert lines_of(ours) == lines_of(convert(document(nodes), "odt"))


def words_of(tree: Any) -> str:
    """Every word of a tree, without white space and without what only some formats show."""
    if isinstance(tree, list):
        return "".join(words_of(node) for node in tree)
    if not isinstance(tree, dict) or tree.get("t") in ("RawInline", "Image"):
        return ""
    if tree.get("t") == "Str":
        return re.sub(r"\s", "", tree["c"])
    return words_of(list(tree.values()))


def nodes_of(tree: Any, kind: str) -> list[Any]:
    """What the nodes of a kind hold, in their order."""
    if isinstance(tree, list):
        return [found for node in tree for found in nodes_of(node, kind)]
    if not isinstance(tree, dict):
        return []
    own = [tree["c"]] if tree.get("t") == kind else []
    return own + nodes_of(list(tree.values()), kind)


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), ADDRESSES)
def test_markdown_is_read_as_it_was_meant(words: list[str], address: str) -> None:
    lines = [
        [*strong(text(one)), {"t": "Space"}, *link(text(one), address), {"t": "Space"}, *text(one)] for one in words
    ]
    nodes = [
        heading(2, text(words[0])),
        *[paragraph([*text(one), *note([paragraph(text(one))])]) for one in words],
        *bullets(lines),
        *table(["A | B", "C"], [[line, text("d")] for line in lines], [0.2, 0.8]),
    ]
    read = json.loads(
        subprocess.run(
            [pypandoc.get_pandoc_path(), "--from=gfm+footnotes", "--to=json"],
            input=Gfm().document(nodes).encode(),
            capture_output=True,
            check=True,
        ).stdout
    )["blocks"]
    assert words_of(read) == words_of(nodes)
    for kind in ("Note", "Link", "Strong", "Header"):
        assert len(nodes_of(read, kind)) == len(nodes_of(nodes, kind)), kind
