"""Two readings of one statement, source, body or subject compared, field by field, in readers' words.

A field counts as changed when its key differs: a body that was renamed is not another speaker.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims.accounts.statement import Passage, Statement
from claims.choices import ClaimState
from claims.since.plain import Alteration
from claims.wording import verb_in_sentence
from sources.choices import CopyKind, LocatorLabel, PartyKind, Words
from stations.choices import AgreementKind, Precision
from web.differences import differences
from web.edtf import EdtfDate, in_words, parse

Read = TypeVar("Read")
# A name for readers, what is compared, and how it reads.
Field = tuple[str | Promise, Callable[[Any], Hashable], Callable[[Any], str]]


def alterations(fields: Iterable[Field], before: Read, after: Read) -> tuple[Alteration, ...]:
    """What differs between two readings, in the order of the fields."""
    return tuple(
        Alteration(str(name), differences(text(before), text(after)))
        for name, key, text in fields
        if key(before) != key(after)
    )


def _text(name: str | Promise, read: Callable[[Any], str]) -> Field:
    return name, read, read


def _column(name: str | Promise, column: str) -> Field:
    return _text(name, lambda row: str(getattr(row, column)))


def _label(name: str | Promise, column: str, choices: Any) -> Field:
    """A column that holds one of a few values, told by its label."""
    labels = dict(choices.choices)
    return name, lambda row: getattr(row, column), lambda row: str(labels.get(getattr(row, column), ""))


def _row(name: str | Promise, relation: str) -> Field:
    """A column that points at another row: another one counts, another name of the same does not."""
    return name, lambda row: getattr(row, f"{relation}_id"), lambda row: str(getattr(row, relation) or "")


def _date(name: str | Promise, column: str) -> Field:
    return name, lambda row: getattr(row, column), lambda row: _day(parse(getattr(row, column)))


def _day(when: EdtfDate | None) -> str:
    return in_words(when) if when else ""


def _answer(statement: Statement) -> Hashable:
    answer = statement.answer
    return (
        answer.choice.slug if answer.choice else None,
        answer.count,
        answer.when.text if answer.when else None,
        answer.party.slug if answer.party else None,
    )


def _place(passage: Passage) -> str:
    label = dict(LocatorLabel.choices).get(passage.locator_label, "")
    return f"{label} {passage.locator}".strip()


def _way(statement: Statement) -> str:
    return " → ".join(step.name for step in statement.relays)


def _origin(statement: Statement) -> str:
    return _now("stated in the passage") if statement.origin_stated else _now("not stated in the passage")


def _document(statement: Statement) -> str:
    document = statement.passage.document
    return document.title or document.translated_title or document.url


def _refs(name: str) -> Callable[[Statement], str]:
    return lambda statement: ", ".join(getattr(statement, name))


STATEMENT: tuple[Field, ...] = (
    (_("State"), lambda each: each.state, lambda each: str(ClaimState(each.state).label)),
    _text(_("Sentence"), lambda each: each.sentence),
    _text(_("Not checked by a second person"), lambda each: _now("yes") if each.published_alone else _now("no")),
    (_("Speaker"), lambda each: each.speaker.slug, lambda each: each.speaker.name),
    _text(_("Name of who spoke"), lambda each: each.speaker_name),
    _text(_("Office of who spoke"), lambda each: each.speaker_office),
    (_("Whether it says or denies"), lambda each: each.stance, lambda each: verb_in_sentence(each.stance)),
    (_("Answer"), _answer, lambda each: each.answer.text),
    (_("About"), lambda each: each.about.slug, lambda each: each.about.label),
    (_("Question"), lambda each: each.asked.slug, lambda each: each.asked.wording),
    _text(_("Said on"), lambda each: _day(each.said_on)),
    _text(_("Speaks of"), lambda each: _day(each.about_period)),
    _text(_("Said when asked about"), lambda each: each.asked_about),
    (_("Source"), lambda each: each.passage.document.slug, _document),
    _text(_("Place in the source"), lambda each: _place(each.passage)),
    _text(_("Quoted words"), lambda each: each.passage.exact),
    (_("Whose words"), lambda each: each.passage.words, lambda each: str(Words(each.passage.words).label)),
    _text(_("Language of the quoted words"), lambda each: each.passage.language),
    _text(_("Translation"), lambda each: each.passage.translation),
    _text(_("Translated by"), lambda each: each.passage.translated_by),
    (_("How it reached us"), lambda each: tuple((step.slug, step.document_slug) for step in each.relays), _way),
    _text(_("Origin"), _origin),
    _text(_("Note"), lambda each: each.public_note),
    _text(_("Repeats the statement"), _refs("restates")),
    _text(_("Builds on the statement"), _refs("builds_on")),
    _text(_("Answers the statement"), _refs("rebuts")),
    _text(_("Replaces the statement"), _refs("replaces")),
)
SOURCE: tuple[Field, ...] = (
    _column(_("Title"), "title"),
    _column(_("Translated title"), "translated_title"),
    _column(_("Authors"), "authors"),
    _row(_("Publisher"), "publisher"),
    _column(_("Printed in"), "container_title"),
    _date(_("Date of publication"), "issued"),
    _column(_("Language"), "language"),
    _column(_("Address"), "url"),
    _column(_("Address of an archived copy"), "archive_url"),
    _column(_("Number"), "number"),
    _column(_("Version"), "version"),
    _label(_("Kind of copy"), "copy_kind", CopyKind),
    _column(_("Note"), "note"),
)
PARTY: tuple[Field, ...] = (
    _column(_("Name"), "name"),
    _column(_("Name in its own language"), "native_name"),
    _label(_("Kind"), "kind", PartyKind),
    _row(_("Country"), "country"),
    _row(_("Part of"), "part_of"),
    _column(_("Why it is called state media"), "state_media_reason"),
    _column(_("Note"), "note"),
)
SUBJECT: tuple[Field, ...] = (
    _column(_("Name"), "label"),
    _row(_("Lies in"), "parent"),
    _label(_("Precision"), "precision", Precision),
    _text(_("Coordinates"), lambda row: "" if row.latitude is None else f"{row.latitude}, {row.longitude}"),
    _label(_("Kind of agreement"), "agreement_kind", AgreementKind),
)
QUESTION: tuple[Field, ...] = (_column(_("Wording"), "wording"), _row(_("Heading"), "heading"))
