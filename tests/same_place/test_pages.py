"""Who says that two stations are one place stands on both pages, beside who says otherwise; nothing is merged."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.same_place.scene import pair
from users.models import Role

pytestmark = pytest.mark.django_db


def section(client, station, query=""):
    """The words of the section of a station's page, "" where there is none."""
    html = client.get(f"{station.get_absolute_url()}{query}").content.decode()
    found = re.search(r'<section class="section" id="same-place">.*?</section>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def test_both_pages_say_who_says_so_when_where_and_in_whose_words(client):
    two = pair()
    two.judge(two.observers, reason="It says that the two are one office.")

    for station, other in ((two.canal, two.harbour), (two.harbour, two.canal)):
        words = section(client, station)
        assert f"This and {other.label}" in words
        assert "One place The Observers SAYS one place It says that the two are one office. 3 December 2022" in words
        assert "“The office on the canal and the one at the harbour are the same office.”" in words
        assert two.observers.citation.source.title in words
        assert f"statement {two.observers.ref}" in words
        assert "Nothing is merged" in words


def test_accounts_that_differ_stand_side_by_side_and_no_side_is_taken(client):
    two = pair()
    two.judge(two.observers)
    two.judge(two.ministry, "different")
    two.judge(two.ministry, "unsure", desk_reading=True)

    words = section(client, two.canal)

    assert "The accounts differ. Both are kept, and this site takes no side." in words
    order = [
        words.index(part)
        for part in ("One place The Obs", "Two places A Min", "Cannot be told The desk, reading A Min")
    ]
    assert order == sorted(order)


def test_a_page_without_judgements_has_no_section_for_readers_and_a_way_to_enter_one_for_editors(client):
    two = pair()

    assert section(client, two.canal) == ""

    client.force_login(make.make_user(role=Role.CONTRIBUTOR))
    assert section(client, two.canal) == ""
    client.force_login(make.make_user(role=Role.EDITOR))
    assert "No judgement is recorded." in section(client, two.canal)


def test_what_was_taken_back_and_what_lost_its_statement_stay_readable_and_count_no_more(client):
    two = pair()
    row = two.judge(two.observers, withdrawn_at=make.NOON, withdrawn_reason="It meant another office.")
    assert row.withdrawn_at
    gone = make.make_claim(subject=two.canal, state="withdrawn")
    two.judge(gone, "different")

    words = section(client, two.harbour)

    assert "2 judgements that count no more" in words
    assert "Taken back on 24 November 2026: It meant another office." in words
    assert "The statement it rests on was withdrawn." in words
    assert "The accounts differ" not in words
    assert "said by" not in client.get("/countries/it/").content.decode().split('id="accounts"')[0]


def test_the_country_says_what_is_said_beside_the_number_listed_and_the_number_stays(client):
    two = pair()
    before = client.get("/countries/it/").content.decode()

    two.judge(two.observers)
    two.judge(two.ministry, "different")
    after = client.get("/countries/it/").content.decode()

    told = "2 of the 2 listed are said by The Observers to be one place: Rivertown, canal; Rivertown, harbour."
    assert told not in before
    assert f"{told} Two places, according to A Ministry. The number listed stays as it is." in after


def test_no_number_changes_when_two_stations_are_said_to_be_one(client):
    two = pair()
    listed = client.get("/countries/it/").context["page"].counts.listed
    stations = client.get("/stations/").context["listing"].total

    two.judge(two.observers)

    assert client.get("/countries/it/").context["page"].counts.listed == listed
    assert client.get("/stations/").context["listing"].total == stations == 2


def test_stations_of_two_countries_are_named_with_their_country(client):
    two = pair()
    abroad = make.make_station(country=make.make_country(code="HU"), label="Elsewhere")
    make.make_claim(subject=abroad)
    make.make_same_place(two.canal, abroad, claim=two.observers)

    told = "is said by The Observers to be one place with another: Rivertown, canal (Italy); Elsewhere (Hungary)."
    assert f"1 of the 2 listed {told}" in client.get("/countries/it/").content.decode()
    assert f"1 of the 1 listed {told}" in client.get("/countries/hu/").content.decode()
    assert "Elsewhere (Hungary)" in section(client, two.canal)


def test_the_list_of_stations_says_how_many_judgements_there_are(client):
    two = pair()
    two.judge(two.observers)
    two.judge(two.ministry, withdrawn_at=make.NOON)

    html = client.get("/stations/").content.decode()

    assert html.count("1 judgement whether it is one place with another") == 2


def test_the_pages_run_as_many_queries_for_fifty_judgements_as_for_one(client):
    two = pair()
    make.make_claim(subject=two.canal, asserted_by=two.ministry.asserted_by)

    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    addresses = [two.canal.get_absolute_url(), "/countries/it/", "/stations/"]
    addresses += [f"{address}?said_by=2023-06-30" for address in addresses]
    two.judge(two.observers)
    queries(addresses[0])
    few = [queries(address) for address in addresses]
    for n in range(49):
        other = make.make_station(label=f"Station {n}", place=two.canal.parent)
        claim = make.make_claim(subject=other, asserted_by=two.ministry.asserted_by, question=two.observers.question)
        make.make_same_place(two.canal, other, claim=claim)

    assert [queries(address) for address in addresses] == few
