"""What is said of two stations, in pandoc's document tree."""

from typing import TYPE_CHECKING

from dossiers.plain import SamePlaceLine
from web.pandoc_tree import Node, joined, strong, table, text

if TYPE_CHECKING:
    from dossiers.render.tree import Tree


def judgements(tree: "Tree") -> list[Node]:
    """One row for each judgement; nothing where there is none."""
    lines = tree.dossier.same_places
    if not lines:
        return []
    heads = [tree.labels[column] for column in ("the_two", "who_says_what", "when", "notes")]
    rows = [
        [text(f"{one.first_label}; {one.second_label}"), _said(tree, one), tree.dated(one.said_on), _where(tree, one)]
        for one in lines
    ]
    return [
        tree.section("same_places"),
        *tree.words("same_places_note", "Small"),
        *table(heads, rows, [0.24, 0.36, 0.14, 0.26]),
    ]


def _said(tree: "Tree", one: SamePlaceLine) -> list[Node]:
    remarks = [tree.labels["differ"]] * one.differ + [tree.labels["may_be_later"]] * one.apart
    return joined([strong(text(f"{one.said}.")), text(one.reason), *(text(remark) for remark in remarks)])


def _where(tree: "Tree", one: SamePlaceLine) -> list[Node]:
    """The number of the note of the statement, or the note itself where the statement stands nowhere else."""
    return tree.note_list([one.note]) if one.note else tree.runs(one.runs)
