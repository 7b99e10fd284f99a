"""Raw SQL that the database has to refuse, and the name by which it refuses.

Django's own foreign keys are deferred, so every attempt ends with SET CONSTRAINTS ALL IMMEDIATE.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, models, transaction

NOT_NULL, FOREIGN_KEY, UNIQUE, CHECK = "23502", "23503", "23505", "23514"
NEVER_CHANGED = "23001"  # restrict_violation, which the triggers on preserved rows raise


@dataclass
class Refusal:
    """What the server said when it refused."""

    sqlstate: str | None = None
    constraint: str | None = None
    column: str | None = None


@contextmanager
def refused() -> Iterator[Refusal]:
    """Expect the database to refuse what is done inside."""
    refusal = Refusal()
    try:
        with transaction.atomic():
            yield refusal
            check_deferred_keys()
    except DatabaseError as error:
        cause = error.__cause__
        assert isinstance(cause, psycopg.Error)
        refusal.sqlstate = cause.diag.sqlstate
        refusal.constraint = cause.diag.constraint_name
        refusal.column = cause.diag.column_name
    else:
        pytest.fail("The database accepted it.")


@contextmanager
def refused_by(name: str) -> Iterator[None]:
    """Expect the refusal of the constraint with this name."""
    with refused() as refusal:
        yield
    assert refusal.constraint == name


@contextmanager
def refused_as_empty(column: str) -> Iterator[None]:
    """Expect the refusal of an empty column; the server names no constraint for that."""
    with refused() as refusal:
        yield
    assert (refusal.sqlstate, refusal.column) == (NOT_NULL, column)


def check_deferred_keys() -> None:
    """Make the server check now what it would check at the end."""
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute("SET CONSTRAINTS ALL DEFERRED")


def execute(statement: str, values: list[Any] | None = None) -> None:
    """Run one statement as typed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def update(row: models.Model | None, **columns: Any) -> None:
    """UPDATE one row, by the names of its columns in the database."""
    assert row is not None
    setting = ", ".join(f'"{name}" = %s' for name in columns)
    execute(f'UPDATE "{row._meta.db_table}" SET {setting} WHERE id = %s', [*columns.values(), row.pk])


def copy(row: models.Model, **columns: Any) -> None:
    """INSERT a second row like this one, but for the columns given."""
    names = [field.column for field in row._meta.concrete_fields if not field.primary_key and not field.generated]
    values = ", ".join("%s" if name in columns else f'"{name}"' for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    table = row._meta.db_table
    given = [columns[name] for name in names if name in columns]
    execute(f'INSERT INTO "{table}" ({quoted}) SELECT {values} FROM "{table}" WHERE id = %s', [*given, row.pk])


def delete(row: models.Model) -> None:
    """DELETE one row."""
    execute(f'DELETE FROM "{row._meta.db_table}" WHERE id = %s', [row.pk])
