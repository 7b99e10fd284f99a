"""Bringing a backup back: files first, which harm nobody, then the database in one transaction.

What fails leaves the database as it was, and takes away the files that were put in place for it.
"""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from threading import Thread
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import DatabaseError
from django.db.migrations.loader import MigrationLoader

from dossiers.exports import store as exports
from operations import postgres
from operations.backup import archive, making, removals
from operations.backup.archive import CAPTURES, CHECKSUMS, DATABASE, MANIFEST, PIECE, Told
from operations.backup.snapshot import which_key
from sources.preserving import store as captures

PSQL = ("--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
# A setting that pg_restore writes for its own version and that older servers do not know.
NEW_IN_17 = b"SET transaction_timeout = 0;\n"
EMPTIED = b"DROP SCHEMA IF EXISTS as_of CASCADE; DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;\n"
OURS = """
    SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
       AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e')
"""
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


class Refused(Exception):
    """Nothing was restored. The message is a sentence."""


@dataclass
class Restored:
    """What a backup brought back."""

    manifest: dict[str, Any]
    rows: int = 0
    files: int = 0
    were_there: int = 0

    @property
    def same_key(self) -> bool:
        """Whether this site has the SECRET_KEY of the one that was backed up."""
        return bool(self.manifest["secret_key"] == which_key())


def restore(file: IO[bytes], *, replace: bool = False, told: Told = lambda size: None) -> Restored:
    """Restore into an empty database, or with `replace` in the place of what is there.

    Raises Refused, archive.NotWhole, postgres.Failed, OSError; everything is as it was before then.
    """
    _may_begin(replace)
    manifest = making.check(file, told=told)
    _is_known(manifest)
    restored = Restored(manifest, rows=sum(manifest["rows"].values()))
    with _Placed() as placed:
        for kind, digest, content in _files(file):
            if placed.put(kind, digest, content):
                restored.files += 1
            else:
                restored.were_there += 1
            told(content.tell())
        _database(file, manifest, replace=replace)
        placed.stay()
    return restored


def removals_here() -> list[dict[str, Any]]:
    """What was removed in the database that is to be replaced; nothing where it cannot be asked any more."""
    try:
        return removals.listed()
    except DatabaseError:
        return []


def _may_begin(replace: bool) -> None:
    with postgres.alone() as opened:
        [(ours,)], [(others,)] = opened.execute(OURS).fetchall(), opened.execute(OTHERS).fetchall()
    if ours and not replace:
        raise Refused("The database is not empty: name an empty one, or give --replace to lose what it holds.")
    if others:
        raise Refused(f"Others use the database ({others} connections): stop the site and its worker first.")


def _is_known(manifest: dict[str, Any]) -> None:
    """An older backup is brought up to date by migrating; there is no way back from a newer one."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(manifest["migrations"]) - known):
        raise Refused(f"The backup was made by a newer release: this one does not know {newer[-1]}.")


def _files(file: IO[bytes]) -> Iterator[tuple[str, str, IO[bytes]]]:
    file.seek(0)
    for head, content in archive.members(file):
        if head.name not in (DATABASE, CHECKSUMS, MANIFEST):
            kind, digest = head.name.split("/")[0], head.name.rpartition("/")[2]
            yield kind, digest, content


class _Placed:
    """The files that a restoration has put in place; taken away again unless they are to stay."""

    def __init__(self) -> None:
        self._put: IO[bytes] = SpooledTemporaryFile(max_size=PIECE)  # noqa: SIM115 - closed on leaving
        self._stay = False

    def __enter__(self) -> "_Placed":
        return self

    def __exit__(self, *error: object) -> None:
        if not self._stay:
            self._put.seek(0)
            for line in self._put:
                storage, key = _place(*line.decode().split())
                with suppress(OSError):
                    storage.delete(key)
        self._put.close()

    def put(self, kind: str, digest: str, content: IO[bytes]) -> bool:
        """Put a file in its place; False where it lies there whole."""
        storage, key = _place(kind, digest)
        if storage.exists(key):
            with closing(storage.open(key)) as there:
                if _digest(there) == digest:
                    return False
        else:
            self._put.write(f"{kind} {digest}\n".encode())
        storage.save(key, File(content, name=key))
        return True

    def stay(self) -> None:
        """All went well."""
        self._stay = True


def _digest(content: IO[bytes]) -> str:
    digest = sha256()
    while piece := content.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _place(kind: str, digest: str) -> tuple[Storage, str]:
    if kind == CAPTURES:
        return captures.storage(), captures.key_of(digest)
    return exports.storage(), exports.key_of(digest)


def _database(file: IO[bytes], manifest: dict[str, Any], *, replace: bool) -> None:
    """Restore the database, count its rows, and commit only then: whatever breaks off before is rolled back."""
    with postgres.alone() as opened:
        older = opened.info.server_version < 170000
    reading = ("--file=-", "--no-owner", "--no-privileges", "--no-comments")
    with (
        postgres.running("pg_restore", *reading, stdin=-1, stdout=-1) as reader,
        postgres.running("psql", *PSQL, f"--dbname={postgres.database()}", stdin=-1) as psql,
    ):
        assert psql.stdin is not None and reader.stdout is not None  # noqa: S101, PT018 - for the type checker
        feeding = Thread(target=_feed, args=(archive.database_in(file), reader.stdin), daemon=True)
        feeding.start()
        psql.stdin.write(b"BEGIN;\n" + (EMPTIED if replace else b""))
        for line in reader.stdout:
            if older and line == NEW_IN_17:
                older = False  # it stands at the beginning; whatever reads the same further on is somebody's words
            else:
                psql.stdin.write(line)
        feeding.join()
        if reader.wait() == 0:
            psql.stdin.write(_counted(manifest["rows"]))
            psql.stdin.write(b"COMMIT;\nANALYZE;\n")


def _counted(rows: dict[str, int]) -> bytes:
    """SQL that fails where a table has another number of rows."""
    checks = []
    for name, number in rows.items():
        table = ".".join('"{}"'.format(part.replace('"', '""')) for part in name.split(".", 1))
        said = name.replace("'", "''").replace("%", "%%")
        checks.append(
            f"IF (SELECT count(*) FROM {table}) <> {int(number)} THEN"  # noqa: S608
            f" RAISE EXCEPTION '{said} does not have {int(number)} rows'; END IF;"
        )
    return f"DO $counted$ BEGIN {' '.join(checks)} END $counted$;\n".encode()


def _feed(content: IO[bytes], stream: IO[bytes]) -> None:
    with suppress(BrokenPipeError):
        making.feed(content, stream)
