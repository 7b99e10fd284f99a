"""What the tests of backups compare: every row of every table, and every file."""

from hashlib import sha256
from pathlib import Path

import psycopg
from django.db import connection

from config import database
from operations import postgres

TABLES = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1, 2"


def rows_of(where: str, snapshot: str = "") -> dict[str, list[str]]:
    """The rows of every table as text, as they stand or as another transaction sees them."""
    with psycopg.connect(where) as server:
        server.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        if snapshot:
            server.execute(f"SET TRANSACTION SNAPSHOT '{snapshot}'")
        tables = [f'"{schema}"."{table}"' for schema, table in server.execute(TABLES).fetchall()]
        return {
            table: sorted(row for (row,) in server.execute(f"SELECT t::text FROM {table} AS t").fetchall())
            for table in tables
        }


def here() -> str:
    """The tests' own database."""
    return postgres.database()


def elsewhere(var_dir: Path) -> str:
    """The database of a site that keeps its things in this folder."""
    return f"host={database.socket_dir(var_dir)} user={database.USER} dbname={database.NAME}"


def files_of(folder: Path) -> dict[str, str]:
    """The files in a folder, by name, each with the SHA-256 of its bytes."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in found}


def password() -> str:
    """For a server that asks for one."""
    return str(connection.settings_dict["PASSWORD"])
