"""After a takedown no word of the copy is left, neither in the database nor on the disk."""

from io import BytesIO

import pytest

from sources.choices import Rights, TakedownReason
from sources.preserving import actions, store
from tests.factories import NOON, make_capture, make_citation, make_claim, make_file_text, make_source, the_editor
from tests.preserving.bring import bring, hold
from tests.preserving.planted import files_with, tables_with

pytestmark = pytest.mark.django_db(transaction=True)
PLANTED = "zwölfplanted"
PAGE = f"<!doctype html><title>A {PLANTED} title</title><p>Words before {PLANTED} and words after.</p>".encode()


def cleared_source():
    """A source of which copies may be opened, with a passage that is nearly what the copy says."""
    source = make_source(rights=Rights.PUBLIC_RECORD)
    make_claim(citation=make_citation(source=source, exact="Words before and words after"))
    return source


def take_down(capture, reason):
    """As the editor does it."""
    actions.take_down(capture, reason=reason, note="", by=the_editor(), at=NOON)


@pytest.mark.parametrize("reason", TakedownReason.values)
def test_a_word_of_an_uploaded_and_released_page_is_found_nowhere_after_the_takedown(folder, reason):
    capture = bring(cleared_source(), PAGE)
    actions.release(capture, by=the_editor(), at=NOON)
    assert tables_with(PLANTED) == ["sources_filetext"]
    assert len(files_with(folder, PLANTED)) >= 1

    take_down(capture, reason)

    assert tables_with(PLANTED) == []
    assert files_with(folder, PLANTED) == []


@pytest.mark.parametrize("reason", TakedownReason.values)
def test_a_word_of_a_fetched_page_is_found_nowhere_after_the_takedown(folder, reason):
    page = store.keep(BytesIO(PAGE), at=NOON)
    exchange = store.keep(BytesIO(b"WARC/1.1\r\n\r\n" + PAGE), at=NOON, media_type="application/warc")
    for file in (page, exchange):
        make_file_text(file=file, text=PAGE.decode(), title=PLANTED, properties=[["Author", PLANTED]])
    capture = make_capture(
        source=cleared_source(),
        file=page,
        exchange=exchange,
        method="fetch",
        requested_url="https://press.example/",
        final_url="https://press.example/",
        http_status=200,
    )

    take_down(capture, reason)

    assert tables_with(PLANTED) == []
    assert files_with(folder, PLANTED) == []


def test_nor_where_the_same_page_stood_with_another_source_and_waited_in_a_form(folder):
    capture, _other, _waiting = bring(cleared_source(), PAGE), bring(cleared_source(), PAGE), hold(PAGE)

    take_down(capture, "court_order")

    assert tables_with(PLANTED) == []
    assert files_with(folder, PLANTED) == []


def test_a_mistake_of_one_source_takes_nothing_from_another(folder):
    capture, _other = bring(cleared_source(), PAGE), bring(cleared_source(), PAGE)

    take_down(capture, "mistake")

    assert tables_with(PLANTED) == ["sources_filetext"]
    assert len(files_with(folder, PLANTED)) == 1


def test_no_page_of_the_desk_has_the_word_after_the_takedown(client, folder):
    capture = bring(cleared_source(), PAGE)
    client.force_login(the_editor())
    source = f"/sources/{capture.source.slug}/"
    assert PLANTED in client.get(f"{source}captures/{capture.pk}/", follow=True).content.decode()

    take_down(capture, "privacy")

    for address in (source, f"{source}captures/{capture.pk}/", f"/passages/{capture.source.citations.get().pk}/"):
        assert PLANTED not in client.get(address, follow=True).content.decode()
