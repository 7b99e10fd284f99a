"""An editor's change to what readers have seen has a reason, and readers find it."""

import pytest

from claims import actions
from claims.actions import NotAllowed
from claims.actions.editing import edit_party, edit_source
from claims.actions.mending import Mended, mend_passage
from claims.actions.searching import Sought, correct_search
from tests import factories as make

pytestmark = pytest.mark.django_db

WHY = "Zqbecause."


def of_a_source(claim, by, reason):
    edit_source(claim.citation.source, {"title": "Another title"}, by=by, at=make.NOON, reason=reason)


def of_a_party(claim, by, reason):
    edit_party(claim.asserted_by, {"name": "Another name"}, by=by, at=make.NOON, reason=reason)


def of_a_passage(claim, by, reason):
    mended = Mended(exact="Other words.", words=claim.citation.words, language="en")
    mend_passage(claim.citation, mended, by=by, at=make.NOON, reason=reason)


def of_the_way_here(claim, by, reason):
    steps = [actions.Hop(party=make.make_party())]
    actions.rechain(claim, steps=steps, origin_stated=True, by=by, at=make.NOON, reason=reason)


def of_a_link(claim, by, reason):
    actions.build_on(claim, of=make.make_claim(), by=by, at=make.NOON, reason=reason)


def of_its_state(claim, by, reason):
    actions.withdraw(claim, by=by, at=make.NOON, reason=reason)


@pytest.mark.parametrize(
    "change",
    [of_a_source, of_a_party, of_a_passage, of_the_way_here, of_a_link, of_its_state],
    ids=lambda c: c.__name__,
)
def test_without_a_reason_it_is_refused_and_with_one_readers_read_it(client, bob, change):
    claim = make.make_claim()

    with pytest.raises(NotAllowed, match=r"[Rr]eaders"):
        change(claim, bob, " ")
    change(claim, bob, WHY)

    assert WHY in client.get("/corrections/log/").content.decode()


def test_the_page_of_a_search_says_when_and_why_it_was_corrected(client, bob):
    search = make.make_search()
    sought = Sought(
        what="Another statement",
        where=search.where,
        searched_on="2026-11-24",
        result=search.result,
        country=search.country,
    )
    before = client.get(f"/searches/{search.slug}/").content.decode()

    with pytest.raises(NotAllowed):
        correct_search(search, sought, by=bob, at=make.NOON, why=" ")
    correct_search(search, sought, by=bob, at=make.NOON, why=WHY)

    after = client.get(f"/searches/{search.slug}/").content.decode()
    assert "<h2>Corrected</h2>" not in before
    assert WHY in after[after.index("<h2>Corrected</h2>") :]
    assert "bob@desk" not in after
