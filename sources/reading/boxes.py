"""The boxes of MP4 and QuickTime files in which phones and programs say where, when and with what they recorded.

mutagen reads what players show; phones write elsewhere: `udta` (©xyz is the place), and `meta` with named keys.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sources.reading.characters import one_line

INSIDE = (b"moov", b"trak", b"mdia")
MOST_BOXES, MOST_VALUE = 10_000, 64 * 1024
NAMES = {
    b"\xa9xyz": "Place (latitude, longitude)",
    b"\xa9mak": "Device",
    b"\xa9mod": "Device",
    b"\xa9swr": "Made with",
    b"\xa9day": "Date",
    b"\xa9aut": "Author",
    "com.apple.quicktime.location.ISO6709": "Place (latitude, longitude)",
    "com.apple.quicktime.make": "Device",
    "com.apple.quicktime.model": "Device",
    "com.apple.quicktime.software": "Made with",
    "com.apple.quicktime.creationdate": "Created",
    "com.apple.quicktime.author": "Author",
    "com.android.version": "Made with",
    "com.android.manufacturer": "Device",
    "com.android.model": "Device",
}


@dataclass(frozen=True)
class Box:
    """One box: its four-letter name, where its content begins and ends, and how long its own head is."""

    name: bytes
    start: int
    end: int
    head: int


def boxes(file: IO[bytes], start: int, end: int, left: list[int] | None = None) -> Iterator[Box]:
    """The boxes of a stretch of a file, and those inside the ones that hold others; stops at the first fault."""
    left = [MOST_BOXES] if left is None else left
    while start + 8 <= end and left[0] > 0:
        left[0] -= 1
        file.seek(start)
        size, name = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            large = file.read(8)
            if len(large) < 8:
                return
            size, head = struct.unpack(">Q", large)[0], 16
        size = size or end - start
        if size < head or start + size > end:
            return
        box = Box(name, start + head, start + size, head)
        yield box
        if name in INSIDE:
            yield from boxes(file, box.start, box.end, left)
        start += size


def is_film(path: Path) -> bool:
    """Whether a file is made of boxes and holds the one without which nothing can be played."""
    with path.open("rb") as file:
        return any(box.name == b"moov" for box in boxes(file, 0, path.stat().st_size))


def said_in_boxes(path: Path) -> Iterator[tuple[str, str]]:
    """What the boxes say; nothing for other kinds of file."""
    with path.open("rb") as file:
        if file.read(8)[4:] != b"ftyp":
            return
        for box in list(boxes(file, 0, path.stat().st_size)):
            with suppress(struct.error, IndexError, UnicodeError):
                if box.name == b"udta":
                    yield from _in_user_boxes(file, box)
                elif box.name == b"meta":
                    yield from _in_keys(file, box)


def _in_user_boxes(file: IO[bytes], around: Box) -> Iterator[tuple[str, str]]:
    for box in list(boxes(file, around.start, around.end)):
        if box.name in NAMES:
            content = _content(file, box)
            length = struct.unpack(">H", content[:2])[0]
            value = content[4 : 4 + length].decode("utf-8", "replace")
            yield NAMES[box.name], _place(value) if box.name == b"\xa9xyz" else one_line(value, 500)


def _in_keys(file: IO[bytes], around: Box) -> Iterator[tuple[str, str]]:
    inside = {box.name: box for box in boxes(file, around.start, around.end)}
    if b"keys" not in inside or b"ilst" not in inside:
        return
    keys = list(_keys(_content(file, inside[b"keys"])))
    for box in list(boxes(file, inside[b"ilst"].start, inside[b"ilst"].end)):
        number = int.from_bytes(box.name, "big")
        if 0 < number <= len(keys) and keys[number - 1] in NAMES:
            value = _content(file, box)[16:].decode("utf-8", "replace")
            name = NAMES[keys[number - 1]]
            yield name, _place(value) if name.startswith("Place") else one_line(value, 500)


def _keys(content: bytes) -> Iterator[str]:
    at = 8
    while at + 8 <= len(content):
        size = struct.unpack(">I", content[at : at + 4])[0]
        if size < 8:
            return
        yield content[at + 8 : at + size].decode("utf-8", "replace")
        at += size


def _content(file: IO[bytes], box: Box) -> bytes:
    file.seek(box.start)
    return file.read(min(box.end - box.start, MOST_VALUE))


def _place(value: str) -> str:
    """ISO 6709, "+45.4642+009.1900+120.000/", as latitude and longitude."""
    parts = value.strip("/\0 ").replace("+", " +").replace("-", " -").split()
    try:
        return ", ".join(f"{float(part):.5f}" for part in parts[:2])
    except ValueError:
        return one_line(value, 100)
