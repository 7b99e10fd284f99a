"""Writing a copy of a file without its own properties: what each kind needs for that."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO

import mutagen
from mutagen.apev2 import APEv2
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from PIL import Image

from sources.reading import kinds, pdf_without_properties
from sources.reading.boxes import Box, boxes
from sources.reading.formats import image
from sources.reading.picture_files import ORIENTATION, jpeg_without_properties, png_without_properties
from sources.reading.reading import UNKNOWN_KIND, Hints, Unreadable

CHUNK = 1024 * 1024
# Where phones and programs put what they know: blanked, so that every other box stays where it was.
BLANKED = (b"udta", b"meta", b"uuid")
WITH_TIMES = (b"mvhd", b"tkhd", b"mdhd")


def write(path: Path, to: Path, kind: str) -> list[str]:
    """Write the copy; gives the names of what was taken out. Raises Unreadable for kinds of which none can be made."""
    if kind not in WRITERS:
        raise Unreadable(UNKNOWN_KIND)
    if kind in ("html", "plain"):
        shutil.copyfile(path, to)
        return []
    removed = WRITERS[kind](path, to)
    said = [] if kind == "pdf" else [name for name, _ in kinds.read(path, Hints(most_text=0)).properties]
    return list(dict.fromkeys([*said, *removed]))


def _write_image(path: Path, to: Path) -> list[str]:
    content = path.read_bytes()
    if content.startswith(b"\xff\xd8\xff"):
        with Image.open(path, formats=image.FORMATS) as picture:
            orientation = int(picture.getexif().get(ORIENTATION, 1))
        to.write_bytes(jpeg_without_properties(content, orientation))
    elif content.startswith(b"\x89PNG"):
        to.write_bytes(png_without_properties(content))
    else:
        raise Unreadable(UNKNOWN_KIND)
    return []


def _write_recording(path: Path, to: Path) -> list[str]:
    with path.open("rb") as file:
        head = file.read(12)
    shutil.copyfile(path, to)
    if head[4:8] == b"ftyp":
        return _blank_boxes(to)
    if not isinstance(mutagen.File(to), MP3):
        raise Unreadable(UNKNOWN_KIND)
    ID3().delete(to)  # type: ignore[no-untyped-call]
    APEv2().delete(to)  # type: ignore[no-untyped-call]
    return []


def _blank_boxes(path: Path) -> list[str]:
    removed = []
    with path.open("r+b") as file:
        for box in list(boxes(file, 0, path.stat().st_size)):
            if box.name in BLANKED:
                _rename_and_clear(file, box)
                removed.append("Notes of the device or program")
            elif box.name in WITH_TIMES:
                file.seek(box.start)
                version = file.read(4)[0]
                end = box.start + (20 if version == 1 else 12)
                if any(file.read(end - box.start - 4)):
                    _clear(file, box.start + 4, end)
                    removed.append("Times of recording")
    return removed


def _rename_and_clear(file: IO[bytes], box: Box) -> None:
    file.seek(box.start - box.head + 4)
    file.write(b"free")
    _clear(file, box.start, box.end)


def _clear(file: IO[bytes], start: int, end: int) -> None:
    file.seek(start)
    for at in range(start, end, CHUNK):
        file.write(bytes(min(CHUNK, end - at)))


WRITERS: dict[str, Callable[[Path, Path], list[str]]] = {
    "html": lambda path, to: [],
    "plain": lambda path, to: [],
    "image": _write_image,
    "pdf": pdf_without_properties.write,
    "recording": _write_recording,
}
