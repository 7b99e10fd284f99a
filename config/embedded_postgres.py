"""The PostgreSQL server that comes with the project, for the demo and the tests.

Whoever needs the server takes a lease. The first lease starts a *keeper*, a small process of its own that starts
PostgreSQL and stops it when the last lease is gone. Leases are shared file locks: the kernel gives them back when
their holder ends, however it ends, so nothing here ever asks what a process number stands for.

    starting  held for moments, by whoever looks whether the server has to be started
    users     shared by all leases; the keeper waits for it, and holding it alone means that nobody is left
    running   inherited by PostgreSQL and its children: held for as long as one of them lives
    keeping   held by the keeper: a server without one is about to stop
"""

import contextlib
import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from config import database, env, postgres_files
from config.env import BASE_DIR
from config.postgres_files import Unavailable

SETTLING_SECONDS = 30
READY = "ready"

# Whether the kernel can end a program whose parent has ended.
ENDS_WITH_PARENT = sys.platform.startswith("linux")

# Tests may lose their database when the machine fails, and want it fast. Without autovacuum, because it counts the
# rows that tests have rolled back, finds none, and has the planner join all tables without conditions for "one" row.
FORGETFUL = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "log_min_messages=fatal",
)


class Lease:
    """The right to use the server. It ends with `release`, or with the process that holds it."""

    def __init__(self, var_dir: Path, users: IO[bytes]) -> None:
        self._var_dir = var_dir
        self._users = users

    def fileno(self) -> int:
        """The lock's number, to pass on to processes that need the server for as long as they live."""
        return self._users.fileno()

    def release(self) -> None:
        """Give up the server, and wait until it has stopped or somebody else is seen to use it."""
        self._users.close()
        deadline = time.monotonic() + SETTLING_SECONDS
        while is_running(self._var_dir) and time.monotonic() < deadline:
            with _lock_file(self._var_dir, "users") as users:
                if _locked(users, fcntl.LOCK_EX):
                    fcntl.flock(users, fcntl.LOCK_UN)  # the keeper has not come round to it yet
                elif _locked(users, fcntl.LOCK_SH):
                    return  # others hold it
            time.sleep(0.05)


def lease(var_dir: Path, *, durable: bool = True, report: Callable[[str], None] = lambda sentence: None) -> Lease:
    """Take a share of the server that belongs to this folder, started if need be and ready for connections.

    Raises Unavailable, with a sentence for whoever sits at the terminal.
    """
    postgres_files.make_folder(var_dir)
    with contextlib.ExitStack() as if_it_fails:
        users = if_it_fails.enter_context(_lock_file(var_dir, "users"))
        fcntl.flock(users, fcntl.LOCK_SH)  # waits while a keeper is stopping the server
        with _lock_file(var_dir, "starting") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            _wait_until_settled(var_dir)
            if not is_running(var_dir):
                _start_keeper(var_dir, durable=durable, report=report)
        if_it_fails.pop_all()
    return Lease(var_dir, users)


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Use the server whose cluster is kept in `VAR_DIR`, for commands beside the demo or after it.

    Does nothing where `DATABASE_URL` names a server, or where no demo has been yet.
    """
    if env.text("DATABASE_URL") or not (env.var_dir() / "postgres").exists():
        yield
        return
    held = lease(env.var_dir())
    try:
        yield
    finally:
        held.release()


def is_running(var_dir: Path) -> bool:
    """Whether any process of this folder's server lives."""
    return _held(var_dir, "running")


def _held(var_dir: Path, name: str) -> bool:
    with _lock_file(var_dir, name) as file:
        return not _locked(file, fcntl.LOCK_SH)


def _lock_file(var_dir: Path, name: str) -> IO[bytes]:
    path = var_dir / f"postgres.{name}.lock"
    try:
        return open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "wb")  # noqa: PTH123
    except PermissionError:
        raise Unavailable(
            f"{path} belongs to somebody else: run this as its owner, or choose another folder with VAR_DIR."
        ) from None


