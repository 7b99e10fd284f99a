"""What has a picture in pandoc's document tree: sheets with their maps, and the ways of accounts."""

from typing import TYPE_CHECKING

from dossiers.sheets import Sheet, SheetLine
from web.pandoc_tree import Node, division, heading, image, joined, paragraph, strong, styled, table, text

if TYPE_CHECKING:
    from dossiers.render.tree import Tree

# As wide as the narrowest paper between its margins.
WIDEST = 600


def picture(tree: "Tree", key: str) -> list[Node]:
    """A picture in a paragraph of its own; nothing in a format without pictures."""
    found = tree.pictures.get(key)
    if found is None:
        return []
    width = min(found.width, WIDEST)
    height = round(found.height * width / found.width)
    return [paragraph(image(text(found.words), found.address, width, height))]


def sheets(tree: "Tree", key: str, kind: str) -> list[Node]:
    """The sheets of one kind, each under a heading of its own."""
    found = [sheet for sheet in tree.dossier.sheets if sheet.kind == kind]
    if not found:
        return []
    return [tree.section(key), *(block for sheet in found for block in _sheet(tree, sheet))]


def _sheet(tree: "Tree", sheet: Sheet) -> list[Node]:
    named = [
        ("inside", text(sheet.inside)),
        ("names", joined([tree.run(name) for name in sheet.names], "; ")),
        ("detail", text(sheet.detail)),
        ("lines", tree.line_list(sheet.lines)),
    ]
    facts = [joined([strong([*text(tree.labels[key]), *text(":")]), value]) for key, value in named if value]
    heads = [tree.labels[column] for column in ("line", "speaker", "what", "question")]
    rows = [[tree.line(one.line), text(one.speaker), _told(tree, one), text(one.question)] for one in sheet.said]
    blocks = [
        heading(tree.top + 1, text(sheet.label), name=f"sheet-{sheet.slug}"),
        *picture(tree, f"map-{sheet.slug}"),
        *styled("Card Facts", joined(facts, " · ")),
        *styled("Small", text(sheet.map_words)),
        *table(heads, rows, [0.08, 0.22, 0.44, 0.26]),
    ]
    return [division(blocks, classes=["sheet"])]


def _told(tree: "Tree", one: SheetLine) -> list[Node]:
    """What is said, and in how far it is an answer: the words of the card."""
    number = [*text("("), *text(tree.labels["note_one"]), {"t": "Space"}, *tree.note_number(one.note), *text(")")]
    return joined([strong(text(one.verb)), text(f"{one.answer}:" if one.answer else ""), text(one.sentence), number])


def ways(tree: "Tree") -> list[Node]:
    """How each account reached this record: drawn by speaker, and each way in a row of a table."""
    rows = []
    for one in tree.dossier.chains:
        remarks = [tree.labels["loop"]] * one.loop + [tree.labels["unstated"]] * (not one.origin_stated)
        way = joined([text(step) for step in one.steps], " → ")
        told = [*text("("), *joined([text(remark) for remark in remarks], ", "), *text(")")] if remarks else []
        rows.append([joined([way, told]), tree.note_list(one.notes)])
    drawn = [key for key in tree.pictures if key.startswith("way-")]
    return [
        tree.section("chains"),
        *(tree.words("ways_drawn", "Small") if drawn else []),
        *([division([block for key in drawn for block in picture(tree, key)], classes=["ways"])] if drawn else []),
        *tree.words("chains_note", "Small"),
        *table([tree.labels["way"], tree.labels["notes"]], rows, [0.78, 0.22]),
    ]
