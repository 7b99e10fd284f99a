"""What readers have seen is changed through the site only with a reason; outside it, the change is kept without one."""

import pghistory
import pytest

from claims.models import Claim
from sources.models import Citation, Party, Source
from tests import factories as make
from tests.rules.refusals import refused_by

pytestmark = pytest.mark.django_db


def test_a_change_of_what_readers_have_seen_says_why():
    claim = make.make_claim()

    with refused_by("claim_change_gives_a_reason"), pghistory.context(who=1):
        Claim.objects.filter(pk=claim.pk).update(statement="Another sentence.")

    with refused_by("citation_change_gives_a_reason"), pghistory.context(who=1):
        Citation.objects.filter(pk=claim.citation.pk).update(exact="Other words.")

    with refused_by("source_change_gives_a_reason"), pghistory.context(who=1, why=""):
        Source.objects.filter(pk=claim.citation.source.pk).update(title="Another title")

    with refused_by("party_change_gives_a_reason"), pghistory.context(who=1, reason=""):
        Party.objects.filter(pk=claim.asserted_by.pk).update(name="Another name")


@pytest.mark.parametrize("told", [{"why": "A slip."}, {"reason": "A slip."}])
def test_with_a_reason_it_is_changed(told):
    claim = make.make_claim()

    with pghistory.context(who=1, **told):
        Claim.objects.filter(pk=claim.pk).update(statement="Another sentence.")

    claim.refresh_from_db()
    assert claim.statement == "Another sentence."


def test_what_no_reader_has_seen_is_changed_without_a_reason():
    draft = make.make_claim(published=False)

    with pghistory.context(who=1):
        Claim.objects.filter(pk=draft.pk).update(statement="Another sentence.")
        Source.objects.filter(pk=draft.citation.source.pk).update(title="Another title")

    draft.refresh_from_db()
    assert draft.statement == "Another sentence."


def test_a_write_that_changes_nothing_needs_no_reason():
    claim = make.make_claim()

    with pghistory.context(who=1):
        assert Claim.objects.filter(pk=claim.pk).update(statement=claim.statement) == 1
