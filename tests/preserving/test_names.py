"""What an uploaded file is called: shown, never a path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.preserving.names import LONGEST, kept_name, with_ending


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../x", "x"),
        ("..\\..\\windows\\x.pdf", "x.pdf"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\Anna\\secret.pdf", "secret.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u2066\u200f\ufeff", ""),
        ("报告.pdf", "报告.pdf"),
        ("تقرير.pdf", "تقرير.pdf"),
        ("می‌خواهم.pdf", "می‌خواهم.pdf"),
        ("  a   b .pdf ", "a b .pdf"),
        ("..", ""),
        (".", ""),
        ("", ""),
        ("\ud800x.pdf", "x.pdf"),
    ],
)
def test_of_a_name_its_last_part_is_kept_without_what_cannot_be_seen(given_name, kept):
    assert kept_name(given_name) == kept


def test_a_name_of_300_characters_is_cut_and_keeps_its_ending():
    name = kept_name("ن" * 296 + ".pdf")

    assert len(name) == LONGEST
    assert name.endswith("ن.pdf")


def test_an_ending_as_long_as_a_name_is_cut_with_it():
    assert kept_name("a." + "b" * 300) == "a." + "b" * (LONGEST - 2)


@given(st.text(max_size=400))
def test_no_name_is_a_path_or_too_long(raw):
    name = kept_name(raw)

    assert len(name) <= LONGEST
    assert name not in (".", "..")
    assert not set(name) & set("/\\\x00\r\n\u202e")


@pytest.mark.parametrize(
    ("name", "media_type", "offered"),
    [
        ("report.pdf", "application/pdf", "report.pdf"),
        ("report.PDF", "application/pdf", "report.PDF"),
        ("report.pdf.exe", "application/pdf", "report.pdf.exe.pdf"),
        ("photo.pdf", "image/png", "photo.pdf.png"),
        ("page", "text/html", "page.html"),
        ("page.htm", "text/html", "page.htm"),
        ("thing.exe", "application/octet-stream", "thing.exe.bin"),
        ("", "application/pdf", ""),
    ],
)
def test_a_download_ends_in_what_it_is(name, media_type, offered):
    assert with_ending(name, media_type) == offered
