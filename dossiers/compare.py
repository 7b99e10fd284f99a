"""What was added, changed, withdrawn or removed since an earlier dossier. Plain data in and out; runs no query.

Statements are found again by their short names, never by line or note numbers, which move.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Plain = Mapping[str, Any]

# What is compared of a statement, in the order in which it is told.
FIELDS: dict[str, str | Promise] = {
    "state": _("State"),
    "sentence": _("Sentence"),
    "stance": _("How the speaker stands to it"),
    "answer": _("Answer"),
    "speaker": _("Speaker"),
    "spoken_by": _("Spoken by"),
    "asked_by": _("Asked by"),
    "subject": _("About"),
    "question": _("Question"),
    "said_on": _("Said on"),
    "about_period": _("About the time"),
    "source": _("Source"),
    "locator_label": _("Unit of the place"),
    "locator": _("Place in the source"),
    "exact": _("Passage"),
    "words": _("Whose words"),
    "language": _("Language of the passage"),
    "translation": _("Translation"),
    "translated_by": _("Translated by"),
    "chain": _("The way here"),
    "origin_stated": _("Origin stated"),
    "checked": _("Checked by a second person"),
    "original": _("Original not seen"),
    "alone": _("Not checked by a second person"),
    "quote_check": _("Found by a machine in a copy"),
    "copy_sha256": _("Copy"),
    "restates": _("Says again"),
    "builds_on": _("Builds on"),
    "rebuts": _("Answers and rejects"),
    "replaces": _("Takes the place of"),
    "public_note": _("Note of the desk"),
}
SOURCE_FIELDS: dict[str, str | Promise] = {
    "copy_kind": _("What was read"),
    "issued": _("Published"),
    "accessed": _("Accessed"),
    "remark": _("Remark"),
    "csl": _("Record"),
}


@dataclass(frozen=True)
class Change:
    """One field that reads otherwise now."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One statement or source: its short name, how it reads now (or read then), and what changed of it."""

    name: str
    reads: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Copied:
    """One preserved copy, by its source and its SHA-256."""

    source: str
    sha256: str


@dataclass(frozen=True)
class Comparison:
    """What differs in the record. `withdrawn` was taken back by the editors; `gone` is not in the dossier any more:
    removed, restricted, or moved elsewhere. Which of these is not said."""

    made_at: str
    now: str
    added: tuple[Line, ...]
    changed: tuple[Line, ...]
    withdrawn: tuple[Line, ...]
    gone: tuple[Line, ...]
    sources_added: tuple[Line, ...]
    sources_changed: tuple[Line, ...]
    sources_gone: tuple[Line, ...]
    copies_added: tuple[Copied, ...]
    copies_gone: tuple[Copied, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether the record is the same."""
        return not any(
            (
                self.added, self.changed, self.withdrawn, self.gone, self.sources_added, self.sources_changed,
                self.sources_gone, self.copies_added, self.copies_gone,
            )
        )  # fmt: skip


def compare(before: Plain, after: Plain, *, withdrawn: Collection[str]) -> Comparison:
    """The difference between two dossiers as plain data. `withdrawn` are the short names that the editors took back."""
    then, now = _by(before["notes"], "ref"), _by(after["notes"], "ref")
    left = {ref: note for ref, note in then.items() if ref not in now}
    old, new = _by(before["sources"], "slug"), _by(after["sources"], "slug")
    had, have = _copies(before), _copies(after)
    return Comparison(
        made_at=told(before.get("made_at_words") or before.get("made_at")),
        now=told(after["made_at_words"]),
        added=tuple(_line(ref, note) for ref, note in now.items() if ref not in then),
        changed=tuple(_changed(then, now, FIELDS, _reads)),
        withdrawn=tuple(_line(ref, note) for ref, note in left.items() if ref in withdrawn),
        gone=tuple(_line(ref, note) for ref, note in left.items() if ref not in withdrawn),
        sources_added=tuple(Line(slug, _entry(source)) for slug, source in new.items() if slug not in old),
        sources_changed=tuple(_changed(old, new, SOURCE_FIELDS, _entry)),
        sources_gone=tuple(Line(slug, _entry(source)) for slug, source in old.items() if slug not in new),
        copies_added=tuple(copy for copy in have if copy not in had) if "copies" in before else (),
        copies_gone=tuple(copy for copy in had if copy not in have),
    )


def left_out(before: Plain, after: Plain) -> tuple[str, ...]:
    """The short names of the statements that stood there then and do not now."""
    now = {note["ref"] for note in after["notes"]}
    return tuple(dict.fromkeys(note["ref"] for note in before["notes"] if note["ref"] not in now))


def _by(rows: Iterable[Plain], key: str) -> dict[str, Plain]:
    return {row[key]: row for row in rows}


def _changed(
    then: Mapping[str, Plain], now: Mapping[str, Plain], fields: Mapping[str, str | Promise], reads: Any
) -> Iterator[Line]:
    for name, row in now.items():
        if name in then and (changes := tuple(_changes(then[name], row, fields))):
            yield Line(name, reads(row), changes)


def _changes(then: Plain, now: Plain, fields: Mapping[str, str | Promise]) -> Iterator[Change]:
    """The fields that differ. What an older form did not hold is no change."""
    for field, label in fields.items():
        if field in then and field in now:
            before, after = told(then[field]), told(now[field])
            if before != after:
                yield Change(field, str(label), before, after)


def told(value: Any) -> str:
    """A value of the JSON as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        if "edtf" in value:
            return told(value["edtf"])
        if {"kind", "on"} <= set(value):
            return f"{told(value['kind'])} ({told(value['on'])})"
        return ", ".join(f"{key}: {told(each)}" for key, each in sorted(value.items()))
    if isinstance(value, list | tuple):
        return "; ".join(told(each) for each in value)
    return str(value)


def _line(ref: str, note: Plain) -> Line:
    return Line(ref, _reads(note))


def _reads(note: Plain) -> str:
    return told(note.get("sentence"))


def _entry(source: Plain) -> str:
    runs = source.get("runs", ())
    return " ".join(told(run.get("text")) for run in runs if isinstance(run, Mapping)) or told(source.get("slug"))


def _copies(dossier: Plain) -> tuple[Copied, ...]:
    found = (Copied(told(copy.get("source")), told(copy.get("sha256"))) for copy in dossier.get("copies", ()))
    return tuple(dict.fromkeys(found))
