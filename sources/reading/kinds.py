"""What kind of file some bytes are, told from the bytes; which module reads it."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from sources.reading.reading import EMPTY, UNKNOWN_KIND, Hints, Reading, Unreadable

HEAD = 64 * 1024
HTML_SIGNS = (b"<!doctype html", b"<html", b"<head", b"<body")


def kind_of(head: bytes) -> str:
    """The name of the module in `formats` that reads such a file. Raises Unreadable."""
    if not head:
        raise Unreadable(EMPTY)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    start = head[:4096].lower()
    if any(sign in start for sign in HTML_SIGNS):
        return "html"
    if b"\0" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "plain"
    raise Unreadable(UNKNOWN_KIND)


def reader_of(kind: str) -> Callable[[Path, Hints], Reading]:
    """The `read` of a module in `formats`, imported now: a reading loads only the libraries that it needs."""
    read: Callable[[Path, Hints], Reading] = import_module(f"sources.reading.formats.{kind}").read
    return read


def read(path: Path, hints: Hints) -> Reading:
    """Read a file by its kind. Raises Unreadable."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return reader_of(kind_of(head))(path, hints)
