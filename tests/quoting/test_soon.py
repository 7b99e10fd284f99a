"""Passages in copies that are too long to be searched while a person waits: the queue looks for them."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from claims.actions.mending import Mended, mend_passage
from sources.models import QuoteCheck
from sources.quoting import soon
from sources.quoting.checks import check_citation
from sources.tasks import look_in_background
from tests.factories import NOON, make_capture, make_citation, make_claim, make_file_text, make_source, the_editor
from tests.preserving.bring import NOTE, bring

pytestmark = pytest.mark.django_db
WORDS = "The words of an invented note"


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Where a copy of more than a hundred characters is long."""
    monkeypatch.setattr(soon, "LONGEST_AT_ONCE", 100)


def jobs():
    """For which sources the queue is to look."""
    found = ProcrastinateJob.objects.filter(task_name="sources.tasks.look_in_background")
    return [job.args["source_id"] for job in found]


def test_in_a_copy_that_is_not_long_passages_are_looked_for_at_once():
    citation = make_citation(exact=WORDS)

    bring(citation.source, NOTE)

    assert QuoteCheck.objects.get(citation=citation).result == "exact"
    assert jobs() == []


def test_in_a_long_copy_the_queue_looks_for_them_once():
    citation = make_citation(exact=WORDS)

    bring(citation.source, NOTE * 3)
    bring(citation.source, NOTE * 4)

    assert not QuoteCheck.objects.exists()
    assert jobs() == [citation.source_id]
    look_in_background(citation.source_id)
    assert QuoteCheck.objects.get(citation=citation).result == "exact"


def test_of_a_mended_passage_nothing_is_said_until_the_queue_has_looked():
    source = make_source()
    claim = make_claim(citation=make_citation(source=source, exact=WORDS))
    capture = make_capture(source=source)
    make_file_text(file=capture.file, text=NOTE.decode() * 3)
    assert check_citation(claim.citation, at=NOON).result == "exact"
    columns = {name: getattr(claim.citation, name) for name in Mended.__dataclass_fields__}

    mend_passage(
        claim.citation, Mended(**{**columns, "exact": "Other words"}), by=the_editor(), at=NOON, reason="A slip."
    )

    assert not QuoteCheck.objects.exists()
    assert jobs() == [source.pk]


def test_a_source_that_is_gone_is_no_fault():
    look_in_background(0)


def test_an_ordinary_report_of_2000_pages_is_not_long(monkeypatch):
    monkeypatch.undo()
    capture = make_capture()
    make_file_text(file=capture.file, text="word " * 500 * 1500)

    assert not soon.is_long(capture.source)

    make_file_text(file=make_capture(source=capture.source).file, text="word " * 100_000)
    assert soon.is_long(capture.source)
