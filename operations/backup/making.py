"""Making a backup: the database of one moment, then the files that it names, checked after writing.

Preserved files and exports never change under their name, so they can be read after the moment, for as long as it
takes. What was taken down or erased meanwhile is not in the backup, and the manifest says so.
"""

import fcntl
import os
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from config.env import BASE_DIR
from dossiers.exports import store as exports
from dossiers.release import release
from operations import postgres
from operations.backup import archive
from operations.backup.archive import CAPTURES, DATABASE, PIECE, Told, Unreadable, Writer
from operations.backup.snapshot import Snapshot, still_needed, taken, which_key
from sources.preserving import shelf
from sources.preserving import store as captures

DUMP = ("--format=custom", "--no-owner", "--no-privileges", "--no-password")
SETTLED = getattr(os, "POSIX_FADV_DONTNEED", None)


class Refused(Exception):
    """No backup can be made there. The message is a sentence."""


@dataclass
class Backup:
    """What a backup holds, and what it could not: given up while it was made, or missing or changed here."""

    path: Path
    size: int = 0
    rows: int = 0
    files: int = 0
    given_up: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def make(path: Path, *, told: Told = lambda size: None) -> Backup:
    """Write a backup. It has its name only once it was read again and found whole.

    Raises Refused, OSError, postgres.Failed, archive.NotWhole; nothing is left of it then.
    """
    if path.exists():
        raise Refused(f"{path} exists: a backup is never overwritten.")
    backup = Backup(path)
    with _beside(path) as file:
        manifest = _write(file, backup, told)
        _bring_onto_the_disk(file)
        check(file, told=told)
        backup.rows, backup.size = sum(manifest["rows"].values()), file.seek(0, os.SEEK_END)
    return backup


def check(file: IO[bytes], *, told: Told = lambda size: None) -> dict[str, Any]:
    """Read a backup whole: every checksum, and all of the database, by pg_restore. Gives the manifest.

    Raises archive.NotWhole.
    """
    manifest = archive.verify(file, told=told)
    try:
        with postgres.running("pg_restore", "--file=/dev/null", stdin=-1) as program:
            feed(archive.database_in(file), program.stdin)
    except postgres.Failed as failure:
        raise archive.NotWhole(f"Its database cannot be read: {failure}.") from None
    return manifest


def feed(content: IO[bytes], stream: IO[bytes] | None) -> None:
    """Hand a stream on, piece by piece, and close it."""
    assert stream is not None  # noqa: S101 - for the type checker: a pipe was asked for
    while piece := content.read(PIECE):
        stream.write(piece)
    stream.close()


@contextmanager
def _beside(path: Path) -> Iterator[IO[bytes]]:
    """A file that gets its name when all went well, and is gone otherwise."""
    partial = path.with_name(f"{path.name}.partial")
    with open(os.open(partial, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:  # noqa: PTH123
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"{partial} is being written by another backup.") from None
        try:
            file.truncate()
            yield file
            partial.rename(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    with suppress(OSError):
        os.fsync(folder)
    os.close(folder)


def _write(file: IO[bytes], backup: Backup, told: Told) -> dict[str, Any]:
    with SpooledTemporaryFile(max_size=PIECE) as listed, SpooledTemporaryFile(max_size=PIECE) as checksums:
        with taken(listed) as moment:
            writer = Writer(file, checksums, made_at=int(moment.taken_at.timestamp()))
            dump = (*DUMP, f"--snapshot={moment.key}", f"--dbname={postgres.database()}")
            with postgres.running("pg_dump", *dump, stdout=-1) as program:
                writer.add(DATABASE, _read(program.stdout, told))
        for kind, digest in moment.files():
            _add(writer, kind, digest, backup, told)
        manifest = _manifest(moment, backup)
        writer.finish(manifest)
        return manifest


def _add(writer: Writer, kind: str, digest: str, backup: Backup, told: Told) -> None:
    name = archive.name_in(kind, digest)
    try:
        writer.add(name, _bytes_of(kind, digest, told), expected=digest)
        backup.files += 1
    except Unreadable as fault:
        if still_needed(kind, digest):
            backup.faults.append(str(fault))
        else:
            backup.given_up.append(name)


def _manifest(moment: Snapshot, backup: Backup) -> dict[str, Any]:
    return {
        "what": "A backup of On Record",
        "release": f"{_version()} ({release()})",
        "taken_at": moment.taken_at.isoformat(),
        "postgresql": moment.server,
        "secret_key": which_key(),
        "files": backup.files,
        "given_up_meanwhile": backup.given_up,
        "missing_or_changed": backup.faults,
        "rows": moment.rows,
        "migrations": moment.migrations,
    }


def _version() -> str:
    return str(tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"])


def _read(stream: IO[bytes] | None, told: Told) -> Iterator[bytes]:
    assert stream is not None  # noqa: S101 - for the type checker: a pipe was asked for
    while piece := stream.read(PIECE):
        told(len(piece))
        yield piece


def _bytes_of(kind: str, digest: str, told: Told) -> Iterator[bytes]:
    """The bytes of a file, as they come. Raises Unreadable."""
    try:
        if kind == CAPTURES:
            with shelf.reading(captures.key_of(digest)) as content:
                yield from _read(content, told)
        else:
            with closing(exports.open_bytes(digest)) as content:
                yield from _read(content, told)
    except Exception as error:  # each storage has errors of its own
        raise Unreadable(f"{archive.name_in(kind, digest)} cannot be read: {_why(error)}") from error


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)


def _bring_onto_the_disk(file: IO[bytes]) -> None:
    """Have the disk hold it, and let what is read next come from there and not from memory."""
    file.flush()
    os.fsync(file.fileno())
    if SETTLED is not None:
        with suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, SETTLED)
