"""A site whose programs are killed, for benchmarks/kills.py: started, killed by number, asked about its database."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import psycopg

PATIENCE = 90


COMMANDS = {
    "web": ["-m", "gunicorn", "-c", "config/web_server.py", "config.wsgi"],
    "worker": ["manage.py", "procrastinate", "worker"],
}


class Site:
    """The programs of a site, started and killed by their process numbers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as chosen:
            chosen.bind(("127.0.0.1", 0))
            self.port = chosen.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.programs: dict[str, subprocess.Popen[bytes]] = {}
        self.lease: Any = None
        self.importing: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start whatever does not run, and wait until the site answers with its database."""
        from config import embedded_postgres

        if self.lease is None:
            self.lease = embedded_postgres.lease(self.folder)
        for name in COMMANDS:
            if name not in self.programs or self.programs[name].poll() is not None:
                self._run(name)
        self._until(self._answers, "The site does not come back.")

    def _answers(self) -> bool:
        if self.programs["web"].poll() is not None:  # the port of the killed one was still held
            self._run("web")
            return False
        with suppress(httpx.HTTPError):
            return httpx.get(f"{self.address}/readyz", timeout=5).status_code == 200
        return False

    def _until(self, holds: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                raise SystemExit(otherwise)
            time.sleep(0.2)

    def _run(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.programs[name] = subprocess.Popen([sys.executable, *COMMANDS[name]], stdout=log, stderr=log)

    def kill(self, kind: str) -> None:
        """Send SIGKILL to one of ours, and wait until it is gone with what it leaves behind."""
        if kind == "web server":
            self._end("web")
        elif kind == "worker":
            self._end("worker")
        elif kind == "import":
            self._kill_one(
                lambda: [str(self.importing.pid)] if self.importing and self.importing.poll() is None else []
            )
        elif kind == "web process":
            self._kill_one(lambda: children(self.programs["web"].pid))
        else:
            first = int((self.folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])
            if kind == "PostgreSQL":
                self._kill_one(lambda: [str(first)])
                self.lease.release()
                self.lease = None
            else:
                self._kill_one(lambda: [pid for pid in children(first) if b" on_record " in command_of(pid)])

    def _kill_one(self, candidates: Callable[[], list[str]]) -> None:
        """One that is there at this moment: processes come and go by themselves, too."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if found := candidates():
                chosen = secrets.choice(found)
                with suppress(ProcessLookupError):
                    os.kill(int(chosen), signal.SIGKILL)
                    self._until(partial(is_gone, chosen), f"Process {chosen} does not die.")
                    return
            time.sleep(0.05)
        raise SystemExit("There is nothing to kill.")

    def _end(self, name: str) -> None:
        """Kill the first process; its children notice, and no later answer comes from them."""
        orphans = children(self.programs[name].pid)
        self.programs[name].kill()
        self.programs[name].wait()
        self._until(lambda: all(map(is_gone, orphans)), "The children of a killed program go on.")

    def stop(self) -> None:
        """End all of it."""
        for program in self.programs.values():
            program.terminate()
        for program in self.programs.values():
            try:
                program.wait(20)
            except subprocess.TimeoutExpired:
                program.kill()
        if self.lease:
            self.lease.release()

    def ask(self, question: str, *values: Any) -> list[Any]:
        """Ask the database."""
        from config import database

        where = {"host": str(database.socket_dir(self.folder)), "user": database.USER, "dbname": database.NAME}
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with psycopg.connect(**where, autocommit=True) as server:  # type: ignore[arg-type]
                    return server.execute(question, values).fetchall()
            except psycopg.OperationalError:  # it recovers: a killed backend takes all others down with it
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)


def children(pid: int) -> list[str]:
    """The processes that a process has started."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def command_of(pid: str) -> bytes:
    """What a process calls itself; nothing where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def is_gone(pid: str) -> bool:
    """Whether a process has ended, if only to be waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True
