"""Two people edit one record: the later save shows what the other wrote, and overwrites nothing unasked."""

import re

import pytest

from claims.actions.amending import amend
from claims.actions.versions import ChangedMeanwhile, version_of
from claims.models import Claim
from tests import factories as make

pytestmark = pytest.mark.django_db


def opened(browser, address):
    """The form as a page shows it: its fields with what stands in them, as a browser would send them."""
    answer = browser.get(address)
    assert answer.status_code == 200
    form = answer.context["form"] if "form" in answer.context else answer.context["mending"].form
    sent = {name: form[name].value() for name in form.fields}
    sent["read_version"] = re.search(r'name="read_version" value="(\d+)"', answer.content.decode())[1]
    return {name: value for name, value in sent.items() if value not in (None, False)}


@pytest.fixture
def draft(alice):
    """A draft of Alice's, with one answer of a list."""
    return make.make_claim(
        published=False, created_by=alice, choice="yes", statement="One sentence.", asserted_on="2022-12-03"
    )


def test_what_the_author_amends_is_written_with_its_history(as_alice, draft):
    form = opened(as_alice, f"/claims/{draft.ref}/amend/")

    answer = as_alice.post(
        f"/claims/{draft.ref}/amend/", {**form, "statement": "A better one.", "choice": "no", "asserted_on": "2022-12"}
    )

    draft.refresh_from_db()
    assert answer.url == f"/claims/{draft.ref}/"
    assert (draft.statement, draft.choice.slug, draft.asserted_on) == ("A better one.", "no", "2022-12")
    assert str(draft.asserted_on_latest) == "2022-12-31"
    assert [event.statement for event in draft.events.order_by("pgh_id")] == ["One sentence.", "A better one."]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"statement": "  "}, "Say in one sentence what was said."),
        ({"stance": "declined"}, "Who declined or did not reply gave no answer."),
        ({"stance": "reckons"}, "Select a valid choice"),
        ({"choice": "perhaps"}, "Select a valid choice"),
        ({"asserted_on": "2022-13"}, "field-error"),
        ({"asserted_by": "nobody-here"}, "Select a valid choice"),
        ({"speaker_name": "x" * 201}, "field-error"),
    ],
)
def test_what_cannot_be_kept_is_shown_again(as_alice, draft, changes, problem):
    form = opened(as_alice, f"/claims/{draft.ref}/amend/")

    answer = as_alice.post(f"/claims/{draft.ref}/amend/", {**form, **changes})

    draft.refresh_from_db()
    assert (answer.status_code, draft.statement) == (422, "One sentence.")
    assert problem in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"count_value": "5"}, 302),
        ({"count_value": ""}, 422),
        ({"count_operator": "range", "count_to": "9"}, 302),
        ({"count_operator": "range", "count_to": "1"}, 422),
        ({"count_to": "9"}, 422),
        ({"count_value": "-1"}, 422),
        ({"count_value": "9" * 30}, 422),
        ({"stance": "has_no_record"}, 422),
    ],
)
def test_a_number_stays_whole(as_alice, alice, changes, status):
    draft = make.make_claim(published=False, created_by=alice, count_value=4)
    form = opened(as_alice, f"/claims/{draft.ref}/amend/")

    assert as_alice.post(f"/claims/{draft.ref}/amend/", {**form, **changes}).status_code == status


def test_only_a_draft_is_amended_and_by_whom(as_alice, as_bob, client, alice, draft):
    waiting = make.make_claim(published=False, state="in_review", created_by=alice)
    published = make.make_claim(created_by=alice)
    somebody = make.make_claim(published=False)

    assert as_bob.get(f"/claims/{draft.ref}/amend/").status_code == 200
    for claim in (waiting, published, somebody):
        assert as_alice.post(f"/claims/{claim.ref}/amend/", {"statement": "x"}).status_code == 403
    assert client.get(f"/claims/{draft.ref}/amend/").status_code == 302
    assert as_alice.get("/claims/zzzzzzz/amend/").status_code == 404


def test_the_later_save_shows_both_and_writes_neither_unasked(as_alice, as_bob, draft):
    address = f"/claims/{draft.ref}/amend/"
    of_alice, of_bob = opened(as_alice, address), opened(as_bob, address)
    as_bob.post(address, {**of_bob, "statement": "Bob's sentence.", "public_note": "Bob's note."})

    later = as_alice.post(address, {**of_alice, "statement": "Alice's sentence.", "speaker_office": "Her office"})

    draft.refresh_from_db()
    page = later.content.decode()
    assert (later.status_code, draft.statement) == (409, "Bob's sentence.")
    assert "Somebody else changed this while you had it open" in page
    assert ">Alice</ins>" in page or "<ins>Alice" in page
    assert "<del>Bob" in page
    assert "Alice&#x27;s sentence.</textarea>" in page
    assert 'value="Her office"' in page
    assert page.count("Keep mine") == 1
    assert "You had not changed it: theirs is kept." in page


