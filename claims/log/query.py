"""Which changes are told, newest first: one query over the histories, whoever wrote them and however.

A change is told when readers could see what was changed before it, and can see it today. What is restricted or removed
today, or was restricted then, is not told, in numbers neither; a removal itself is told by its day and reason alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, overload

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Model, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from claims.log.told import TOLD
from claims.models import Choice, Claim, Question, SamePlace
from sources.models import Citation, Party, Source
from stations.models import Country, Subject


class LogKind(TextChoices):
    """What was changed, as the log of corrections tells it apart."""

    STATEMENT = "statement", _("Statement changed")
    WITHDRAWN = "withdrawn", _("Statement withdrawn")
    CHAIN = "chain", _("How it reached us")
    LINK = "link", _("Link to another statement")
    PASSAGE = "passage", _("Passage changed")
    SOURCE = "source", _("Source changed")
    PARTY = "party", _("Party changed")
    MERGED = "merged", _("Two parties made one")
    QUESTION = "question", _("Question reworded")
    ANSWER = "answer", _("Answer of a list reworded")
    PLACE = "place", _("Place, station or agreement changed")
    SAME_PLACE = "same_place", _("Same place or not")
    REMOVED = "removed", _("Removed")


@dataclass(frozen=True)
class Asked:
    """What somebody wants of the log. `statement` is a claim's ref: what was changed about it and its passage."""

    kind: str = ""
    country: Country | None = None
    statement: str = ""


@dataclass(frozen=True)
class Line:
    """One change: what of, the key of the row, and the versions after and before it (0 where there are none)."""

    kind: str
    row: int
    at: datetime
    after: int
    before: int


@dataclass(frozen=True)
class Place:
    """Where a line stands in the log."""

    at: datetime
    kind: str
    row: int
    after: int

    @classmethod
    def of(cls, line: Line) -> "Place":
        """Of a line."""
        return cls(line.at, line.kind, line.row, line.after)

    @property
    def values(self) -> list[str | int]:
        """As JSON keeps it."""
        return [self.at.isoformat(), self.kind, self.row, self.after]

    @classmethod
    def read(cls, values: list[Any]) -> "Place | None":
        """From what was kept; None where that is no place."""
        try:
            at, kind, row, after = values
            place = cls(datetime.fromisoformat(at), str(kind), row, after)
        except (TypeError, ValueError):
            return None
        numbers = all(type(each) is int and abs(each) < 2**63 for each in (row, after))
        return place if numbers and place.at.tzinfo and kind in LogKind.values else None


SEEN = (
    *("id", "ref", "country_id", "asked_about_id", "citation_id"),
    *("subject_id", "asserted_by_id", "answer_party_id", "asked_by_id"),
    *("question_id", "choice_id", "count_unit_id"),
)
PUBLIC = "('published', 'withdrawn')"
# How a claim can have to do with a row: each condition finds it through an index, which none finds through an OR.
ITSELF = ("seen.id = {row}",)
CITING = ("seen.citation_id = {row}",)
ABOUT = ("seen.subject_id = {row}",)
ASKED = ("seen.question_id = {row}",)
ANSWERED = ("seen.choice_id = {row}", "seen.count_unit_id = {row}")
READ_IN_OR_THROUGH = (
    "seen.citation_id IN (SELECT id FROM sources_citation WHERE source_id = {row})",
    "seen.id IN (SELECT claim_id FROM claims_relay WHERE source_id = {row})",
)
WITH_A_PART = (
    "seen.asserted_by_id = {row}",
    "seen.answer_party_id = {row}",
    "seen.asked_by_id = {row}",
    "seen.id IN (SELECT claim_id FROM claims_relay WHERE party_id = {row})",
    """seen.citation_id IN (SELECT cited.id FROM sources_citation AS cited
        JOIN sources_source AS read ON read.id = cited.source_id WHERE read.publisher_id = {row})""",
)
# It was public before the change.
BEFORE = f"""EXISTS (SELECT FROM claims_claimevent AS told WHERE told.pgh_obj_id = seen.id
  AND told.state IN {PUBLIC} AND told.pgh_created_at < after.pgh_created_at)"""


