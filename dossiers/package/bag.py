"""A BagIt bag (RFC 8493) in a ZIP archive, written as a stream. The same content gives the same bytes."""

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from shutil import copyfileobj
from typing import IO

from dossiers.render.archive import EARLIEST

CHUNK = 1024 * 1024
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD = "data/"
UNIX, READABLE = 3, 0o100644 << 16


@dataclass(frozen=True)
class Packed:
    """One file of the bag: its SHA-256 and its size."""

    sha256: str
    size: int


class Bag:
    """A bag that is being written. Names are ours: ASCII, no spaces, nothing of an uploader's.

    `file` can be sought in: into a pipe, zipfile writes other bytes.
    """

    def __init__(self, file: IO[bytes], top: str) -> None:
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)
        self.top = top
        self.packed: dict[str, Packed] = {}

    def add(self, name: str, content: bytes) -> Packed:
        """Put a file in: under data/ the payload, beside it a tag file."""
        info = self._named(name, len(content))
        self.zip.writestr(info, content)
        self.packed[name] = Packed(hashlib.sha256(content).hexdigest(), len(content))
        return self.packed[name]

    def add_stream(self, name: str, content: IO[bytes], packed: Packed) -> Packed:
        """Put a file in of which hash and size are known, piece by piece."""
        with self.zip.open(self._named(name, packed.size), "w") as out:
            copyfileobj(content, out, CHUNK)
        self.packed[name] = packed
        return packed

    def payload(self) -> dict[str, Packed]:
        """What was put in under data/, by name."""
        return {name: one for name, one in sorted(self.packed.items()) if name.startswith(PAYLOAD)}

    def manifest(self) -> bytes:
        """manifest-sha256.txt: every file of the payload."""
        return _sums(self.payload())

    def close(self, info: Mapping[str, str]) -> None:
        """Write what makes a bag of it: the declaration, bag-info.txt, both manifests."""
        payload = self.payload().values()
        oxum = f"{sum(one.size for one in payload)}.{len(payload)}"
        lines = {**info, "Payload-Oxum": oxum}
        self.add("bagit.txt", DECLARATION.encode())
        self.add("bag-info.txt", "".join(f"{name}: {_on_one_line(value)}\n" for name, value in lines.items()).encode())
        self.add("manifest-sha256.txt", self.manifest())
        tags = {name: one for name, one in sorted(self.packed.items()) if not name.startswith(PAYLOAD)}
        self.add("tagmanifest-sha256.txt", _sums(tags))
        self.zip.close()

    def _named(self, name: str, size: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(f"{self.top}/{name}", EARLIEST)
        info.create_system, info.external_attr, info.file_size = UNIX, READABLE, size
        return info


def _sums(files: Mapping[str, Packed]) -> bytes:
    return "".join(f"{one.sha256}  {name}\n" for name, one in files.items()).encode()


def _on_one_line(value: str) -> str:
    return " ".join(value.split())
