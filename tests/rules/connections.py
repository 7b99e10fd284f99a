"""Connections of their own to the test database, as somebody at a terminal would open them."""

import os
import subprocess
from typing import Any

import psycopg
from django.db import connection

from config import postgres_files

PSQL = postgres_files.program("psql")


def address() -> dict[str, Any]:
    """Where the test database is, in the words of libpq."""
    settings = connection.settings_dict
    wanted = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "dbname": settings["NAME"],
    }
    return {name: str(value) for name, value in wanted.items() if value}


def connect(**options: Any) -> psycopg.Connection[Any]:
    """Open a plain connection, which knows nothing of Django."""
    return psycopg.connect(**address(), **options)


def psql(statement: str) -> str:
    """Type one statement into psql."""
    command = [str(PSQL), "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--command", statement]
    names = {"dbname": "PGDATABASE", "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    environment = {**os.environ, **{names[name]: value for name, value in address().items()}}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
