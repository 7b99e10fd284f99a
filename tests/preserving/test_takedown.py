"""Taking a copy down: what goes, what stays, and who may."""

import pytest
from django.db import transaction

from sources.choices import TakedownReason
from sources.models import Capture, FileText, PendingCapture, PreservedFile, Takedown
from sources.preserving import actions
from tests.factories import NOON, make_capture, make_citation, make_file, make_source, make_user, the_author, the_editor
from tests.preserving.bring import NOTE, bring, has_bytes, hold, kept

pytestmark = pytest.mark.django_db(transaction=True)
BINDING = [reason for reason in TakedownReason.values if reason != TakedownReason.MISTAKE]


def take_down(capture, reason="privacy", note=""):
    """As the editor does it."""
    return actions.take_down(capture, reason=reason, note=note, by=the_editor(), at=NOON)


def test_bytes_and_text_go_and_a_tombstone_stays(folder):
    capture = bring(make_source(), NOTE)

    tombstone = take_down(capture, "court_order", "Letter of the court, in the safe.")

    assert kept(folder) == set()
    assert not FileText.objects.exists()
    assert PreservedFile.objects.get().sha256 == capture.file.sha256
    assert Capture.objects.get() == capture
    assert (tombstone.reason, tombstone.taken_down_by, tombstone.taken_down_at) == ("court_order", the_editor(), NOON)
    assert tombstone.note == "Letter of the court, in the safe."


def test_only_an_editor_takes_a_copy_down(folder):
    capture = bring(make_source(), NOTE)

    with pytest.raises(actions.NotAllowedHere):
        actions.take_down(capture, reason="privacy", note="", by=make_user(), at=NOON)

    assert has_bytes(folder, capture.file)
    assert not Takedown.objects.exists()


def test_a_reason_that_is_not_on_the_list_is_refused(folder):
    capture = bring(make_source(), NOTE)

    with pytest.raises(actions.NotPreserved, match="reason"):
        take_down(capture, "because")

    assert has_bytes(folder, capture.file)


def test_a_copy_is_taken_down_once():
    capture = bring(make_source(), NOTE)
    take_down(capture)

    with pytest.raises(actions.NotPreserved, match="before"):
        take_down(capture)


@pytest.mark.parametrize("reason", BINDING)
def test_for_every_reason_but_a_mistake_all_copies_of_the_file_go(folder, reason):
    first, second, waiting = bring(make_source(), NOTE), bring(make_source(), NOTE), hold(NOTE)

    take_down(first, reason)

    assert set(Takedown.objects.values_list("capture", "reason")) == {(first.pk, reason), (second.pk, reason)}
    assert not PendingCapture.objects.filter(pk=waiting.pk).exists()
    assert kept(folder) == set()


def test_a_mistake_is_taken_down_alone_and_leaves_the_bytes_that_others_need(folder):
    first, second = bring(make_source(), NOTE), bring(make_source(), NOTE)

    take_down(first, "mistake")

    assert Takedown.objects.get().capture == first
    assert has_bytes(folder, second.file)
    assert FileText.objects.filter(file=second.file).exists()


def test_a_mistake_that_nobody_else_keeps_is_erased(folder):
    take_down(bring(make_source(), NOTE), "mistake")

    assert kept(folder) == set()


@pytest.mark.parametrize("reason", BINDING)
def test_what_was_taken_down_is_not_kept_again_by_any_way(folder, reason):
    take_down(bring(make_source(), NOTE), reason)
    sentence = f"taken down on 24 November 2026 for this reason: {TakedownReason(reason).label}"

    with pytest.raises(actions.NotPreserved, match=sentence):
        bring(make_source(), NOTE)
    with pytest.raises(actions.NotPreserved, match=sentence):
        hold(NOTE)

    assert kept(folder) == set()


def test_what_was_brought_before_cannot_be_attached_after_the_takedown(folder):
    pending = hold(NOTE)
    take_down(bring(make_source(), NOTE))

    with pytest.raises(actions.NotPreserved, match="Bring it again"):
        actions.attach(pending, make_source(), by=the_author(), at=NOON)

    assert kept(folder) == set()


def test_a_mistake_may_be_kept_again_for_another_source_but_not_for_the_same(folder):
    wrong = make_source()
    take_down(bring(wrong, NOTE), "mistake")

    capture = bring(make_source(), NOTE)

    assert has_bytes(folder, capture.file)
    with pytest.raises(actions.NotPreserved, match="preserved by mistake"):
        bring(wrong, NOTE)
    with pytest.raises(actions.NotPreserved, match="preserved by mistake"):
        actions.attach(hold(NOTE), wrong, by=the_author(), at=NOON)


def test_the_raw_exchange_goes_with_the_copy(folder):
    exchange = make_file(content=b"WARC/1.1 an invented exchange")
    capture = make_capture(
        content=NOTE,
        exchange=exchange,
        method="fetch",
        requested_url="https://press.example/",
        final_url="https://press.example/",
        http_status=200,
    )

    take_down(capture)

    assert kept(folder) == set()


def test_nothing_is_erased_when_the_takedown_is_rolled_back(folder):
    capture = bring(make_source(), NOTE)

    with transaction.atomic():
        take_down(capture)
        transaction.set_rollback(True)

    assert has_bytes(folder, capture.file)
    assert FileText.objects.filter(file=capture.file).exists()
    assert not Takedown.objects.exists()


def test_quotations_are_looked_for_again_and_find_no_copy():
    source = make_source()
    citation = make_citation(source=source, exact="The words of an invented note")
    capture = bring(source, NOTE)

    take_down(capture)

    citation.refresh_from_db()
    assert citation.quote_check.result == "no_copy"


def test_quotations_of_every_source_that_loses_its_copy_are_looked_for_again():
    citation = make_citation(exact="The words of an invented note")
    bring(citation.source, NOTE)

    take_down(bring(make_source(), NOTE))

    citation.refresh_from_db()
    assert citation.quote_check.result == "no_copy"
