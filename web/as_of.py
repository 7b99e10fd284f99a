"""Reading the record as it stood at a moment: the same models, through views over their history.

Inside `as_of(moment)` every table that readers see is read through a view of the same name in the schema `as_of`
(web/past_views.py), and nothing can be written. docs/decisions tells why.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TypeVar

from django.db import connection, transaction

from web.past_views import SCHEMA, SETTING, first_moment_sql

Piece = TypeVar("Piece")

OPEN = f"""
SELECT set_config('search_path', '{SCHEMA}, public', true),
       set_config('{SETTING}', %s, true),
       set_config('transaction_read_only', 'on', true),
       to_regnamespace('{SCHEMA}') IS NOT NULL
"""

_in_view: ContextVar[datetime | None] = ContextVar("moment in view", default=None)


class NoPast(Exception):
    """The record cannot be read as it stood just now: its views are missing while the tables are being changed."""


class BeforeTheRecord(Exception):
    """Nothing had been recorded by then. `first` is the moment of the first record; None where there is none."""

    def __init__(self, first: datetime | None) -> None:
        """`first` is worth telling to readers."""
        super().__init__(first)
        self.first = first


def moment_in_view() -> datetime | None:
    """The moment that is being read; None for today."""
    return _in_view.get()


def first_moment() -> datetime | None:
    """When the first record was made; None while there is none."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {first_moment_sql()}")
        row: tuple[datetime | None] = cursor.fetchone()
    return row[0]


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Read every table that readers see as it stood at a moment, and refuse every write meanwhile.

    Three statements more than without: begin, open, take back. It may stand inside a transaction and inside itself.
    What is restricted, removed or taken down today is so at every moment. Raises BeforeTheRecord, NoPast.
    """
    with transaction.atomic():
        _open(moment)
        outer, groups = moment_in_view(), connection.features.allows_group_by_selected_pks
        _in_view.set(moment)
        # A view has no primary key, on which PostgreSQL would let the other columns depend.
        connection.features.allows_group_by_selected_pks = False
        try:
            yield
        finally:
            _in_view.set(outer)
            connection.features.allows_group_by_selected_pks = groups
        # Nothing was written. Settings would outlive the release of a savepoint; they do not outlive its rollback.
        transaction.set_rollback(True)


def _open(moment: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"{OPEN}, {first_moment_sql()}", [f"{moment.timestamp():.6f}"])
        *_settings, views_exist, first = cursor.fetchone()
    if not views_exist:
        raise NoPast
    if first is None or moment < first:
        raise BeforeTheRecord(first)


def at_the_same_moment(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """What is sent after the view has answered, read at the moment that was in view when it answered."""
    moment = moment_in_view()
    return pieces if moment is None else _read_at(moment, pieces)


def _read_at(moment: datetime, pieces: Iterator[Piece]) -> Iterator[Piece]:
    with as_of(moment):
        yield from pieces
