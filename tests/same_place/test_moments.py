"""What had been said of two stations by a day, and what stood here at a moment: on pages and in dossiers."""

import json

import pytest
from django.utils import timezone

from claims.actions.same_place import take_back
from tests import factories as make
from tests.same_place.scene import pair
from tests.same_place.test_pages import section
from users.models import Role

pytestmark = pytest.mark.django_db
BESIDE = "2 of the 2 listed are said by The Observers to be one place"


def test_only_what_had_been_said_by_the_day_stands_there(client):
    two = pair()
    two.judge(two.observers)
    make.make_claim(subject=two.harbour, asserted_by=two.ministry.asserted_by, asserted_on="2022-12-01")
    two.judge(two.ministry, "different", reason="It counts two.")

    then, later = (section(client, two.canal, f"?said_by={day}") for day in ("2022-12-31", "2023-03-01"))

    assert ("SAYS one place" in then, "It counts two." in then, "The accounts differ" in then) == (True, False, False)
    assert ("SAYS one place" in later, "It counts two." in later, "The accounts differ" in later) == (True, True, True)
    assert "SAYS" not in section(client, two.canal, "?said_by=2022-11-30")


def test_what_the_desk_reads_was_said_on_the_day_on_which_it_read_it(client):
    two = pair()
    two.judge(two.observers, desk_reading=True)  # read on 24 November 2026

    assert "READS one place" in section(client, two.canal, "?said_by=2026-11-24")
    assert "READS" not in section(client, two.canal, "?said_by=2026-11-23")


def test_what_has_a_date_that_does_not_say_is_listed_apart_and_counts_nowhere(client):
    two = pair(asserted_on="2022-12")
    make.make_claim(subject=two.canal, asserted_by=two.observers.asserted_by, asserted_on="2022-12-02")
    two.judge(two.observers)

    words = section(client, two.canal, "?said_by=2022-12-15")
    country = client.get("/countries/it/?said_by=2022-12-15").content.decode()
    dossier = json.loads(client.get("/countries/it/dossier.json?said_by=2022-12-15").content)

    assert "Listed apart Whether this had been said by the day asked for cannot be told from its date." in words
    assert "SAYS one place" in words
    assert "One place The Observers" not in words
    assert "are said by The Observers to be one place" not in country
    assert [line["apart"] for line in dossier["same_places"]] == [True]


def test_a_past_moment_shows_what_stood_then_and_links_carry_it(client):
    two = pair()
    row = two.judge(two.observers)
    then = timezone.now()
    take_back(row, by=make.make_user(role=Role.EDITOR), at=then, reason="It meant another office.")
    moment = then.isoformat().replace("+00:00", "Z")

    was, now = section(client, two.canal, f"?as_of={moment}"), section(client, two.canal)

    assert ("SAYS one place" in was, "Taken back" in was) == (True, False)
    assert "It meant another office." in now
    assert BESIDE in client.get(f"/countries/it/?as_of={moment}").content.decode()
    assert BESIDE not in client.get("/countries/it/").content.decode()
    page = client.get(f"{two.canal.get_absolute_url()}?as_of={moment}").content.decode()
    assert f'<a href="{two.harbour.get_absolute_url()}?as_of=' in page
    files = [
        client.get(f"/countries/it/dossier.json{query}").json()["same_places"] for query in (f"?as_of={moment}", "")
    ]
    assert [len(each) for each in files] == [1, 0]


def test_an_editor_who_looks_back_is_offered_no_form(client):
    two = pair()
    two.judge(two.observers)
    client.force_login(make.make_user(role=Role.EDITOR))
    address = two.canal.get_absolute_url()
    then = timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")

    assert "/same-place/" in client.get(address).content.decode()
    assert "/same-place/" not in client.get(f"{address}?as_of={then}").content.decode()
