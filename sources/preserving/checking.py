"""Comparing what the database says is preserved with the bytes that are there: each read whole, once, in pieces.

It goes through the 256 folders of the storage in turn, and through the rows beside them in the order of their digests,
so that neither all rows nor all names are ever in memory.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum

from sources.preserving import shelf, store
from sources.preserving.folder import PARTIAL
from sources.preserving.need import with_need
from sources.preserving.shelf import Lying
from web.locks import wait_for

if TYPE_CHECKING:
    from sources.preserving.need import FileWithNeed

OLD_ENOUGH = timedelta(days=1)
CHUNK = 1024 * 1024
ROWS = 1000


class Fault(StrEnum):
    """What can be wrong with preserved bytes."""

    MISSING = "missing"
    CHANGED = "changed"
    EXTRA = "extra"
    TAKEN_DOWN = "taken down, still there"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: which file, by its name in the storage, and what."""

    fault: Fault
    key: str
    note: str


def bytes_in_all() -> int:
    """How many bytes there are to read, by the database."""
    return with_need().filter(needed=True).aggregate(all=Sum("size"))["all"] or 0


def findings(after: str, *, read: Callable[[int], None], done: Callable[[str], None]) -> Iterator[Finding]:
    """What is wrong with the files whose names come after this one.

    `read` is told of every piece that was read, in bytes, and `done` the name of every file that is finished.
    """
    waiting = _rows(after[:2])
    row = next(waiting, None)
    folders = shelf.folders()
    for prefix in shelf.PREFIXES:
        if f"{prefix}/~" < after:
            continue
        rows = {}
        while row is not None and row.sha256.startswith(prefix):
            rows[store.key_of(row.sha256)] = row
            row = next(waiting, None)
        lying = {each.key: each for each in shelf.under(prefix)} if prefix in folders else {}
        for key in sorted(rows.keys() | lying.keys()):
            if key <= after:
                continue
            found = _compare(key, rows.get(key), lying.get(key), read)
            if found:
                yield found
            done(key)


def _rows(digest: str) -> "Iterator[FileWithNeed]":
    """The rows from this digest on, in order. What changes while they are compared is looked at once more."""
    while batch := list(with_need().filter(sha256__gte=digest).order_by("sha256")[:ROWS]):
        yield from batch
        digest = f"{batch[-1].sha256}~"


def strays(*, at: datetime) -> Iterator[Finding]:
    """What lies where no preserved file is kept. What is being written at this moment is no stray."""
    for lying in shelf.elsewhere():
        if not lying.key.startswith(f"{PARTIAL}/"):
            yield Finding(Fault.EXTRA, lying.key, f"{lying.size} bytes outside the folders of preserved files")
        elif _is_old(lying, at):
            yield Finding(Fault.EXTRA, lying.key, f"{lying.size} bytes of a write that broke off")


def delete_extra(key: str, *, at: datetime) -> bool:
    """Erase bytes that nothing needs, when they are older than a day; whether they were."""
    lying = next((each for each in shelf.under(key.rpartition("/")[0]) if each.key == key), None)
    if "/" not in key:
        lying = next((each for each in shelf.elsewhere() if each.key == key), None)
    if lying is None or not _is_old(lying, at):
        return False
    digest = key.rpartition("/")[2]
    with transaction.atomic():
        wait_for(f"file {digest}")
        if key == store.key_of(digest) and with_need().filter(sha256=digest, needed=True).exists():
            return False
        store.storage().delete(key)
    return True


def _is_old(lying: Lying, at: datetime) -> bool:
    return at - lying.written_at > OLD_ENOUGH


def _compare(key: str, row: "FileWithNeed | None", lying: Lying | None, read: Callable[[int], None]) -> Finding | None:
    """What is wrong with one file. Somebody may be at work: what looks wrong is looked at once more."""
    if row is None:
        row = with_need().filter(sha256=key.rpartition("/")[2]).first() if lying else None
    needed = row is not None and row.needed
    if lying is None:
        if needed and row is not None and not store.storage().exists(key) and _is_needed_now(row):
            return Finding(Fault.MISSING, key, _used_by(row))
        return None
    if row is None or key != store.key_of(row.sha256):
        return Finding(Fault.EXTRA, key, f"{lying.size} bytes that the database does not know")
    if not needed:
        return None if _is_needed_now(row) or not store.storage().exists(key) else _not_needed(key, row, lying)
    return _read_again(key, row, lying, read)


def _read_again(key: str, row: "FileWithNeed", lying: Lying, read: Callable[[int], None]) -> Finding | None:
    if lying.size != row.size:
        return Finding(Fault.CHANGED, key, f"{lying.size} bytes instead of {row.size}; {_used_by(row)}")
    try:
        digest = _hash(key, read)
    except FileNotFoundError:
        return Finding(Fault.MISSING, key, _used_by(row)) if _is_needed_now(row) else None
    except OSError as error:
        return Finding(Fault.CHANGED, key, f"cannot be read ({error.strerror or error}); {_used_by(row)}")
    if digest != row.sha256:
        return Finding(Fault.CHANGED, key, f"other bytes, whose SHA-256 is {digest}; {_used_by(row)}")
    return None


def _not_needed(key: str, row: "FileWithNeed", lying: Lying) -> Finding:
    if row.was_taken_down:
        return Finding(Fault.TAKEN_DOWN, key, f"{lying.size} bytes")
    return Finding(Fault.EXTRA, key, f"{lying.size} bytes that no copy needs")


def _hash(key: str, read: Callable[[int], None]) -> str:
    digest = sha256()
    with shelf.reading(key) as content:
        while piece := content.read(CHUNK):
            digest.update(piece)
            read(len(piece))
    return digest.hexdigest()


def _is_needed_now(row: "FileWithNeed") -> bool:
    return with_need().filter(pk=row.pk, needed=True).exists()


def _used_by(row: "FileWithNeed") -> str:
    """Which sources have it, for whoever must bring it again."""
    slugs = {capture.source.slug for capture in row.captures.select_related("source")}
    slugs |= {capture.source.slug for capture in row.capture_exchanges.select_related("source")}
    slugs |= {released.capture.source.slug for released in row.releases.select_related("capture__source")}
    return f"of {', '.join(sorted(slugs))}" if slugs else "of a copy that waits for its source"
