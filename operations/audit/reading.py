"""Lines of the audit in words: who did what to which row, from what to what, and why. A bounded number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pghistory.models
from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from claims.log.told import CALLED, TOLD
from claims.models import Claim
from operations.audit.columns import changed, told_columns
from operations.audit.query import ACT, Kind, Line
from operations.audit.sight import Key, Sight, Values, guarded_by, look
from operations.audit.titles import address_of, title_of
from users.models import Act, ActKind, Means, User
from web.erasing import REMOVED, versions_of

KINDS: dict[str, Any] = {**dict(Kind.choices), **dict(ActKind.choices)}
BY_LABEL = {"insert": Kind.ENTERED, "update": Kind.CHANGED, "delete": Kind.DELETED}


@dataclass(frozen=True)
class Change:
    """One column that reads differently; "" for nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One line as it is read. `act` is the same for all lines of one act; `is_told` is false where nothing may be.

    `who` is the address of an account, or "" where the database knows of nobody.
    """

    at: datetime
    kind: str
    done: str
    who: str
    what: str
    address: str
    changes: tuple[Change, ...]
    why: str
    act: str
    is_told: bool

    @property
    def kind_words(self) -> str:
        """What was done, in words; about people as well whether something was entered, changed or taken out."""
        return str(KINDS[self.done])


Versions = Mapping[tuple[str, int], Values]
Contexts = Mapping[str, Mapping[str, Any]]


def read(lines: Sequence[Line], user: User) -> list[Entry]:
    """These lines as a person may read them, in their order."""
    versions, acts, contexts = _versions(lines), _acts(lines), _contexts(lines)
    people = {int(told["who"]) for told in contexts.values() if str(told.get("who") or "").isdigit()}
    people |= {key for act in acts.values() for key in (act.by_id, act.person_id) if key}
    keys: set[Key] = {(User, key) for key in people}
    for line in lines:
        if line.source != ACT:
            model, here = _model(line), [versions[line.source, key] for key in (line.version, line.before) if key]
            keys |= {*guarded_by(model, here), *_pointed_at(model, here), (model, line.row)}
    sight = look(user, keys, contexts)
    return [
        _act(line, acts[line.version], sight)
        if line.source == ACT
        else _version(line, versions, contexts.get(line.context or "", {}), sight)
        for line in lines
    ]


def _model(line: Line) -> type[Model]:
    return apps.get_model(line.source)


def _versions(lines: Iterable[Line]) -> dict[tuple[str, int], Values]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        if line.source != ACT:
            wanted[line.source] |= {line.version, line.before} - {0}
    found: dict[tuple[str, int], Values] = {}
    for source, keys in wanted.items():
        rows: Any = versions_of(apps.get_model(source)).filter(pgh_id__in=keys)
        found.update({(source, row["pgh_id"]): row for row in rows.values()})
    return found


def _acts(lines: Iterable[Line]) -> dict[int, Act]:
    return Act.objects.in_bulk([line.version for line in lines if line.source == ACT])


def _contexts(lines: Iterable[Line]) -> dict[str, Mapping[str, Any]]:
    keys = {UUID(line.context) for line in lines if line.context}
    rows = pghistory.models.Context.objects.filter(pk__in=keys).values_list("pk", "metadata")
    return {str(key): metadata for key, metadata in rows}


def _pointed_at(model: type[Model], versions: Iterable[Values]) -> Iterable[Key]:
    for version in versions:
        for column, field in told_columns(model).items():
            if field.is_relation and version[column]:
                yield field.related_model, version[column]


def _version(line: Line, versions: Versions, told: Mapping[str, Any], sight: Sight) -> Entry:
    model = _model(line)
    after, before = versions[line.source, line.version], versions.get((line.source, line.before))
    who, context = str(told.get("who") or ""), line.context or ""
    is_told = sight.tells(model, after) and (before is None or sight.tells(model, before))
    return Entry(
        at=line.at,
        kind=line.kind,
        done=BY_LABEL[line.label] if line.kind == Kind.PEOPLE else line.kind,
        who=_address(sight.row(User, int(who))) if who.isdigit() else "",
        what=title_of(model, after, sight) if is_told else "",
        address=address_of(sight.row(model, line.row), sight, after) if is_told else "",
        changes=_changes(model, before, after, sight) if is_told and before and line.label == "update" else (),
        why=_why(told, at_the_desk=sight.is_of_the_desk(after))
        if is_told and context not in {str(key) for key in sight.unspoken}
        else "",
        act=context,
        is_told=is_told,
    )


def _why(told: Mapping[str, Any], *, at_the_desk: bool = False) -> str:
    """The reason that was given, for readers or, where this person is of it, for the desk; or what the act was."""
    for_the_desk = told.get("at_the_desk") if at_the_desk else ""
    why = str(told.get("reason") or for_the_desk or told.get("why") or "").strip()
    return _("The reason was removed with what it was about.") if why == REMOVED else why


def _changes(model: type[Model], before: Values, after: Values, sight: Sight) -> tuple[Change, ...]:
    return tuple(
        Change(label, _said(model, column, before[column], sight), _said(model, column, after[column], sight))
        for column, label in changed(model, before, after)
    )


def _said(model: type[Model], column: str, value: Any, sight: Sight) -> str:
    field = told_columns(model)[column]
    if value is None or value == "":
        return ""
    if field.is_relation:
        return _called(field.related_model, sight.row(field.related_model, value))
    if known := TOLD.get(model, {}).get(column):
        return known.say(value, {})
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:%Y-%m-%d %H:%M} UTC" if isinstance(value, datetime) else str(value)


def _called(model: type[Model], row: Any) -> str:
    if row is None:
        return _("something that you may not see, or that is gone")
    if model is Claim:
        return str(row.ref)
    return str(CALLED[model](row)) if model in CALLED else str(row)


def _address(person: User | None) -> str:
    return person.email if person else ""


def _act(line: Line, act: Act, sight: Sight) -> Entry:
    person, by = sight.row(User, act.person_id), sight.row(User, act.by_id)
    means = ", ".join(str(Means(each).label) for each in act.means)
    parts = [means, str(act.particulars.get("address", "")), str(act.particulars.get("filters", ""))]
    what = " · ".join(part for part in parts if part)
    if act.kind == ActKind.REFUSED:
        whose = _address(person) or _("an address without an account")
        what = f"{whose} · {what}"
    return Entry(
        at=line.at,
        kind=act.kind,
        done=act.kind,
        who=_address(by),
        what=what,
        address="",
        changes=(),
        why="",
        act="",
        is_told=True,
    )
