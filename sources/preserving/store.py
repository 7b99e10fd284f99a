"""The bytes of preserved files, each kept under its own SHA-256 in the storage "captures".

That storage is a folder (MEDIA_ROOT) or a bucket (S3_BUCKET). Bytes are streamed: a file is never held in memory. They
are written before their row; what a crash leaves behind without a row is found by `manage.py check_captures`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile, TemporaryDirectory
from typing import IO

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import transaction

from sources.models import PreservedFile
from sources.preserving.media_types import media_type_of
from web.locks import wait_for

CHUNK = 1024 * 1024
IN_MEMORY = 512 * 1024


def storage() -> Storage:
    """Where the bytes lie."""
    return storages["captures"]


def key_of(digest: str) -> str:
    """The name of a file in the storage: its hash, in folders of a size that a file system likes."""
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


@transaction.atomic
def keep(content: IO[bytes], *, at: datetime, media_type: str = "") -> PreservedFile:
    """Keep bytes, from where the stream stands to its end, and give their row; bytes that are here already stay as
    they are. The media type is told from the content unless the program made the bytes itself.

    Whoever asks looks first whether there are any bytes: an empty file would be kept as well.
    """
    with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        name, size = _copied(content, copy)
        told = media_type or media_type_of(copy)
        wait_for(f"file {name}")
        if not is_whole(name, size):
            copy.seek(0)
            storage().save(key_of(name), File(copy))
        known = PreservedFile.objects.filter(sha256=name).first()
        if known:
            return known
        return PreservedFile.objects.create(sha256=name, size=size, media_type=told, stored_at=at)


def _copied(content: IO[bytes], copy: IO[bytes]) -> tuple[str, int]:
    """Copy a stream, and tell its hash and its size."""
    digest, size = sha256(), 0
    while chunk := content.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        copy.write(chunk)
    return digest.hexdigest(), size


def is_whole(digest: str, size: int) -> bool:
    """Whether a file of this hash lies here in its full length; a shorter one was cut off and counts for nothing."""
    key = key_of(digest)
    return storage().exists(key) and storage().size(key) == size


def open_bytes(file: PreservedFile) -> IO[bytes]:
    """The bytes, as a stream to be closed. Raises FileNotFoundError when they are gone."""
    return storage().open(key_of(file.sha256))


@contextmanager
def on_disk(file: PreservedFile) -> Iterator[Path]:
    """The bytes as a file of this machine, for programs that need one; a passing copy where they lie in a bucket.

    Raises FileNotFoundError when they are gone.
    """
    if isinstance(storage(), FileSystemStorage):
        path = Path(storage().path(key_of(file.sha256)))
        if not path.exists():
            raise FileNotFoundError(path)
        yield path
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / file.sha256
        with open_bytes(file) as content, path.open("wb") as copy:
            copyfileobj(content, copy, CHUNK)
        yield path


def erase(file: PreservedFile) -> None:
    """Give up the bytes; the row with their hash stays. Erasing twice is no fault."""
    storage().delete(key_of(file.sha256))
