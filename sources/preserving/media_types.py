"""What kind of file some bytes are, told from the bytes alone: a name or a server can say anything."""

import re
import struct
import zlib
from collections.abc import Callable
from typing import IO
from zipfile import BadZipFile, ZipFile

import puremagic

UNKNOWN = "application/octet-stream"
PDF, PNG, JPEG, MP3 = "application/pdf", "image/png", "image/jpeg", "audio/mpeg"
FILM, SOUND = "video/mp4", "audio/mp4"
HTML, XHTML, TEXT, EMAIL = "text/html", "application/xhtml+xml", "text/plain", "message/rfc822"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WARC, WACZ = "application/warc", "application/wacz"
LOCKED = "application/x-tika-ooxml-protected"  # what Office makes of a DOCX, XLSX or PPTX with a password
DAMAGED_ZIP = "application/x-damaged-zip"
SVG, XML, ZIP = "image/svg+xml", "application/xml", "application/zip"

# What may be preserved as a copy of a source. SVG is told, so that it is not taken for a page, and is not among them.
ACCEPTED = frozenset({PDF, PNG, JPEG, MP3, FILM, SOUND, HTML, XHTML, TEXT, EMAIL, DOCX, LOCKED, WARC, WACZ})

HEAD = 64 * 1024
LETTERS_FOR_A_CONTROL = 100  # a page with a stray control character is a page; noise has one in ten or more
LARGEST_DIRECTORY = 8 * 1024 * 1024  # of a zip file: room for some 100,000 names
BEGINS_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_INSIDE = "EncryptedPackage".encode("utf-16-le")
END_OF_ZIP = b"PK\x05\x06"
BEGINS_WARC = re.compile(rb"WARC/\d\.\d\r?\n")
BEGINS_MP3 = re.compile(rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]")
SOUND_BRANDS = (b"M4A ", b"M4B ", b"M4P ")
STILL_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"crx ", b"qt  ", b"jp2 ")

# Before the first tag: white space, comments, declarations.
PROLOGUE = re.compile(
    r"(?:\s+|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!doctype(?!\s+(?:html|svg))[^>]*>)*", re.DOTALL | re.I
)
FIRST_TAG = re.compile(r"<(!doctype\s+)?([a-z][a-z0-9]*)(?=[\s/>:]|\Z)", re.I)
TAG_NAMES = """
a abbr address article aside audio b base basefont blockquote body br button canvas center code dd details div dl dt em
embed fieldset figure font footer form frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins label li
link main map meta nav noscript object ol p picture pre s script section select small span strike strong style sub
summary sup table tbody td template textarea th thead title tr tt u ul video
"""
TAGS = frozenset(TAG_NAMES.split())
DEEP_IN_IT = re.compile(r"<(?:html|head|body)(?:\s[^<>]*)?>", re.I)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
HEADER = re.compile(r"([!-9;-~]+):[ \t]?\S?.*|[ \t]+\S.*")


def media_type_of(content: IO[bytes]) -> str:
    """The media type of a seekable stream, which is left at its beginning; UNKNOWN where nothing is recognised."""
    content.seek(0)
    head = content.read(HEAD)
    try:
        if head.startswith((b"PK\x03\x04", END_OF_ZIP)):
            return _in_zip(content, head)
        if head.startswith(BEGINS_OLE) and _holds(content, LOCKED_INSIDE):
            return LOCKED
        return _by_signature(head) or _by_words(head) or _late_pdf(head) or _by_table(head)
    finally:
        content.seek(0)