def _seen(relation: Sequence[str], row: str, only: str) -> str:
    """Whether readers can see a claim today that has to do with a row, and of which something more holds."""
    ways = (f"EXISTS (SELECT FROM seen WHERE {way.format(row=row)} AND {only})" for way in relation)
    return f"({' OR '.join(ways)})"


def _changed(
    model: type[Model], kind: str, relation: Sequence[str], only: str = "", row: str = "after.pgh_obj_id"
) -> str:
    """Two versions of a row of which readers could see the earlier one."""
    table = f"{model._meta.db_table}event"
    told = TOLD[model]
    one, other = (", ".join(f"{name}.{column}" for column in told) for name in ("before", "after"))
    differs = f"ROW({one}) IS DISTINCT FROM ROW({other})"
    return f"""
SELECT {kind} AS kind, after.pgh_obj_id AS row, after.pgh_created_at AS at,
       after.pgh_id AS after, before.pgh_id AS before
  FROM {table} AS after
  JOIN {table} AS before
    ON before.pgh_obj_id = after.pgh_obj_id AND before.superseded_at = after.pgh_created_at
   AND before.pgh_id < after.pgh_id
 WHERE after.pgh_label = 'update' AND ({differs}{only}) AND {_seen(relation, row, BEFORE)}"""  # noqa: S608


def _hops(table: str, kind: str, only: str = "", having: str = "true") -> str:
    """Steps and links of one act, as one change; what came with the statement itself is none."""
    return f"""
SELECT '{kind}' AS kind, after.claim_id AS row, min(after.pgh_created_at) AS at, min(after.pgh_id) AS after, 0 AS before
  FROM {table} AS after
 WHERE after.pgh_context_id IS DISTINCT FROM (SELECT born.pgh_context_id FROM claims_claimevent AS born
         WHERE born.pgh_obj_id = after.claim_id AND born.pgh_label = 'insert' ORDER BY born.pgh_id LIMIT 1)
   AND {_seen(ITSELF, "after.claim_id", BEFORE)}{only}
 GROUP BY after.claim_id, coalesce(after.pgh_context_id::text, after.pgh_id::text)
HAVING {having}"""  # noqa: S608


# A link with what readers do not see today is no change that they are told of: it would say that there is something.
BOTH_SEEN = " AND after.to_id IN (SELECT id FROM seen)"
STEPS = """string_agg(concat_ws(' ', after.party_id, (SELECT open.id FROM sources_source AS open
  WHERE open.id = after.source_id AND NOT open.restricted AND open.removed_at IS NULL)), ',' ORDER BY after.position)
  FILTER (WHERE after.pgh_label = '{label}')"""
# Nor are steps that differ only in a document which they do not see.
READS_OTHERWISE = (
    f"bool_or(after.pgh_label = 'update') OR {STEPS.format(label='delete')}"
    f" IS DISTINCT FROM {STEPS.format(label='insert')}"
)
OPEN = " AND NOT before.restricted AND NOT after.restricted"
OPEN_TODAY = """ AND EXISTS (SELECT FROM sources_source AS today
  WHERE today.id = after.pgh_obj_id AND NOT today.restricted AND today.removed_at IS NULL)"""
STATE = " OR before.state <> after.state"
TAKEN_BACK = " OR (before.withdrawn_at IS NULL) <> (after.withdrawn_at IS NULL)"
# Of stations that readers come upon: the statement alone does not say so.
JUDGED = " AND after.pgh_obj_id IN (SELECT id FROM judged)"
WHICH = "CASE WHEN after.state = 'withdrawn' AND before.state <> 'withdrawn' THEN 'withdrawn' ELSE 'statement' END"
REMOVALS = """
SELECT 'removed' AS kind, id AS row, removed_at AS at, 0 AS after, 0 AS before FROM claims_removal WHERE was_public"""

