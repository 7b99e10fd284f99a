"""Two people work at one chain, one search or one queue: nothing is overwritten, and nothing is published, unseen."""

import re

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from lxml import html

from claims.actions import NotAllOfThem, publish_several
from claims.actions.chaining import Hop, chain_version, mend_chain
from claims.actions.searching import correct_search
from claims.actions.versions import ChangedMeanwhile, version_of, versions_now
from claims.forms.search import CorrectionForm, as_typed
from claims.models import Claim, Link, Search
from tests import factories as make

pytestmark = pytest.mark.django_db


def fields_of(page, wanted):
    """A form, by its id, its class, its target or one of its fields, as a browser would send it untouched."""
    forms = html.fromstring(page).iter("form")
    found = next(
        each for each in forms if wanted in (each.get("id"), each.get("class"), each.get("action"), *each.fields)
    )
    return [(name, value) for name, value in found.form_values() if name != "act"]


def opened(browser, address, form):
    """The same, on the page of an address."""
    return fields_of(browser.get(address).content.decode(), form)


def sent(browser, address, fields, **changes):
    """Send it with other values of some fields; a list is several, None is none."""
    kept = [(name, value) for name, value in fields if name not in changes]
    new = [(name, one) for name, value in changes.items() for one in (value if isinstance(value, list) else [value])]
    data: dict[str, list[str]] = {}
    for name, value in [*kept, *((name, value) for name, value in new if value is not None)]:
        data.setdefault(name, []).append(value)
    return browser.post(address, data)


@pytest.fixture
def chained(alice):
    """A draft of Alice's that came through a newspaper."""
    claim = make.make_claim(published=False, created_by=alice)
    make.make_relay(claim, party=make.make_party(slug="the-paper", name="The paper"))
    for slug, name in {"the-wire": "The wire", "the-radio": "The radio"}.items():
        make.make_party(slug=slug, name=name)
    return claim


def steps_of(claim):
    return list(claim.relays.order_by("position").values_list("party__slug", flat=True))


def both_change_the_steps(as_alice, as_bob, claim):
    """Bob puts the wire in; Alice, who had the page open, the radio."""
    address = f"/claims/{claim.ref}/chain/"
    of_alice, of_bob = opened(as_alice, address, "chain-form"), opened(as_bob, address, "chain-form")
    assert sent(as_bob, address, of_bob, act="save", relays=["the-paper", "the-wire"]).status_code == 302
    return address, of_alice


def test_of_one_chain_the_later_save_shows_both_and_writes_neither(as_alice, as_bob, chained):
    address, of_alice = both_change_the_steps(as_alice, as_bob, chained)

    later = sent(as_alice, address, of_alice, act="save", relays=["the-paper", "the-radio"])

    page = later.content.decode()
    assert (later.status_code, steps_of(chained)) == (409, ["the-paper", "the-wire"])
    assert "Somebody else changed this while you had it open" in page
    assert re.search(r"<del>[^<]*wire", page)
    assert re.search(r"<ins>[^<]*radio", page)
    assert 'value="the-radio"' in page
    assert page.count("Keep mine") == 1


@pytest.mark.parametrize(
    ("keep", "steps"), [("mine", ["the-paper", "the-radio"]), ("theirs", ["the-paper", "the-wire"])]
)
def test_of_one_chain_one_of_both_is_kept_and_what_else_was_typed_stays(as_alice, as_bob, chained, keep, steps):
    address, of_alice = both_change_the_steps(as_alice, as_bob, chained)
    seen = {"seen": str(chain_version(chained, make.the_editor()))}
    typed = {"act": "save", "relays": ["the-paper", "the-radio"], "origin_not_stated": "on"}

    unsettled = sent(as_alice, address, of_alice, **typed, **seen)
    settled = sent(as_alice, address, of_alice, **typed, **seen, **{"keep.steps": keep})

    chained.refresh_from_db()
    assert (unsettled.status_code, settled.status_code) == (409, 302)
    assert (steps_of(chained), chained.origin_stated) == (steps, False)


