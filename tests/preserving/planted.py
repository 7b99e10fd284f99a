"""Looking for a planted word wherever it could have stayed: in every table, and in every file that was kept."""

from pathlib import Path

from django.db import connection


def tables_with(word: str) -> list[str]:
    """The tables of the database, histories and queue among them, in a row of which the word stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        tables = [(f'"{schema}"."{table}"', table) for schema, table in cursor.fetchall()]
        found = []
        for table, name in tables:
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table} AS whole WHERE whole::text ILIKE %s)", [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(name)
    return sorted(found)


def files_with(folder: Path, word: str) -> list[str]:
    """The files in a folder, hidden ones too, in which the word stands."""
    return [path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]
