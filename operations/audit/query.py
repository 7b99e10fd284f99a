"""Which acts are asked for, newest first: one query over every history and over what changed no row.

One line is one version of one row, or one act. Each history gives no more lines than a page has, through its index by
moment; the lines of all are merged, and what each changed is looked at for these alone. The next page begins where the
one before ended (`Place`), so that a page far back costs no more than the first, and nothing is counted.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Removal
from operations.audit.records import Record, belongs_to
from sources.models import Source
from users.models import Act, Desk, Invitation, InvitationDesk, Membership, Token, User
from web.past_views import tracked_models

ACT = Act._meta.label
UNION = "\nUNION ALL\n"
Values = dict[str, str | int | datetime | None]


class Kind(TextChoices):
    """What was done to a row of the record. Acts that change none have kinds of their own (`users.ActKind`)."""

    ENTERED = "entered", _("Entered")
    CHANGED = "changed", _("Changed")
    STEP = "step", _("Step of review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RESTRICTED = "restricted", _("Restricted")
    LIFTED = "lifted", _("Restriction lifted")
    REMOVED = "removed", _("Removed for good")
    DELETED = "deleted", _("Taken out")
    PEOPLE = "people", _("People, desks and invitations")


PEOPLE: tuple[type[Model], ...] = (User, Desk, Membership, Invitation, InvitationDesk, Token)
# Whose account a version is about, where that is not told by who wrote it.
ABOUT: dict[type[Model], str] = {User: "n.pgh_obj_id", Membership: "n.user_id", Token: "n.owner_id"}

BY_LABEL = "CASE n.pgh_label WHEN 'insert' THEN 'entered' WHEN 'delete' THEN 'deleted' ELSE 'changed' END"
BY_RESTRICTION = f"""CASE WHEN b.restricted AND NOT n.restricted THEN 'lifted'
  WHEN n.restricted AND b.restricted IS NOT TRUE AND n.pgh_label <> 'delete' THEN 'restricted'
  ELSE {BY_LABEL} END"""
KINDS: dict[type[Model], str] = {
    Claim: f"""CASE WHEN b.state <> n.state AND n.state = 'published' THEN 'published'
      WHEN b.state <> n.state AND n.state = 'withdrawn' THEN 'withdrawn'
      WHEN b.state <> n.state THEN 'step' ELSE {BY_RESTRICTION} END""",
    Source: BY_RESTRICTION,
    Removal: "'removed'",
    **dict.fromkeys(PEOPLE, "'people'"),
}


@dataclass(frozen=True)
class Place:
    """Where a page begins: after the line of this moment, source and version."""

    at: datetime
    source: str
    version: int

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC).isoformat()}~{self.source}~{self.version}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """What an address says; None where it says nothing that can be understood."""
        try:
            at, source, version = text.split("~")
            place = cls(datetime.fromisoformat(at), source, int(version))
        except ValueError:
            return None
        known = source == ACT or source in {model._meta.label for model in tracked_models()}
        return place if known and place.at.tzinfo and 0 <= place.version < 2**31 else None


@dataclass(frozen=True)
class Asked:
    """What somebody wants of the audit. `person`: what they did, and what was done about their account."""

    person: int | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None
    record: Record | None = None


@dataclass(frozen=True)
class Line:
    """One version of one row, or one act. `before` is the version that it closed, 0 where there is none."""

    at: datetime
    source: str
    version: int
    before: int
    kind: str
    row: int
    label: str
    context: Any

    @property
    def place(self) -> Place:
        """Where the next page begins when this is the last line of one."""
        return Place(self.at, self.source, self.version)


def lines(asked: Asked, *, after: Place | None = None, number: int) -> list[Line]:
    """So many lines, the newest first: one query for which they are, and one for what each of them changed."""
    values: Values = {"number": number, "kind": asked.kind, "person": asked.person, "who": str(asked.person)}
    values |= {"since": _begins(asked.since), "until": _begins(asked.until)}
    if asked.record:
        values["record"] = asked.record.key
    if after:
        values |= {"at": after.at, "source": after.source, "version": after.version}
    parts = list(_parts(asked, after))
    newest = "ORDER BY at DESC, source DESC, version DESC LIMIT %(number)s"
    found = _run(f"SELECT * FROM ({UNION.join(parts)}) AS line {newest}", values) if parts else []  # noqa: S608
    told, lines_found = _told(found), []
    for at, source, version, row, label, act, context in found:
        before, kind = told.get((source, version), (0, act))
        lines_found.append(Line(at, source, version, before, kind, row, label, context))
    return lines_found


def _told(found: list[Any]) -> dict[tuple[str, int], tuple[int, str]]:
    """The version before each of these, and what kind of act it makes of it: planned for these histories alone."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for _at, source, version, *_rest in found:
        if source != ACT:
            wanted[source].append(version)
    if not wanted:
        return {}
    parts = (_with_kinds(apps.get_model(source), "n.pgh_id = ANY(%s)") for source in wanted)
    every = UNION.join(f"SELECT source, version, before, kind FROM ({part}) AS l" for part in parts)  # noqa: S608
    return {(source, version): (before, kind) for source, version, before, kind in _run(every, [*wanted.values()])}


