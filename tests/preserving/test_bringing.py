"""Bringing a copy of a source: what is kept, what is refused, and that a refusal leaves nothing."""

from io import BytesIO
from zipfile import ZipFile

import pghistory.models
import pytest

from sources.choices import CaptureMethod
from sources.models import Capture, FileText, PendingCapture, PreservedFile
from sources.preserving import actions, wording
from tests.factories import NOON, make_citation, make_source, make_user, the_author
from tests.preserving.bring import NOTE, PAGE, PIXEL, bring, has_bytes, hold, kept

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_upload_becomes_a_copy_with_who_when_and_what_it_was_called(folder):
    source, anna = make_source(), make_user()

    capture = bring(source, PAGE, name="../../the page.html", by=anna)

    again = Capture.objects.get(pk=capture.pk)
    assert (again.source, again.captured_by, again.captured_at) == (source, anna, NOON)
    assert (again.method, again.name, again.tool) == (CaptureMethod.UPLOAD, "the page.html", "")
    assert again.file.size == len(PAGE)
    assert again.file.media_type == "text/html"
    assert has_bytes(folder, again.file)


def test_a_copy_is_preserved_with_a_reason_in_the_history():
    capture = bring(make_source())

    event = pghistory.models.Events.objects.tracks(capture).get()

    assert event.pgh_context["why"] == "A copy was preserved."
    assert event.pgh_context["who"] == the_author().pk


def test_the_text_of_a_copy_is_read_at_once():
    capture = bring(make_source(), NOTE, name="note.txt")

    assert FileText.objects.get(file=capture.file).text.strip() == NOTE.decode().strip()


def test_the_passages_of_the_source_are_looked_for_in_a_new_copy():
    source = make_source()
    citation = make_citation(source=source, exact="The words of an invented note")

    capture = bring(source, NOTE, name="note.txt")

    citation.refresh_from_db()
    assert citation.quote_check.result == "exact"
    assert citation.quote_check.capture == capture


def test_the_same_bytes_for_one_source_give_the_copy_that_is_there(folder):
    source, other = make_source(), make_user()
    first = bring(source)

    second = bring(source, name="another name.html", by=other)

    assert second == first
    assert Capture.objects.get().name == "page.html"
    assert len(kept(folder)) == 1


def test_the_same_bytes_for_two_sources_are_two_copies_of_one_file(folder):
    first, second = bring(make_source()), bring(make_source())

    assert first != second
    assert first.file == second.file
    assert len(kept(folder)) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty: there is nothing to preserve."),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(200), "Files of this kind are not kept."),
        (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200), "Files of this kind are not kept."),
    ],
)
@pytest.mark.parametrize("way", ["preserve", "hold"])
def test_what_is_refused_leaves_nothing(folder, content, sentence, way):
    source = make_source()

    with pytest.raises(actions.NotPreserved, match=sentence):
        bring(source, content) if way == "preserve" else hold(content)

    assert not PreservedFile.objects.exists()
    assert not Capture.objects.exists()
    assert not PendingCapture.objects.exists()
    assert kept(folder) == set()


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(folder, settings):
    settings.CAPTURE_MAX_BYTES = 1024 * 1024

    with pytest.raises(actions.NotPreserved, match=r"larger than 1 MB"):
        bring(make_source(), b"a" * (1024 * 1024 + 1))

    assert kept(folder) == set()


def test_a_file_of_exactly_the_limit_is_kept(settings):
    settings.CAPTURE_MAX_BYTES = 1024

    assert bring(make_source(), b"word " * 204 + b"ends").file.size == 1024


def test_the_kind_is_told_from_the_content_not_from_the_name():
    assert bring(make_source(), PIXEL, name="report.pdf").file.media_type == "image/png"


def test_a_file_that_cannot_be_read_is_preserved_all_the_same(folder):
    capture = bring(make_source(), b"%PDF-1.7\nthis is cut off", name="cut.pdf")

    assert has_bytes(folder, capture.file)
    assert capture.file.text.outcome == "failed"


def test_a_word_file_with_a_password_is_kept_and_said_to_be_locked():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)

    file = bring(make_source(), locked, name="report.docx").file

    assert wording.kind(file.media_type) == "Office document, locked with a password"
    assert wording.reading(file.text, file.media_type) == "Could not be read: locked with a password."


def test_a_word_file_that_is_cut_off_is_kept_and_said_to_be_damaged():
    packed = BytesIO()
    with ZipFile(packed, "w") as word:
        word.writestr("[Content_Types].xml", "<Types/>")
        word.writestr("word/document.xml", "<document/>" * 100)

    file = bring(make_source(), packed.getvalue()[:-60], name="report.docx").file

    assert wording.kind(file.media_type) == "Word document (DOCX)"
    assert wording.reading(file.text, file.media_type) == "Could not be read: damaged or cut off."


def test_any_other_packed_file_that_is_cut_off_is_refused_as_damaged(folder):
    with pytest.raises(actions.NotPreserved, match="damaged or cut off"):
        bring(make_source(), b"PK\x03\x04" + bytes(500))

    assert kept(folder) == set()


def test_a_stream_that_was_read_before_is_kept_from_its_beginning():
    content = BytesIO(NOTE)
    content.seek(0, 2)

    capture = actions.preserve_upload(make_source(), content, name="note.txt", by=the_author(), at=NOON)

    assert capture.file.size == len(NOTE)
