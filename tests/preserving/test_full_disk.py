"""A disk that takes no more: one sentence, and nothing half-saved. The limit is real, the kernel's own on files."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sources.models import Capture, FileText, PendingCapture, PreservedFile
from sources.preserving import actions, store
from sources.preserving.refusals import NotPreserved
from sources.preserving.whole import all_or_nothing
from tests.factories import NOON, make_source, make_user, the_editor
from tests.preserving.bring import NOTE, bring, has_bytes, hold, kept

pytestmark = pytest.mark.django_db(transaction=True)
ROOM = 1024 * 1024
TOO_MUCH = b"A word and another. " * 100_000
SENTENCE = "full or cannot be written to: nothing was preserved"


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Let the kernel refuse to write more than this into any file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    quiet = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, quiet)


def keep_both(page: bytes, exchange: bytes) -> None:
    """Store a page and its raw exchange, as a fetch does."""
    both = BytesIO(page), BytesIO(exchange)
    with all_or_nothing(*both):
        for content in both:
            store.keep(content, at=NOON)


@pytest.mark.parametrize("way", ["preserve", "hold"])
def test_a_copy_for_which_there_is_no_room_is_refused_in_a_sentence(folder, way):
    source = make_source()

    with no_file_larger_than(ROOM), pytest.raises(NotPreserved, match=SENTENCE):
        bring(source, TOO_MUCH) if way == "preserve" else hold(TOO_MUCH)

    assert not PreservedFile.objects.exists()
    assert not FileText.objects.exists()
    assert not Capture.objects.exists()
    assert not PendingCapture.objects.exists()
    assert kept(folder) == set()


def test_a_page_whose_exchange_finds_no_room_is_not_left_behind(folder):
    with no_file_larger_than(ROOM), pytest.raises(NotPreserved, match=SENTENCE):
        keep_both(NOTE, TOO_MUCH)

    assert kept(folder) == set()
    assert not PreservedFile.objects.exists()


def test_bytes_that_another_copy_needs_stay_when_a_second_one_fails(folder):
    capture = bring(make_source(), NOTE)
    with no_file_larger_than(ROOM), pytest.raises(NotPreserved):
        keep_both(NOTE, TOO_MUCH)

    assert has_bytes(folder, capture.file)


def test_a_refusal_after_the_bytes_were_stored_takes_them_away_again(folder):
    source = make_source()
    capture = bring(source, NOTE)
    actions.take_down(capture, reason="mistake", note="", by=the_editor(), at=NOON)

    with pytest.raises(NotPreserved, match="preserved by mistake"):
        bring(source, NOTE)

    assert kept(folder) == set()
    assert not FileText.objects.exists()


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_whoever_uploads_onto_a_full_disk_reads_so(client, folder, accept):
    client.force_login(make_user())
    address = f"/sources/{make_source().slug}/captures/upload/"
    file = SimpleUploadedFile("note.txt", TOO_MUCH)

    with no_file_larger_than(ROOM):
        answer = client.post(address, {"file": file}, headers={"Accept": accept})

    assert answer.status_code == 422
    assert SENTENCE in answer.content.decode()
    assert kept(folder) == set()
    assert not Capture.objects.exists()


def test_the_place_of_the_copies_may_be_missing_altogether(tmp_path, settings):
    (tmp_path / "captures").write_bytes(b"a file where the folder should be")

    with pytest.raises(NotPreserved, match=SENTENCE):
        bring(make_source(), NOTE)

    assert not PreservedFile.objects.exists()
