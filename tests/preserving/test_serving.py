"""Handing out preserved bytes: to whom, and so that nothing in them runs from our address."""

from io import BytesIO

import pytest
from django.test import Client

from sources.choices import Rights
from sources.preserving import store
from tests.factories import (
    NOON,
    make_capture,
    make_citation,
    make_claim,
    make_file,
    make_release,
    make_source,
    make_takedown,
    make_user,
)
from tests.preserving.bring import NOTE, PAGE, PIXEL

pytestmark = pytest.mark.django_db(transaction=True)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
STRIPPED = b"The released words.\n"


def address(capture, what="file"):
    """Where the bytes of a copy are."""
    return f"/sources/{capture.source.slug}/captures/{capture.pk}/{what}"


def body(response):
    """All of a response that comes in pieces; it is closed after that."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return content


def cited_source(**fields):
    """A source on which a published statement rests, so that readers come upon it."""
    source = make_source(**fields)
    make_claim(citation=make_citation(source=source))
    return source


def released(**fields):
    """A copy that readers may open, while the rights are cleared."""
    capture = make_capture(
        source=cited_source(rights=Rights.PUBLIC_RECORD, **fields), content=NOTE, name="from anna.txt"
    )
    make_release(capture=capture, file=make_file(content=STRIPPED))
    return capture


@pytest.fixture
def desk():
    client = Client()
    client.force_login(make_user())
    return client


@pytest.fixture
def reader():
    return Client()


def test_the_desk_gets_the_original_byte_by_byte(desk):
    capture = make_capture(content=PAGE, name="page.html")

    response = desk.get(address(capture))

    assert body(response) == PAGE
    assert response["Content-Length"] == str(len(PAGE))


@pytest.mark.parametrize(
    ("content", "media_type", "served_as"),
    [
        (PAGE, "text/html", "application/octet-stream"),
        (SVG, "image/svg+xml", "application/octet-stream"),
        (b"<?xml version='1.0'?><x/>", "application/xml", "application/octet-stream"),
        (PAGE, "application/xhtml+xml", "application/octet-stream"),
        (b"From: a\r\n\r\nb", "message/rfc822", "application/octet-stream"),
        (b"%PDF-1.7", "application/pdf", "application/pdf"),
        (PIXEL, "image/png", "image/png"),
        (NOTE, "text/plain", "text/plain; charset=utf-8"),
        (NOTE, "text/javascript", "application/octet-stream"),
    ],
)
def test_whatever_is_handed_out_is_a_download_that_cannot_run(desk, content, media_type, served_as):
    capture = make_capture(file=store.keep(BytesIO(content), at=NOON, media_type=media_type))

    response = desk.get(address(capture))

    assert body(response) == content
    assert response["Content-Type"] == served_as
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("note.txt", 'attachment; filename="note.txt"'),
        ("تقرير.txt", "attachment; filename*=utf-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.txt"),
        ('a"b.txt', 'attachment; filename="a\\"b.txt"'),
        ("run.exe", 'attachment; filename="run.exe.txt"'),
    ],
)
def test_a_download_is_called_as_it_was_with_an_ending_that_says_what_it_is(desk, name, offered):
    capture = make_capture(file=store.keep(BytesIO(NOTE), at=NOON, media_type="text/plain"), name=name)

    response = desk.get(address(capture))

    assert body(response) == NOTE
    assert response["Content-Disposition"] == offered


def test_a_copy_without_a_name_is_called_by_source_and_day(desk):
    capture = make_capture(content=PIXEL, source=make_source(slug="the-article"))

    response = desk.get(address(capture))

    assert body(response) == PIXEL
    assert response["Content-Disposition"] == 'attachment; filename="the-article-2026-11-24.png"'


def test_readers_get_the_released_file_under_a_name_that_tells_nothing(reader):
    capture = released(slug="the-article")

    response = reader.get(address(capture))

    assert body(response) == STRIPPED
    assert "the-article-2026-11-24" in response["Content-Disposition"]
    assert "anna" not in str(response.headers)


def test_the_desk_gets_the_original_and_on_request_what_readers_get(desk):
    capture = released()

    assert body(desk.get(address(capture))) == NOTE
    assert body(desk.get(address(capture) + "?released=1")) == STRIPPED


def unreleased():
    return make_capture(source=cited_source(rights=Rights.PUBLIC_RECORD), content=NOTE)


def of_a_source_without_rights():
    capture = released()
    type(capture.source).objects.filter(pk=capture.source_id).update(rights=Rights.NOT_CLEARED)
    return capture


def of_a_restricted_source():
    capture = released()
    type(capture.source).objects.filter(pk=capture.source_id).update(restricted=True, restricted_reason="A reason.")
    return capture


def taken_down():
    capture = released()
    make_takedown(capture=capture)
    return capture


@pytest.mark.parametrize("make", [unreleased, of_a_source_without_rights, of_a_restricted_source, taken_down])
@pytest.mark.parametrize("what", ["file", "file?released=1", "exchange", "pages/1.png"])
def test_for_readers_what_they_may_not_open_does_not_exist(reader, make, what):
    assert reader.get(address(make(), what)).status_code == 404


def test_what_was_taken_down_is_handed_to_nobody(desk):
    assert desk.get(address(taken_down())).status_code == 404


def fetched(source=None):
    """A copy with its raw exchange."""
    return make_capture(
        source=source,
        content=PAGE,
        exchange=store.keep(BytesIO(b"WARC/1.1 of an invented fetch"), at=NOON, media_type="application/warc"),
        method="fetch",
        requested_url="https://press.example/one",
        final_url="https://press.example/one",
        http_status=200,
    )


def test_the_raw_exchange_is_for_the_desk(desk, reader):
    capture = fetched(cited_source(rights=Rights.PUBLIC_RECORD))
    make_release(capture=capture)

    response = desk.get(address(capture, "exchange"))

    assert body(response) == b"WARC/1.1 of an invented fetch"
    assert response["Content-Type"] == "application/octet-stream"
    assert ".warc" in response["Content-Disposition"]
    assert reader.get(address(capture, "exchange")).status_code == 404


def test_an_uploaded_copy_has_no_exchange(desk):
    assert desk.get(address(make_capture(content=NOTE), "exchange")).status_code == 404


def test_a_copy_stands_under_its_own_source_only(desk):
    capture, other = make_capture(content=NOTE), make_source()

    assert desk.get(f"/sources/{other.slug}/captures/{capture.pk}/file").status_code == 404


def test_bytes_that_are_missing_are_not_found(desk):
    assert desk.get(address(make_capture())).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "given"),
    [
        ("bytes=0-3", 206, NOTE[:4]),
        ("bytes=4-", 206, NOTE[4:]),
        ("bytes=4-999999", 206, NOTE[4:]),
        ("bytes=999999-", 416, b""),
        ("bytes=5-2", 416, b""),
        ("bytes=-5", 206, NOTE[-5:]),
        ("bytes=-999999", 206, NOTE),
        ("bytes=-0", 416, b""),
        ("bytes=-", 200, NOTE),
        ("bytes=0-1,3-4", 200, NOTE),
        ("lines=1-2", 200, NOTE),
    ],
)
def test_a_player_gets_the_part_that_it_asks_for(desk, asked, status, given):
    response = desk.get(address(make_capture(content=NOTE)), headers={"Range": asked})

    assert response.status_code == status
    assert body(response) == given


def test_what_a_browser_has_already_is_not_sent_again(desk):
    capture = make_capture(content=NOTE)
    first = desk.get(address(capture))
    tag = first["ETag"]

    again = desk.get(address(capture), headers={"If-None-Match": f'"another", W/{tag}'})
    other = desk.get(address(capture), headers={"If-None-Match": '"another"'})

    assert body(first) == NOTE
    assert tag == f'"{capture.file.sha256}"'
    assert (again.status_code, body(again)) == (304, b"")
    assert (other.status_code, body(other)) == (200, NOTE)


@pytest.mark.parametrize(("same", "status"), [(True, 206), (False, 200)])
def test_a_part_is_given_only_of_the_file_that_a_browser_began_with(desk, same, status):
    capture = make_capture(content=NOTE)
    tag = f'"{capture.file.sha256}"' if same else '"another"'

    response = desk.get(address(capture), headers={"Range": "bytes=0-3", "If-Range": tag})

    assert response.status_code == status
    assert body(response) == (NOTE[:4] if same else NOTE)


def test_what_was_taken_down_is_not_vouched_for_to_a_browser_that_has_it(desk):
    capture = taken_down()

    assert desk.get(address(capture), headers={"If-None-Match": f'"{capture.file.sha256}"'}).status_code == 404


def test_asking_for_the_head_gives_length_and_kind_and_no_bytes(desk):
    response = desk.head(address(make_capture(content=NOTE)))

    assert response.status_code == 200
    assert response["Content-Length"] == str(len(NOTE))
    assert body(response) == b""


@pytest.mark.parametrize("marks", ["x", "1-", "1-2,", "-1-2", "1-2;3-4", "9" * 11 + "-1"])
def test_marks_that_are_no_marks_are_not_found(desk, marks):
    assert desk.get(address(make_capture(content=NOTE), "pages/1.png"), {"marks": marks}).status_code == 404


def test_what_is_no_pdf_has_no_pictures_of_pages(desk):
    assert desk.get(address(make_capture(content=NOTE), "pages/1.png")).status_code == 404