def test_what_only_the_other_changed_of_a_chain_becomes_theirs(as_alice, as_bob, chained):
    address, of_alice = both_change_the_steps(as_alice, as_bob, chained)
    other = make.make_claim()

    first = sent(as_alice, address, of_alice, act="save", builds_on=other.ref)
    second = sent(
        as_alice,
        address,
        of_alice,
        act="save",
        builds_on=other.ref,
        seen=str(chain_version(chained, make.the_editor())),
    )

    assert "You had not changed it: theirs is kept." in first.content.decode()
    assert second.status_code == 302
    assert steps_of(chained) == ["the-paper", "the-wire"]
    assert Link.objects.get(claim=chained).to_id == other.pk


def test_a_third_change_of_a_chain_while_somebody_chooses_is_shown_again(as_alice, as_bob, chained):
    address, of_alice = both_change_the_steps(as_alice, as_bob, chained)
    seen = str(chain_version(chained, make.the_editor()))
    sent(as_bob, address, opened(as_bob, address, "chain-form"), act="save", relays=["the-wire"])

    answer = sent(as_alice, address, of_alice, act="save", relays=["the-radio"], seen=seen, **{"keep.steps": "mine"})

    assert (answer.status_code, steps_of(chained)) == (409, ["the-wire"])


@pytest.mark.parametrize(
    ("version", "was"),
    [
        ("", None),
        ("0", ""),
        ("x", "relays=%00&relays=nobody&relay-0-source=x"),
        ("9" * 18, "&" * 20_001),
        ("9" * 40, "a=1&" * 4000),
    ],
)
def test_without_the_number_of_this_chain_nothing_is_overwritten(as_alice, chained, version, was):
    address = f"/claims/{chained.ref}/chain/"
    of_alice = opened(as_alice, address, "chain-form")

    answer = sent(as_alice, address, of_alice, act="save", relays=["the-radio"], read_version=version, was=was)

    assert (answer.status_code, steps_of(chained)) == (409, ["the-paper"])


def test_buttons_of_the_list_keep_what_the_page_was_opened_with(as_alice, as_bob, chained):
    address, of_alice = both_change_the_steps(as_alice, as_bob, chained)

    page = sent(as_alice, address, of_alice, act="remove-0").content.decode()
    form = fields_of(page, "chain-form")

    assert dict(form)["read_version"] == dict(of_alice)["read_version"]
    assert dict(form)["was"] == dict(of_alice)["was"]


def test_a_chain_that_changed_between_looking_and_locking_is_not_overwritten(alice, chained):
    read = chain_version(chained, make.the_editor())
    make.make_relay(chained, party=make.make_party(), position=2)

    with pytest.raises(ChangedMeanwhile):
        mend_chain(
            chained, steps=[Hop(party=make.make_party())], origin_stated=True, restates=None, builds_on=[],
            by=alice, at=make.NOON, version=read,
        )  # fmt: skip


def test_the_record_of_a_search_is_not_overwritten(as_bob, as_carol):
    search = make.make_search()
    address = f"/searches/{search.slug}/correct/"
    of_bob, of_carol = opened(as_bob, address, "why"), opened(as_carol, address, "why")
    sent(as_bob, address, of_bob, what="Bob's words", note="Bob's note.", why="So.")
    typed = {"what": "Carol's words", "where": "Another archive", "why": "Her reason."}

    later = sent(as_carol, address, of_carol, **typed)
    search.refresh_from_db()
    page = later.content.decode()
    assert (later.status_code, search.what) == (409, "Bob's words")
    assert "Her reason." in page
    assert page.count("Keep mine") == 1
    settled = sent(as_carol, address, of_carol, **typed, seen=str(version_of(search)), **{"keep.what": "mine"})

    search.refresh_from_db()
    assert settled.status_code == 302
    assert (search.what, search.where, search.note) == ("Carol's words", "Another archive", "Bob's note.")


def test_a_search_that_changed_between_looking_and_locking_is_not_overwritten(bob):
    search = make.make_search()
    read = version_of(search)
    Search.objects.filter(pk=search.pk).update(what="Theirs.")
    form = CorrectionForm(QueryDict(urlencode({**as_typed(search), "why": "So."})), by=bob)
    assert form.is_valid(), form.errors

    with pytest.raises(ChangedMeanwhile):
        correct_search(search, form.sought, by=bob, at=make.NOON, why="So.", version=read)


