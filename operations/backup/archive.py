"""The file of a backup: a tar archive that any machine opens, written and read piece by piece.

database.dump       the database, in pg_dump's custom format
captures/ab/cd/…    preserved files, each under its SHA-256
exports/ab/…        recorded exports, the same way
checksums.sha256    of all of these, as `sha256sum --check` reads it
manifest.json       what the rest is, with the SHA-256 of the checksums; a file without it is not whole
"""

import json
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any

DATABASE, CHECKSUMS, MANIFEST = "database.dump", "checksums.sha256", "manifest.json"
CAPTURES, EXPORTS = "captures", "exports"
FORMAT = 1
PIECE = 1024 * 1024
MOST_OF_A_MANIFEST = 64 * 1024 * 1024
BREAKS_OFF = "It is not an archive, or it breaks off."
_BLOCK = tarfile.BLOCKSIZE

Told = Callable[[int], object]


class NotWhole(Exception):
    """The file is not a whole backup. The message is a sentence."""


@dataclass(frozen=True)
class Member:
    """One file inside the archive."""

    name: str
    size: int
    sha256: str


class Unreadable(Exception):
    """What was to be written could not be read; the archive is as it was before."""


class Writer:
    """Writes an archive into a file that can be wound back: how long a member is, is known when it has been written.

    The checksums gather in a file of the caller's.
    """

    def __init__(self, file: IO[bytes], checksums: IO[bytes], *, made_at: int) -> None:
        self._file, self._checksums = file, checksums
        self._made_at = made_at

    def add(self, name: str, pieces: Iterable[bytes], *, expected: str = "") -> Member:
        """Add a member. Raises Unreadable, also where its SHA-256 is not the expected one; OSError where writing fails.

        Whatever stops it, nothing of the member is left.
        """
        begin = self._file.tell()
        try:
            member = self._write(name, pieces)
            if expected and member.sha256 != expected:
                raise Unreadable(f"{name} holds other bytes, whose SHA-256 is {member.sha256}")
        except Unreadable:
            self._file.seek(begin)
            self._file.truncate()
            raise
        self._checksums.write(f"{member.sha256}  {name}\n".encode())
        return member

    def _write(self, name: str, pieces: Iterable[bytes]) -> Member:
        begin, digest, size = self._file.tell(), sha256(), 0
        self._file.write(bytes(_BLOCK))
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            self._file.write(piece)
        self._file.write(bytes(-size % _BLOCK))
        end = self._file.tell()
        self._file.seek(begin)
        self._file.write(self._head(name, size))
        self._file.seek(end)
        return Member(name, size, digest.hexdigest())

    def _head(self, name: str, size: int) -> bytes:
        head = tarfile.TarInfo(name)
        head.size, head.mtime, head.mode = size, self._made_at, 0o400
        return head.tobuf(tarfile.GNU_FORMAT)

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest, the checksums, and the end of the archive."""
        told = json.dumps({**manifest, "format": FORMAT}, indent=1, ensure_ascii=False)
        self.add(MANIFEST, [told.encode()])
        self._checksums.seek(0)
        self._write(CHECKSUMS, iter(lambda: self._checksums.read(PIECE), b""))
        self._file.write(bytes(2 * _BLOCK))


def members(file: IO[bytes]) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """What an archive holds, in its order, each to be read before the next. Raises NotWhole."""
    try:
        with tarfile.open(fileobj=file, mode="r:") as archive:
            while head := archive.next():
                content = archive.extractfile(head)
                if not head.isreg() or content is None:
                    raise NotWhole(f"{head.name} is not a file.")
                yield head, content
                archive.members.clear()  # type: ignore[attr-defined]  # tarfile remembers all that it has seen
    except (tarfile.TarError, EOFError):
        raise NotWhole(BREAKS_OFF) from None


def database_in(file: IO[bytes]) -> IO[bytes]:
    """The database, as a stream: it comes first. Raises NotWhole."""
    file.seek(0)
    for head, content in members(file):
        if head.name == DATABASE:
            return content
    raise NotWhole("It holds no database.")


def verify(file: IO[bytes], *, told: Told = lambda size: None) -> dict[str, Any]:
    """Read a whole archive, compare every checksum, and give its manifest. Raises NotWhole."""
    try:
        return _verify(file, told)
    except tarfile.TarError:
        raise NotWhole(BREAKS_OFF) from None


def _verify(file: IO[bytes], told: Told) -> dict[str, Any]:
    lines, checksums, manifest = sha256(), "", b""
    file.seek(0)
    for head, content in members(file):
        if checksums:
            raise NotWhole(f"{head.name} comes after the checksums.")
        if head.name == MANIFEST:
            manifest = content.read(MOST_OF_A_MANIFEST)
            digest = sha256(manifest).hexdigest()
        else:
            digest = _digest(content, told)
        if head.name == CHECKSUMS:
            checksums = digest
        else:
            _check_name(head.name, digest)
            lines.update(f"{digest}  {head.name}\n".encode())
    if not checksums:
        raise NotWhole("It does not end with checksums: whatever wrote it did not come to its end.")
    if checksums != lines.hexdigest():
        raise NotWhole("Its checksums do not fit what it holds.")
    return _read_manifest(manifest)


def _digest(content: IO[bytes], told: Told) -> str:
    digest = sha256()
    while piece := content.read(PIECE):
        digest.update(piece)
        told(len(piece))
    return digest.hexdigest()


def _check_name(name: str, digest: str) -> None:
    """Every other file lies under its own SHA-256: no name leads anywhere else."""
    if name in (DATABASE, MANIFEST):
        return
    if name not in (name_in(CAPTURES, digest), name_in(EXPORTS, digest)):
        raise NotWhole(f"{name} is not what its name says.")


def name_in(kind: str, digest: str) -> str:
    """The name of a preserved file or an export in the archive: as in its storage."""
    folders = f"{digest[:2]}/{digest[2:4]}" if kind == CAPTURES else digest[:2]
    return f"{kind}/{folders}/{digest}"


def _read_manifest(manifest: bytes) -> dict[str, Any]:
    try:
        read = json.loads(manifest)
    except ValueError:
        raise NotWhole("Its manifest cannot be read.") from None
    if not isinstance(read, dict) or read.get("format") != FORMAT:
        raise NotWhole("It was made by a release that writes backups differently.")
    return read
