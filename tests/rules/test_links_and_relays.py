"""How claims hang together, and how an account reached the source it was read in."""

import pytest

from claims.choices import LinkKind
from claims.models import Relay
from tests import factories as make
from tests.rules.refusals import check_deferred_keys, copy, delete, execute, refused_by, update

pytestmark = pytest.mark.django_db


def test_a_correction_says_why_it_replaces_the_other_statement():
    link = make.make_link(make.make_claim(), make.make_claim(), kind="replaces")

    with refused_by("link_replacement_says_why"):
        update(link, reason=" ")


@pytest.mark.parametrize("kind", LinkKind.values)
def test_a_claim_linked_to_itself_is_refused(kind):
    claim = make.make_claim()
    link = make.make_link(claim, make.make_claim(), kind=kind)

    with refused_by("link_joins_two_claims"):
        update(link, to_id=claim.pk)


def test_restatements_in_a_circle_are_refused():
    first, second, third = make.make_claim(), make.make_claim(), make.make_claim()
    make.make_link(second, first)
    make.make_link(third, second)
    rebuttal = make.make_link(first, third, kind=LinkKind.REBUTS)

    with refused_by("link_restatements_run_in_no_circle"):
        copy(rebuttal, kind=LinkKind.RESTATES)

    with refused_by("link_restatements_run_in_no_circle"):
        update(rebuttal, kind=LinkKind.RESTATES)


def test_a_restatement_can_be_turned_to_another_claim_when_that_closes_no_circle():
    first, second, third = make.make_claim(), make.make_claim(), make.make_claim()
    link = make.make_link(second, first)

    update(link, to_id=third.pk)
    update(link, claim_id=third.pk, to_id=second.pk)


def test_a_claim_restates_one_claim_and_is_linked_once_in_each_way():
    claim, first, second = make.make_claim(), make.make_claim(), make.make_claim()
    link = make.make_link(claim, first)
    rebuttal = make.make_link(claim, first, kind=LinkKind.REBUTS)

    with refused_by("link_restates_one_claim"):
        copy(link, to_id=second.pk)

    with refused_by("link_once"):
        copy(rebuttal)


def test_two_claims_that_rebut_each_other_are_refused():
    first, second = make.make_claim(), make.make_claim()
    make.make_link(second, first, kind=LinkKind.REBUTS)
    back = make.make_link(first, second, kind=LinkKind.BUILDS_ON)

    with refused_by("link_rebuts_one_way"):
        copy(back, kind=LinkKind.REBUTS)

    with refused_by("link_rebuts_one_way"):
        update(back, kind=LinkKind.REBUTS)


def test_a_gap_in_a_relay_chain_is_refused():
    claim = make.make_claim()
    for _ in range(3):
        make.make_relay(claim)
    first, second, third = Relay.objects.filter(claim=claim).order_by("position")

    with refused_by("relay_has_no_gap"):
        update(third, position=4)

    with refused_by("relay_has_no_gap"):
        delete(second)

    with refused_by("relay_has_no_gap"):
        delete(first)


def test_a_relay_chain_begins_at_one():
    relay = make.make_relay(make.make_claim())

    with refused_by("relay_has_no_gap"):
        update(relay, position=2)

    with refused_by("relay_position_from_one"):
        update(relay, position=0)


def test_a_duplicate_in_a_relay_chain_is_refused():
    claim = make.make_claim()
    make.make_relay(claim)
    second = make.make_relay(claim)

    with refused_by("relay_position_once"):
        copy(second)

    with refused_by("relay_position_once"):
        update(second, position=1)


def test_a_relay_chain_can_be_replaced_in_one_transaction():
    claim = make.make_claim()
    make.make_relay(claim)
    make.make_relay(claim)

    execute("DELETE FROM claims_relay WHERE claim_id = %s", [claim.pk])
    make.make_relay(claim)
    check_deferred_keys()

    assert claim.relays.count() == 1


def test_a_subject_a_body_and_a_choice_lie_in_no_circle():
    outer = make.make_place()
    inner = make.make_place(parent=outer)
    government = make.make_party()
    ministry = make.make_party(part_of=government)
    bureau = make.make_party(part_of=ministry)
    wide = make.make_choice()
    narrow = make.make_choice(question=wide.question, narrower_than=wide)

    with refused_by("subject_lies_in_no_circle"):
        update(outer, parent_id=inner.pk, parent_kind="place")

    with refused_by("party_is_part_of_no_circle"):
        update(government, part_of_id=bureau.pk)

    with refused_by("choice_is_narrower_in_no_circle"):
        update(wide, narrower_than_id=narrow.pk)


def test_a_verification_is_made_once_of_each_kind_and_never_by_the_author():
    claim = make.make_claim()
    verification = make.make_verification(claim)

    with refused_by("verification_not_by_the_author"):
        update(verification, verified_by_id=claim.created_by_id)

    with refused_by("verification_author_is_the_claims"):
        update(verification, author_id=make.make_user().pk)

    with refused_by("verification_once_of_each_kind"):
        copy(verification)
