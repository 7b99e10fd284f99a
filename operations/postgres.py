"""PostgreSQL's own programs, and how they find the database that Django uses."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from config import postgres_files

# What Django and its pool understand and libpq does not, and what is meant for pages alone.
NOT_FOR_PROGRAMS = {"pool", "options", "isolation_level", "assume_role", "server_side_binding"}


class Failed(Exception):
    """A program of PostgreSQL has failed. The message says which, and its own words."""


def program(name: str) -> Path:
    """A program: from the folder POSTGRES_PROGRAMS, else the one that comes with the project."""
    folder = settings.POSTGRES_PROGRAMS
    return Path(folder) / name if folder else postgres_files.program(name)


def database() -> str:
    """Where the database is, in libpq's words, without the password: whoever lists processes reads it."""
    known = connection.settings_dict
    options = {name: value for name, value in known["OPTIONS"].items() if name not in NOT_FOR_PROGRAMS}
    named = {"dbname": known["NAME"], "user": known["USER"], "host": known["HOST"], "port": known["PORT"]}
    return make_conninfo("", **{name: value for name, value in {**named, **options}.items() if value})


@contextmanager
def running(name: str, *words: str, **pipes: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program while the block lasts, and wait for its end. Raises Failed when it fails, in the block or after."""
    with TemporaryFile() as complaints:
        process = _start(name, words, stderr=complaints, **pipes)
        try:
            yield process
            if process.stdin:
                process.stdin.close()
        except BrokenPipeError:
            pass  # it has ended, and says below why
        except BaseException:
            process.kill()
            raise
        finally:
            for pipe in (process.stdin, process.stdout):
                with suppress(BrokenPipeError):
                    if pipe:
                        pipe.close()
            process.wait()
        if process.returncode:
            complaints.seek(0)
            raise Failed(f"{name}: {_reason(complaints.read().decode(errors='replace'))}")


def _start(name: str, words: Sequence[str], **pipes: Any) -> subprocess.Popen[bytes]:
    environment = dict(os.environ)
    if password := connection.settings_dict["PASSWORD"]:
        environment["PGPASSWORD"] = password
    try:
        return subprocess.Popen([str(program(name)), *words], env=environment, **pipes)  # noqa: S603 - PostgreSQL's own
    except OSError as error:
        raise Failed(f"{program(name)} cannot be run: {error.strerror}") from None


def _reason(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if "ERROR" in line or "error:" in line or "FATAL" in line]
    return (errors or lines or ["it gave no reason"])[0]


@contextmanager
def alone() -> Iterator[psycopg.Connection[Any]]:
    """A connection beside Django's, whose own are closed first: nothing of this process stands in the way then."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL has one
    with psycopg.connect(database(), password=connection.settings_dict["PASSWORD"] or None) as opened:
        yield opened
