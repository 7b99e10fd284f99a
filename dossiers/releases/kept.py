"""The releases that lie here: each a ZIP and what is told of it, side by side in the storage of exports.

A release is written once. What is told of it (`Told`) names what it holds by refs and keys and repeats no word of it,
so it stays when the ZIP has to go: a version that was cited can always be looked up.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import IO, Any

from django.core.files.base import File

from dossiers.exports.store import RELEASES, storage

ENDING = ".json"


@dataclass(frozen=True)
class Changes:
    """What differs from the release before: statements by ref. Empty for the first."""

    since: str = ""
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    no_longer: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """One release: its version, the day, the file, and what it holds.

    `statements` has a fingerprint for each ref; `sources` and `parties` are keys. `cff` and `datacite` are the files by
    which it is cited. `contents` is a SHA-256 over the lists, by which a release of the same contents is known.
    """

    version: str
    made_on: str
    sha256: str
    size: int
    contents: str
    statements: dict[str, str]
    sources: list[int]
    parties: list[int]
    changes: Changes
    cff: str
    datacite: dict[str, Any]
    copies: list[str] = field(default_factory=list)
    with_drafts: bool = False

    @property
    def file_name(self) -> str:
        """As it is downloaded."""
        return f"on-record-{self.version}.zip"


def every() -> list[Told]:
    """All releases, the newest first."""
    return [_read(name) for name in sorted(_names(), key=_order, reverse=True)]


def find(version: str) -> Told | None:
    """The release of this version."""
    return _read(version + ENDING) if version + ENDING in _names() else None


def keep(told: Told, content: IO[bytes]) -> None:
    """Keep a release; it is one once what is told of it lies here. Raises FileExistsError where there is one."""
    if find(told.version):
        raise FileExistsError(told.version)
    storage().save(_zip(told.version), File(content))
    plain = json.dumps(asdict(told), ensure_ascii=False, indent=1).encode()
    storage().save(f"{RELEASES}/{told.version}{ENDING}", File(BytesIO(plain)))


def open_bytes(told: Told) -> IO[bytes]:
    """The ZIP, as a stream to be closed. Raises FileNotFoundError once it was erased."""
    return storage().open(_zip(told.version))


def is_erased(told: Told) -> bool:
    """Whether the ZIP is gone from here."""
    return not storage().exists(_zip(told.version))


def erase(told: Told) -> None:
    """Give up the ZIP; what is told of it stays. Erasing twice is no fault."""
    with suppress(FileNotFoundError):
        storage().delete(_zip(told.version))


def _names() -> Iterator[str]:
    with suppress(FileNotFoundError):
        yield from (name for name in storage().listdir(RELEASES)[1] if name.endswith(ENDING))


def _read(name: str) -> Told:
    with storage().open(f"{RELEASES}/{name}") as file:
        plain = json.loads(file.read())
    return Told(**{**plain, "changes": Changes(**plain["changes"])})


def _order(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.removesuffix(ENDING).split("."))


def _zip(version: str) -> str:
    return f"{RELEASES}/{version}.zip"
