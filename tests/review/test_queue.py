"""The queue of review: what waits, the oldest first, and one claim of it with all that is needed to decide."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from claims import actions
from claims.actions.versions import version_of
from claims.choices import ClaimState
from tests import factories as make
from tests.rules.test_visibility import RESTRICTED

pytestmark = pytest.mark.django_db

QUEUE = "/review/"


def waiting(by, minutes=0, **fields):
    """A claim that was submitted so many minutes after noon."""
    at = make.NOON + timedelta(minutes=minutes)
    return make.make_claim(published=False, state="in_review", submitted_at=at, created_by=by, **fields)


def text_of(browser, address, status=200, **data):
    answer = browser.post(address, data) if data else browser.get(address)
    assert answer.status_code == status, answer
    return answer.content.decode()


def test_the_oldest_comes_first_and_drafts_do_not_come(as_bob, alice):
    later = waiting(alice, 5, statement="Zqlater.")
    first = waiting(alice, 1, statement="Zqfirst.")
    make.make_claim(published=False, created_by=alice, statement="Zqdraft.")

    page = text_of(as_bob, QUEUE)

    assert page.index(f"/review/{first.ref}/") < page.index(f"/review/{later.ref}/")
    assert "Zqdraft" not in page
    assert "2 wait" in page


def test_an_empty_queue_says_so_and_leads_on(as_bob):
    page = text_of(as_bob, QUEUE)

    assert "Nothing waits for review." in page
    assert 'href="/claims/drafts/"' in page


def test_the_queue_is_narrowed_by_country_question_and_editor(as_bob, alice, bob):
    italy = waiting(alice, 1, statement="Zqitaly.", subject=make.make_country_subject())
    network = waiting(alice, 2, statement="Zqnetwork.", subject=make.make_network())
    make.make_assignment(network, editor=bob)

    def kept(query):
        page = text_of(as_bob, f"{QUEUE}?{query}")
        return {claim.ref for claim in (italy, network) if f'value="{claim.ref}"' in page}

    assert "bob@desk.example looks at it" in text_of(as_bob, f"{QUEUE}?editor=me")
    assert "nobody looks at it yet" in text_of(as_bob, f"{QUEUE}?editor=nobody")
    assert kept("country=it") == kept("country=IT") == {italy.ref}
    assert kept(f"question={network.question.slug}") == {network.ref}
    assert kept("editor=me") == {network.ref}
    assert kept("editor=nobody") == {italy.ref}
    assert kept("country=xx") == {italy.ref, network.ref}
    assert "Nothing that waits has this country; it is left aside." in text_of(as_bob, f"{QUEUE}?country=xx")


def test_what_is_shown_of_one_claim(as_bob, alice):
    question, speaker = make.make_question(), make.make_party()
    said: dict[str, Any] = {"question": question, "choice": "yes", "asserted_by": speaker}
    claim = waiting(alice, statement="Zqnew.", public_note="", **said)
    make.make_claim(statement="Zqalready said.", question=question, choice="no")
    make.make_claim(statement="Zqtwin.", **said)
    make.make_comment(claim, text="Zqcomment.")

    page = text_of(as_bob, f"{QUEUE}{claim.ref}/")

    for words in ("Zqnew.", "Zqalready said.", "Zqcomment.", claim.citation.exact, "Publish", "Request changes"):
        assert words in page
    assert "Zqtwin." in page[page.index("Possibly the same utterance") :]


def test_the_queue_turns_in_its_order(as_bob, alice):
    one, two, three = (waiting(alice, minutes) for minutes in (1, 2, 2))

    page = text_of(as_bob, f"{QUEUE}{two.ref}/?editor=nobody")

    assert f'href="/review/{one.ref}/?editor=nobody" data-key="k"' in page
    assert f'href="/review/{three.ref}/?editor=nobody" data-key="j"' in page


def test_publish_and_next(as_bob, alice):
    one, two = waiting(alice, 1), waiting(alice, 2)
    page = text_of(as_bob, f"{QUEUE}{one.ref}/")
    assert f'name="next" value="/review/{two.ref}/"' in page

    answer = as_bob.post(
        f"/claims/{one.ref}/publish/", {"read_version": version_of(one), "next": f"/review/{two.ref}/"}
    )

    one.refresh_from_db()
    assert (answer.url, one.state) == (f"/review/{two.ref}/", ClaimState.PUBLISHED)


def test_what_waits_no_more_leads_back_to_the_queue(as_bob, alice):
    claim = make.make_claim(created_by=alice)

    answer = as_bob.get(f"{QUEUE}{claim.ref}/", follow=True)

    assert answer.redirect_chain == [(QUEUE, 302)]
    assert f"Statement {claim.ref} does not wait for review any more." in answer.content.decode()


def test_pressed_twice_it_is_published_once(as_bob, as_carol, alice, bob):
    claim = waiting(alice)
    read = {"read_version": version_of(claim)}
    as_bob.post(f"/claims/{claim.ref}/publish/", read)

    again, somebody_else = (each.post(f"/claims/{claim.ref}/publish/", read) for each in (as_bob, as_carol))

    claim.refresh_from_db()
    assert (again.status_code, somebody_else.status_code, claim.reviewed_by) == (403, 403, bob)
    assert "published already" in again.content.decode()


def test_a_contributor_has_no_queue_and_a_stranger_signs_in(as_alice, alice, client):
    claim = waiting(alice)

    assert as_alice.get(QUEUE).url == "/claims/drafts/"
    assert as_alice.get(f"{QUEUE}{claim.ref}/").url == f"/claims/{claim.ref}/"
    for address in (QUEUE, f"{QUEUE}{claim.ref}/", f"{QUEUE}zzzzzzz/"):
        assert client.get(address).url.startswith("/accounts/login/?next=/review/")


def test_steps_are_for_the_desk_by_post_and_with_the_forms_token(client, bob, alice):
    claim = waiting(alice)
    outside = Client(enforce_csrf_checks=True)
    outside.force_login(bob)

    for step in ("submit", "take-back", "request-changes", "second-reading", "assign", "comments"):
        address = f"/claims/{claim.ref}/{step}/"
        assert client.post(address).url.startswith("/accounts/login/")
        assert outside.post(address).status_code == 403
        assert outside.get(address).status_code == 405


def test_every_step_of_a_statement_that_is_not_there_is_not_found(as_bob):
    for step in ("submit", "take-back", "request-changes", "second-reading", "assign", "comments", "comments/1"):
        assert as_bob.post(f"/claims/zzzzzzz/{step}/", {"text": "x", "to": "me"}).status_code == 404
    assert as_bob.get("/review/zzzzzzz/").status_code == 404


def test_submitted_by_its_button_and_sent_back_with_words(as_alice, as_bob, alice):
    claim = make.make_claim(published=False, created_by=alice)
    assert f'action="/claims/{claim.ref}/submit/"' in text_of(as_alice, "/claims/drafts/")

    as_alice.post(f"/claims/{claim.ref}/submit/", {"next": "/claims/drafts/"})
    silent = as_bob.post(f"/claims/{claim.ref}/request-changes/", {"text": "  "})
    long = as_bob.post(f"/claims/{claim.ref}/request-changes/", {"text": "y" * 5001})
    as_bob.post(f"/claims/{claim.ref}/request-changes/", {"text": "Zqthe day is <b>wrong</b>."})

    claim.refresh_from_db()
    assert (silent.status_code, long.status_code, claim.state) == (422, 422, ClaimState.DRAFT)
    assert "y" * 5001 in long.content.decode()
    page = text_of(as_alice, "/claims/drafts/")
    assert "Changes requested by bob@desk.example" in page
    assert "Zqthe day is &lt;b&gt;wrong&lt;/b&gt;." in page
    assert "sent back to you" in text_of(as_alice, "/method/")


def test_taking_back_says_why(as_alice, as_bob, alice):
    claim = waiting(alice)

    assert as_alice.post(f"/claims/{claim.ref}/take-back/").status_code == 422
    assert as_bob.post(f"/claims/{claim.ref}/take-back/", {"text": "x"}).status_code == 403
    as_alice.post(f"/claims/{claim.ref}/take-back/", {"text": "One more look."})

    claim.refresh_from_db()
    assert claim.state == ClaimState.DRAFT


def test_editors_say_who_looks_at_it(as_bob, as_alice, alice, bob, carol):
    claim = waiting(alice)

    def assigned(to, browser=as_bob, status=302):
        assert browser.post(f"/claims/{claim.ref}/assign/", {"to": to}).status_code == status
        return type(claim).objects.values_list("assignment__editor", flat=True).get(pk=claim.pk)

    assert assigned("me") == bob.pk
    assert assigned(str(carol.pk)) == carol.pk
    for to in (str(alice.pk), "99999999", "-1", "x", "", "9" * 40):
        assert assigned(to, status=403) == carol.pk
    assert assigned("me", as_alice, status=403) == carol.pk
    assert assigned("nobody") is None


def test_the_navigation_counts_what_waits_for_whoever_is_signed_in(as_bob, as_alice, client, alice, bob):
    waiting(alice)
    waiting(bob)

    assert '<span class="waiting numeral">1' in text_of(as_bob, "/method/")
    assert 'class="waiting' not in text_of(as_alice, "/method/")
    assert 'class="waiting' not in text_of(client, "/method/")


def test_each_page_runs_a_fixed_number_of_queries(as_bob, alice, django_assert_max_num_queries):
    question, country = make.make_question(), make.make_country_subject()
    first = waiting(alice, 0, question=question, subject=country, choice="yes")
    make.make_comment(first)

    def several(many):
        for minutes in range(1, many):
            claim = waiting(alice, minutes, question=question, subject=country, choice="yes")
            make.make_comment(first)
            make.make_claim(question=question, subject=country, choice="no")
            make.make_quote_check(citation=claim.citation)

    with django_assert_max_num_queries(18):
        as_bob.get(QUEUE)
    with django_assert_max_num_queries(45):
        as_bob.get(f"{QUEUE}{first.ref}/")
    several(50)

    with django_assert_max_num_queries(18):
        page = as_bob.get(QUEUE)
    with django_assert_max_num_queries(45):
        as_bob.get(f"{QUEUE}{first.ref}/")
    assert page.content.decode().count("data-line") == 50


def test_restricted_and_removed_claims_follow_what_may_be_seen(as_bob, alice):
    gone = waiting(alice, statement="Zqgone.", removed_at=make.NOON, removed_for="privacy")
    waiting(alice, statement="Zqrestricted.", **RESTRICTED)

    page = text_of(as_bob, QUEUE)

    assert "Zqrestricted." in page
    assert "Zqgone." not in page
    assert as_bob.get(f"{QUEUE}{gone.ref}/").status_code == 404


def test_nothing_of_the_desk_reaches_readers(client, as_bob, alice, bob, settings):
    claim = waiting(alice, statement="A plain sentence.")
    make.make_comment(claim, text="Zqsecret comment.")
    actions.request_changes(claim, by=bob, at=make.NOON, comment="Zqsecret change.")
    actions.submit(claim, by=alice, at=make.NOON)
    actions.assign(claim, to=bob, by=bob, at=make.NOON)
    actions.publish(claim, by=bob, at=make.NOON)
    actions.comment(claim, by=bob, at=make.NOON, text="Zqsecret later.")
    country = "/countries/it/"

    for address in (
        f"/claims/{claim.ref}/", "/claims/", "/claims.json", "/claims.csv", country, f"{country}changes/",
        f"{country}changes.atom", f"{country}dossier.json", f"{country}dossier.md", "/corrections/log/",
        "/corrections/log.atom", "/corrections/log.json", f"/passages/{claim.citation_id}.json",
        f"/claims/{claim.ref}/footnote.txt", f"/claims/{claim.ref}/?as_of=2030-01-01",
    ):  # fmt: skip
        answer = client.get(address)
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "Zqsecret" not in text, address
        assert "bob@desk" not in text, address
    assert "Zqsecret later." in text_of(as_bob, f"/claims/{claim.ref}/")