def _locked(file: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked_soon(file: IO[bytes]) -> bool:
    """Lock a file for this process alone, past those who look at it for an instant in `is_running`."""
    deadline = time.monotonic() + 2
    while not _locked(file, fcntl.LOCK_EX):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _answers(var_dir: Path) -> bool:
    isready = [str(postgres_files.program("pg_isready")), "-q", "-t", "3", "-U", database.USER]
    where = ["-h", str(database.socket_dir(var_dir)), "-p", str(database.PORT)]
    return subprocess.run([*isready, *where], check=False).returncode == 0  # noqa: S603


def _wait_until_settled(var_dir: Path) -> None:
    """Wait for a server that is starting, or that is stopping because its keeper was killed."""
    deadline = time.monotonic() + SETTLING_SECONDS
    while is_running(var_dir):
        stays = _held(var_dir, "keeping") or not ENDS_WITH_PARENT
        if stays and _answers(var_dir):
            return
        if time.monotonic() > deadline:
            raise Unavailable(
                f"PostgreSQL runs in {var_dir} but does not answer: see {var_dir / 'postgres.log'}, "
                "or choose another folder with VAR_DIR."
            )
        time.sleep(0.05)


def _start_keeper(var_dir: Path, *, durable: bool, report: Callable[[str], None]) -> None:
    command = [sys.executable, "-m", "config.embedded_postgres", str(var_dir), "durable" if durable else "forgetful"]
    with (var_dir / "postgres.log").open("wb") as log:
        keeper = subprocess.Popen(  # noqa: S603 - our own module
            command, cwd=BASE_DIR, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
            text=True, start_new_session=True,
        )  # fmt: skip
    assert keeper.stdout is not None  # noqa: S101 - for the type checker: a pipe was asked for
    sentence = ""
    with keeper.stdout as says:
        for line in says:
            sentence = line.strip()
            if sentence == READY:
                # Not waited for: the keeper outlives this process or ends long before it is asked about.
                threading.Thread(target=keeper.wait, daemon=True).start()
                return
            report(sentence)
    keeper.wait()
    raise Unavailable(sentence or f"PostgreSQL could not be started: {postgres_files.last_words(var_dir)}")


def keep(var_dir: Path, *, durable: bool) -> None:
    """Run PostgreSQL until nobody has a lease. Says READY, or anything else in sentences, on standard output."""
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    keeping, running = _lock_file(var_dir, "keeping"), _lock_file(var_dir, "running")
    if not (_locked_soon(keeping) and _locked_soon(running)):
        raise Unavailable("PostgreSQL is being started by another process: try again in a moment.")
    home = postgres_files.prepare(var_dir, durable=durable, report=say)
    server = _start_server(var_dir, home, running, durable=durable)
    signal.signal(signal.SIGTERM, lambda *_: server.send_signal(signal.SIGINT))
    while not _answers(var_dir):
        if server.poll() is not None:
            raise Unavailable(f"PostgreSQL could not be started: {postgres_files.last_words(var_dir)}")
        time.sleep(0.02)
    _make_databases(var_dir)
    say(READY)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    threading.Thread(target=_stop_when_unused, args=(var_dir, server), daemon=True).start()
    if server.wait() == 0:
        postgres_files.note_good_end(var_dir)
    with contextlib.suppress(OSError):
        database.socket_dir(var_dir).rmdir()


def say(sentence: str) -> None:
    """Tell whoever started the keeper."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def _start_server(
    var_dir: Path, home: postgres_files.Home, running: IO[bytes], *, durable: bool
) -> subprocess.Popen[bytes]:
    sockets = postgres_files.private_folder(database.socket_dir(var_dir), home.account)
    for left_over in (*sockets.glob(".s.PGSQL.*"), home.cluster / "postmaster.pid"):
        left_over.unlink(missing_ok=True)  # nothing of this server lives, or `running` could not have been locked
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={sockets}",
        f"port={database.PORT}",
        "max_connections=100",
        "timezone=UTC",
        "log_timezone=UTC",
        "logging_collector=off",
        *(() if durable else FORGETFUL),
    ]
    options = [word for setting in settings for word in ("-c", setting)]
    return subprocess.Popen(  # noqa: S603 - a program of the wheel
        [str(home.programs / "postgres"), "-D", str(home.cluster), *options],
        stdin=subprocess.DEVNULL, stdout=sys.stderr, stderr=sys.stderr, start_new_session=True,
        pass_fds=[running.fileno()], preexec_fn=end_with_parent(signal.SIGINT), **home.identity,
    )  # fmt: skip


def _make_databases(var_dir: Path) -> None:
    """Make the database of the demo, and drop what test runs that were killed have left behind."""
    address = {"host": str(database.socket_dir(var_dir)), "port": database.PORT, "user": database.USER}
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as connection:  # type: ignore[arg-type]
        found = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
        if database.NAME not in found:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database.NAME)))
        for left_over in (name for name in found if name.startswith(f"test_{database.NAME}_")):
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(left_over)))


def _stop_when_unused(var_dir: Path, server: subprocess.Popen[bytes]) -> None:
    """End the server once every lease is gone. New ones wait until this process, and with it the lock, has ended."""
    users = _lock_file(var_dir, "users")
    fcntl.flock(users, fcntl.LOCK_EX)
    server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" way to stop: open transactions are rolled back
    server.wait()
    users.close()


def end_with_parent(signal_number: signal.Signals) -> Callable[[], None]:
    """Ask the kernel, where it can, to signal a child when its parent ends, even by SIGKILL."""
    if not ENDS_WITH_PARENT:
        return lambda: None
    parent, prctl, pr_set_pdeathsig = os.getpid(), ctypes.CDLL(None).prctl, 1

    def ask() -> None:
        prctl(pr_set_pdeathsig, signal_number)
        if os.getppid() != parent:
            os._exit(1)

    return ask


if __name__ == "__main__":
    try:
        keep(Path(sys.argv[1]), durable=sys.argv[2] == "durable")
    except Unavailable as reason:
        say(str(reason))
        sys.exit(1)
