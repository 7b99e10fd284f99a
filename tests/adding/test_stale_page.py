"""A form from a page that was opened before its person signed in again: nothing is done, and no word is lost."""

import html

import pytest
from django.test import Client

from claims.models import Claim
from sources.models import Capture, PendingCapture
from tests.adding.evidence import a_file, held, part
from tests.adding.scene import ADDRESS, filled

HOLD = "/claims/new/hold/"


@pytest.fixture
def strict(scene):
    """Alice's browser, on a site that asks for the token of its forms."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.alice)
    return client


def test_every_word_and_the_held_copy_are_there_again_and_nothing_is_saved(strict, scene):
    pending = held(scene.alice)

    response = strict.post(ADDRESS, filled(pending=str(pending.key), csrfmiddlewaretoken="x" * 64))

    page = html.unescape(response.content.decode())
    assert response.status_code == 403
    assert "Everything you typed is still here: send it again." in page
    assert "There is one in Italy, the group said.</textarea>" in page
    assert "report.html" in part(page, "held")
    assert not Claim.objects.exists()
    assert not Capture.objects.exists()


def test_a_file_that_came_along_is_not_taken(strict, scene):
    strict.post(ADDRESS, {**filled(), "copy": a_file()})

    assert not PendingCapture.objects.exists()


@pytest.mark.parametrize("act", ["drop", "fetch", "hold"])
def test_no_button_does_anything(strict, scene, act):
    pending = held(scene.alice)

    assert strict.post(ADDRESS, filled(pending=str(pending.key), act=act)).status_code == 403

    assert PendingCapture.objects.get() == pending


def test_the_page_that_comes_can_be_sent(strict, scene):
    page = strict.post(ADDRESS, filled()).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    response = strict.post(ADDRESS, filled(csrfmiddlewaretoken=token))

    assert response.status_code == 302
    assert Claim.objects.count() == 1


def test_a_file_by_itself_is_refused_in_a_sentence_with_a_token_that_counts(strict, scene):
    answer = strict.post(HOLD, {"copy": a_file()})
    again = strict.post(HOLD, {"copy": a_file(), "csrfmiddlewaretoken": answer.json()["token"]})

    assert answer.status_code == 403
    assert "Send the file once more" in answer.json()["problem"]
    assert again.status_code == 200
    assert PendingCapture.objects.get().key.hex == again.json()["key"].replace("-", "")


@pytest.mark.parametrize("address", [ADDRESS, "/accounts/logout/", "/claims/drafts/"])
def test_who_is_not_signed_in_and_every_other_form_gets_the_plain_refusal(scene, address):
    stranger = Client(enforce_csrf_checks=True)

    response = stranger.post(address, filled())

    assert response.status_code == 403
    assert "There is one in Italy" not in response.content.decode()


def test_another_form_of_somebody_who_is_signed_in_gets_the_plain_refusal(strict, scene):
    response = strict.post("/accounts/logout/", filled())

    assert response.status_code == 403
    assert "There is one in Italy" not in response.content.decode()
