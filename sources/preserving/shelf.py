"""What really lies in the storage "captures", told from the storage itself and not from the database."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import FileSystemStorage

from sources.preserving import store

PREFIXES = [f"{number:02x}" for number in range(256)]


@dataclass(frozen=True, order=True)
class Lying:
    """Some bytes in the storage: their name there, their size, and when they were written."""

    key: str
    size: int
    written_at: datetime


def under(prefix: str) -> list[Lying]:
    """What lies in one folder of the storage and in the folders inside it, by name."""
    return sorted(_under(prefix))


def folders() -> set[str]:
    """The folders that there are at this moment; one may come while somebody looks through them."""
    return set(_listed()[0])


def elsewhere() -> list[Lying]:
    """What lies outside the folders in which preserved files are kept."""
    storage: Any = store.storage()
    folders, files = _listed()
    strays = [Lying(name, storage.size(name), _aware(storage.get_modified_time(name))) for name in files]
    for folder in folders:
        strays += [] if folder in PREFIXES else under(folder)
    return sorted(strays)


@contextmanager
def reading(key: str) -> Iterator[IO[bytes]]:
    """The bytes of this name, as they come, never all at once. Raises FileNotFoundError, OSError."""
    storage: Any = store.storage()
    if isinstance(storage, FileSystemStorage):
        with open(storage.path(key), "rb", buffering=0) as content:  # noqa: PTH123
            yield content
        return
    with closing(storage.bucket.Object(key).get()["Body"]) as content:
        yield content


def place() -> str:
    """Where the storage is, for telling one from another."""
    storage: Any = store.storage()
    if isinstance(storage, FileSystemStorage):
        return str(Path(storage.location).resolve())
    return f"{storage.endpoint_url or ''} {storage.bucket_name}"


def _listed() -> tuple[list[str], list[str]]:
    """The folders and the files at the top."""
    storage: Any = store.storage()
    if isinstance(storage, FileSystemStorage) and not Path(storage.location).exists():
        return [], []
    folders, files = storage.listdir("")
    return folders, files


def _under(folder: str) -> Iterator[Lying]:
    storage: Any = store.storage()
    if isinstance(storage, FileSystemStorage):
        root = Path(storage.location)
        for path in (root / folder).rglob("*"):
            if path.is_symlink() or not path.is_dir():
                found = path.lstat()
                moment = datetime.fromtimestamp(found.st_mtime, UTC)
                yield Lying(str(path.relative_to(root)), found.st_size, moment)
        return
    for lying in storage.bucket.objects.filter(Prefix=f"{folder}/"):
        yield Lying(lying.key, lying.size, lying.last_modified)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