MERGED = f"""
SELECT 'merged' AS kind, after.pgh_obj_id AS row, after.pgh_created_at AS at, 0 AS after, 0 AS before
  FROM sources_partyaliasevent AS after
  JOIN sources_partyalias AS today ON today.id = after.pgh_obj_id
 WHERE after.pgh_label = 'insert' AND {_seen(WITH_A_PART, "today.party_id", BEFORE)}
"""  # noqa: S608

PARTS = {
    "claims": _changed(Claim, WHICH, ITSELF, STATE) + OPEN + f" AND before.state IN {PUBLIC}",
    "passages": _changed(Citation, "'passage'", CITING),
    "sources": _changed(Source, "'source'", READ_IN_OR_THROUGH) + OPEN + OPEN_TODAY,
    "parties": _changed(Party, "'party'", WITH_A_PART),
    "places": _changed(Subject, "'place'", ABOUT),
    "questions": _changed(Question, "'question'", ASKED),
    "answers": _changed(Choice, "'answer'", ANSWERED),
    "relays": _hops("claims_relayevent", "chain", having=READS_OTHERWISE),
    "links": _hops("claims_linkevent", "link", BOTH_SEEN),
    "merged": MERGED,
    "same_places": _changed(SamePlace, "'same_place'", ITSELF, TAKEN_BACK, "after.claim_id") + JUDGED,
    "removals": REMOVALS,
}
OF_COUNTRY = "(seen.country_id = %(country)s OR seen.asked_about_id = %(country)s)"
IN_COUNTRY = {
    "statement": (ITSELF, "line.row"),
    "withdrawn": (ITSELF, "line.row"),
    "chain": (ITSELF, "line.row"),
    "link": (ITSELF, "line.row"),
    "passage": (CITING, "line.row"),
    "source": (READ_IN_OR_THROUGH, "line.row"),
    "party": (WITH_A_PART, "line.row"),
    "place": (ABOUT, "line.row"),
    "question": (ASKED, "line.row"),
    "answer": (ANSWERED, "line.row"),
    "merged": (WITH_A_PART, "(SELECT party_id FROM sources_partyalias WHERE id = line.row)"),
}
REMOVED_IN_COUNTRY = """EXISTS (SELECT FROM claims_removal AS gone
  LEFT JOIN claims_claim AS claim ON claim.id = gone.claim_id OR claim.citation_id = gone.citation_id
    OR claim.asserted_by_id = gone.party_id
    OR claim.citation_id IN (SELECT id FROM sources_citation WHERE source_id = gone.source_id)
  LEFT JOIN sources_party AS party ON party.id = gone.party_id
  WHERE gone.id = line.row AND %(country)s IN (claim.country_id, claim.asked_about_id, party.country_id))"""
JUDGED_IN_COUNTRY = """EXISTS (SELECT FROM claims_sameplace AS pair
  JOIN stations_subject AS station ON station.id IN (pair.first_id, pair.second_id)
  WHERE pair.id = line.row AND station.country_id = %(country)s)"""
OF_STATEMENT = """((line.kind IN ('statement', 'withdrawn', 'chain', 'link')
    AND EXISTS (SELECT FROM seen WHERE seen.id = line.row AND seen.ref = %(statement)s))
  OR (line.kind = 'passage'
    AND EXISTS (SELECT FROM seen WHERE seen.citation_id = line.row AND seen.ref = %(statement)s))
  OR (line.kind = 'same_place' AND EXISTS (SELECT FROM seen JOIN claims_sameplace AS pair ON pair.claim_id = seen.id
    WHERE pair.id = line.row AND seen.ref = %(statement)s)))"""