@pytest.mark.parametrize(("keep", "sentence"), [("mine", "Alice's sentence."), ("theirs", "Bob's sentence.")])
def test_field_by_field_one_of_both_is_kept(as_alice, as_bob, draft, keep, sentence):
    address = f"/claims/{draft.ref}/amend/"
    of_alice, of_bob = opened(as_alice, address), opened(as_bob, address)
    as_bob.post(address, {**of_bob, "statement": "Bob's sentence.", "public_note": "Bob's note."})
    typed = {**of_alice, "statement": "Alice's sentence.", "speaker_office": "Her office"}

    unsettled = as_alice.post(address, {**typed, "seen": version_of(draft)})
    settled = as_alice.post(address, {**typed, "seen": version_of(draft), "keep.statement": keep})

    draft.refresh_from_db()
    assert (unsettled.status_code, settled.status_code) == (409, 302)
    assert (draft.statement, draft.public_note, draft.speaker_office) == (sentence, "Bob's note.", "Her office")


def test_a_third_change_while_somebody_chooses_is_shown_again(as_alice, as_bob, draft):
    address = f"/claims/{draft.ref}/amend/"
    of_alice, of_bob = opened(as_alice, address), opened(as_bob, address)
    as_bob.post(address, {**of_bob, "statement": "Bob's sentence."})
    seen = version_of(draft)
    as_bob.post(address, {**opened(as_bob, address), "statement": "Bob's second thought."})

    answer = as_alice.post(address, {**of_alice, "statement": "Mine.", "seen": seen, "keep.statement": "mine"})

    draft.refresh_from_db()
    assert (answer.status_code, draft.statement) == (409, "Bob's second thought.")


@pytest.mark.parametrize("version", ["", "0", "x", "-1", "9" * 18, "9" * 40])
def test_without_a_version_of_this_record_nothing_is_overwritten(as_alice, draft, version):
    address = f"/claims/{draft.ref}/amend/"
    form = {**opened(as_alice, address), "statement": "Another.", "read_version": version}

    assert as_alice.post(address, form).status_code == 409
    draft.refresh_from_db()
    assert draft.statement == "One sentence."


def test_what_changed_between_looking_and_locking_is_not_overwritten(alice, draft):
    read = version_of(draft)
    Claim.objects.filter(pk=draft.pk).update(statement="Theirs.")

    with pytest.raises(ChangedMeanwhile):
        amend(draft, {"statement": "Mine."}, by=alice, at=make.NOON, version=read)


@pytest.mark.parametrize("kind", ["sources", "parties"])
def test_sources_and_parties_are_not_overwritten_either(as_bob, as_carol, kind):
    claim = make.make_claim()
    row, column = (claim.citation.source, "title") if kind == "sources" else (claim.asserted_by, "name")
    address = f"/{kind}/{row.slug}/edit/"
    of_bob, of_carol = opened(as_bob, address), opened(as_carol, address)
    as_bob.post(address, {**of_bob, column: "Bob's words", "reason": "So."})
    typed = {**of_carol, column: "Carol's words", "reason": "Her reason."}

    later = as_carol.post(address, typed)
    row.refresh_from_db()
    assert (later.status_code, getattr(row, column)) == (409, "Bob's words")
    assert "Her reason." in later.content.decode()
    settled = as_carol.post(address, {**typed, "seen": version_of(row), f"keep.{column}": "mine"})

    row.refresh_from_db()
    assert (settled.status_code, getattr(row, column)) == (302, "Carol's words")


def test_a_passage_is_not_overwritten_either(as_bob, as_carol):
    citation = make.make_claim().citation
    address = f"/passages/{citation.pk}/mend/"

    def sent(browser, **changes):
        form = opened(browser, address)
        return {**form, "act": "save", "words": citation.words, "reason": "So.", **changes}

    of_carol = sent(as_carol, exact="Carol's words.")
    assert as_bob.post(address, sent(as_bob, exact="Bob's words.")).status_code == 302

    later = as_carol.post(address, of_carol)
    citation.refresh_from_db()
    assert (later.status_code, citation.exact) == (409, "Bob's words.")
    assert "Carol&#x27;s words." in later.content.decode()
    settled = as_carol.post(address, {**of_carol, "seen": version_of(citation), "keep.exact": "mine"})

    citation.refresh_from_db()
    assert (settled.status_code, citation.exact) == (302, "Carol's words.")


def test_other_words_than_those_that_were_read_are_not_published(as_bob, draft):
    page = as_bob.get("/claims/drafts/").content.decode()
    read = re.search(r'name="read_version" value="(\d+)"', page)[1]
    Claim.objects.filter(pk=draft.pk).update(statement="Other words.")

    late = as_bob.post(f"/claims/{draft.ref}/publish/", {"read_version": read})
    draft.refresh_from_db()
    assert (late.status_code, draft.state) == (403, "draft")
    assert "It was changed since you read it." in late.content.decode()
    as_bob.post(f"/claims/{draft.ref}/publish/", {"read_version": version_of(draft)})

    draft.refresh_from_db()
    assert draft.state == "published"
