"""The bytes of exports, each kept under its own SHA-256 in the storage "exports": a folder, or a bucket.

A file is there whole or not at all (sources/preserving/folder.py). Rows decide which bytes are needed: whoever writes
or erases holds the lock of that SHA-256 until the rows are committed.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import Storage, storages

from sources.preserving.folder import PARTIAL
from web.locks import wait_for

DIGEST_LENGTH = 64
# Releases lie beside the exports (dossiers/releases), and are no strays.
RELEASES = "releases"
CHUNK = 1024 * 1024


def storage() -> Storage:
    """Where the bytes lie."""
    return storages["exports"]


def key_of(digest: str) -> str:
    """The name of a file in the storage."""
    return f"{digest[:2]}/{digest}"


def digest_and_size(content: IO[bytes]) -> tuple[str, int]:
    """The SHA-256 under which a file is kept, and its size; it is read piece by piece."""
    content.seek(0)
    digest = sha256()
    for piece in iter(partial(content.read, CHUNK), b""):
        digest.update(piece)
    return digest.hexdigest(), content.tell()


def hold(digest: str) -> None:
    """Let nobody else write or erase these bytes until the transaction ends."""
    wait_for(f"export {digest}")


def keep(digest: str, content: IO[bytes]) -> None:
    """Keep a file, whole or not at all. Raises OSError."""
    content.seek(0)
    storage().save(key_of(digest), File(content))


def open_bytes(digest: str) -> IO[bytes]:
    """The bytes, as a stream to be closed. Raises FileNotFoundError when they are gone."""
    return storage().open(key_of(digest))


def erase(digest: str) -> None:
    """Give up the bytes. Erasing twice is no fault."""
    with suppress(FileNotFoundError):
        storage().delete(key_of(digest))


def lying() -> Iterator[tuple[str, datetime]]:
    """What lies here, by its name in the storage, with the moment at which it was written."""
    place: Any = storage()
    with suppress(FileNotFoundError):
        for folder in place.listdir("")[0]:
            if folder == RELEASES:
                continue
            for name in place.listdir(folder)[1]:
                with suppress(FileNotFoundError):
                    yield f"{folder}/{name}", place.get_modified_time(f"{folder}/{name}")


def digest_in(key: str) -> str:
    """The SHA-256 that a name in the storage stands for; "" for what a write that broke off has left."""
    folder, _slash, name = key.partition("/")
    return name if folder != PARTIAL and len(name) == DIGEST_LENGTH and key_of(name) == key else ""