def _by_signature(head: bytes) -> str:
    """Files that say in their first bytes what they are."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head[4:8] == b"ftyp" and head[8:12] not in STILL_BRANDS:
        return SOUND if head[8:12] in SOUND_BRANDS else FILM
    if BEGINS_MP3.match(head):
        return MP3
    if BEGINS_WARC.match(head) or BEGINS_WARC.match(_unzipped(head)):
        return WARC
    if head.lstrip().startswith(b"%PDF-"):
        return PDF
    return ""


def _late_pdf(head: bytes) -> str:
    """Readers of PDF take one that begins within the first 1,024 bytes."""
    return PDF if b"%PDF-" in head[:1024] else ""


def _unzipped(head: bytes) -> bytes:
    """The first bytes of what gzip has packed."""
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 64) if head.startswith(b"\x1f\x8b") else b""
    except zlib.error:
        return b""


def _holds(content: IO[bytes], words: bytes) -> bool:
    """Whether these bytes stand anywhere in a stream; read piece by piece."""
    content.seek(0)
    end = b""
    while piece := content.read(HEAD):
        if words in end + piece:
            return True
        end = piece[-len(words) :]
    return False


def _in_zip(content: IO[bytes], head: bytes) -> str:
    """What a zip file holds, by the names in it; nothing is unpacked."""
    try:
        if _directory_size(content) > LARGEST_DIRECTORY:
            return ZIP
        with ZipFile(content) as packed:
            names = set(packed.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return _in_damaged_zip(head)
    if {"word/document.xml", "[Content_Types].xml"} <= names:
        return DOCX
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return WACZ
    return ZIP


def _in_damaged_zip(head: bytes) -> str:
    """What a zip file was whose list of names is lost, by the names that stand before what they name."""
    if b"[Content_Types].xml" in head and b"word/" in head:
        return DOCX
    return WACZ if b"datapackage.json" in head and b"archive/" in head else DAMAGED_ZIP


def _directory_size(content: IO[bytes]) -> int:
    """How large the list of names at the end of a zip file says it is."""
    end = content.seek(0, 2)
    content.seek(max(0, end - 65_557))
    tail = content.read()
    found = tail.rfind(END_OF_ZIP)
    if found < 0:
        raise BadZipFile
    (size,) = struct.unpack_from("<L", tail, found + 12)
    wide = tail.rfind(b"PK\x06\x06", 0, found)
    if size == 0xFFFFFFFF and wide >= 0:
        (size,) = struct.unpack_from("<Q", tail, wide + 40)
    return int(size)


def _by_words(head: bytes) -> str:
    """Files that are made of letters: pages, mail, plain text."""
    text = _letters(head)
    if not text or len(CONTROLS.findall(text)) > len(text) / LETTERS_FOR_A_CONTROL:
        return ""
    rules: list[Callable[[str], str]] = [_mail, _page]
    return next((told for rule in rules if (told := rule(text))), TEXT)


def _letters(head: bytes) -> str:
    """The bytes as letters, good enough to tell tags by: what is not ASCII does not matter here."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    for encoding, nothing in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(head) >= 8 and nothing.count(0) > len(nothing) * 0.8:
            return head.decode(encoding, "replace")
    return head.decode("latin-1")


def _page(text: str) -> str:
    begins = PROLOGUE.match(text)
    rest = text[begins.end() :] if begins else text
    tag = FIRST_TAG.match(rest)
    name = tag[2].lower() if tag else ""
    is_xml = text.lstrip().startswith("<?xml")
    if name == "svg":
        return SVG
    if name in TAGS:
        return XHTML if is_xml else HTML
    if is_xml:
        return XML
    return HTML if DEEP_IN_IT.search(text) else ""


def _mail(text: str) -> str:
    """Mail begins with its headers, of which it has some that letters on paper do not have."""
    lines = text.removeprefix("\n").splitlines()
    if lines and lines[0].startswith("From "):
        lines = lines[1:]
    names = set()
    for line in lines:
        if not line.strip():
            break
        header = HEADER.fullmatch(line)
        if not header:
            return ""
        names.add((header[1] or "").lower())
    if "from" not in names:
        return ""
    sure = {"message-id", "mime-version", "received", "return-path", "delivered-to"} & names
    return EMAIL if sure or {"date", "subject"} <= names else ""


def _by_table(head: bytes) -> str:
    """Whatever else is known to puremagic."""
    try:
        told = puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    return told if told and told not in ACCEPTED and told != ZIP else UNKNOWN
