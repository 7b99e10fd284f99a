"""What the demo asks of the machine before it starts: its folder, its port, its database, its secrets."""

import errno
import fcntl
import os
import secrets
import socket
import time
from pathlib import Path
from typing import IO

import psycopg

from config import database
from config.postgres_files import Unavailable

KILLED_DEMO_SECONDS = 10


def only_demo(var_dir: Path) -> IO[str]:
    """Make sure that no other demo runs from this folder. The file holds the address of the one that does."""
    path = var_dir / "demo.lock"
    try:
        file = path.open("a+")
    except PermissionError:
        raise Unavailable(
            f"{path} belongs to somebody else: run this as its owner, or choose another folder with VAR_DIR."
        ) from None
    file.seek(0)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Unavailable(
            f"A demo already runs from {var_dir}, at {file.read().strip() or 'an address it has not said yet'}: "
            "stop it first, or choose another folder with VAR_DIR."
        ) from None
    return file


def listen(host: str, port: int, *, patiently: bool) -> socket.socket:
    """Open the port that the web server is handed, so that nobody can take it in between.

    Patiently: the demo before this one was killed, and its web server may need a moment to notice.
    """
    if not 0 <= port <= 65535:
        raise Unavailable(f"PORT is {port}: choose a number between 1 and 65535.")
    deadline = time.monotonic() + (KILLED_DEMO_SECONDS if patiently else 0)
    while True:
        try:
            family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
            return socket.create_server(address[:2], family=family, backlog=2048)
        except socket.gaierror:
            raise Unavailable(f"HOST is {host!r}: this machine knows no such address.") from None
        except PermissionError:
            raise Unavailable(f"Port {port} is kept for the system: choose another one with PORT=8001.") from None
        except OSError as error:
            if time.monotonic() > deadline:
                raise Unavailable(_no_port(host, port, error)) from None
        time.sleep(0.1)


def _no_port(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use: stop what uses it, or choose another one with PORT={port + 1}."
    return f"Nothing can be served at {host}:{port} ({error.strerror}): choose another HOST."


def answers(url: str) -> None:
    """Make sure that the database that `DATABASE_URL` names is there."""
    address = database.from_url(url)
    place = f"{address['NAME']!r} at {address['HOST'] or 'the local socket'}"
    try:
        psycopg.connect(
            host=address["HOST"] or None, port=address["PORT"] or None, dbname=address["NAME"],
            user=address["USER"] or None, password=address["PASSWORD"] or None,
            **{"connect_timeout": 5, **address["OPTIONS"]},
        ).close()  # fmt: skip
    except psycopg.Error as error:
        reason = (
            str(error).strip().splitlines()[0].removesuffix("?").strip() if str(error).strip() else "no reason given"
        )
        raise Unavailable(f"The database {place} (DATABASE_URL) cannot be reached: {reason}") from None


def secret(path: Path, length: int) -> str:
    """Read a secret that only this folder's owner may read, made the first time."""
    if path.exists() and (kept := path.read_text().strip()):
        return kept
    made = secrets.token_urlsafe(length)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{made}\n")
    unfinished.rename(path)
    return made
