"""Reading parts of a zip without believing what it says of their sizes."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from sources.reading.reading import BROKEN, ENCRYPTED, TOO_LARGE, Unreadable

MOST_PARTS = 50_000


@contextmanager
def opened(path: Path) -> Iterator[ZipFile]:
    """A zip. Raises Unreadable, also for faults that are found while its parts are read."""
    try:
        with ZipFile(path) as archive:
            if len(archive.filelist) > MOST_PARTS:
                raise Unreadable(TOO_LARGE)
            yield archive
    except RuntimeError as error:
        raise Unreadable(ENCRYPTED if "encrypted" in str(error) else BROKEN) from None
    except (BadZipFile, EOFError, OSError, NotImplementedError, zlib.error, KeyError, ValueError):
        raise Unreadable(BROKEN) from None


def part(archive: ZipFile, name: str, most: int) -> bytes:
    """One part, at most so many bytes of it really unpacked.

    zipfile unpacks no more than the size that the zip states and then compares the checksum, so a part that states
    less than it holds is a broken one. Raises Unreadable.
    """
    with archive.open(name) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise Unreadable(TOO_LARGE)
    return content
