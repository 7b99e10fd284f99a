"""What kind of file some bytes are, told from the bytes; which module reads it."""

import gzip
import re
import zlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from sources.reading.charsets import head_text
from sources.reading.reading import BROKEN, EMPTY, ENCRYPTED, UNKNOWN_KIND, Hints, Reading, Unreadable

HEAD = 64 * 1024
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
RECORDINGS = (b"ID3", b"OggS", b"fLaC", b"\x1a\x45\xdf\xa3", b"FORM")
MPEG_AUDIO = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]")
STILL_PICTURES = (b"heic", b"heix", b"mif1", b"avif")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_LOCKED = "EncryptedPackage".encode("utf-16-le")

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PAGE_TAGS = "!doctype html|html|head|body|meta|title|link|script|style"
_PAGE = re.compile(rf"\s*(?:<!--.*?-->\s*)*<(?:{_PAGE_TAGS})\b", re.I | re.S)
_TAGS = re.compile(r"</?(?:p|div|span|a|br|h[1-6]|ul|ol|li|table|article|section|b|i|em|strong)(?:\s[^>]*)?/?>", re.I)
_XML = re.compile(r"\s*<(?:\?xml|!doctype|svg)\b", re.I)
_SVG = re.compile(r"<svg[\s>]", re.I)
_HEADER = re.compile(r"([!-9;-~]+):(?:[ \t]|$)")
LETTER_HEADERS = frozenset(("from", "date", "subject", "message-id", "received", "mime-version", "to", "return-path"))


def kind_of(path: Path) -> str:
    """The name of the module in `formats` that reads such a file. Raises Unreadable."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise Unreadable(EMPTY)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(path)
    if head.startswith(OLE):
        raise Unreadable(ENCRYPTED if OLE_LOCKED in path.read_bytes() else UNKNOWN_KIND)
    found = _kind_by_signature(head) or _kind_of_text(head)
    if not found:
        raise Unreadable(UNKNOWN_KIND)
    return found


def reader_of(kind: str) -> Callable[[Path, Hints], Reading]:
    """The `read` of a module in `formats`, imported now: a reading loads only the libraries that it needs."""
    read: Callable[[Path, Hints], Reading] = import_module(f"sources.reading.formats.{kind}").read
    return read


def read(path: Path, hints: Hints) -> Reading:
    """Read a file by its kind. Raises Unreadable."""
    return reader_of(kind_of(path))(path, hints)


def _kind_by_signature(head: bytes) -> str:
    if head.startswith(IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    if head[4:8] == b"ftyp":
        return "image" if head[8:12] in STILL_PICTURES else "recording"
    if head.startswith(RECORDINGS) or head[:4] == b"RIFF":
        return "recording"
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and _unpacked(head).startswith(b"WARC/")):
        return "warc"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return "recording" if MPEG_AUDIO.match(head) and b"\0" in head else ""


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 16)
    except (zlib.error, gzip.BadGzipFile):
        return b""


def _kind_of_zip(path: Path) -> str:
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable(BROKEN) from None
    if "word/document.xml" in names:
        return "docx"
    if any(name.startswith("archive/") and ".warc" in name for name in names):
        return "wacz"
    raise Unreadable(UNKNOWN_KIND)


def _kind_of_text(head: bytes) -> str:
    text = head_text(head)
    if len(_CONTROLS.findall(text)) * 100 > len(text) or text.startswith("{\\rtf"):
        return ""
    if _PAGE.match(text) or (text.lstrip()[:1] == "<" and not _XML.match(text) and _TAGS.search(text)):
        return "html"
    if _XML.match(text):
        return "html" if re.search(r"<html[\s>]", text, re.I) else "svg" if _SVG.search(text) else ""
    return "letter" if _is_letter(text) else "plain"


def _is_letter(text: str) -> bool:
    """Whether a text begins with the headers of an e-mail."""
    seen = set()
    for line in text.splitlines()[:200]:
        header = _HEADER.match(line)
        if header:
            seen.add(header[1].lower())
        elif not line.startswith((" ", "\t")):
            return not line and "from" in seen and len(seen & LETTER_HEADERS) > 1
    return False
