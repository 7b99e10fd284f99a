"""Reading an earlier dossier back: the package or the JSON that somebody kept. What they hand in may be anything."""

import hashlib
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

from django.utils.translation import gettext as _

FORM = re.compile(r"on-record-dossier/(\d{1,4})")
LARGEST_JSON = 64 * 1024 * 1024
LARGEST_UNPACKED = 2 * 1024 * 1024 * 1024
LARGEST_DIRECTORY = 8 * 1024 * 1024
DEEPEST = 40  # ours goes ten deep
CHUNK = 1024 * 1024
A_SUM = re.compile(r"([0-9a-f]{64})  (data/[!-~]+)")
CANNOT_UNPACK = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError)
Plain = dict[str, Any]


class NotAnEarlierDossier(Exception):
    """What was handed in cannot be compared; the text is a sentence for whoever did."""


@dataclass(frozen=True)
class Earlier:
    """A dossier as it was handed over then. `broken` are files that are not as the package's manifest says."""

    dossier: Plain
    broken: tuple[str, ...] = ()
    is_package: bool = False

    @property
    def form(self) -> str:
        """Which keys it has."""
        return str(self.dossier["form"])


def read(file: IO[bytes]) -> Earlier:
    """The dossier in a package or a JSON file. Nothing is unpacked to disk. Raises NotAnEarlierDossier."""
    file.seek(0)
    begins = file.read(4)
    if begins == b"PK\x03\x04":
        return _of_package(file)
    file.seek(0)
    return Earlier(_dossier(_no_more_than(file, LARGEST_JSON)))


def _of_package(file: IO[bytes]) -> Earlier:
    if _size_of_directory(file) > LARGEST_DIRECTORY:
        raise NotAnEarlierDossier(_("This ZIP file lists more files than a package has."))
    try:
        with zipfile.ZipFile(file) as package:
            top = _top(package)
            dossier = _dossier(_member(package, f"{top}data/dossier.json", LARGEST_JSON))
            return Earlier(dossier, tuple(_broken(package, top)), is_package=True)
    except CANNOT_UNPACK as trouble:
        raise NotAnEarlierDossier(_("This ZIP file is damaged or cut off.")) from trouble


def _size_of_directory(file: IO[bytes]) -> int:
    """How long the list of files at a ZIP file's end is, told before any library reads it."""
    end = file.seek(0, 2)
    file.seek(max(0, end - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise NotAnEarlierDossier(_("This ZIP file is damaged or cut off."))
    (size,) = struct.unpack_from("<L", tail, at + 12)
    return int(size)


def _top(package: zipfile.ZipFile) -> str:
    """The folder of the package in the ZIP; "" where its files were packed without one."""
    tops = [
        name[: -len("bagit.txt")] for name in package.namelist() if re.fullmatch(r"([^/]{1,200}/)?bagit\.txt", name)
    ]
    if len(tops) != 1 or f"{tops[0]}data/dossier.json" not in package.namelist():
        raise NotAnEarlierDossier(
            _("This ZIP file is not an evidence package: data/dossier.json and bagit.txt are not in it.")
        )
    return tops[0]


def _member(package: zipfile.ZipFile, name: str, most: int) -> bytes:
    with package.open(name) as content:
        return _no_more_than(content, most)


def _no_more_than(content: IO[bytes], most: int) -> bytes:
    found = content.read(most + 1)
    if len(found) > most:
        raise NotAnEarlierDossier(_("This file is larger than the data of any dossier."))
    return found


def _broken(package: zipfile.ZipFile, top: str) -> Iterator[str]:
    """The files that are not as the manifest says, missing, or not in it."""
    names = set(package.namelist())
    manifest = f"{top}manifest-sha256.txt"
    if manifest not in names:
        yield "manifest-sha256.txt"
        return
    sums = [A_SUM.fullmatch(line) for line in _text(_member(package, manifest, LARGEST_JSON)).splitlines()]
    expected = {found[2]: found[1] for found in sums if found}
    left = LARGEST_UNPACKED
    for name, digest in sorted(expected.items()):
        found, size = _digest(package, f"{top}{name}", left) if f"{top}{name}" in names else ("", 0)
        left -= size
        if found != digest:
            yield name
    inside = {name[len(top) :] for name in names if name.startswith(f"{top}data/") and not name.endswith("/")}
    yield from sorted(inside - set(expected))


def _digest(package: zipfile.ZipFile, name: str, most: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    try:
        with package.open(name) as content:
            for chunk in iter(partial(content.read, CHUNK), b""):
                digest.update(chunk)
                size += len(chunk)
                if size > most:
                    raise NotAnEarlierDossier(_("This ZIP file unpacks to more than a package holds."))
    except CANNOT_UNPACK:
        return "", size
    return digest.hexdigest(), size


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _dossier(content: bytes) -> Plain:
    """The dossier, of the shape that comparing relies on."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as trouble:
        raise NotAnEarlierDossier(_("This is neither an evidence package nor the JSON of a dossier.")) from trouble
    form = FORM.fullmatch(str(found.get("form", ""))) if isinstance(found, dict) else None
    if form is None:
        raise NotAnEarlierDossier(_("This is neither an evidence package nor the JSON of a dossier."))
    if _depth(found) > DEEPEST or not _has_its_shape(found):
        raise NotAnEarlierDossier(_("This calls itself a dossier, but its data are not those of one."))
    cleaned: Plain = _printable(found)
    return cleaned


def _depth(value: Any) -> int:
    """How many lists and dictionaries stand in one another; counted without calling itself."""
    level, depth = [value], 0
    while level:
        depth += 1
        level = [
            inside
            for one in level
            if isinstance(one, dict | list)
            for inside in (one.values() if isinstance(one, dict) else one)
            if isinstance(inside, dict | list)
        ]
    return depth


def _has_its_shape(found: Plain) -> bool:
    country = found.get("country")
    lists = [found.get("notes"), found.get("sources"), found.get("copies", [])]
    return (
        isinstance(country, dict)
        and all(isinstance(one, list) and all(isinstance(each, dict) for each in one) for one in lists)
        and all(isinstance(note.get("ref"), str) for note in found["notes"])
        and all(isinstance(source.get("slug"), str) for source in found["sources"])
    )


def _printable(value: Any) -> Any:
    """The same without what no page can hold: halves of surrogate pairs and the character NUL."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    if isinstance(value, dict):
        return {_printable(key): _printable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_printable(each) for each in value]
    return value
