"""`make demo`: everything from nothing to a served site. Owns the web server, the worker and a lease on the database.

What can go wrong on somebody's machine is said in one sentence; the exit code is 1 then.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TextIO

from django.core.exceptions import ImproperlyConfigured

from config import demo_checks, embedded_postgres, env
from config.env import BASE_DIR
from config.postgres_files import Unavailable, make_folder

STARTING_SECONDS = 60
STOPPING_SECONDS = 15
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

GREETING = """
On Record is at {address}

  a contributor     contributor@example.org
  an editor         editor@example.org
  an administrator  administrator@example.org
  the password      {password}

These sign in with the password alone. In a deployment, editors and administrators need a second step.

Ctrl-C stops it. What you add is kept in {var_dir} for the next time, and so is the password.
"""


class Stopped(BaseException):
    """Somebody asked the demo to stop."""


@dataclass
class Programs:
    """The programs that the demo runs. They end with it, even when it is killed, where the kernel sees to that."""

    var_dir: Path
    environment: dict[str, str]
    shared: list[int]  # files that stay open in them: the port, and the lease on the database
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, words: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start a Python program. Its words go to a file of that name."""
        with undisturbed(), (self.var_dir / f"{name}.log").open("wb") as log:
            self.running[name] = subprocess.Popen(  # noqa: S603 - our own programs
                [sys.executable, *words], cwd=BASE_DIR, env=self.environment, pass_fds=self.shared,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=embedded_postgres.end_with_parent(signal.SIGTERM),
            )  # fmt: skip
        return self.running[name]

    def finish(self, name: str, words: Sequence[str]) -> None:
        """Run a program to its end."""
        if self.start(name, words).wait():
            raise self.failure(name)
        del self.running[name]

    def check(self) -> None:
        """Notice a program that has ended by itself."""
        for name, program in self.running.items():
            if program.poll() is not None:
                raise self.failure(name)

    def failure(self, name: str) -> Unavailable:
        """Say that a program has failed, with its last line."""
        log = self.var_dir / f"{name}.log"
        lines = log.read_text(errors="replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "it gave no reason")
        return Unavailable(f"The demo's {name} has failed: {last} (more in {log})")

    def stop(self) -> None:
        """End them all, and insist where need be."""
        for program in self.running.values():
            program.terminate()
        deadline = time.monotonic() + STOPPING_SECONDS
        for program in self.running.values():
            try:
                program.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(program.pid, signal.SIGKILL)  # not yet waited for, so the number is still its own
                program.wait()


def main() -> int:
    """Serve the demo until somebody stops it."""
    for asking in SIGNALS:
        signal.signal(asking, _stop)
    with contextlib.ExitStack() as afterwards:
        try:
            serve(afterwards)
        except Stopped:
            say("\nStopping.")
            return 0
        except (Unavailable, ImproperlyConfigured) as reason:
            say(str(reason), file=sys.stderr)
            return 1
        finally:
            for asking in SIGNALS:
                signal.signal(asking, signal.SIG_IGN)
    return 0


def _stop(signal_number: int, frame: FrameType | None) -> None:
    raise Stopped


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Hear a request to stop only afterwards: a program that is just being started would be forgotten, and go on."""
    asked: list[int] = []
    for asking in SIGNALS:
        signal.signal(asking, lambda number, frame: asked.append(number))
    yield
    for asking in SIGNALS:
        signal.signal(asking, _stop)
    if asked:
        raise Stopped


def say(sentence: str, *, file: TextIO | None = None) -> None:
    """Tell whoever sits at the terminal."""
    stream = file or sys.stdout
    stream.write(f"{sentence}\n")
    stream.flush()


def serve(afterwards: contextlib.ExitStack) -> None:
    """Start everything and watch over it. What was started is ended in the opposite order, by `afterwards`."""
    var_dir, host = env.var_dir(), env.text("HOST", "127.0.0.1")
    make_folder(var_dir)
    lock = afterwards.enter_context(demo_checks.only_demo(var_dir))
    port = demo_checks.listen(host, env.integer("PORT", 8000), patiently=bool(lock.read()))
    afterwards.enter_context(port)
    address = _address(host, port)
    lock.truncate(0)
    lock.write(address)
    lock.flush()
    afterwards.callback(lock.truncate, 0)

    programs = Programs(var_dir, _environment(var_dir, host), [port.fileno()])
    if url := env.text("DATABASE_URL"):
        demo_checks.answers(url)
    else:
        say("Starting PostgreSQL …")
        lease = embedded_postgres.lease(var_dir, report=say)
        afterwards.callback(lease.release)
        programs.shared.append(lease.fileno())

    password = env.text("DEMO_PASSWORD") or demo_checks.secret(var_dir / "demo-password", 12)
    afterwards.callback(programs.stop)
    say("Preparing the database, the demo data and the static files …")
    programs.finish("preparation", ["-m", "config.demo_steps"])
    programs.start(
        "web server", ["-m", "gunicorn", "-c", "config/web_server.py", "-b", f"fd://{port.fileno()}", "config.wsgi"]
    )
    _wait_until_it_answers(address, programs)
    programs.start("worker", ["manage.py", "procrastinate", "worker"])
    say(GREETING.format(address=address, password=password, var_dir=_short(var_dir)))
    while True:
        programs.check()
        time.sleep(0.5)


def _address(host: str, port: socket.socket) -> str:
    """The address to type into a browser on this machine."""
    shown = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port.getsockname()[1]}/"


def _environment(var_dir: Path, host: str) -> dict[str, str]:
    """What the demo's programs are told. Whatever is set already stays as it is."""
    demo = {
        # Its password stands on the terminal, so that whoever tries the demo can sign in as an editor at once.
        "MFA_REQUIRED": "0",
        "SECRET_KEY": demo_checks.secret(var_dir / "secret-key", 50),
        # A demo that is served to the network is asked for under names that it cannot know.
        "ALLOWED_HOSTS": "localhost 127.0.0.1 [::1]" if host in ("127.0.0.1", "::1", "localhost") else "*",
    }
    kept = {name: value for name, value in os.environ.items() if value}
    return {**demo, **kept, "VAR_DIR": str(var_dir), "DJANGO_SETTINGS_MODULE": "config.settings"}


def _wait_until_it_answers(address: str, programs: Programs) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline:
        programs.check()
        try:
            straight.open(f"{address}healthz", timeout=STARTING_SECONDS).close()
        except urllib.error.HTTPError:
            return  # it answers; what it answers is for the reader to see
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise programs.failure("web server")


def _short(folder: Path) -> Path:
    return folder.relative_to(BASE_DIR) if folder.is_relative_to(BASE_DIR) else folder


if __name__ == "__main__":
    sys.exit(main())
