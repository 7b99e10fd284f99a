"""Pictures: no text, but often their author, their device and their place. The pixels are never unpacked."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin, UnidentifiedImageError

from sources.reading.characters import one_line
from sources.reading.picture_files import PNG_BEGIN, png_of_properties
from sources.reading.properties import said_in_xmp
from sources.reading.reading import BROKEN, Hints, Reading, Unreadable

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")
EXIF_NAMES = {
    "Artist": "Author",
    "XPAuthor": "Author",
    "CameraOwnerName": "Owner of the camera",
    "Copyright": "Copyright",
    "Make": "Device",
    "Model": "Device",
    "BodySerialNumber": "Number of the device",
    "LensModel": "Lens",
    "HostComputer": "Computer",
    "Software": "Made with",
    "DateTimeOriginal": "Created",
    "DateTime": "Changed",
    "ImageDescription": "Description",
    "UserComment": "Comment",
    "XPComment": "Comment",
    "XPTitle": "Title",
}
IPTC_NAMES = {
    (2, 80): "Author",
    (2, 90): "City",
    (2, 101): "Country",
    (2, 105): "Headline",
    (2, 116): "Copyright",
    (2, 120): "Description",
    (2, 122): "Written by",
}
GPS = 0x8825
SHOWN_TEXT = {"Author", "Comment", "Copyright", "Creation Time", "Description", "Software", "Source", "Title"}
PNG_NAMES = {"Software": "Made with", "Creation Time": "Created"}


def read(path: Path, hints: Hints) -> Reading:
    """The picture's properties."""
    Image.MAX_IMAGE_PIXELS = None  # nothing below looks at the pixels
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # a wrong checksum does not hide the author
    if _is_heic(path):
        return Reading(extractor="none")
    reading = Reading(extractor=f"Pillow {Image.__version__}")  # type: ignore[attr-defined]
    try:
        with warnings.catch_warnings(action="ignore"), _opened(path) as image:
            reading.properties = list(dict.fromkeys(_properties(image)))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Unreadable(BROKEN) from None
    return reading


def _is_heic(path: Path) -> bool:
    """Apple's pictures: Pillow cannot open them, and what they say of themselves is not read."""
    with path.open("rb") as file:
        head = file.read(12)
    return head[4:8] == b"ftyp" and head[8:12] != b"avif"


def _opened(path: Path) -> Image.Image:
    with path.open("rb") as file:
        is_png = file.read(len(PNG_BEGIN)) == PNG_BEGIN
    if not is_png:
        return Image.open(path, formats=FORMATS)
    image = Image.open(BytesIO(png_of_properties(path.read_bytes())), formats=FORMATS)
    image.load()
    return image


def _properties(image: Image.Image) -> Iterator[tuple[str, str]]:
    for found in (_exif, _place, _iptc, _texts, _xmp):
        try:
            yield from list(found(image))
        except Exception:  # noqa: S112 - what cannot be read of one kind does not hide the others
            continue


def _exif(image: Image.Image) -> Iterator[tuple[str, str]]:
    exif = image.getexif()
    values = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    named = {ExifTags.TAGS.get(tag, ""): _words(value) for tag, value in values.items()}
    device = " ".join(dict.fromkeys(named[tag] for tag in ("Make", "Model") if named.get(tag)))
    if device:
        yield "Device", device
    for tag, said in EXIF_NAMES.items():
        if said != "Device" and named.get(tag):
            yield said, named[tag]


def _words(value: Any) -> str:
    if isinstance(value, bytes):
        if value[:8] in (b"ASCII\0\0\0", b"UNICODE\0"):
            value = value[8:]
        value = value.decode("utf-16-le" if value[1::2].count(0) * 3 > len(value) else "utf-8", "replace")
    return one_line(str(value), 500)


def _place(image: Image.Image) -> Iterator[tuple[str, str]]:
    gps = image.getexif().get_ifd(GPS)
    latitude, longitude = _degrees(gps.get(2), gps.get(1)), _degrees(gps.get(4), gps.get(3))
    if latitude is not None and longitude is not None:
        yield "Place (latitude, longitude)", f"{latitude:.5f}, {longitude:.5f}"


def _degrees(parts: Any, direction: Any) -> float | None:
    if not parts:
        return None
    value: float = sum(float(part) / 60**place for place, part in enumerate(parts))
    return -value if str(direction).upper() in ("S", "W", "B'S'", "B'W'") else value


def _iptc(image: Any) -> Iterator[tuple[str, str]]:
    found = IptcImagePlugin.getiptcinfo(image) or {}
    for tag, said in IPTC_NAMES.items():
        values = found.get(tag, [])
        for value in values if isinstance(values, list) else [values]:
            yield said, _words(value)


def _texts(image: Image.Image) -> Iterator[tuple[str, str]]:
    for name, value in image.info.items():
        if name in SHOWN_TEXT or name == "comment":
            yield PNG_NAMES.get(name, name.capitalize()), _words(value)


def _xmp(image: Image.Image) -> Iterator[tuple[str, str]]:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    yield from said_in_xmp(packet.encode() if isinstance(packet, str) else packet)
