"""The form of an editor: by its buttons alone, with clear errors, and with nothing lost that was typed."""

import re

import pytest
from django.test import Client

from claims.models import SamePlace
from tests import factories as make
from tests.same_place.scene import pair
from users.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    client = Client()
    client.force_login(make.make_user(role=Role.EDITOR))
    return client


def form_of(station):
    return f"{station.get_absolute_url()}same-place/"


def is_chosen(html, name):
    """Whether a radio button is the one that is chosen."""
    return bool(re.search(rf'<input[^>]* id="{name}"[^>]* checked', html))


def filled(two, **fields):
    """Everything that the form needs."""
    usual = {"act": "save", "other": two.harbour.slug, "statement": two.observers.ref, "judgement": "same"}
    return {**usual, "whose": "speaker", "reason": "It says that the two are one office.", **fields}


def test_the_station_and_the_statement_are_found_by_the_buttons_and_what_was_typed_stays(desk):
    two = pair()

    looked = desk.post(form_of(two.canal), filled(two, act="show", other="", statement="", other_find="harb"))
    html = looked.content.decode()

    assert looked.status_code == 200
    assert f'type="radio" name="other" value="{two.harbour.slug}"' in html
    assert f'value="{two.canal.slug}"' not in html
    assert "It says that the two are one office." in html
    assert is_chosen(html, "id_judgement_0")
    assert "Nothing was saved yet" not in html


def test_only_stations_are_offered(desk):
    two = pair()

    found = desk.get("/claims/new/find/station/?q=rivertown").json()["found"]

    assert [row["value"] for row in found] == [two.canal.slug, two.harbour.slug]
    assert found[0]["detail"] == "Rivertown · Italy"


def test_saved_it_leads_back_to_the_station_and_both_pages_have_it(desk):
    two = pair()

    saved = desk.post(form_of(two.harbour), filled(two, other=two.canal.slug), follow=True)

    assert saved.redirect_chain == [(f"{two.harbour.get_absolute_url()}#same-place", 302)]
    assert "Entered: both pages say so now. Nothing was merged." in saved.content.decode()
    row = SamePlace.objects.get()
    assert (row.first, row.second, row.judgement, row.desk_reading) == (two.canal, two.harbour, "same", False)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"other": ""}, "Find the other station."),
        ({"other": "", "other_find": "harb"}, "You searched for “harb” but chose nothing yet."),
        ({"other": "no-such-station"}, "What was chosen here no longer exists."),
        ({"statement": ""}, "Find the statement it rests on."),
        ({"judgement": ""}, "Say whether they are one place, two places, or that it cannot be told."),
        ({"whose": ""}, "Say whether the speaker says it or the desk reads it so."),
        ({"reason": "\x00 "}, "Say what in the passage says so."),
        ({"reason": "x" * 501}, "This is 501 characters long; at most 500 are kept."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(desk, fields, problem):
    two = pair()

    answer = desk.post(form_of(two.canal), filled(two, **fields))
    html = answer.content.decode()

    assert answer.status_code == 422
    assert "Nothing was saved yet." in html
    assert html.count(problem) == 2, "at the field and in the list above"
    if "reason" not in fields:
        assert "It says that the two are one office." in html
    if "other" not in fields:
        assert f'name="other" value="{two.harbour.slug}" checked' in html
    assert not SamePlace.objects.exists()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"other": "canal"}, "A station is not compared with itself."),
        ({"statement": "draft"}, "It rests on a published statement"),
        ({"again": True}, "entered already"),
    ],
)
def test_what_the_record_refuses_is_said_and_nothing_is_lost(desk, change, refusal):
    two = pair()
    if "again" in change:
        two.judge(two.observers, "different")
    fields = {"other": two.canal.slug} if "other" in change else {}
    if "statement" in change:
        fields = {"statement": make.make_claim(subject=two.canal, published=False).ref}

    answer = desk.post(form_of(two.canal), filled(two, **fields))

    assert answer.status_code == 422
    assert refusal in answer.content.decode()
    assert "It says that the two are one office." in answer.content.decode()


def test_readers_sign_in_first_and_contributors_are_told_who_may(client):
    two = pair()
    row = two.judge(two.observers)
    addresses = [form_of(two.canal), f"{form_of(two.canal)}{row.pk}/"]

    assert [client.get(address).status_code for address in addresses] == [302, 302]

    client.force_login(make.make_user(role=Role.CONTRIBUTOR))
    for address in addresses:
        for answer in (client.get(address), client.post(address, filled(two, becomes="different", why="A slip."))):
            assert answer.status_code == 403
            assert "Only an editor enters whether two stations are one place." in answer.content.decode()
    assert [each.judgement for each in SamePlace.objects.all()] == ["same"]


def test_it_is_changed_taken_back_and_restored_on_one_page(desk):
    two = pair()
    row = two.judge(two.observers)
    address = f"{form_of(two.harbour)}{row.pk}/"

    assert is_chosen(desk.get(address).content.decode(), "id_becomes_0")
    desk.post(address, {"becomes": "unsure", "reason": "It may mean another.", "why": "Read again."})
    new = SamePlace.objects.get(judgement="unsure")
    desk.post(f"{form_of(two.harbour)}{new.pk}/", {"becomes": "take-back", "reason": "", "why": "It tells nothing."})
    desk.post(address, {"why": "It was right at first."})

    row.refresh_from_db()
    new.refresh_from_db()
    assert (row.withdrawn_at, row.judgement) == (None, "same")
    assert new.withdrawn_reason == "It tells nothing."


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"becomes": "unsure", "reason": "It may.", "why": ""}, "Say why it is changed. Readers will see the reason."),
        ({"becomes": "unsure", "reason": "", "why": "A slip."}, "Say what in the passage says so."),
        ({"becomes": "perhaps", "reason": "It may.", "why": "A slip."}, "Select a valid choice."),
        ({"becomes": "same", "reason": "An invented reason.", "why": "A slip."}, "This is what is entered already."),
    ],
)
def test_a_change_that_cannot_be_saved_says_why_and_keeps_what_was_typed(desk, sent, problem):
    two = pair()
    row = two.judge(two.observers)

    answer = desk.post(f"{form_of(two.canal)}{row.pk}/", sent)

    assert answer.status_code == 422
    assert problem in answer.content.decode()
    for typed in (sent["reason"], sent["why"]):
        assert typed in answer.content.decode()
    assert SamePlace.objects.count() == 1


def test_a_judgement_has_its_page_below_its_own_stations_only(desk):
    two = pair()
    row = two.judge(two.observers)
    other = make.make_station()

    assert desk.get(f"{form_of(other)}{row.pk}/").status_code == 404
    assert desk.get(f"/stations/{two.canal.parent.slug}/same-place/").status_code == 404
