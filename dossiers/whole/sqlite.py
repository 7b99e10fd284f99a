"""The whole public record as one SQLite database: keys, indexes, full-text search, and what Datasette reads.

Equal records give equal bytes, made by the same SQLite on the same day: rows stand in the order of their keys, and the
file names a day and no moment. Words of three letters or Chinese characters and more are found anywhere in a text.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from dossiers.release import release
from dossiers.whole.tables import TABLES, Of, PublicTable
from dossiers.whole.words import meaning_of, table_words
from web.list_formats import licence
from web.moments import current

ROWS_AT_A_TIME = 2_000
PAGE_SIZE = 4096


def write(path: Path, *, on: date) -> None:
    """Write the database into a file that does not exist yet. `on` is the day that it names.

    Raises sqlite3.IntegrityError where a row points at what is not there: nothing may be handed over then.
    """
    with one_view(), closing(sqlite3.connect(path)) as file:
        file.executescript(f"PRAGMA page_size={PAGE_SIZE}; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        known: dict[str, set[Any]] = {}
        for table in TABLES:
            _write_table(file, table, known)
        _write_words(file, on=on)
        if dangling := file.execute("PRAGMA foreign_key_check").fetchall():
            raise sqlite3.IntegrityError(f"{len(dangling)} rows point at what is not there: {dangling[0]}")
        file.commit()


@contextmanager
def one_view() -> Iterator[None]:
    """Read all tables as they stand at one moment; inside a transaction they are read as that reads."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _write_table(file: sqlite3.Connection, table: PublicTable, known: dict[str, set[Any]]) -> None:
    names = ", ".join(f'"{name}"' for name in table.columns)
    file.execute(f'CREATE TABLE "{table.name}" ({", ".join(_parts(table))})')
    paths = [of.path for of in table.columns.values()]
    order = [table.columns[name].path for name in table.key]
    queryset = table.rows().order_by(*order)
    own = table.columns[table.key[0]]
    known[table.name] = set(queryset.order_by().values_list(own.path, flat=True)) if _is_pointed_at(table) else set()
    rows = queryset.values_list(*paths).iterator(chunk_size=ROWS_AT_A_TIME)
    marks = ", ".join("?" * len(paths))
    columns = list(table.columns.values())
    made = (tuple(_value(value, of, known) for value, of in zip(row, columns, strict=True)) for row in rows)
    file.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', made)  # noqa: S608 - names are ours
    for name in table.indexed:
        file.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')
    if table.searched:
        searched = ", ".join(f'"{name}"' for name in table.searched)
        file.execute(
            f'CREATE VIRTUAL TABLE "{table.name}_fts" USING fts5'
            f"({searched}, content=\"{table.name}\", tokenize='trigram')"
        )
        file.execute(f'INSERT INTO "{table.name}_fts" ("{table.name}_fts") VALUES (\'rebuild\')')  # noqa: S608


def _is_pointed_at(table: PublicTable) -> bool:
    return any(of.to == table.name and not of.needed for each in TABLES for of in each.columns.values())


def _parts(table: PublicTable) -> Iterator[str]:
    by_name = {each.name: each for each in TABLES}
    for name, of in table.columns.items():
        key = " PRIMARY KEY" if table.key == (name,) else ""
        # With the name of the column: Datasette shows no table whose pointers leave it out.
        points = f' REFERENCES "{of.to}" ("{by_name[of.to].key[0]}")' if of.to else ""
        yield f'"{name}" {of.kind}{" NOT NULL" if of.needed else ""}{key}{points}'
    if len(table.key) > 1:
        yield 'PRIMARY KEY ("' + '", "'.join(table.key) + '")'


def _value(value: Any, of: Of, known: dict[str, set[Any]]) -> Any:
    """A value as SQLite keeps it. What readers may not come upon is pointed at by nothing."""
    if of.to and not of.needed and value not in known[of.to]:
        return None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _write_words(file: sqlite3.Connection, *, on: date) -> None:
    """What the file says of itself: licence, day, version, and each column in words."""
    terms = licence()
    told = {
        "title": "On Record",
        "licence": terms["name"],
        "licence_url": terms["url"],
        "licence_except": terms["except"],
        "made_on": on.isoformat(),
        "release": release(),
        **current().parameters,
    }
    file.execute("CREATE TABLE metadata (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)")
    file.executemany("INSERT INTO metadata VALUES (?, ?)", told.items())
    file.execute(
        'CREATE TABLE dictionary ("table" TEXT NOT NULL, "column" TEXT NOT NULL, meaning TEXT NOT NULL,'
        ' PRIMARY KEY ("table", "column"))'
    )
    lines = [(table.name, name, meaning_of(table.name, name)) for table in TABLES for name in table.columns]
    file.executemany("INSERT INTO dictionary VALUES (?, ?, ?)", lines)


def datasette_metadata() -> dict[str, Any]:
    """What Datasette shows about the file: `datasette on-record.sqlite --metadata metadata.json`."""
    terms = licence()
    return {
        "title": "On Record",
        "description": "Who says what about reported overseas police stations. Being entered here is not a finding.",
        "license": terms["name"],
        "license_url": terms["url"],
        "databases": {
            "on-record": {
                "tables": {
                    table.name: {
                        "description": table_words(table.name),
                        "columns": {name: meaning_of(table.name, name) for name in table.columns},
                        **({"fts_table": f"{table.name}_fts"} if table.searched else {}),
                    }
                    for table in TABLES
                }
            }
        },
    }
