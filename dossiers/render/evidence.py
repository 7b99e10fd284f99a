"""What people checked, as columns of boxes, and the annotated appendix, in pandoc's document tree."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dossiers.appendix import DOES_NOT_APPLY, AppendixLine, Checkbox
from dossiers.plain import NoteLine
from dossiers.render.controls import checkbox_control
from web.pandoc_tree import Node, division, in_lines, joined, raw_word, span, strong, styled, table, text

if TYPE_CHECKING:
    from dossiers.render.tree import Tree

TICKED, NOT_TICKED = "☑", "☐"
WIDTHS = [0.09, 0.23, 0.13, 0.13, 0.13, 0.15, 0.14]
Fact = tuple[Sequence[Node], Sequence[Node]]


def checks(tree: "Tree") -> list[Node]:
    """One row for each statement, one column for each of the five."""
    lines = tree.dossier.appendix
    if not lines:
        return []
    kinds = [tree.labels[f"check_{box.kind}"] for box in lines[0].checks]
    rows = [
        [tree.line_list(one.lines), _whose(tree, one), *(_checked(tree, one, box) for box in one.checks)]
        for one in lines
    ]
    heads = [tree.labels["lines"], tree.labels["statement"], *kinds]
    meant = joined([joined([[*strong(text(kind)), *text(":")], text(box.title)])
                    for kind, box in zip(kinds, lines[0].checks, strict=True)], "; ")  # fmt: skip
    blocks = [tree.section("checks"), *tree.words("checks_note", "Small"), *styled("Small", meant)]
    return [*blocks, *table(heads, rows, WIDTHS)]


def _whose(tree: "Tree", one: AppendixLine) -> list[Node]:
    return joined([text(tree.notes[one.note].speaker), text(f"({one.ref})")])


def _checked(tree: "Tree", one: AppendixLine, box: Checkbox) -> list[Node]:
    """A box with its words: in Word a control that can be ticked."""
    if tree.controls:
        name = f"{one.lines[0] if one.lines else one.ref}: {box.title}"
        control = checkbox_control(name, f"{one.ref}-{box.kind}", ticked=box.is_ticked)
        return joined([raw_word(control), text(box.words)])
    mark = TICKED if box.is_ticked else NOT_TICKED
    return joined([[] if box.state == DOES_NOT_APPLY else text(mark), text(box.words)])


def appendix(tree: "Tree") -> list[Node]:
    """Each statement with its passage, its place, whose words, what was found, its copies and addresses."""
    if not tree.dossier.appendix:
        return []
    entries = [_entry(tree, one, tree.notes[one.note]) for one in tree.dossier.appendix]
    return [tree.section("appendix"), *tree.words("appendix_note", "Small"), *entries]


def _entry(tree: "Tree", one: AppendixLine, note: NoteLine) -> Node:
    label = tree.labels
    number = joined([text(f"{', '.join(one.lines)} ·"), text(label["note_one"]), tree.note_number(one.note)])
    language = [*text("("), *text(one.language_name), *text(")")] if one.language_name else []
    lead = joined([text(label["translated"]), text(note.translated_by)])
    quoted = [
        (joined([text(label["passage"]), language]), span(text(note.exact), language=note.language)),
        (lead, text(note.translation)),
    ]
    checked = [(text(label["checked"]), _in_words(tree, one.checks))]
    facts = (_source(tree, one), _copies(tree, one), _addresses(tree, one), checked)
    blocks = [
        *styled("Card Label", joined([strong(number), text(one.ref)], " · ")),
        *styled("Card Text", joined([strong(text(_said_by(tree, one, note))), text(note.sentence)])),
        *styled("Card Quote", in_lines(_facts([each]) for each in quoted)),
        *styled("Card Facts", in_lines(_facts(each) for each in facts)),
    ]
    return division(blocks, classes=["evidence"])


def _said_by(tree: "Tree", one: AppendixLine, note: NoteLine) -> str:
    day = note.said_on.words if note.said_on else tree.labels["undated"]
    named = " ".join(part for part in (note.speaker, one.speaker_native) if part)
    return ", ".join(part for part in (named, note.spoken_by, day) if part) + ":"


def _source(tree: "Tree", one: AppendixLine) -> list[Fact]:
    whose = text(f"{one.whose}; {one.way}." if one.way else f"{one.whose}.")
    return [(text(tree.labels["whose"]), whose), (text(tree.labels["place"]), text(f"{one.read_in}, {one.place}."))]


def _copies(tree: "Tree", one: AppendixLine) -> list[Fact]:
    return [
        (text(tree.labels["machine"]), text(one.check)),
        (text(tree.labels["hash"]), text(one.copy_sha256)),
        (text(tree.labels["kept"]), text("; ".join(one.kept) or tree.labels["no_kept"])),
    ]


def _addresses(tree: "Tree", one: AppendixLine) -> list[Fact]:
    return [
        (text(tree.labels["address"]), tree.address(one.address) or text(tree.labels["no_address"])),
        (text(tree.labels["archive"]), tree.address(one.archive_address) or text(tree.labels["no_archive"])),
        (text(tree.labels["read_on"]), text(one.accessed.words if one.accessed else tree.labels["no_read_on"])),
    ]


def _facts(facts: Iterable[Fact]) -> list[Node]:
    """Facts, each after its name; what is empty is left out."""
    return joined([[*strong([*name, *text(":")]), {"t": "Space"}, *value] for name, value in facts if value])


def _in_words(tree: "Tree", boxes: Iterable[Checkbox]) -> list[Node]:
    told = [joined([[*text(tree.labels[f"check_{box.kind}"]), *text(":")], text(box.words)]) for box in boxes]
    return [*joined(told, "; "), *text(".")]
