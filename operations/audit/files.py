"""The audit as a file: every line that was asked for, sent as it is read; taking it is an act that is noted first."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from django.http import StreamingHttpResponse

from operations.audit.query import Asked, lines
from operations.audit.reading import Entry, read
from users.actions.acts import note
from users.models import ActKind, User
from web.csv_lines import csv_lines

AT_A_TIME = 500
Row = dict[str, str]


def taken(asked: Asked, suffix: str, *, by: User, at: datetime) -> StreamingHttpResponse:
    """The file, after it was noted that this person takes it, and of what."""
    note(
        ActKind.AUDIT_TAKEN, person=by, by=by, at=at, particulars={"address": f"audit.{suffix}", "filters": _of(asked)}
    )
    media_type, pieces = FORMATS[suffix]
    response = StreamingHttpResponse(pieces(_rows(asked, by)), content_type=media_type)
    name = f"on-record-audit-{at.astimezone(UTC):%Y-%m-%d}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _of(asked: Asked) -> str:
    """What was asked for, by keys and fixed words: nothing in it names a record or a person."""
    record = f"{asked.record.model._meta.label} {asked.record.key}" if asked.record else None
    told = {"person": asked.person, "kind": asked.kind, "record": record, "from": asked.since, "until": asked.until}
    return ", ".join(f"{name}: {value}" for name, value in told.items() if value)


def _rows(asked: Asked, user: User) -> Iterator[Row]:
    after = None
    while found := lines(asked, after=after, number=AT_A_TIME):
        yield from map(_row, read(found, user))
        after = found[-1].place


def _row(entry: Entry) -> Row:
    """One line of the file. `told` says “no” where another desk keeps it to itself, or it was removed."""
    changes = (f"{change.label}: “{change.old}” → “{change.new}”" for change in entry.changes)
    return {
        "at": entry.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "who": entry.who,
        "kind": entry.kind,
        "what": entry.what,
        "address": entry.address,
        "changes": "\n".join(changes),
        "why": entry.why,
        "act": entry.act,
        "told": "yes" if entry.is_told else "no",
    }


COLUMNS = ("at", "who", "kind", "what", "address", "changes", "why", "act", "told")


def _as_csv(rows: Iterator[Row]) -> Iterator[str]:
    yield from csv_lines(COLUMNS, ([row[column] for column in COLUMNS] for row in rows))


def _as_json_lines(rows: Iterator[Row]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


FORMATS: dict[str, tuple[str, Callable[[Iterator[Row]], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", _as_csv),
    "jsonl": ("application/jsonl; charset=utf-8", _as_json_lines),
}
