"""Whoever entered a draft by mistake throws it away; what readers have seen is never thrown away."""

import pytest
from django.apps import apps

from claims.actions import NotAllowed, discard, publish, withdraw
from claims.models import Claim
from sources.models import Citation, Source
from tests import factories as make
from tests.factories import NOON


@pytest.fixture
def draft(scene):
    """A draft of Alice's that rests on a passage of its own, with a step and a link."""
    claim = make.make_claim(published=False, created_by=scene.alice, question=scene.existence, choice="station")
    make.make_relay(claim)
    make.make_link(claim, make.make_claim(), kind="rebuts")
    return claim


def test_its_author_discards_a_draft_with_its_passage_and_the_document_stays(scene, draft):
    discard(draft, by=scene.alice, at=NOON)

    assert not Claim.objects.filter(ref=draft.ref).exists()
    assert not Citation.objects.filter(pk=draft.citation_id).exists()
    assert Source.objects.filter(pk=draft.citation.source_id).exists()


def test_a_passage_from_which_something_else_was_drawn_stays(scene, draft):
    make.make_claim(citation=draft.citation)

    discard(draft, by=scene.alice, at=NOON)

    assert Citation.objects.filter(pk=draft.citation_id).exists()


def test_the_history_keeps_what_was_discarded(scene, draft):
    discard(draft, by=scene.alice, at=NOON)

    event = apps.get_model("claims", "ClaimEvent").objects.filter(pgh_obj_id=draft.pk).order_by("pgh_id").last()
    assert (event.pgh_label, event.statement) == ("delete", draft.statement)
    assert event.pgh_context.metadata["who"] == scene.alice.pk


def test_nobody_discards_the_draft_of_another_but_an_editor(scene, draft):
    with pytest.raises(NotAllowed, match="Only its author or an editor discards a draft"):
        discard(draft, by=make.make_user(), at=NOON)

    discard(draft, by=scene.bob, at=NOON)

    assert not Claim.objects.filter(ref=draft.ref).exists()


def test_what_readers_have_seen_is_not_discarded(scene, draft):
    publish(draft, by=scene.bob, at=NOON)
    with pytest.raises(NotAllowed, match="Readers have seen this statement"):
        discard(draft, by=scene.alice, at=NOON)

    withdraw(draft, by=scene.bob, at=NOON, reason="Wrong speaker.")
    with pytest.raises(NotAllowed, match="Readers have seen this statement"):
        discard(draft, by=scene.alice, at=NOON)


def test_the_page_asks_once_and_comes_back_to_the_drafts(alice, draft):
    offered = alice.get("/claims/drafts/").content.decode()
    asked = alice.get(f"/claims/{draft.ref}/discard/").content.decode()
    still_there = Claim.objects.filter(ref=draft.ref).exists()
    done = alice.post(f"/claims/{draft.ref}/discard/", follow=True)

    assert f"/claims/{draft.ref}/discard/" in offered
    assert "No reader has seen it." in asked
    assert still_there
    assert "Discarded: the draft about" in done.content.decode()
    assert not Claim.objects.filter(ref=draft.ref).exists()


def test_a_published_statement_is_refused_with_a_reason(alice, bob, scene, draft):
    publish(draft, by=scene.bob, at=NOON)

    response = alice.post(f"/claims/{draft.ref}/discard/")

    assert response.status_code == 403
    assert "Readers have seen this statement" in response.content.decode()
    assert "discard" not in bob.get(f"/claims/{draft.ref}/").content.decode()


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, draft):
    response = client.post(f"/claims/{draft.ref}/discard/")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")
