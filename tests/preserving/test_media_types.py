"""What a file is, told from its bytes."""

import gzip
import io
import struct
import zipfile

import pytest
from PIL import Image

from sources.preserving.media_types import (
    ACCEPTED,
    DAMAGED_ZIP,
    DOCX,
    LOCKED,
    UNKNOWN,
    WACZ,
    media_type_of,
)

XML = b'<?xml version="1.0" encoding="utf-8"?>\n'
WARC = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIL = b"Received: from a by b\r\nFrom: A <a@desk.example>\r\nTo: b@desk.example\r\nSubject: Words\r\n\r\nWords.\r\n"


def zipped(*names, **content):
    """A zip file of these names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in names:
            file.writestr(name, content.get(name, "Words."))
    return packed.getvalue()


def picture(kind):
    """A picture of one dot."""
    drawn = io.BytesIO()
    Image.new("RGB", (1, 1)).save(drawn, kind)
    return drawn.getvalue()


def box(brand):
    """The beginning of an MP4 file."""
    return b"\x00\x00\x00\x18ftyp" + brand + b"\x00\x00\x02\x00isomiso2" + bytes(100)


HTML = {
    "doctype": b"<!DOCTYPE html><p>Words.",
    "old doctype": b'<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">\n<html><p>Words.</html>',
    "no doctype": b"<html><body>Words.</body></html>",
    "upper case": b"<HTML><BODY>Words.</BODY></HTML>",
    "no html": b"<p>Words.</p>",
    "title only": b"<title>Words</title>Words.",
    "white space first": b"\r\n\t  \n<head><title>Words</title>",
    "comment first": b"<!-- saved from url=(0014)about:internet -->\r\n<html>Words.</html>",
    "long comment first": b"<!-- " + b"x" * 10_000 + b" --><!-- again --><div>Words.</div>",
    "words first": b"Words that a careless program put first.\n<html><body>Words.</body></html>",
    "with BOM": b"\xef\xbb\xbf<!doctype html><p>Words.",
    "UTF-16 with BOM": "\ufeff<html><p>Words.</html>".encode("utf-16-le"),
    "UTF-16 BE with BOM": "\ufeff<html><p>Words.</html>".encode("utf-16-be"),
    "UTF-16 without BOM": "<html><p>Words.</html>".encode("utf-16-le"),
    "GB18030": "<html><p>警侨事务海外服务站</html>".encode("gb18030"),
    "windows-1251": "<html><p>Полицијска станица</html>".encode("windows-1251"),
    "with a stray NUL": b"<html><p>Words" + b"\x00" + b" and more words" * 20 + b"</html>",
    "speaks of PDF": b"<p>A file begins with %PDF-1.7, they say.</p>",
}


@pytest.mark.parametrize("kind", HTML)
def test_a_page_is_told_from_its_tags(kind):
    assert media_type_of(io.BytesIO(HTML[kind])) == "text/html"


OTHERS = [
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "application/pdf"),
    (b"\xef\xbb\xbf\x00\x01junk before it %PDF-1.4\n\x00\x01\x02", "application/pdf"),
    (picture("PNG"), "image/png"),
    (picture("JPEG"), "image/jpeg"),
    (b"ID3\x03\x00\x00\x00\x00\x00\x00" + bytes(50), "audio/mpeg"),
    (b"\xff\xfb\x90\x44" + bytes(400), "audio/mpeg"),
    (box(b"isom"), "video/mp4"),
    (box(b"mp42"), "video/mp4"),
    (box(b"M4A "), "audio/mp4"),
    (WARC, "application/warc"),
    (gzip.compress(WARC), "application/warc"),
    (gzip.compress(WARC * 5000), "application/warc"),
    (zipped("[Content_Types].xml", "word/document.xml"), DOCX),
    (zipped("datapackage.json", "archive/data.warc.gz", "indexes/index.cdx"), "application/wacz"),
    (XML + b'<html xmlns="http://www.w3.org/1999/xhtml"><p>Words.</p></html>', "application/xhtml+xml"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/svg+xml"),
    (XML + b"<!-- drawn --><svg><title>x</title></svg>", "image/svg+xml"),
    (XML + b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>', "image/svg+xml"),
    (b"<svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    (MAIL, "message/rfc822"),
    (b"From a@desk.example Thu Dec  1 00:00:00 2022\n" + MAIL, "message/rfc822"),
    (b"MIME-Version: 1.0\nFrom: a@desk.example\nX-Long: one\n  two\n\n<html>Words.</html>", "message/rfc822"),
    (b"Subject: Words\nDate: Thu, 1 Dec 2022 00:00:00 +0000\nFrom: a@desk.example\n\nWords.", "message/rfc822"),
    (b"Plain words.\n", "text/plain"),
    ("Речи, 警侨, كلمات".encode(), "text/plain"),
    ("警侨事务".encode("gb18030"), "text/plain"),
    ("Plain words.".encode("utf-16"), "text/plain"),
    (b"From: the ministry\nTo whom it may concern\n\nWords.", "text/plain"),
    (b"5 < 6 and 7 > 3, they say.", "text/plain"),
    (b"Dear reader, an article uses <p> for a paragraph.", "text/plain"),
]


@pytest.mark.parametrize(("content", "told"), OTHERS, ids=range(len(OTHERS)))
def test_a_file_is_told_from_its_content(content, told):
    assert media_type_of(io.BytesIO(content)) == told


NOT_ACCEPTED = {
    "an SVG": b"<svg/>",
    "other XML": XML + b"<rss><channel/></rss>",
    "a zip of anything": zipped("notes.txt"),
    "a spreadsheet": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "a zip that is cut off": zipped("notes.txt")[:-30],
    "a Word file of which the beginning is left": zipped("[Content_Types].xml", "word/document.xml")[:40],
    "an empty zip": zipped(),
    "a program": b"\x7fELF\x02\x01\x01" + bytes(100),
    "a Windows program": b"MZ\x90\x00" + bytes(100),
    "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a GIF": picture("GIF"),
    "a HEIC": box(b"heic"),
    "gzip of anything": gzip.compress(b"Words." * 100),
    "broken gzip": b"\x1f\x8b\x08" + bytes(50),
    "noise": bytes(range(256)) * 10,
    "zeros": bytes(1000),
    "nothing": b"",
}


@pytest.mark.parametrize("kind", NOT_ACCEPTED)
def test_other_kinds_are_not_preserved(kind):
    assert media_type_of(io.BytesIO(NOT_ACCEPTED[kind])) not in ACCEPTED


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (zipped("[Content_Types].xml", "word/document.xml")[:-30], DOCX),
        (zipped("datapackage.json", "archive/data.warc")[:-30], WACZ),
        (zipped("notes.txt")[:-30], DAMAGED_ZIP),
        (OLE + bytes(70_000) + "EncryptedPackage".encode("utf-16-le") + bytes(600), LOCKED),
        (OLE + bytes(65_520) + "EncryptedPackage".encode("utf-16-le") + bytes(600), LOCKED),
    ],
    ids=["cut off Word file", "cut off WACZ", "cut off ZIP", "locked Word file", "locked across two pieces"],
)
def test_what_is_damaged_or_locked_is_known_for_what_it_was(content, told):
    assert media_type_of(io.BytesIO(content)) == told


def test_what_is_not_recognised_says_so():
    assert media_type_of(io.BytesIO(bytes(range(256)))) == UNKNOWN
    assert media_type_of(io.BytesIO(b"")) == UNKNOWN


def test_a_zip_whose_list_of_names_would_fill_the_memory_is_not_opened():
    packed = bytearray(zipped("[Content_Types].xml", "word/document.xml"))
    struct.pack_into("<L", packed, packed.rfind(b"PK\x05\x06") + 12, 500_000_000)

    assert media_type_of(io.BytesIO(bytes(packed))) == "application/zip"


def test_the_stream_is_left_at_its_beginning_wherever_it_stood():
    content = io.BytesIO(HTML["doctype"])
    content.seek(7)

    media_type_of(content)

    assert content.tell() == 0
