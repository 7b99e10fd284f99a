"""The addresses of dossiers: what a browser gets, and that reading writes nothing."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.formats import FORMATS
from tests.dossiers import readers
from tests.factories import make_claim, make_country, make_user
from tests.writing import written

pytestmark = pytest.mark.django_db
SUFFIXES = sorted(FORMATS)


@pytest.fixture
def claim():
    return make_claim(statement="A published sentence.")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_comes_with_its_type_and_a_name_that_says_what_it_is(client, claim, suffix):
    response = client.get(f"/countries/it/dossier.{suffix}")

    assert response.status_code == 200
    assert response["Content-Type"] == FORMATS[suffix].media_type
    assert re.search(rf'filename="on-record-italy-\d{{4}}-\d\d-\d\d\.{suffix}"', response["Content-Disposition"])
    assert claim.ref in readers.text_of(suffix, readers.content_of(response))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_who_has_the_dossier_already_does_not_get_it_again(client, claim, suffix):
    etag = client.get(f"/countries/it/dossier.{suffix}")["ETag"]

    again = client.get(f"/countries/it/dossier.{suffix}", headers={"if-none-match": etag})

    assert again.status_code == 304
    assert again.content == b""


def test_the_etag_changes_with_what_the_dossier_holds(client, claim):
    before = client.get("/countries/it/dossier.json")["ETag"]
    make_claim(statement="Another sentence.")

    after = client.get("/countries/it/dossier.json")["ETag"]

    assert before != after


def test_reading_a_dossier_writes_nothing(client, claim):
    addresses = ["/countries/it/dossier/", *(f"/countries/it/dossier.{suffix}" for suffix in SUFFIXES)]

    with CaptureQueriesContext(connection) as captured:
        for address in addresses:
            assert client.get(address).status_code == 200

    assert written(captured) == []


def test_somebody_signed_in_gets_no_more_than_a_reader(client, claim):
    make_claim(statement="A draft sentence.", published=False)
    client.force_login(make_user())

    response = client.get("/countries/it/dossier.json")

    assert "A draft sentence." not in response.content.decode()


def test_said_by_is_in_the_address_the_file_and_its_name(client, claim):
    response = client.get("/countries/it/dossier.json?said_by=2022-12-31")

    assert response.json()["said_by"] == "2022-12-31"
    assert "on-record-italy-said-by-2022-12-31-" in response["Content-Disposition"]


def test_a_month_is_enough_for_said_by(client, claim):
    response = client.get("/countries/it/dossier.json?said_by=2022-12")

    assert response.json()["said_by"] == "2022-12-31"


@pytest.mark.parametrize("address", ["/countries/it/dossier.pdf", "/countries/it/dossier/"])
def test_a_day_that_is_none_is_refused_with_advice(client, claim, address):
    response = client.get(f"{address}?said_by=30.06.2023")

    assert response.status_code == 400
    assert "2023-06-30" in response.content.decode()


def test_an_unknown_format_is_not_found_and_the_known_ones_are_named(client):
    make_country()

    response = client.get("/countries/it/dossier.exe")

    assert response.status_code == 404
    assert "/countries/it/dossier.docx" in response.content.decode()


@pytest.mark.parametrize("address", ["/countries/zz/dossier/", "/countries/zz/dossier.pdf"])
def test_an_unknown_country_is_not_found(client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "There is no country with the code “zz”." in response.content.decode()


def test_a_code_in_capitals_leads_to_the_usual_address(client):
    make_country()

    response = client.get("/countries/IT/dossier/")

    assert response.status_code == 301
    assert response["Location"] == "/countries/it/dossier/"


def test_the_page_offers_every_format_and_says_what_it_will_hold(client, claim):
    page = client.get("/countries/it/dossier/?said_by=2023").content.decode()

    for suffix in SUFFIXES:
        assert f'href="/countries/it/dossier.{suffix}?said_by=2023-12-31"' in page
        assert str(FORMATS[suffix].purpose).split(":", maxsplit=1)[0] in page
    assert "What it will hold" in page
    assert "Drafts and statements that no editor has published." in page


def test_the_page_of_a_country_without_statements_says_so(client):
    make_country(code="HU")

    page = client.get("/countries/hu/dossier/").content.decode()

    assert "Nothing is recorded here about Hungary." in page


def test_the_web_page_may_show_itself_and_fetch_nothing(client, claim):
    response = client.get("/countries/it/dossier.html")

    assert " style=" not in response.content.decode()
    assert response["Content-Security-Policy"].startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!news\.example)', response.content.decode())
