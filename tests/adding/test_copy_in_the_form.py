"""A copy that is brought while the form is filled in: held, shown, carried along, attached when the form is saved."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from claims.models import Claim
from sources.models import Capture, Citation, PendingCapture, Source
from sources.preserving.actions import discard_old_pending
from tests.adding.evidence import PAGE, WORDS, a_file, copy_of, held, part, press, save, value_of
from tests.adding.scene import ADDRESS, filled, new_source, only_claim
from tests.factories import make_file_text, make_pending_capture
from tests.preserving.bring import NOTE, PIXEL

NOT_HELD = "The copy that this form held is not held any more"


def test_a_file_that_is_chosen_is_held_and_said(alice, scene):
    page = press(alice, "hold", copy=a_file())

    pending = PendingCapture.objects.get()
    assert value_of(page, "pending") == str(pending.key)
    assert "report.html" in part(page, "held")
    assert "it is preserved with the document when you save" in part(page, "held")
    assert pending.captured_by == scene.alice
    assert not Capture.objects.exists()


def test_a_file_comes_along_whatever_button_is_pressed(alice, scene):
    page = press(alice, "show", copy=a_file(), exact=WORDS)

    assert part(page, "check-said").startswith("Found letter by letter. In the copy that is held.")


def test_saving_makes_the_held_copy_one_of_the_document_and_the_one_that_the_words_were_checked_in(alice, scene):
    pending = held(scene.alice)

    save(alice, filled(pending=str(pending.key), exact=WORDS))

    citation = only_claim().citation
    assert citation.capture == Capture.objects.get(source=scene.source)
    assert citation.capture.file == pending.file
    assert citation.quote_check.result == "exact"
    assert not PendingCapture.objects.exists()


def test_saving_with_a_file_that_was_never_held_keeps_it_all_the_same(alice, scene):
    save(alice, {**filled(exact=WORDS), "copy": a_file()})

    assert only_claim().citation.quote_check.result == "exact"
    assert Capture.objects.get().name == "report.html"


def test_a_new_document_gets_the_held_copy(alice, scene):
    save(alice, new_source(pending=str(held(scene.alice).key), exact=WORDS))

    source = Source.objects.get(url="https://press.example/one")
    assert [capture.name for capture in source.captures.all()] == ["report.html"]
    assert only_claim().citation.quote_check.result == "exact"


def test_another_file_takes_the_place_of_the_one_that_was_held(alice, scene):
    first = held(scene.alice)

    page = press(alice, "hold", pending=str(first.key), copy=a_file(NOTE, "note.txt"))

    assert "note.txt" in part(page, "held")
    assert [pending.name for pending in PendingCapture.objects.all()] == ["note.txt"]


def test_a_file_that_is_refused_leaves_the_held_one(alice, scene):
    first = held(scene.alice)

    page = press(alice, "hold", pending=str(first.key), copy=a_file(b"", "empty.txt"))

    assert "The file is empty: there is nothing to preserve." in page
    assert value_of(page, "pending") == str(first.key)
    assert "report.html" in part(page, "held")


def test_a_held_copy_is_dropped_again(alice, scene):
    page = press(alice, "drop", pending=str(held(scene.alice).key), statement="A sentence.")

    assert value_of(page, "pending") == ""
    assert "A sentence.</textarea>" in page
    assert 'type="file"' in page
    assert not PendingCapture.objects.exists()


def test_the_held_copy_survives_a_form_that_is_refused_for_another_reason(alice, scene):
    pending = held(scene.alice)

    page = save(alice, filled(pending=str(pending.key), exact=WORDS, statement=""), status=422)

    assert value_of(page, "pending") == str(pending.key)
    assert "report.html" in part(page, "held")
    assert PendingCapture.objects.filter(pk=pending.pk).exists()
    save(alice, filled(pending=value_of(page, "pending"), exact=WORDS))
    assert Capture.objects.get().file == pending.file


def test_a_file_that_comes_with_a_refused_form_is_held(alice, scene):
    page = save(alice, {**filled(exact=WORDS, statement=""), "copy": a_file()}, status=422)

    assert value_of(page, "pending") == str(PendingCapture.objects.get().key)


def test_a_refused_file_keeps_the_form_from_being_saved_and_every_word_stays(alice, scene):
    page = save(alice, {**filled(exact=WORDS), "copy": a_file(b"", "empty.txt")}, status=422)

    assert "The file is empty: there is nothing to preserve." in part(page, "problems")
    assert f"{WORDS}</textarea>" in page
    assert not Claim.objects.exists()
    assert not Capture.objects.exists()


@pytest.mark.parametrize("key", ["no-key", "0", str(UUID(int=1)), "x" * 400, "\u0661"])
def test_a_copy_that_is_not_held_is_said_before_it_is_missed(alice, scene, key):
    page = save(alice, filled(pending=key), status=422)

    assert NOT_HELD in part(page, "problems")
    assert value_of(page, "pending") == ""
    assert not Claim.objects.exists()
    save(alice, filled(pending=value_of(page, "pending")))


def test_a_copy_that_waited_longer_than_a_week_is_said_to_be_gone(alice, scene):
    pending = held(scene.alice)
    PendingCapture.objects.update(captured_at=timezone.now() - timedelta(days=8))
    discard_old_pending(at=timezone.now())

    page = save(alice, filled(pending=str(pending.key)), status=422)

    assert NOT_HELD in part(page, "problems")


def test_what_somebody_else_brought_is_neither_shown_nor_taken_nor_dropped(alice, scene):
    pending = held(scene.bob)

    shown = press(alice, "show", pending=str(pending.key), exact=WORDS)
    dropped = press(alice, "drop", pending=str(pending.key))
    saved = save(alice, filled(pending=str(pending.key), exact=WORDS), status=422)

    assert "report.html" not in shown + dropped + saved
    assert part(shown, "check-said").startswith("No copy is preserved")
    assert NOT_HELD in part(saved, "problems")
    assert PendingCapture.objects.get() == pending
    assert not Capture.objects.exists()


def test_the_same_form_sent_twice_attaches_its_copy_once(alice, scene):
    form = filled(pending=str(held(scene.alice).key), exact=WORDS)

    save(alice, form)
    save(alice, form)

    assert Claim.objects.count() == Citation.objects.count() == Capture.objects.count() == 1


def test_a_file_that_the_document_has_already_is_said_and_added_once(alice, scene):
    save(alice, filled(pending=str(held(scene.alice).key), exact=WORDS))
    again = held(scene.alice)

    page = press(alice, "show", pending=str(again.key), source="the-article", source_is="here")
    save(alice, filled(pending=str(again.key), exact=WORDS))

    assert "The document has this very file already" in part(page, "held")
    assert Capture.objects.count() == 1
    assert Claim.objects.count() == 2


def test_what_the_file_says_of_itself_is_shown_to_the_desk_with_a_warning(alice, scene):
    pending = make_pending_capture(captured_by=scene.alice, name="photo.jpg")
    make_file_text(file=pending.file, properties=[["Author", "A <b>name</b>"], ["Camera", "A device"]])

    page = press(alice, "show", pending=str(pending.key))

    assert "What the file says of itself" in part(page, "held")
    assert "Camera A device" in part(page, "held")
    assert "it is taken out of whatever is opened to readers" in part(page, "held")
    assert (
        "A &lt;b&gt;name&lt;/b&gt;"
        in alice.post(ADDRESS, {"act": "show", "pending": str(pending.key)}).content.decode()
    )


def test_the_title_of_the_file_is_offered_and_taken_by_a_button(alice, scene):
    key = str(held(scene.alice).key)

    offered = press(alice, "show", pending=key, source_is="new")
    taken = press(alice, "take-title", pending=key, source_is="new")

    assert "The file calls itself “A report on stations”." in part(offered, "title-part")
    assert value_of(offered, "title") == ""
    assert value_of(taken, "title") == "A report on stations"
    assert "calls itself" not in part(taken, "title-part")


def test_a_file_without_text_is_held_and_says_that_words_are_compared_by_eye(alice, scene):
    page = press(alice, "hold", copy=a_file(PIXEL, "scan.png"), exact=WORDS)

    assert "scan.png" in part(page, "held")
    assert part(page, "check-said").startswith("No text could be read from the copy: compare the words by eye.")


def test_a_file_that_cannot_be_read_does_not_keep_the_form_from_being_saved(alice, scene):
    broken = a_file(b"%PDF-1.7\nthis is no PDF", "broken.pdf")

    page = press(alice, "hold", copy=broken, exact=WORDS)
    save(alice, filled(pending=value_of(page, "pending"), exact=WORDS))

    assert only_claim().citation.quote_check.result == "no_text"
    assert Capture.objects.get().name == "broken.pdf"


def test_a_document_with_a_copy_that_has_text_asks_for_none(alice, scene):
    copy_of(scene.source, WORDS)

    page = press(alice, "show", source="the-article", source_is="here")

    assert "A copy of this document is preserved" in part(page, "copy-part")
    assert 'type="file"' not in page


def test_a_document_whose_copy_has_no_text_asks_for_one_in_which_the_words_can_be_found(alice, scene):
    copy_of(scene.source, "", outcome="no_text")

    page = press(alice, "show", source="the-article", source_is="here")

    assert "Preserve a copy in which the words can be found" in part(page, "copy-part")


# A file that does not arrive whole


def test_a_file_that_is_too_large_is_said_and_every_word_stays(alice, scene, settings):
    settings.CAPTURE_MAX_BYTES = 4000

    page = save(alice, {"copy": a_file(b"x" * 5000, "large.txt"), **filled(exact=WORDS)}, status=422)

    assert "Files of that size are not kept." in part(page, "problems")
    assert f"{WORDS}</textarea>" in page
    assert not Claim.objects.exists()
    assert not PendingCapture.objects.exists()


def test_where_the_disk_is_full_the_form_is_not_saved_without_its_copy(alice, scene, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")

    page = save(alice, {"copy": a_file(PAGE), **filled(exact=WORDS)}, status=422)

    assert "The copy could not be stored" in part(page, "problems")
    assert f"{WORDS}</textarea>" in page
    assert not Claim.objects.exists()


def test_a_request_that_was_cut_off_at_its_file_is_not_taken_for_a_form(alice, scene, settings):
    settings.CAPTURE_MAX_BYTES = 100
    typed = {name: value for name, value in filled(exact=WORDS).items() if name != "statement"}

    page = save(alice, {**typed, "copy": a_file(PAGE)}, status=413)

    assert "what you typed is there still" in page
    assert not Claim.objects.exists()
