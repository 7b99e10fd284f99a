"""What web/written makes of a tree is what pandoc makes of it."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    with_default_columns,
)
from web.written.html import Html

WORDS = st.sampled_from(
    ["plain words", "a < b & “c” > 'd' \"e\"", "警侨事务", "警 mixed 侨", "مكتب", "ж 1. two", "*not* _this_ [x](y) `z`", "…"]
)
ADDRESSES = st.sampled_from(["https://x.example/?a=1&b=%20", "#line-7-1", 'https://x.example/a"b<c>'])


def around(inner: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[list[Node]]:
    """Words inside each kind of node that holds words."""
    return st.one_of(
        inner.map(strong),
        inner.map(emphasis),
        inner.map(raised),
        inner.map(small_capitals),
        inner.map(lambda nodes: span(nodes, language="zh-Hans")),
        inner.map(lambda nodes: span(nodes, name="verb", style="Verb")),
        st.tuples(inner, ADDRESSES).map(lambda pair: link(*pair)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: [node for part in parts for node in part]),
        st.tuples(inner, inner).map(lambda pair: [*pair[0], {"t": "LineBreak"}, *pair[1], {"t": "Space"}, *pair[0]]),
    )


INLINES = st.recursive(WORDS.map(text), around, max_leaves=6)
NOTED = st.tuples(INLINES, INLINES).map(lambda pair: [*pair[0], *note([paragraph(pair[1])])])
LINES = st.one_of(INLINES, NOTED, st.just(raw_word("<w:r/>")), st.just(image(text('a "b" <c>'), "data:image/png;base64,AA==", 30, 20)))


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


def squashed(markup: str) -> str:
    """Without the white space between two tags, which no reader sees."""
    return re.sub(r">\s+<", "><", markup).strip()


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_html_is_what_pandoc_writes(parts: list[list[Node]]) -> None:
    nodes = [node for part in parts for node in part]
    writer = Html()
    ours = writer.blocks(nodes) + writer.notes()
    theirs = convert(document(with_default_columns(nodes)), "html5-smart", "--wrap=none").decode()
    assert squashed(ours) == squashed(theirs)