@pytest.fixture
def two(alice):
    """Two claims of Alice's that wait."""
    return [make.make_claim(published=False, state="in_review", created_by=alice) for _ in range(2)]


def states():
    return list(Claim.objects.order_by("pk").values_list("state", flat=True))


def test_of_several_none_is_published_when_one_was_changed_since_and_the_page_says_how(as_bob, two):
    fields = opened(as_bob, "/review/", "review-several")
    refs = [claim.ref for claim in two]
    sure = sent(as_bob, "/review/several/", fields, ref=refs)
    of_page = fields_of(sure.content.decode(), "review-several")
    Claim.objects.filter(pk=two[1].pk).update(statement="An invented sentence about everything.")

    late = sent(as_bob, "/review/several/", of_page, ref=refs, act="publish")

    page = late.content.decode()
    assert (late.status_code, states()) == (409, ["in_review"] * 2)
    assert "It was changed since you looked at it." in page
    assert "<del>nothing</del><ins>everything</ins>" in page
    assert "Publish them all" not in page
    again = sent(as_bob, "/review/several/", fields_of(page, "review-several"), ref=refs)
    assert "Publish them all" in again.content.decode()
    fields = fields_of(again.content.decode(), "review-several")
    assert sent(as_bob, "/review/several/", fields, act="publish").status_code == 302
    assert states() == ["published"] * 2


def test_a_change_between_the_queue_and_the_next_page_is_told_there(as_bob, two):
    fields = opened(as_bob, "/review/", "review-several")
    Claim.objects.filter(pk=two[0].pk).update(public_note="Another note.")

    page = sent(as_bob, "/review/several/", fields, ref=[claim.ref for claim in two]).content.decode()

    assert "It was changed since you looked at it." in page
    assert "<ins>Another note.</ins>" in page


@pytest.mark.parametrize("version", [None, "", "0", "x", "9" * 18, "9" * 40])
def test_without_the_versions_that_were_read_nothing_is_published(as_bob, two, version):
    changes = {f"read_version-{claim.ref}": version for claim in two}
    fields = [("ref", claim.ref) for claim in two]

    assert sent(as_bob, "/review/several/", fields, act="publish", **changes).status_code == 409
    assert as_bob.post(f"/claims/{two[0].ref}/publish/", {"read_version": version or ""}).status_code == 403
    assert states() == ["in_review"] * 2


def test_several_that_changed_between_looking_and_locking_are_not_published(bob, two):
    read = versions_now(two)
    Claim.objects.filter(pk=two[0].pk).update(statement="Theirs.")

    with pytest.raises(NotAllOfThem):
        publish_several([claim.pk for claim in two], by=bob, at=make.NOON, read=read)


def test_the_page_of_a_claim_publishes_what_it_shows(as_bob, two):
    address = f"/claims/{two[0].ref}/"
    fields = opened(as_bob, address, f"{address}publish/")
    Claim.objects.filter(pk=two[0].pk).update(statement="Other words.")

    assert sent(as_bob, f"{address}publish/", fields).status_code == 403
    fields = opened(as_bob, address, f"{address}publish/")
    assert sent(as_bob, f"{address}publish/", fields).status_code == 302


@pytest.mark.parametrize(
    "after", ["a b", "nowhere", "\x00", "a\ud800".encode("utf-8", "surrogatepass"), "//evil.example/"]
)
def test_words_that_are_no_address_lead_back_to_the_claim(as_bob, two, after):
    """They were taken for the name of a page that there is not: what was done was done, and the answer an error."""
    claim = two[0]
    forms: dict[str, dict[str, object]] = {
        "publish": {"read_version": version_of(claim)},
        "comments": {"text": "Look."},
        "verify": {"kind": "words"},
    }

    for act, values in forms.items():
        answer = as_bob.post(f"/claims/{claim.ref}/{act}/", {**values, "next": after})
        assert answer.status_code == 302
        assert answer.url.startswith(f"/claims/{claim.ref}/")
