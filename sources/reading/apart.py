"""Starting the process that opens preserved files, waiting for it, and taking its answer: nothing in it is believed."""

import json
import logging
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from sources.reading.limits import MEGABYTE, Limits
from sources.reading.reading import BROKEN, FAILED, TOO_LARGE, TOO_LONG

BASE_DIR = Path(__file__).resolve().parents[2]
MOST_ANSWER = 16 * MEGABYTE

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What the process left: what it said, and a file where it made one."""

    said: dict[str, Any]
    folder: Path

    @property
    def problem(self) -> str:
        """Why it failed; empty where it did not."""
        return str(self.said.get("problem") or BROKEN) if self.said.get("outcome") == FAILED else ""

    def output(self) -> IO[bytes]:
        """The file that it made. Raises OSError."""
        return _regular(self.folder / "output")


@contextmanager
def done(job: str, path: Path, limits: Limits, *, written: int, **more: Any) -> Iterator[Answer]:
    """Have a job done on a file, in a folder that is gone afterwards. Never raises for what the file holds.

    `written` is how many bytes any one file of the process may have.
    """
    with TemporaryDirectory(prefix="reading-") as name:
        folder = Path(name)
        order = {
            "job": job,
            "path": str(path.resolve()),
            "parent": os.getpid(),
            "seconds": limits.seconds,
            "memory": limits.memory,
            "text": limits.text,
            "written": written,
            **more,
        }
        (folder / "job.json").write_text(json.dumps(order))
        problem = _problem_of(_ended(folder, limits.seconds))
        said = {"outcome": FAILED, "problem": problem} if problem else _said(folder / "answer.json")
        for missing in (name for name in ("files", "network") if name in str(said.get("missing"))):
            _note(missing)
        yield Answer(said, folder)


def _ended(folder: Path, seconds: int) -> int | None:
    """The exit status of the process; None where it was still at work after its time."""
    child = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-P", "-s", "-m", "sources.reading.child", str(folder)],
        cwd=folder, env=environment(folder), start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if child.returncode is None:  # not waited for yet, so the number is still its own
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


@cache
def _note(missing: str) -> None:
    log.warning("This machine cannot keep the reading of hostile files away from: %s (decision 0018).", missing)


def environment(folder: Path) -> dict[str, str]:
    """All that the process learns of ours: no key, no password, no address of a database."""
    return {
        "PATH": os.defpath,
        "PYTHONPATH": str(BASE_DIR),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
    }


def _problem_of(status: int | None) -> str:
    if status in (None, -signal.SIGXCPU):
        return TOO_LONG
    if status in (-signal.SIGKILL, -signal.SIGXFSZ):  # the kernel's answer to too much memory, or too long a file
        return TOO_LARGE
    return BROKEN if status else ""


def _said(path: Path) -> dict[str, Any]:
    """The process's answer; one that is missing, too long or no answer at all counts as a failure."""
    nothing = {"outcome": FAILED, "problem": BROKEN}
    try:
        with _regular(path) as file:
            said = json.loads(file.read(MOST_ANSWER))
    except (OSError, ValueError, RecursionError):
        return nothing
    return said if isinstance(said, dict) else nothing


def _regular(path: Path) -> IO[bytes]:
    """A file that the process wrote: no link to somebody else's, and nothing that would never end."""
    number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError("not a file")
    return os.fdopen(number, "rb")
