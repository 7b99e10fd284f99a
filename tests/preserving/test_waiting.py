"""Copies that were brought before their source was entered."""

from datetime import timedelta

import pytest

from sources.models import Capture, FileText, PendingCapture
from sources.preserving import actions
from sources.tasks import discard_copies_that_wait
from tests.factories import NOON, make_citation, make_pending_capture, make_source, make_user, the_author, the_editor
from tests.preserving.bring import NOTE, bring, has_bytes, hold, kept

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_waiting_copy_becomes_one_of_the_source_as_it_was_brought(folder):
    anna, source = make_user(), make_source()
    pending = hold(NOTE, name="note.txt", by=anna)

    capture = actions.attach(pending, source, by=anna, at=NOON + timedelta(hours=1))

    assert (capture.source, capture.file, capture.name) == (source, pending.file, "note.txt")
    assert (capture.captured_by, capture.captured_at) == (anna, NOON)
    assert not PendingCapture.objects.exists()
    assert has_bytes(folder, capture.file)


def test_attaching_looks_for_the_passages_of_the_source():
    source = make_source()
    citation = make_citation(source=source, exact="an invented note, in plain text")

    actions.attach(hold(NOTE, name="note.txt"), source, by=the_author(), at=NOON)

    citation.refresh_from_db()
    assert citation.quote_check.result == "exact"


def test_attaching_what_the_source_has_gives_the_copy_that_is_there(folder):
    source = make_source()
    first, pending = bring(source, NOTE), hold(NOTE)

    capture = actions.attach(pending, source, by=the_author(), at=NOON)

    assert capture == first
    assert not PendingCapture.objects.exists()
    assert has_bytes(folder, first.file)


def test_a_copy_is_attached_once():
    pending = hold(NOTE)
    actions.attach(pending, make_source(), by=the_author(), at=NOON)

    with pytest.raises(actions.NotPreserved, match="Bring it again"):
        actions.attach(pending, make_source(), by=the_author(), at=NOON)

    assert Capture.objects.count() == 1


def test_nobody_attaches_what_somebody_else_brought():
    pending = hold(NOTE, by=make_user())

    with pytest.raises(actions.NotPreserved, match="Bring it again"):
        actions.attach(pending, make_source(), by=the_editor(), at=NOON)

    assert PendingCapture.objects.get() == pending


def test_discarding_erases_bytes_and_text_that_nothing_else_needs(folder):
    pending = hold(NOTE)

    actions.discard_pending(pending, by=the_author())

    assert kept(folder) == set()
    assert not FileText.objects.exists()
    assert not PendingCapture.objects.exists()


def test_discarding_spares_the_bytes_of_a_copy_and_of_another_waiting_one(folder):
    first, second, capture = hold(NOTE), hold(NOTE, by=make_user()), bring(make_source(), NOTE)

    actions.discard_pending(first, by=first.captured_by)
    actions.discard_pending(second, by=second.captured_by)

    assert has_bytes(folder, capture.file)
    assert FileText.objects.filter(file=capture.file).exists()


def test_discarding_twice_is_no_fault_and_nobody_discards_what_another_brought():
    pending = hold(NOTE)

    with pytest.raises(actions.NotAllowedHere):
        actions.discard_pending(pending, by=make_user())
    actions.discard_pending(pending, by=the_author())
    actions.discard_pending(pending, by=the_author())

    assert not PendingCapture.objects.exists()


def test_what_waited_longer_than_a_week_is_thrown_away(folder):
    old, young = hold(NOTE), hold(b"A younger note.\n")
    PendingCapture.objects.filter(pk=young.pk).update(captured_at=NOON + timedelta(days=1))

    discarded = actions.discard_old_pending(at=NOON + timedelta(days=7, minutes=1))

    assert discarded == 1
    assert PendingCapture.objects.get() == young
    assert kept(folder) == {young.file.sha256}
    assert old.file != young.file


def test_every_night_the_queue_throws_away_what_waited_for_a_week():
    make_pending_capture(captured_at=NOON)

    discard_copies_that_wait(timestamp=int((NOON + timedelta(days=8)).timestamp()))

    assert not PendingCapture.objects.exists()
