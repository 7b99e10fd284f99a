"""Archives that are the same bytes wherever they are made."""

import io
import shutil
import zipfile
from collections.abc import Callable
from typing import IO

# The first moment that an archive can name. Compression is left out: its bytes depend on the machine's zlib.
EARLIEST = (1980, 1, 1, 0, 0, 0)


def stored(content: bytes, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """The same archive with its files in their order, uncompressed, with one fixed time.

    `change` gives what a file of some name is to hold instead.
    """
    out = io.BytesIO()
    store_again(io.BytesIO(content), out, change)
    return out.getvalue()


def store_again(content: IO[bytes], file: IO[bytes], change: Callable[[str, bytes], bytes] | None = None) -> None:
    """The same from one file into another, piece by piece; what is changed is in memory, one file at a time."""
    with zipfile.ZipFile(content) as given, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for name in given.namelist():
            with given.open(name) as held, packed.open(zipfile.ZipInfo(name, EARLIEST), "w") as part:
                if change:
                    part.write(change(name, held.read()))
                else:
                    shutil.copyfileobj(held, part)
