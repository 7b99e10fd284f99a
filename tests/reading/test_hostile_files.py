"""Files that are broken, lie, or attack: each ends in a clear outcome, and nothing of it is kept by halves."""

import random
import re
import struct
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import brotli
import pikepdf
import pytest

from sources.reading import LONG, QUICK, Limits
from tests.reading.making import (
    changed_pdf,
    gps_exif,
    make_docx,
    make_image,
    make_letter,
    make_pdf,
    make_wacz,
    make_warc,
    rezipped,
    zeros,
)
from tests.reading.making import read as read_file_of

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024
STATUS = Path("/proc/self/status")
HTML = {"Content-Type": "text/html"}
WORD_XML = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


# As for a person who waits, but patient, for a busy machine; nothing is tried again: what is said is the last word.
ONCE = replace(QUICK, seconds=60, goes_on=False)
# Enough for everything here that ends well.
SHORT = replace(ONCE, seconds=5)


def read(content, limits=ONCE):
    """What reading gives; the process of the server does not grow with it."""
    if not STATUS.exists():
        return read_file_of(content, limits)
    Path("/proc/self/clear_refs").write_text("5")  # from now on, the highest is the highest since now
    before = kilobytes("VmRSS")
    found = read_file_of(content, limits)
    grown = kilobytes("VmHWM") - before
    assert grown * 1024 < 64 * MEGABYTE + 12 * len(found.text), f"grown by {grown} kB"
    return found


def kilobytes(name):
    return int(re.search(rf"{name}:\s+(\d+) kB", STATUS.read_text())[1])


def failed(content, limits=ONCE):
    """Why a file could not be read; nothing of it is kept."""
    found = read(content, limits)
    assert found.outcome == "failed"
    assert (found.text, found.page_starts, found.title, found.properties) == ("", [], "", [])
    return found.problem


def test_an_empty_file_is_empty():
    assert failed(b"") == "empty"


def test_a_truncated_pdf_is_broken():
    assert failed(make_pdf("Some words. #lorem(200)")[:900]) == "broken"


def test_a_pdf_of_nothing_but_its_first_line_is_broken():
    assert failed(b"%PDF-1.7\n") == "broken"


def test_a_pdf_with_a_password_is_locked():
    locked = changed_pdf(make_pdf("Words."), encryption=pikepdf.Encryption(owner="x", user="y"))

    assert failed(locked) == "encrypted"


def test_a_pdf_with_an_old_password_is_locked():
    old = pikepdf.Encryption(owner="x", user="y", R=2, aes=False, metadata=False)
    locked = changed_pdf(make_pdf("Words."), encryption=old)

    assert failed(locked) == "encrypted"


def test_a_word_file_with_a_password_is_locked():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)

    assert failed(locked) == "encrypted"


def test_a_pdf_with_a_million_objects_ends():
    objects = b"".join(b"%d 0 obj<</A %d 0 R>>endobj\n" % (n, n + 1) for n in range(10, 300_000))
    found = read(
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        + objects
        + b"trailer<</Root 1 0 R>>\n%%EOF"
    )

    assert found.outcome == "failed"


def test_a_pdf_whose_pages_contain_each_other_ends():
    circle = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )

    assert failed(circle) in ("broken", "too_large")


def test_a_pdf_whose_page_unpacks_to_hundreds_of_megabytes_ends():
    twice = zlib.compress(zlib.compress(bytes(300 * MEGABYTE)))
    with pikepdf.new() as document:
        document.add_blank_page()
        stream = pikepdf.Stream(document, twice)
        stream.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        document.pages[0].Contents = stream
        out = BytesIO()
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)

    assert read(out.getvalue(), SHORT).outcome in ("failed", "no_text")


def test_a_picture_that_is_called_a_pdf_is_a_picture():
    found = read(make_image("PNG"))

    assert (found.outcome, found.problem) == ("no_text", "")
    assert found.file.media_type == "image/png"


def test_a_word_file_that_unpacks_to_gigabytes_is_too_large():
    bomb = rezipped(make_docx("x"), word__big_dot_xml=bytes(300 * MEGABYTE))

    assert failed(bomb) == "too_large"


def test_a_word_file_that_lies_about_its_sizes_is_broken():
    honest = rezipped(make_docx("x"), word__document_dot_xml=bytes(100 * MEGABYTE))
    size = struct.pack("<I", 100 * MEGABYTE)

    lying = honest.replace(size, struct.pack("<I", 1000))

    assert lying != honest
    assert failed(lying) == "broken"


