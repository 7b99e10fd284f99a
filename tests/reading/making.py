"""Files for the tests of reading, made when they are needed: ordinary ones and hostile ones."""

import gzip
import json
import zipfile
from collections.abc import Iterable
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import docx
import pikepdf
import typst
from PIL import Image

from sources.models import FileText
from sources.reading import QUICK, Limits, read_file
from tests.factories import NOON, make_file

FONTS = ["dossiers/fonts"]
LETTERS = '#set text(font: ("Noto Serif", "Noto Sans CJK SC", "Noto Naskh Arabic"))\n'


def read(content: bytes, limits: Limits = QUICK) -> FileText:
    """What reading these bytes gives."""
    return read_file(make_file(content=content), at=NOON, limits=limits)


def make_pdf(body: str) -> bytes:
    """A PDF, from Typst markup."""
    made: bytes = typst.compile((LETTERS + body).encode(), font_paths=FONTS, ignore_system_fonts=True)  # type: ignore[misc]
    return made


def changed_pdf(content: bytes, **save: Any) -> bytes:
    """The PDF as pikepdf saves it with these options."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        document.save(out, **save)
    return out.getvalue()


def make_docx(*paragraphs: str, author: str = "") -> bytes:
    """A DOCX of paragraphs."""
    document = docx.Document()
    document.core_properties.author = author
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def rezipped(content: bytes, **parts: bytes) -> bytes:
    """A zip with some parts replaced or added; `__` in a name stands for `/`, `_dot_` for a dot."""
    out = BytesIO()
    given = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, given.pop(name) if name in given else old.read(name))
        for name, part in given.items():
            new.writestr(name, part)
    return out.getvalue()


def make_letter(text: str = "", html: str = "", **headers: str) -> EmailMessage:
    """An e-mail."""
    letter = EmailMessage()
    for name, value in {"From": "press@desk.example", "To": "desk@desk.example", "Subject": "A", **headers}.items():
        letter[name] = value
    if text:
        letter.set_content(text)
    if html:
        letter.add_alternative(html, subtype="html") if text else letter.set_content(html, subtype="html")
    return letter


def make_image(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **save: Any) -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, **save)
    return out.getvalue()


def gps_exif() -> Image.Exif:
    """What a phone writes: whose, with what, where."""
    exif = Image.Exif()
    exif[0x013B], exif[0x010F], exif[0x0110], exif[0x0112] = "Anna Example", "Phones", "X1", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (45.0, 27.0, 51.12), 3: "E", 4: (9.0, 11.0, 24.0)})
    return exif


def make_warc(exchanges: Iterable[tuple[str, int, dict[str, str], bytes]], *, packed: bool = True) -> bytes:
    """A WARC: a request and an answer for each address, status, headers and body."""
    records = []
    for url, status, headers, body in exchanges:
        records.append(_record("request", url, b"GET / HTTP/1.1\r\nHost: press.example\r\n\r\n"))
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        records.append(_record("response", url, f"HTTP/1.1 {status} OK\r\n{lines}\r\n".encode() + body))
    return b"".join(gzip.compress(record) if packed else record for record in records)


def _record(kind: str, url: str, content: bytes) -> bytes:
    headers = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2022-12-03T10:00:00Z",
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000000>",
        "Content-Type": f"application/http; msgtype={kind}",
        "Content-Length": str(len(content)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"WARC/1.1\r\n{lines}\r\n".encode() + content + b"\r\n\r\n"


def make_wacz(warc: bytes, *, pages: Iterable[dict[str, str]] = (), name: str = "archive/data.warc.gz") -> bytes:
    """A WACZ around a WARC."""
    out = BytesIO()
    lines = [json.dumps({"format": "json-pages-1.0"}), *(json.dumps(page) for page in pages)]
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("pages/pages.jsonl", "\n".join(lines))
        archive.writestr("datapackage.json", "{}")
        archive.writestr(name, warc)
    return out.getvalue()


def zeros(size: int) -> bytes:
    """So many NUL bytes, packed by gzip, without ever having them in memory."""
    out = BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6) as packed:
        block = bytes(1024 * 1024)
        for _ in range(size // len(block)):
            packed.write(block)
    return out.getvalue()
