"""Changing how a statement reached us: who may, what is asked for, what the history keeps."""

import pytest
from django.db import connection

from claims.actions import (
    Hop,
    NotAllowed,
    RunsInCircle,
    build_on,
    discard,
    keep_apart,
    rechain,
    restate,
    stop_keeping_apart,
    unlink,
)
from claims.choices import LinkKind
from claims.models import Apart, Claim, Link, Relay
from tests.factories import NOON, make_claim, make_link, make_party, make_relay, make_source, make_user, the_author
from tests.factories import the_editor as editor
from tests.rules.refusals import check_deferred_keys

pytestmark = pytest.mark.django_db
WHY = "The article names its source further down."


@pytest.fixture
def parties():
    return [make_party(name=name) for name in ("CNN", "Reuters", "Xinhua")]


def chain_of(claim):
    return [(relay.position, relay.party.name) for relay in claim.relays.order_by("position").select_related("party")]


def change(claim, parties, **given):
    values = {"origin_stated": True, "by": editor(), "at": NOON, "reason": WHY}
    rechain(claim, steps=[Hop(party=party) for party in parties], **{**values, **given})
    check_deferred_keys()


def reasons():
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT metadata->>'why' FROM pghistory_context")
        return {row[0] for row in cursor.fetchall()}


def test_steps_are_put_in_another_order(parties):
    claim = make_claim()
    change(claim, parties)

    change(claim, [parties[2], parties[0], parties[1]])

    assert chain_of(claim) == [(1, "Xinhua"), (2, "CNN"), (3, "Reuters")]


def test_a_step_can_name_the_source_that_it_was_in(parties):
    claim, source = make_claim(), make_source()

    rechain(claim, steps=[Hop(party=parties[0], source=source)], origin_stated=True, by=editor(), at=NOON, reason=WHY)

    assert claim.relays.get().source == source


def test_a_published_statement_changes_only_with_a_reason_and_the_history_keeps_it(parties):
    claim = make_claim()

    with pytest.raises(NotAllowed, match="say why"):
        change(claim, parties, reason="  ")
    change(claim, parties)

    assert chain_of(claim)
    assert any(WHY in (reason or "") for reason in reasons())


def test_what_changes_nothing_writes_nothing(parties):
    claim = make_claim()
    make_relay(claim, party=parties[0])
    key = claim.relays.get().pk

    change(claim, parties[:1], reason="")

    assert claim.relays.get().pk == key


def test_authors_change_their_drafts_without_a_reason(parties):
    claim = make_claim(published=False)

    change(claim, parties, by=the_author(), reason="", origin_stated=False)

    claim.refresh_from_db()
    assert len(chain_of(claim)) == 3
    assert not claim.origin_stated


@pytest.mark.parametrize("published", [True, False])
def test_nobody_else_changes_it(parties, published):
    claim = make_claim(published=published)

    with pytest.raises(NotAllowed, match="Only its author or an editor"):
        change(claim, parties, by=make_user())


def test_an_author_no_longer_changes_what_readers_have_seen(parties):
    with pytest.raises(NotAllowed, match="Readers have seen"):
        change(make_claim(), parties, by=the_author())


def test_a_speaker_who_is_also_a_step_is_a_loop_and_not_refused(parties):
    claim = make_claim(asserted_by=parties[0])

    change(claim, [parties[1], parties[0]])

    assert len(chain_of(claim)) == 2


def test_a_chain_ends_somewhere(parties):
    with pytest.raises(NotAllowed, match="At most 12"):
        change(make_claim(), parties[:1] * 13)


def test_a_statement_restates_one_other_and_the_new_one_replaces_the_old():
    claim, first, second = make_claim(), make_claim(), make_claim()

    restate(claim, of=first, by=editor(), at=NOON, reason=WHY)
    restate(claim, of=second, by=editor(), at=NOON, reason=WHY)

    assert [link.to for link in Link.objects.filter(claim=claim)] == [second]


def test_a_circle_of_restatements_is_refused_in_a_plain_sentence():
    one, other, third = make_claim(), make_claim(), make_claim()
    make_link(other, one)
    make_link(third, other)

    with pytest.raises(RunsInCircle, match=f"Statement {third.ref} repeats this one already"):
        restate(one, of=third, by=editor(), at=NOON, reason=WHY)

    assert not Link.objects.filter(claim=one).exists()


def test_nothing_is_linked_to_itself_or_to_what_one_may_not_see():
    claim, removed = make_claim(), make_claim(removed_at=NOON, removed_for="privacy")

    for other, words in ((claim, "itself"), (removed, "not here any more")):
        with pytest.raises(NotAllowed, match=words):
            restate(claim, of=other, by=editor(), at=NOON, reason=WHY)
        with pytest.raises(NotAllowed, match=words):
            build_on(claim, of=other, by=editor(), at=NOON, reason=WHY)


def test_a_link_is_made_once_and_taken_back():
    claim, other = make_claim(), make_claim()
    for _ in range(2):
        build_on(claim, of=other, by=editor(), at=NOON, reason=WHY)

    assert Link.objects.count() == 1

    unlink(claim, kind=LinkKind.BUILDS_ON, to=other, by=editor(), at=NOON, reason=WHY)

    assert not Link.objects.exists()


def test_two_utterances_are_kept_apart_whichever_is_named_first_until_that_is_taken_back():
    one, other = make_claim(), make_claim()
    keep_apart(other, one, by=editor(), at=NOON)
    keep_apart(one, other, by=editor(), at=NOON)

    assert [(each.claim, each.other) for each in Apart.objects.all()] == [(one, other)]

    stop_keeping_apart(other, one, by=editor(), at=NOON)

    assert not Apart.objects.exists()


def test_only_editors_keep_utterances_apart():
    with pytest.raises(NotAllowed, match="Only an editor"):
        keep_apart(make_claim(), make_claim(), by=the_author(), at=NOON)


def test_what_is_linked_as_one_utterance_is_no_longer_kept_apart():
    one, other = make_claim(), make_claim()
    keep_apart(one, other, by=editor(), at=NOON)

    restate(other, of=one, by=editor(), at=NOON, reason=WHY)

    assert not Apart.objects.exists()


def test_a_draft_that_is_kept_apart_can_still_be_discarded():
    draft, other = make_claim(published=False), make_claim()
    make_relay(draft)
    keep_apart(draft, other, by=editor(), at=NOON)

    discard(draft, by=editor(), at=NOON)

    assert not Claim.objects.filter(pk=draft.pk).exists()
    assert not Relay.objects.exists()
