"""What an unfinished copy has been given so far: a run that was broken off goes on from it.

A folder holds the answers of the site as they came (`asked/`) and a line about each in `journal.jsonl`, written after
its file. What was cut off in the middle of a line, or whose file is not what the line says, is asked for again.
"""

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any


class NotCopied(Exception):
    """The copy was not made. The message is a sentence."""


@dataclass(frozen=True)
class Answer:
    """What the site gave at one address: a file, a way on to another address, or neither.

    `leads` are the addresses that a page or style leads to, `parts` the places on a page that a link can lead to.
    """

    address: str
    name: str = ""
    sha256: str = ""
    is_page: bool = False
    led_on: str = ""
    leads: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass
class Journal:
    """The answers of one moment. `answers` are those of this run, `earlier` those that an earlier run left."""

    folder: Path
    lines: IO[str]
    earlier: dict[str, Answer]
    answers: dict[str, Answer] = field(default_factory=dict)
    recalls: int = 0

    def recalled(self, address: str) -> Answer | None:
        """What an earlier run was given here, if its file is whole."""
        answer = self.earlier.get(address)
        if answer is None or (answer.name and _digest(self.path_of(answer.name)) != answer.sha256):
            return None
        self.answers[address] = answer
        self.recalls += 1
        return answer

    def note(self, answer: Answer, content: Iterable[bytes] = ()) -> Answer:
        """Keep an answer: its file whole, then the line about it."""
        if answer.name:
            answer = Answer(**{**asdict(answer), "sha256": self._keep(answer.name, content)})
        self.lines.write(_written(answer))
        self.lines.flush()
        self.answers[answer.address] = answer
        return answer

    def path_of(self, name: str) -> Path:
        """Where the file of an answer lies."""
        return self.folder / "asked" / name

    def find(self, address: str) -> str:
        """The file of an address, "" where a copy has none."""
        for _step in range(5):
            answer = self.answers.get(address)
            if answer is None or answer.name:
                return answer.name if answer else ""
            address = answer.led_on
        return ""

    def pages(self) -> list[Answer]:
        """The pages, in the order of their files."""
        return sorted((answer for answer in self.answers.values() if answer.is_page), key=lambda page: page.name)

    def _keep(self, name: str, content: Iterable[bytes]) -> str:
        path, digest = self.path_of(name), hashlib.sha256()
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.partial")
        with partial.open("wb") as file:
            for piece in content:
                digest.update(piece)
                file.write(piece)
        partial.replace(path)
        return digest.hexdigest()


@dataclass(frozen=True)
class Begun:
    """What two runs must have in common for the second to go on with the first: then both see the same."""

    at: str
    day: str
    formats: tuple[str, ...]
    program: str
    records: str


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let no other run work in this folder. Raises NotCopied."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotCopied(f"Another run is making this copy in {folder}.") from None
        yield


def earlier_in(folder: Path) -> tuple[Begun | None, dict[str, Answer]]:
    """What an earlier run left in a folder: how it began, and what it was given."""
    begun: Begun | None = None
    answers: dict[str, Answer] = {}
    with suppress(OSError, ValueError, TypeError, KeyError), (folder / "journal.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            given = _read(line)
            if begun is None:
                begun = Begun(**given)
            else:
                answers[given["address"]] = Answer(**given)
    return begun, answers


@contextmanager
def opened(folder: Path, begun: Begun, earlier: dict[str, Answer]) -> Iterator[Journal]:
    """The journal of a run: with what an earlier one left, or empty; then nothing of the earlier one stays."""
    if not earlier:
        for name in ("asked", "copy"):
            shutil.rmtree(folder / name, ignore_errors=True)
    beside = folder / "journal.new"
    with beside.open("w", encoding="utf-8") as lines:
        kept: list[Begun | Answer] = [begun, *earlier.values()]
        lines.writelines(map(_written, kept))
        lines.flush()
        beside.replace(folder / "journal.jsonl")
        yield Journal(folder, lines, earlier)


def _read(line: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(line)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in read.items()}


def _written(line: Begun | Answer) -> str:
    return json.dumps(asdict(line), ensure_ascii=False, separators=(",", ":")) + "\n"


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
