"""The address of the form fills it in, through sign-in as well."""

import html
import re

import pytest

from claims.models import Claim
from tests.adding.scene import ADDRESS, filled, first, signed_in
from tests.factories import PASSWORD, make_citation, make_claim


def form(client, **query):
    """The form at an address with these parameters."""
    return html.unescape(client.get(ADDRESS, query).content.decode())


def test_a_country_is_what_it_is_about(alice, scene):
    assert 'name="subjects" value="italy" checked' in form(alice, country="it")


def test_a_new_address_title_and_quotation_fill_a_new_document_and_its_passage(alice, scene):
    page = form(alice, url="https://press.example/new", title="A “title”", quote="The words <here>.")

    assert 'value="new" id="id_source_is_new" checked' in page
    assert 'value="https://press.example/new"' in page
    assert 'value="A “title”"' in page
    assert "The words <here>.</textarea>" in page


def test_a_known_address_chooses_the_document_that_stands_there(alice, scene):
    page = form(alice, url="http://news.example/article/?utm_campaign=x")

    assert 'name="source" value="the-article" checked' in page
    assert 'value="here" id="id_source_is_here" checked' in page


def test_subject_question_stance_speaker_and_answer_are_filled_in(alice, scene):
    page = form(
        alice, subject=["prato"], question="existence", stance="denies", speaker="the-ministry", choice="station"
    )

    assert 'name="subjects" value="prato" checked' in page
    assert '<option value="existence" selected>' in page
    assert re.search(r'name="stance" value="denies"[^>]* checked', page)
    assert 'name="speaker" value="the-ministry" checked' in page
    assert 'name="choice" value="station" checked' in page


def test_a_passage_that_is_here_is_shown_and_not_asked_for_again(alice, scene):
    citation = make_citation(source=scene.source, exact="What was read.")

    page = form(alice, citation=citation.pk)

    assert "What was read." in page
    assert f'name="citation" value="{citation.pk}"' in page
    assert 'name="exact"' not in page


def test_another_source_for_an_account_asks_whether_it_is_the_same_utterance(alice, scene):
    claim = make_claim()

    page = form(alice, restates_ref=claim.ref)

    assert f"It is the same utterance as statement {claim.ref}" in page
    assert '<input type="checkbox" name="restates" value="on" checked>' in page


@pytest.mark.parametrize(
    "query",
    [
        {
            "country": "zz",
            "source": "none",
            "citation": "x",
            "subject": "none",
            "question": "none",
            "restates_ref": "no",
        },
        {"citation": "9" * 40, "url": "http://[", "stance": "shouts", "asked_about": "ZZ"},
    ],
)
def test_an_address_that_names_nothing_gives_an_empty_form(alice, scene, query):
    page = form(alice, **query)

    assert " checked" not in page.replace('id="id_source_is_here" checked', "").replace(
        'id="id_source_is_new" checked', ""
    ).replace('id="theme-system" checked', "")


def test_whoever_is_not_signed_in_signs_in_and_comes_back_to_the_filled_in_form(client, scene):
    sign_in = client.get(f"{ADDRESS}?country=it&quote=The+words")
    credentials = {"login": scene.alice.email, "password": PASSWORD}
    there = client.get(sign_in.url)

    back = client.post(sign_in.url, credentials, follow=True)

    assert "/accounts/login/?next=/claims/new/%3Fcountry%3Dit" in sign_in.url
    assert 'name="next"' in there.content.decode()
    assert 'name="subjects" value="italy" checked' in back.content.decode()
    assert "The words</textarea>" in back.content.decode()


def test_what_was_typed_survives_being_signed_out(client, scene):
    sent = client.post(ADDRESS, filled(statement="A sentence typed for an hour."))
    back = client.post(sent.url, {"login": scene.alice.email, "password": PASSWORD}, follow=True)

    page = back.content.decode()
    assert sent.url.startswith("/accounts/login/?next=/claims/new/")
    assert "A sentence typed for an hour." in page
    assert 'name="speaker" value="the-ngo" checked' in page
    assert Claim.objects.count() == 0


def test_what_was_kept_through_signing_in_is_shown_once(scene, client):
    client.post(ADDRESS, filled(statement="A sentence typed for an hour."))
    client.force_login(scene.alice)

    assert "A sentence typed for an hour." in form(client)
    assert "A sentence typed for an hour." not in form(client)


def test_what_a_stranger_leaves_behind_is_kept_for_an_hour_and_signing_in_sets_the_usual_time(scene, client):
    sent = client.post(ADDRESS, filled(statement="A sentence typed for an hour."))
    left_behind = client.session.get_expiry_age()
    client.post(sent.url, {"login": scene.alice.email, "password": PASSWORD, "remember": "on"})

    assert left_behind <= 3600
    assert client.session.get_expiry_age() > 3600


def test_each_form_has_a_key_of_its_own(scene):
    client = signed_in(scene.alice)

    keys = {first(r'name="form_key" value="([\w-]+)"', form(client))[1] for _ in range(2)}

    assert len(keys) == 2
