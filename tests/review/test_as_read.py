"""What is published is what was read: the claim, and its passage, its document, its steps and its links."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import NotAllOfThem, publish, publish_several
from claims.actions.as_read import VERSIONS, as_read, claim_version_in
from claims.actions.versions import ChangedMeanwhile, version_of
from claims.models import Claim, Link
from sources.models import Citation, Source
from tests import factories as make
from tests.review.test_meanwhile_elsewhere import opened, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(alice):
    """A claim of Alice's in the queue, with a step that has a document, and a link each way."""
    claim = make.make_claim(published=False, state="in_review", created_by=alice)
    make.make_relay(claim, source=make.make_source(slug="the-wire"))
    make.make_link(claim, make.make_claim(), kind="builds_on")
    make.make_link(make.make_claim(), claim, kind="rebuts")
    return claim


CHANGES = {
    "the passage": lambda claim: Citation.objects.filter(pk=claim.citation_id).update(exact="Other words."),
    "where it stands": lambda claim: Citation.objects.filter(pk=claim.citation_id).update(locator="7"),
    "the document": lambda claim: Source.objects.filter(pk=claim.citation.source_id).update(title="Another title"),
    "the document of a step": lambda claim: Source.objects.filter(slug="the-wire").update(title="Another wire"),
    "a step more": lambda claim: make.make_relay(claim),
    "a step less": lambda claim: claim.relays.all().delete(),
    "another in a step": lambda claim: claim.relays.update(party=make.make_party()),
    "a link more": lambda claim: make.make_link(claim, make.make_claim(), kind="rebuts"),
    "a link to it": lambda claim: make.make_link(make.make_claim(), claim, kind="builds_on"),
    "a link less": lambda claim: Link.objects.filter(claim=claim).delete(),
    "a link to it less": lambda claim: Link.objects.filter(to=claim).delete(),
    "the claim": lambda claim: Claim.objects.filter(pk=claim.pk).update(statement="Other words."),
}


@pytest.mark.parametrize("what", CHANGES)
def test_nothing_is_published_whose_evidence_was_changed_since_it_was_read(waiting, bob, what):
    read = as_read([waiting], bob)

    CHANGES[what](waiting)

    with pytest.raises(ChangedMeanwhile):
        publish(waiting, by=bob, at=make.NOON, version=read[waiting.pk])
    with pytest.raises(NotAllOfThem):
        publish_several([waiting.pk], by=bob, at=make.NOON, read=read)
    publish(waiting, by=bob, at=make.NOON, version=as_read([waiting], bob)[waiting.pk])
    waiting.refresh_from_db()
    assert waiting.state == "published"


def test_every_page_that_publishes_sends_the_number_of_all_that_was_read(as_bob, waiting):
    one = f"/claims/{waiting.ref}/publish/"
    read = [opened(as_bob, address, one) for address in (f"/claims/{waiting.ref}/", f"/review/{waiting.ref}/")]
    of_queue = opened(as_bob, "/review/", "review-several")
    sure = sent(as_bob, "/review/several/", of_queue, ref=[waiting.ref]).content.decode()
    assert "Publish them all" in sure
    Citation.objects.filter(pk=waiting.citation_id).update(exact="Other words.")

    for fields in read:
        assert sent(as_bob, one, fields).status_code == 403
    late = sent(as_bob, "/review/several/", of_queue, ref=[waiting.ref], act="publish")

    waiting.refresh_from_db()
    assert (late.status_code, waiting.state) == (409, "in_review")
    assert "It was changed since you looked at it." in late.content.decode()
    assert sent(as_bob, one, opened(as_bob, f"/review/{waiting.ref}/", one)).status_code == 302


def test_what_another_desk_keeps_is_not_told_by_the_number(waiting, bob):
    desk = make.make_desk()
    of_the_desk = make.make_claim(published=False, desk=desk)
    kept = make.make_source(restricted=True, desk=desk)
    make.make_relay(waiting, source=kept)
    read = as_read([waiting], bob)

    make.make_link(of_the_desk, waiting, kind="rebuts")
    make.make_link(waiting, of_the_desk, kind="builds_on")
    Source.objects.filter(pk=kept.pk).update(title="Another title")

    assert as_read([waiting], bob) == read


def test_the_claims_own_version_stands_in_the_number(waiting, bob):
    Citation.objects.filter(pk=waiting.citation_id).update(exact="Other words.")

    number = as_read([waiting], bob)[waiting.pk]

    assert claim_version_in(number) == version_of(waiting)
    assert number > VERSIONS


def test_one_and_many_are_read_in_the_same_number_of_queries(waiting, bob, alice):
    many = [waiting, *(make.make_claim(published=False, created_by=alice) for _ in range(20))]
    for claim in many[1:]:
        make.make_relay(claim, source=make.make_source())
    bob.desk_ids  # noqa: B018 - asked for once, before
    numbers = []
    for claims in ([waiting], many):
        with CaptureQueriesContext(connection) as ran:
            as_read(claims, bob)
        numbers.append(len(ran))

    assert numbers == [7, 7]
    assert as_read([], bob) == {}
