"""One moment of the record: what the database held in it, and which files it named."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from psycopg import sql

from dossiers.models import Export
from operations.backup.archive import CAPTURES, EXPORTS
from sources.preserving.need import with_need

TABLES = """
    SELECT n.nspname || '.' || c.relname, n.nspname, c.relname
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1
"""
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"


@dataclass
class Snapshot:
    """What stood in the database at one moment. `key` is by what other connections see the same."""

    key: str
    taken_at: datetime
    server: int  # its version, as PostgreSQL counts: 180006
    rows: dict[str, int]
    migrations: list[str]
    _files: IO[bytes] = field(repr=False)

    def files(self) -> Iterator[tuple[str, str]]:
        """The files that must have their bytes, by kind and SHA-256; read from a list, after the moment as well."""
        self._files.seek(0)
        for line in self._files:
            kind, digest = line.decode().split()
            yield kind, digest


@contextmanager
def taken(listed: IO[bytes]) -> Iterator[Snapshot]:
    """Look at the database as it stands now, whatever is written meanwhile; writers wait for nothing.

    The files that it names are listed in a file of the caller's, which outlives the moment.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot(), clock_timestamp(), current_setting('server_version_num')::int")
        key, taken_at, server = cursor.fetchone()
        cursor.execute(MIGRATIONS)
        migrations = [name for (name,) in cursor.fetchall()]
        yield Snapshot(key, taken_at, server, _rows(), migrations, _list(listed))


def _rows() -> dict[str, int]:
    """How many rows each table has."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for name, schema, table in cursor.fetchall():
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table)))
            found[name] = cursor.fetchone()[0]
    return found


def _list(listed: IO[bytes]) -> IO[bytes]:
    for file in with_need().filter(needed=True).order_by("sha256").iterator():
        listed.write(f"{CAPTURES} {file.sha256}\n".encode())
    kept = Export.objects.kept().order_by("sha256").distinct("sha256").values_list("sha256", flat=True)
    for sha256 in kept.iterator():
        listed.write(f"{EXPORTS} {sha256}\n".encode())
    return listed


def still_needed(kind: str, digest: str) -> bool:
    """Whether a file is needed at this moment: it may have been given up after the snapshot."""
    if kind == CAPTURES:
        return with_need().filter(sha256=digest, needed=True).exists()
    return Export.objects.kept().filter(sha256=digest).exists()


def which_key() -> str:
    """A mark by which the same SECRET_KEY is known again, and which tells nothing of it."""
    return salted_hmac("operations.backup", "which key", algorithm="sha256").hexdigest()[:16]
