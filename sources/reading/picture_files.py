"""JPEG and PNG without what they say of themselves: their parts are copied or left out, the pixels never unpacked."""

import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from sources.reading.reading import BROKEN, Unreadable

JPEG_BEGIN, JPEG_END, JPEG_SCAN = 0xD8, 0xD9, 0xDA
# Kept: tables and scans, APP0 (JFIF), an ICC profile, and Adobe's mark that tells how colours are meant.
JPEG_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
ORIENTATION = 0x0112

PNG_BEGIN = b"\x89PNG\r\n\x1a\n"
PNG_SAYS = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf"))
PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD hIST cICP acTL fcTL fdAT".split()
)  # fmt: skip


def jpeg_without_properties(content: bytes, orientation: int = 1) -> bytes:
    """The same picture without EXIF, XMP, IPTC, comments and whatever follows its end; it stays the right way up.

    Raises Unreadable.
    """
    if content[:2] != b"\xff\xd8":
        raise Unreadable(BROKEN)
    parts = [b"\xff\xd8"]
    for marker, part in _jpeg_parts(content):
        if _jpeg_keeps(marker, part):
            parts.append(part)
    if orientation != 1:
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        body = exif.tobytes()
        body = body if body.startswith(b"Exif\0\0") else b"Exif\0\0" + body
        place = 2 if len(parts) > 1 and parts[1][1] == 0xE0 else 1
        parts.insert(place, b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)
    return b"".join(parts)


def _jpeg_keeps(marker: int, part: bytes) -> bool:
    if marker == 0xE2:
        return part[4:16] == b"ICC_PROFILE\0"
    if marker == 0xE0:
        return part[4:9] == b"JFIF\0"
    if marker == 0xEE:
        return part[4:9] == b"Adobe"
    return marker != 0xFE and not 0xE1 <= marker <= 0xEF


def _jpeg_parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker; a scan goes with the header before it; the end of the picture is the last."""
    at = 2
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            raise Unreadable(BROKEN)
        marker = content[at + 1]
        if marker == 0xFF:  # a filler
            at += 1
            continue
        if marker == JPEG_END:
            yield marker, content[at : at + 2]
            return
        if marker in JPEG_ALONE:
            yield marker, content[at : at + 2]
            at += 2
            continue
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if end < at + 4:
            raise Unreadable(BROKEN)
        if marker == JPEG_SCAN:
            end = _end_of_scan(content, end)
        yield marker, content[at:end]
        at = end
    yield JPEG_END, b"\xff\xd9"  # cut off: what there is of it


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the packed pixels end: at a marker that is neither a restart nor a stuffed byte."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        following = content[at + 1]
        if following != 0 and following != 0xFF and not 0xD0 <= following <= 0xD7:
            return at
        at += 1 if following == 0xFF else 2
    return len(content)


def png_without_properties(content: bytes) -> bytes:
    """The same picture without texts, EXIF, its time and whatever follows its end. Raises Unreadable."""
    chunks = list(_png_chunks(content))
    if not chunks or chunks[-1][0] != b"IEND":
        raise Unreadable(BROKEN)
    return PNG_BEGIN + b"".join(chunk for name, chunk in chunks if name in PNG_KEPT)


def png_of_properties(content: bytes) -> bytes:
    """A picture of one dot with all that another says of itself: Pillow reads a PNG's EXIF only with its pixels."""
    said = b"".join(chunk for name, chunk in _png_chunks(content) if name in PNG_SAYS)
    dot = _png_chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return PNG_BEGIN + dot + said + _png_chunk(b"IDAT", zlib.compress(b"\0\0")) + _png_chunk(b"IEND", b"")


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk with its name, up to the end of the picture or to where it is cut off."""
    at = len(PNG_BEGIN)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if end > len(content):
            return
        name = content[at + 4 : at + 8]
        yield name, content[at:end]
        if name == b"IEND":
            return
        at = end


def _png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