def _run(query: str, values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _begins(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None


def _parts(asked: Asked, after: Place | None) -> Iterator[str]:
    for model in tracked_models():
        if _may_hold(model, asked):
            yield _versions(model, asked, after)
    if asked.record is None and asked.kind not in Kind.values:
        yield _acts(asked, after)


def _may_hold(model: type[Model], asked: Asked) -> bool:
    if asked.record and not belongs_to(model, asked.record):
        return False
    return not asked.kind or f"'{asked.kind}'" in KINDS.get(model, BY_LABEL)


def _versions(model: type[Model], asked: Asked, after: Place | None) -> str:
    """The lines of one history; where a kind is asked for, that is looked at for each version that fits the rest."""
    at, version = "n.pgh_created_at", "n.pgh_id"
    wanted = [*_when(at, asked), *_begins_after(at, version, model._meta.label, after)]
    if asked.person is not None:
        about = f" OR {ABOUT[model]} = %(person)s" if model in ABOUT else ""
        mine = "n.pgh_context_id IN (SELECT id FROM pghistory_context WHERE metadata->>'who' = %(who)s)"
        wanted.append(f"({mine}{about})")
    if asked.record:
        wanted.append(belongs_to(model, asked.record))
    where, limit = " AND ".join(wanted) or "true", "ORDER BY at DESC, version DESC LIMIT %(number)s"
    columns = "at, source, version, row, label, kind, context"
    if asked.kind:
        return f"(SELECT {columns} FROM ({_with_kinds(model, where)}) AS l WHERE kind = %(kind)s {limit})"  # noqa: S608
    own = f"{_own(model)}, ''::text AS kind, n.pgh_context_id::text AS context"
    return f"(SELECT {own} FROM {_events(model)} AS n WHERE {where} {limit})"  # noqa: S608


def _events(model: type[Model]) -> str:
    return f"{model._meta.db_table}event"


def _own(model: type[Model]) -> str:
    """What a version says of itself."""
    return f"""n.pgh_created_at AS at, '{model._meta.label}'::text AS source, n.pgh_id::bigint AS version,
        n.pgh_obj_id::bigint AS row, n.pgh_label AS label"""


def _with_kinds(model: type[Model], where: str) -> str:
    """Versions, each with the one that it closed, and what kind of act that makes of it."""
    events = _events(model)
    return f"""SELECT {_own(model)}, n.pgh_context_id::text AS context, coalesce(b.pgh_id, 0)::bigint AS before,
        {KINDS.get(model, BY_LABEL)} AS kind
      FROM {events} AS n LEFT JOIN LATERAL (SELECT * FROM {events} AS w WHERE w.pgh_obj_id = n.pgh_obj_id
         AND w.superseded_at = n.pgh_created_at AND w.pgh_id < n.pgh_id ORDER BY w.pgh_id DESC LIMIT 1) AS b
        ON n.pgh_label <> 'insert' WHERE {where}"""  # noqa: S608


def _acts(asked: Asked, after: Place | None) -> str:
    wanted = [*_when("a.at", asked), *_begins_after("a.at", "a.id", ACT, after)]
    if asked.person is not None:
        wanted.append("%(person)s IN (a.person_id, a.by_id)")
    if asked.kind:
        wanted.append("a.kind = %(kind)s")
    return f"""(SELECT a.at, '{ACT}'::text AS source, a.id AS version, a.id AS row, 'insert' AS label, a.kind AS kind,
        NULL::text AS context
      FROM {Act._meta.db_table} AS a WHERE {" AND ".join(wanted) or "true"}
      ORDER BY at DESC, version DESC LIMIT %(number)s)"""  # noqa: S608


def _when(at: str, asked: Asked) -> Iterator[str]:
    if asked.since:
        yield f"{at} >= %(since)s"
    if asked.until:
        yield f"{at} < %(until)s::timestamptz + interval '1 day'"


def _begins_after(at: str, version: str, source: str, after: Place | None) -> Iterator[str]:
    if after:
        yield f"{at} <= %(at)s"
        yield f"({at}, '{source}'::text, {version}::bigint) < (%(at)s, %(source)s::text, %(version)s::bigint)"
