"""Every list in every format, read by programs that are not ours, and compared with what its JSON holds."""

import csv
import io
import json

import openpyxl
import pytest
from frictionless import Resource, Schema

from tests import factories as make
from tests.browse.cast import agreement_with_claim, full_claim, station_with_claim
from web import spreadsheet
from web.list_formats import TABLES

pytestmark = pytest.mark.django_db

LISTS = [
    "countries", "stations", "agreements", "questions", "claims", "sources", "parties", "searches", "conflicts",
    "sources/wanted",
]  # fmt: skip
WORDS = '=1+1 "警侨"; , Čačak\nsecond line'


def taken(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    return b"".join(response.streaming_content)


def some_of_everything():
    """Rows in every list; one cell holds what files stumble over."""
    full_claim(statement=WORDS)
    make.make_claim(subject=station_with_claim(), stance="denies", choice=None, statement="0012")
    agreement_with_claim()
    make.make_search()


def test_every_list_holds_the_same_rows_in_every_format(client):
    some_of_everything()
    client.get("/claims/?q=e")  # the first count of a day makes its salt

    for name in LISTS:
        file = json.loads(taken(client, f"/{name}.json"))
        rows = file["rows"]
        assert file["licence"]["name"] == "CC BY 4.0"
        assert rows or name == "conflicts", name
        assert [json.loads(line) for line in taken(client, f"/{name}.jsonl").splitlines()] == rows
        assert in_excel(taken(client, f"/{name}.xlsx")) == [
            {key: value for key, value in row.items() if value not in (None, "")} for row in rows
        ]
        assert in_frictionless(taken(client, f"/{name}.csv")) == [
            {key: as_cell(value) for key, value in row.items()} for row in rows
        ]


def in_excel(content):
    """The first sheet without empty cells, as openpyxl reads it."""
    first = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    head, *lines = first.iter_rows(values_only=True)
    return [{key: value for key, value in zip(head, line, strict=True) if value is not None} for line in lines]


def in_frictionless(content):
    """Rows as frictionless reads them, every cell a text."""
    names = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    fields = [{"name": name, "type": "string"} for name in names]
    with Resource(
        content, format="csv", encoding="utf-8-sig", schema=Schema.from_descriptor({"fields": fields})
    ) as table:
        return [{key: value or "" for key, value in row.to_dict().items()} for row in table.row_stream]


def as_cell(value):
    """What a value is in a CSV; a text that a spreadsheet would run stands behind an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith("=") else text


def test_statements_lie_at_the_city_that_they_are_about(client):
    place = make.make_place(latitude="43.88", longitude="11.10")
    about = make.make_claim(subject=make.make_station(place=place))
    general = make.make_claim()

    features = {each["id"]: each for each in json.loads(taken(client, "/claims.geojson"))["features"]}

    assert features[about.ref]["geometry"] == {"type": "Point", "coordinates": [11.1, 43.88]}
    assert "longitude" not in features[about.ref]["properties"]
    assert features[general.ref]["properties"]["statement"] == general.statement


def test_a_file_says_from_when_it_looks_and_by_what_it_was_narrowed(client):
    make.make_claim(asserted_on="2022-12-03")
    make.make_claim(asserted_on="2023-05-05")

    book = openpyxl.load_workbook(io.BytesIO(taken(client, "/claims.xlsx?country=it&said_by=2022-12-31")))
    told = dict(book["about"].iter_rows(values_only=True))

    assert told["filter: country"] == "it"
    assert told["filter: said_by"] == "2022-12-31"
    assert told["licence"] == "CC BY 4.0"
    assert told["licence_except"] == "Quotations belong to those who wrote them."
    assert book["statements"].max_row == 2
    assert len(taken(client, "/claims.jsonl?said_by=2022-12-31").splitlines()) == 1


def test_the_same_rows_give_the_same_spreadsheet(client):
    full_claim()

    assert taken(client, "/claims.xlsx") == taken(client, "/claims.xlsx")


def test_a_spreadsheet_goes_on_in_a_further_sheet_and_cuts_what_no_cell_holds():
    rows = [{"n": n, "words": "ä" * 40_000 if n == 4 else "=1+1"} for n in range(5)]

    made = b"".join(spreadsheet.pieces("rows", ("n", "words"), rows, {"licence": "None"}, rows_in_a_sheet=3))
    book = openpyxl.load_workbook(io.BytesIO(made))

    assert [sheet.max_row for sheet in book] == [3, 3, 2, 1]
    assert book["rows"]["B2"].data_type == "s"
    assert book["rows 3"]["B2"].value.endswith("a cell holds no more]")


def test_the_page_offers_every_file_with_what_it_is_and_about_how_large(client):
    some_of_everything()

    for name in LISTS[:-1]:
        page = client.get(f"/{name}/")
        offered = {file.suffix: file for file in page.context["files"]}
        assert {*TABLES} <= offered.keys()
        for suffix in {*TABLES} if page.context["listing"].total else ():
            assert f'href="/{name}.{suffix}"' in page.content.decode()
            assert "about " in page.content.decode()


def test_a_page_is_about_right_about_how_large_its_files_are(client, put_back_real_rows):
    put_back_real_rows()

    for name in ("claims", "sources", "parties", "stations", "conflicts"):
        files = client.get(f"/{name}/").context["files"]
        for suffix in TABLES:
            size = next(file.size for file in files if file.suffix == suffix)
            assert 0.5 < size / len(taken(client, f"/{name}.{suffix}")) < 2, f"{name}.{suffix}"
