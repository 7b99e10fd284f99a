"""Numbers, steps and the timeline in pandoc's document tree: parts of dossiers.render.tree."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dossiers.measured import Moment, NumberScale, StepLine
from dossiers.render.drawn import picture
from web.pandoc_tree import Node, bullets, emphasis, heading, joined, paragraph, strong, styled, table, text

if TYPE_CHECKING:
    from dossiers.render.tree import Tree

DATED = ("when", "what", "line", "note")
WIDTHS = [0.22, 0.58, 0.1, 0.1]


def numbers(tree: "Tree") -> list[Node]:
    """The numbers that speakers gave, each unit in a table of its own, and what is listed beside them."""
    given = tree.dossier.summary
    blocks: list[Node] = []
    for scale in given.numbers:
        blocks.extend(styled("Small", [*strong(text(scale.title)), {"t": "Space"}, *text(scale.wording)]))
        blocks.extend(_scale(tree, scale))
    return [
        *blocks,
        *[paragraph(text(" ".join(given.listed.sentences)))] * bool(given.listed.sentences),
        *bullets(text(sentence) for sentence in given.listed.reasons),
    ]


def _scale(tree: "Tree", scale: NumberScale) -> list[Node]:
    heads = [tree.labels[key] for key in ("line", "speaker", "number", "about", "said", "note")]
    rows = [
        [tree.line(one.line), text(_with_remarks(one.speaker, one.remarks)), text(one.number), text(one.about),
         text(one.said), tree.note_list(one.notes)]
        for one in scale.numbers
    ]  # fmt: skip
    return table(heads, rows, [0.08, 0.26, 0.22, 0.16, 0.18, 0.10])


def _with_remarks(speaker: str, remarks: Sequence[str]) -> str:
    return f"{speaker} ({', '.join(remarks)})" if remarks else speaker


def responses(tree: "Tree") -> list[Node]:
    """What the authorities did, step by step."""
    if not tree.dossier.responses:
        return []
    heads = [tree.labels[column] for column in DATED]
    blocks = [tree.section("responses"), *tree.words("responses_note", "Small")]
    for part in tree.dossier.responses:
        rows = [
            [tree.dated(one.when), _step(tree, one), tree.line(one.line), tree.note_list(one.notes)]
            for one in part.steps
        ]  # fmt: skip
        blocks.append(heading(tree.top + 1, _with_generality(tree, part.about, part.general)))
        blocks.extend(styled("Small", text(part.stages)))
        blocks.extend(table(heads, rows, WIDTHS))
    return blocks


def _step(tree: "Tree", one: StepLine) -> list[Node]:
    """One step: what it is, who says so, who disputes it."""
    said = joined([[*text("("), *text(tree.labels["said_then"])], text(f"{one.said_on.words})")]) if one.said_on else []
    return joined([strong(text(f"{one.stage_words}.")), text(one.text), said, strong(text(one.disputed))])


def timeline(tree: "Tree") -> list[Node]:
    """What was said and what is said to have happened, in time."""
    heads = [tree.labels[column] for column in DATED]
    rows = [
        [tree.dated(one.when), _told(tree, one), tree.line(one.line), tree.note_list(one.notes)]
        for one in tree.dossier.timeline.lines
    ]  # fmt: skip
    if not rows:
        return []
    return [
        tree.section("timeline"),
        *tree.words("timeline_note", "Small"),
        *_drawing(tree),
        *table(heads, rows, WIDTHS),
    ]


def _drawing(tree: "Tree") -> list[Node]:
    found = picture(tree, "timeline")
    return [*found, *tree.words("timeline_marks", "Small")] if found else []


def _told(tree: "Tree", one: Moment) -> list[Node]:
    return joined([emphasis(text(one.lane_words)), _with_generality(tree, one.text, one.general)])


def _with_generality(tree: "Tree", words: str, general: bool) -> list[Node]:
    return joined([text(words), [*text("("), *text(tree.labels["all_countries"]), *text(")")] if general else []])