def test_a_word_file_inside_a_word_file_is_not_unpacked():
    bomb = rezipped(make_docx("x"), word__big_dot_xml=bytes(300 * MEGABYTE))

    found = read(rezipped(make_docx("Words."), **{"word/embeddings/inner.docx": bomb}))

    assert found.text == "Words."


def test_a_truncated_word_file_is_broken():
    assert failed(make_docx("Some words.")[:2000]) == "broken"


def test_a_word_file_with_a_password_on_its_zip_is_locked():
    marked = bytearray(make_docx("x"))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(sign)
        while at >= 0:
            marked[at + place] |= 1
            at = marked.find(sign, at + 4)

    assert failed(bytes(marked)) == "encrypted"


def test_a_word_file_with_a_billion_laughs_is_broken():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY l0 "ha">{laughs}]>'
        f"<w:document {WORD_XML}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    )

    assert failed(rezipped(make_docx("x"), word__document_dot_xml=xml.encode())) == "broken"


def test_billion_laughs_in_a_word_files_properties_are_not_laughed():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?>{" " * 5000}<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a><creator>&l9;</creator></a>'

    found = read(rezipped(make_docx("Words."), docProps__core_dot_xml=xml.encode()))

    assert (found.text, found.title) == ("Words.", "")
    assert "Author" not in dict(found.properties)


def test_a_deeply_nested_word_file_ends():
    tables, ends = "<w:tbl><w:tr><w:tc>" * 20_000, "</w:tc></w:tr></w:tbl>" * 20_000
    xml = f"<w:document {WORD_XML}><w:body>{tables}<w:p/>{ends}</w:body></w:document>"

    assert read(rezipped(make_docx("x"), word__document_dot_xml=xml.encode()), SHORT).outcome in ("failed", "no_text")


def test_a_page_of_fifty_megabytes_is_read_in_the_background():
    script = f"<script>{'x();' * 200}</script>"
    paragraph = f"<p>The <b>ministry</b> has no record of such an office.</p>{script}\n"
    page = b"<html><body>" + paragraph.encode() * (50 * MEGABYTE // len(paragraph)) + b"</body></html>"

    found = read(page, LONG)

    assert found.text.startswith("The ministry has no record of such an office.\n\nThe ministry")
    assert found.text.count("ministry") == 50 * MEGABYTE // len(paragraph)
    assert "x()" not in found.text


def test_a_page_with_more_text_than_a_request_may_read_is_too_large():
    assert failed(b"<p>" + b"word " * 3_000_000) == "too_large"


def test_a_page_nested_a_hundred_thousand_levels_is_read():
    found = read(b"<html><body>" + b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000 + b"<p>after")

    assert found.text == "deep\n\nafter"


def test_a_page_nested_a_million_levels_is_too_large():
    assert failed(b"<html><body>" + b"<div>" * 1_000_000 + b"deep") == "too_large"


def test_a_letter_nested_ten_thousand_levels_ends():
    head = b"From: a@desk.example\nSubject: A\nMIME-Version: 1.0\n"
    levels = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(10_000))

    found = read(head + levels + b"Content-Type: text/plain\n\nwords")

    assert found.outcome in ("text", "failed")


def test_a_letter_with_impossible_headers_is_read():
    letter = make_letter("Words.").as_bytes()

    found = read(b"Date: =?no-such-charset?Q?x?=\nFrom: \xff\xfe <a@b\nCc: =?utf-8?B?!!!?=\n" + letter)

    assert "Words." in found.text


def test_a_picture_of_a_billion_pixels_is_never_unpacked():
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(MEGABYTE))), (b"IEND", b"")]
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part)) for name, part in chunks
    )

    assert read(bomb).outcome == "no_text"


def test_a_picture_without_its_beginning_is_broken():
    assert failed(make_image("JPEG")[:30]) == "broken"


def test_a_recording_that_unpacks_to_gigabytes_ends():
    body = b"<html>" + b" " * (300 * MEGABYTE)

    assert failed(make_warc([("https://press.example/a", 200, HTML, body)])) == "too_large"


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_recording_whose_page_is_packed_twice_ends(encoding):
    headers = {"Content-Type": "text/html", "Content-Encoding": encoding}
    body = zeros(300 * MEGABYTE) if encoding == "gzip" else brotli.compress(bytes(300 * MEGABYTE), quality=1)

    assert failed(make_warc([("https://press.example/a", 200, headers, body)])) == "too_large"


