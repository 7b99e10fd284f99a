"""How many: numbers and what is listed beside them, on the pages of the network, a place and a country."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.pages.reading import part, tags, words
from tests.pages.scene import html_of, italy, more_statements

pytestmark = pytest.mark.django_db
NETWORK = "/subjects/network/"


def network_count(**fields):
    if "question" not in fields:
        fields["question"] = make.make_question(answer_type="count", slug="network-count")
    return make.make_claim(**{"subject": make.make_network(), "count_value": 102, **fields})


def numbers(client, address):
    return part(html_of(client, address), 'id="numbers"', "</section>")


def test_the_network_has_its_numbers_beside_the_stations_listed_in_all_countries(client):
    italy()
    make.make_claim(subject=make.make_station(country=make.make_country(code="HU")), question=make.make_question())
    network_count(count_operator="≥")

    html = numbers(client, NETWORK)

    assert "at least 102" in words(html)
    assert "Listed here counted by this site, said by nobody 2" in words(html)
    assert "2 reported stations are listed here, in 2 countries." in words(html)
    assert (
        "1 of them was entered from what An NGO says, so it confirms no number; of the others something else is said."
        in words(html)
    )


def test_what_is_said_of_a_part_of_the_network_stands_on_its_page_in_a_band_of_its_own(client):
    first = network_count()
    region = make.make_subject(kind="region", label="Europe")
    branch = make.make_subject(kind="branch", label="A bureau's branch", parent=make.make_network())
    network_count(question=first.question, subject=region, count_value=36)
    network_count(question=first.question, subject=branch, count_value=30)

    bands = re.findall(r'class="band">(.*?)</tr>', numbers(client, NETWORK), re.DOTALL)

    assert [words(band).strip() for band in bands] == [
        "The reported network",
        "Europe",
        "A bureau's branch",
    ]


def test_drafts_and_restricted_statements_are_in_no_number_of_what_is_listed(client):
    network_count()
    make.make_claim(subject=make.make_station(), published=False)
    make.make_claim(subject=make.make_station(), restricted=True, restricted_reason="For this test.")
    make.make_claim(subject=make.make_station(), citation=make.make_citation(source=make.make_source(restricted=True)))

    assert "No reported station is listed here." in words(numbers(client, NETWORK))


def test_what_is_listed_is_what_had_been_spoken_of_by_the_day_asked_for(client):
    network_count(asserted_on="2022-09")
    make.make_claim(subject=make.make_station(), asserted_on="2022-09-13")
    make.make_claim(subject=make.make_station(), asserted_on="2024")

    assert "1 reported station is listed here" in words(numbers(client, f"{NETWORK}?said_by=2022-12-31"))
    assert "2 reported stations are listed here" in words(numbers(client, NETWORK))


def test_a_place_has_its_numbers_and_a_station_without_any_has_no_chart(client):
    scene = italy()
    make.make_claim(subject=scene.prato, question=scene.how_many, count_value=3, asserted_by=scene.ngo)

    assert "An NGO 3" in words(numbers(client, f"/subjects/{scene.prato.slug}/"))
    assert 'id="numbers"' not in html_of(client, f"/stations/{scene.station.slug}/")


def test_the_drawing_is_decoration_beside_a_table_and_its_numbers_are_written_for_machines(client):
    italy()

    html = numbers(client, "/countries/it/")

    pictures = tags(html, "svg")
    assert len(pictures) > 5
    assert {picture.get("aria-hidden") for picture in pictures if "x" not in picture} == {"true"}
    assert "73.33%" in [circle["cx"] for circle in tags(html, "circle")]
    assert "style=" not in html
    pointed_at = set(re.findall(r"url\(#(.*?)\)", html))
    assert pointed_at <= {gradient["id"] for gradient in tags(html, "lineargradient")}


def test_a_scope_that_somebody_typed_never_becomes_markup(client):
    network_count(count_scope="<b>x</b>")

    assert "&lt;b&gt;x&lt;/b&gt;" in numbers(client, NETWORK)


def test_the_network_page_takes_as_many_queries_for_one_station_as_for_fifty(client):
    scene = italy()
    network_count()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            html_of(client, NETWORK)
        return len(captured)

    queries()
    few = queries()
    more_statements(scene, 50)

    assert queries() == few
    assert "51 reported stations" in words(numbers(client, NETWORK))
