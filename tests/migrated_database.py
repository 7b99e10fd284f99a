"""Keeps a copy of the migrated, empty test database on the tests' own server: migrating takes longer than most runs.

The copy's name holds a hash of every migration, of what migrations import and of this file, so that it is never out of
date.
"""

import contextlib
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg import sql

from config import database
from config.env import BASE_DIR

OUR_IMPORT = re.compile(r"^(?:from|import) ((?:config|web|users|stations|sources|claims|dossiers)[\w.]*)", re.MULTILINE)


def name() -> str:
    """The copy's name for the migrations as they are now."""
    digest = hashlib.sha256(django.__version__.encode())
    digest.update(Path(__file__).read_bytes())
    for path in sorted(_migrations()):
        digest.update(path.read_bytes())
    return f"migrated_{digest.hexdigest()[:16]}"


def _migrations() -> set[Path]:
    found = {path for app in apps.get_app_configs() for path in Path(app.path).glob("migrations/*.*") if path.is_file()}
    ours = [path for path in found if path.is_relative_to(BASE_DIR) and path.suffix == ".py"]
    modules = {module for path in ours for module in OUR_IMPORT.findall(path.read_text())}
    imported = {BASE_DIR / f"{module.replace('.', '/')}.py" for module in modules}
    return found | {path for path in imported if path.is_file()}


def exists() -> bool:
    """Whether there is such a copy."""
    with _server() as server:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name()]).fetchone() is not None


def turn() -> psycopg.Connection[Any]:
    """Wait while another run makes the copy. Whoever has this connection makes it alone, until it closes."""
    server = psycopg.connect(host=str(_sockets()), user=database.USER, dbname="postgres", autocommit=True)
    server.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name()])
    return server


def keep() -> None:
    """Copy the test database, which was just migrated and holds nothing yet. Older copies go.

    pytest-django makes none in a run whose tests use no database, even where a fixture asks for it. A copy of what the
    connection names then would be empty, and every later run would migrate it anew.
    """
    test_database = connection.settings_dict["NAME"]
    if test_database != connection.settings_dict["TEST"]["NAME"]:
        return
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL has one
    with _server() as server:
        older = server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'migrated%'").fetchall()
        for (old,) in older:
            with contextlib.suppress(psycopg.Error):  # another run is copying it
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(old)))
        with contextlib.suppress(psycopg.errors.DuplicateDatabase):  # another run was faster
            copy, original = sql.Identifier(name()), sql.Identifier(test_database)
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(copy, original))


@contextlib.contextmanager
def _server() -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(host=str(_sockets()), user=database.USER, dbname="postgres", autocommit=True) as server:
        yield server


def _sockets() -> Path:
    return database.socket_dir(settings.VAR_DIR)
