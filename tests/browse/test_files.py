"""Lists as files."""

import csv
import io
import json

import pytest

from tests import factories as make
from tests.browse.cast import exported_rows, full_claim, station_with_claim

pytestmark = pytest.mark.django_db


def sheet(client, address):
    text = b"".join(client.get(address).streaming_content).decode()
    return text, list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_a_cell_that_a_spreadsheet_would_run_stands_behind_an_apostrophe(client, start):
    make.make_claim(statement=f"{start}SUM(1)")

    rows = sheet(client, "/claims.csv")[1]

    assert rows[0]["statement"] == f"'{start}SUM(1)"
    assert exported_rows(client, "/claims.json")[0]["statement"] == f"{start}SUM(1)"


def test_a_sheet_begins_with_a_byte_order_mark_so_that_excel_reads_chinese(client):
    make.make_claim(statement="警侨 in Čačak.")

    text, rows = sheet(client, "/claims.csv")

    assert text.startswith("\ufeff")
    assert rows[0]["statement"] == "警侨 in Čačak."


def test_a_statement_is_one_flat_row_with_its_source_inline(client):
    claim = full_claim()

    row = next(row for row in exported_rows(client, "/claims.json") if row["ref"] == claim.ref)

    assert row["source_title"] == claim.citation.source.title
    assert row["source_url"] == claim.citation.source.url
    assert row["quote"] == claim.citation.exact
    assert row["speaker"] == claim.asserted_by.name
    assert row["country_code"] == "IT"
    assert row["said_on"] == "2022-12-03"
    assert row["reached_us_through"] == claim.relays.get().party.name
    assert not [value for value in row.values() if isinstance(value, dict | list)]


def test_the_rows_of_a_file_stand_in_the_order_of_the_page(client):
    for day in ("2021", "2023", "2022"):
        make.make_claim(asserted_on=day)

    page = [statement.ref for statement in client.get("/claims/").context["statements"]]

    assert [row["ref"] for row in exported_rows(client, "/claims.json")] == page


def test_the_keys_of_a_file_stand_in_one_order(client):
    full_claim()

    for name in ("countries", "stations", "agreements", "claims", "sources", "parties", "questions"):
        rows = exported_rows(client, f"/{name}.json")
        header = sheet(client, f"/{name}.csv")[0].splitlines()[0].removeprefix("\ufeff").split(",")
        assert all(list(row) == header for row in rows)


def test_a_file_names_the_filters_in_force(client):
    make.make_claim()

    file = json.loads(b"".join(client.get("/claims.json?country=it").streaming_content))

    assert file["filters"] == {"country": "it"}


def test_stations_on_a_map_stand_at_their_city_and_those_without_one_nowhere(client):
    place = make.make_place(label="A city", latitude="43.88", longitude="11.10")
    make.make_claim(subject=make.make_station(place=place, slug="in-a-city"))
    somewhere = make.make_station(parent=make.make_country_subject(), slug="somewhere")
    make.make_claim(subject=somewhere)

    response = client.get("/stations.geojson")
    features = {each["id"]: each for each in json.loads(b"".join(response.streaming_content))["features"]}

    assert response["Content-Type"] == "application/geo+json"
    assert features["in-a-city"]["geometry"] == {"type": "Point", "coordinates": [11.1, 43.88]}
    assert features["in-a-city"]["properties"]["place"] == "A city"
    assert features["somewhere"]["geometry"] is None


def test_a_file_is_called_after_its_list(client):
    station_with_claim()

    assert client.get("/stations.csv")["Content-Disposition"] == 'attachment; filename="on-record-stations.csv"'
