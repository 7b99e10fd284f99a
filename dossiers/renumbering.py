"""Give lines and notes of a dossier other numbers, everywhere that they stand in it."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from dossiers.measured import TimelinePart
from dossiers.plain import CardLine, Dossier, ListedApartLine, NoteLine

Given = TypeVar("Given")
LINES = frozenset({"line", "lines", "conflicts_with"})
NOTES = frozenset({"note", "notes", "closing_notes"})


def with_country(dossier: Dossier, already: int) -> Dossier:
    """The dossier with its country's code before each line number, and `already` added to the number of each note."""
    code = dossier.country.code
    return _renumbered(dossier, lambda line: f"{code}-{line}" if line else line, lambda note: note and note + already)


def numbered_through(dossier: Dossier) -> Dossier:
    """The dossier with its notes numbered from 1 in the order in which they are printed: so do office programs."""
    new = {number: place for place, number in enumerate(dict.fromkeys(_printed(dossier)), start=1)}
    if all(old == place for old, place in new.items()):
        return dossier
    changed = _renumbered(dossier, lambda line: line, lambda note: new.get(note, 0))
    notes = sorted(changed.notes, key=lambda note: note.number)
    return replace(changed, notes=tuple(notes), appendix=tuple(sorted(changed.appendix, key=lambda line: line.note)))


def _printed(dossier: Dossier) -> Iterator[int]:
    for heading in dossier.headings:
        for question in heading.questions:
            yield from question.notes
    yield from dossier.closing_notes
    yield from (line.note for line in dossier.listed_apart)
    yield from (note.number for note in dossier.notes)


def _renumbered(given: Given, line: Callable[[str], str], note: Callable[[int], int]) -> Given:
    changed: Any = given
    if isinstance(given, tuple):
        changed = tuple(_renumbered(each, line, note) for each in given)
    elif is_dataclass(given) and not isinstance(given, type):
        changes = {field.name: getattr(given, field.name) for field in fields(given)}
        for name, value in changes.items():
            if _numbers_lines(name, given):
                changes[name] = _each(value, line)
            elif _numbers_notes(name, given) and not isinstance(value, str):  # a search has a note in words
                changes[name] = _each(value, note)
            else:
                changes[name] = _renumbered(value, line, note)
        changed = replace(given, **changes)
    return changed  # type: ignore[no-any-return]


def _numbers_lines(name: str, given: Any) -> bool:
    """Whether a field holds numbers of lines. The `lines` of a timeline are the lines themselves."""
    if isinstance(given, TimelinePart):
        return False
    return name in LINES or (name == "number" and isinstance(given, CardLine | ListedApartLine))


def _numbers_notes(name: str, given: Any) -> bool:
    """Whether a field holds numbers of notes. The `notes` of a dossier are the notes themselves."""
    if isinstance(given, Dossier):
        return name == "closing_notes"
    return name in NOTES or (name == "number" and isinstance(given, NoteLine))


def _each(value: Any, change: Callable[[Any], Any]) -> Any:
    return tuple(map(change, value)) if isinstance(value, tuple) else change(value)