def test_a_truncated_recording_ends():
    warc = make_warc([("https://press.example/a", 200, HTML, b"<p>Words.</p>" * 1000)])

    assert read(warc[: len(warc) // 2]).outcome == "failed"


def test_a_recording_that_only_redirects_to_itself_ends():
    warc = make_warc([("https://press.example/a", 302, {"Location": "/a"}, b"")])

    assert failed(warc) == "unknown_kind"


def test_a_recording_in_a_recording_is_not_read():
    inner = make_warc([("https://press.example/a", 200, HTML, b"<p>Words.</p>")])

    assert failed(make_warc([("https://press.example/b", 200, {"Content-Type": "text/html"}, inner)])) == "unknown_kind"


def test_a_collection_that_unpacks_to_gigabytes_is_too_large():
    warc = make_warc([("https://press.example/a", 200, HTML, b"<html>" + b" " * (300 * MEGABYTE))])

    assert failed(make_wacz(warc, pages=[{"url": "https://press.example/a"}])) == "too_large"


def test_a_collection_whose_list_of_pages_is_a_bomb_is_too_large():
    bomb = rezipped(make_wacz(make_warc([])), pages__pages_dot_jsonl=bytes(100 * MEGABYTE))

    assert failed(bomb) == "too_large"


def test_a_collection_that_lies_about_its_sizes_is_broken():
    honest = rezipped(make_wacz(make_warc([])), pages__pages_dot_jsonl=b" " * (5 * MEGABYTE))

    assert failed(honest.replace(struct.pack("<I", 5 * MEGABYTE), struct.pack("<I", 50))) == "broken"


def test_a_collection_without_recordings_cannot_be_read():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("pages/pages.jsonl", "{}")

    assert failed(out.getvalue()) == "unknown_kind"


@pytest.mark.parametrize(
    "content",
    [b"\x00\x01\x02\x03" * 1000, b"\x7fELF" + bytes(1000), b"MZ" + bytes(1000), b"<?xml version='1.0'?><a>x</a>"],
)
def test_a_file_of_another_kind_cannot_be_read(content):
    assert failed(content) == "unknown_kind"


ORDINARY = {
    "pdf": lambda: make_pdf("Words.#pagebreak()More words."),
    "docx": lambda: make_docx("Words."),
    "letter": lambda: make_letter("Words.", html="<p>Words.").as_bytes(),
    "png": lambda: make_image("PNG", exif=gps_exif()),
    "jpeg": lambda: make_image("JPEG", exif=gps_exif()),
    "tiff": lambda: make_image("TIFF", exif=gps_exif()),
    "webp": lambda: make_image("WEBP", exif=gps_exif()),
    "warc": lambda: make_warc([("https://press.example/a", 200, HTML, b"<html><p>Words.")], packed=False),
    "wacz": lambda: make_wacz(make_warc([("https://press.example/a", 200, HTML, b"<html><p>Words.")])),
}


@pytest.mark.parametrize("kind", ORDINARY)
@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_file_ends_in_an_outcome(kind, seed):
    chance = random.Random(seed)
    damaged = bytearray(ORDINARY[kind]())
    for _ in range(chance.choice((1, 5, 40))):
        damaged[chance.randrange(len(damaged))] = chance.choice((0, 255, chance.randrange(256)))

    found = read(bytes(damaged))

    assert found.problem in ("", "broken", "unknown_kind", "encrypted", "empty", "too_large")


def test_an_apple_picture_has_no_text():
    assert read(b"\0\0\0\x18ftypheic" + bytes(500)).outcome == "no_text"


def test_characters_that_the_database_refuses_are_gone():
    found = read(b"<p>a&#0;b&#xD800;c\x01d</p>" + b" " * 500)

    assert "\0" not in found.text
    assert found.text.replace("\ufffd", "") == "abcd"


def test_a_reading_that_takes_too_long_is_ended():
    page = b"<html><body>" + b"<p>The <b>ministry</b> has no record.</p>" * 1_000_000

    assert failed(page, Limits(seconds=2, memory=QUICK.memory, text=10**8)) == "too_long"