def _where(asked: Asked) -> str:
    conditions = ["true"]
    if asked.kind:
        conditions.append("line.kind = %(kind)s")
    if asked.country:
        near = " OR ".join(
            f"(line.kind = '{kind}' AND {_seen(relation, row, OF_COUNTRY)})"
            for kind, (relation, row) in IN_COUNTRY.items()
        )
        near += f" OR (line.kind = 'same_place' AND {JUDGED_IN_COUNTRY})"
        conditions.append(f"({near} OR (line.kind = 'removed' AND {REMOVED_IN_COUNTRY}))")
    if asked.statement:
        conditions.append(OF_STATEMENT)
    return " AND ".join(conditions)


def _lines(asked: Asked) -> tuple[str, dict[str, str | int | None]]:
    """The common part of every query, and its values."""
    seen = _as_written(Claim.objects.visible_to(AnonymousUser()).order_by().values(*SEEN))
    judged = _as_written(SamePlace.objects.visible_to(AnonymousUser()).order_by().values("id"))
    every = "\nUNION ALL".join(PARTS.values())
    country = asked.country.pk if asked.country else None
    values: dict[str, str | int | None] = {"kind": asked.kind, "country": country, "statement": asked.statement}
    # Not materialised: what is materialised has no index, and would be read through for each change.
    return f"WITH seen AS NOT MATERIALIZED ({seen}), judged AS MATERIALIZED ({judged}), line AS ({every})", values


def _as_written(rows: QuerySet[Any, Any]) -> str:
    """A query with its values, as a part of a longer one."""
    with connection.cursor() as cursor:
        return str(cursor.mogrify(*rows.query.sql_with_params())).replace("%", "%%")


class Log(Sequence[Line]):
    """The lines that were asked for, newest first: one query for their number, one for each slice of them."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    @cached_property
    def number(self) -> int:
        """How many lines there are."""
        return int(str(self._run("SELECT count(*) FROM line", "")[0][0]))

    def __len__(self) -> int:
        return self.number

    @overload
    def __getitem__(self, part: int) -> Line: ...

    @overload
    def __getitem__(self, part: slice) -> list[Line]: ...

    def __getitem__(self, part: int | slice) -> Line | list[Line]:
        """One line, or those between two places."""
        if isinstance(part, int):
            return self[part : part + 1][0]
        first = int(part.start or 0)
        window = f"ORDER BY at DESC, kind, row LIMIT {int(part.stop) - first} OFFSET {first}"
        rows: list[Any] = self._run("SELECT kind, row, at, after, before FROM line", window)
        return [Line(*row) for row in rows]

    def beyond(self, place: Place | None, *, backwards: bool, number: int) -> list[Line]:
        """So many lines after a place, or before it with the nearest first: one query, however far it goes."""
        older, least = (">", "<") if backwards else ("<", ">")
        from_there = "true"
        values: dict[str, str | int | datetime | None] = {}
        if place:
            from_there = f"""(at {older} %(at)s OR (at = %(at)s
                AND (line.kind, line.row, line.after) {least} (%(of_kind)s, %(of_row)s, %(of_after)s)))"""
            values = {"at": place.at, "of_kind": place.kind, "of_row": place.row, "of_after": place.after}
        down, up = ("ASC", "DESC") if backwards else ("DESC", "ASC")
        window = f"AND {from_there} ORDER BY at {down}, kind {up}, row {up}, after {up} LIMIT {int(number)}"
        rows: list[Any] = self._run("SELECT kind, row, at, after, before FROM line", window, values)
        return [Line(*row) for row in rows]

    def _run(
        self, select: str, window: str, more: Mapping[str, str | int | datetime | None] | None = None
    ) -> list[tuple[object, ...]]:
        lines, values = _lines(self.asked)
        with connection.cursor() as cursor:
            cursor.execute(f"{lines} {select} WHERE {_where(self.asked)} {window}", {**values, **(more or {})})
            return list(cursor.fetchall())
