"""What holds for every list: its queries, its parts, its files, its manners."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import conflicting
from tests import factories as make
from tests.browse.cast import agreement_with_claim, exported_rows, full_claim, station_with_claim

pytestmark = pytest.mark.django_db

LISTS = ["countries", "stations", "agreements", "questions", "claims", "sources", "parties"]
HTMX = {"HX-Request": "true"}


def fill(number):
    """Rows for every list at once."""
    for n in range(number):
        full_claim(n)
        agreement_with_claim()
        make.make_name(subject=station_with_claim(), name=f"警侨{n}")


ADDRESSES = [f"/{name}{rest}" for name in LISTS for rest in ("/", "/?q=e", ".csv", ".json?q=e")]


def queries_of(client):
    """How many queries each list and file runs."""
    numbers = {}
    for address in ADDRESSES:
        conflicting._refs_in_conflict.cache_clear()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
            if response.streaming:
                b"".join(response.streaming_content)
        assert response.status_code == 200
        numbers[address] = len(captured)
    return numbers


def test_every_list_and_file_runs_as_many_queries_for_fifty_rows_as_for_one(client):
    fill(1)
    client.get("/claims/?q=e")  # the first search of a day makes its salt
    few = queries_of(client)

    fill(50)

    assert queries_of(client) == few


@pytest.mark.parametrize("name", LISTS)
def test_htmx_gets_the_part_that_the_whole_page_holds(client, name):
    fill(1)

    whole = client.get(f"/{name}/")
    part = client.get(f"/{name}/", headers=HTMX)

    assert part.content.decode().strip() in whole.content.decode()
    assert b"<html" not in part.content
    assert "HX-Request" in whole["Vary"]
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize("name", LISTS)
def test_going_back_in_the_browser_gets_the_whole_page(client, name):
    restored = client.get(f"/{name}/", headers={**HTMX, "HX-History-Restore-Request": "true"})

    assert b"<html" in restored.content


@pytest.mark.parametrize(
    "query",
    [
        "country=xx",
        "country=it&country=fr",
        "country=%00",
        "q=%00",
        "q=%25_%5C%27",
        "q=" + "x" * 1_000_000,
        "country=" + "y" * 1_000_000,
        "kind=nonsense&stance=maybe&side=us&party=nobody&question=none&heading=none&conflict=perhaps",
        "publisher=%00&language=xx-none&copy=none&run_by=none&show=none&said_by=31.12.2022&state=draft",
        "page=abc",
        "page=999999",
        "page=-1",
        "page=" + "9" * 5000,
        "made=up&up=1&things=2&many=3&more=4",
        "q=%F0%9F%90%8D%20%E8%AD%A6",
        "country[]=it&%00=1&=&&&",
        "subject=%EF%BF%BD&said_by=0000-00-00",
    ],
)
def test_nothing_in_the_address_leads_to_an_error_page(client, query):
    fill(1)

    for name in LISTS:
        page = client.get(f"/{name}/?{query}")

        assert page.status_code == (400 if "said_by" in query else 200)
        assert len(page.content) < 100_000


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_filter_is_named_and_left_out(client, name):
    fill(1)

    page = client.get(f"/{name}/", {"colour": "blue"})

    assert "This list knows no filter “colour”; it was left out." in page.content.decode()
    assert page.context["listing"].total > 0


@pytest.mark.parametrize("name", LISTS)
def test_a_page_that_is_not_there_is_told_and_another_shown(client, name):
    fill(1)

    page = client.get(f"/{name}/", {"page": "999999"})

    assert "There is no page “999999”; this is page 1 of 1." in page.content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_the_files_hold_as_many_rows_as_the_page_counts(client, name):
    fill(2)
    total = client.get(f"/{name}/").context["listing"].total

    rows = exported_rows(client, f"/{name}.json")
    sheet = b"".join(client.get(f"/{name}.csv").streaming_content).decode("utf-8-sig")

    assert len(rows) == total
    assert len(list(csv.DictReader(io.StringIO(sheet)))) == total


@pytest.mark.parametrize("name", LISTS)
def test_a_file_refuses_a_question_that_was_not_understood(client, name):
    response = client.get(f"/{name}.csv", {"colour": "blue"})

    assert response.status_code == 400
    assert "This list knows no filter “colour”" in response.content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_a_file_of_another_kind_does_not_exist(client, name):
    assert client.get(f"/{name}.exe").status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_a_list_only_answers_questions(client, name):
    assert client.post(f"/{name}/").status_code == 405
