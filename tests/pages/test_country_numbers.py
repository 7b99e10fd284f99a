"""How many: the numbers as statements on the page of a country."""

import re

import pytest

from claims.choices import Stance
from tests import factories as make
from tests.pages.reading import part, words
from tests.pages.scene import html_of, italy

pytestmark = pytest.mark.django_db


def test_numbers_are_statements_and_earlier_ones_are_marked_earlier(client):
    italy()

    html = part(html_of(client, "/countries/it/"), 'id="numbers"', "</table>")

    rows = [words(row) for row in html.split("<tr")[3:]]
    assert [re.search(r"\d+", row)[0] for row in rows] == ["11", "4", "1"]
    assert [("earlier answer" in row, "Listed here" in row) for row in rows] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_who_has_no_record_gives_no_number_and_is_named_among_those_without_one(client):
    scene = italy()
    make.make_claim(
        subject=make.make_country_subject(scene.country),
        question=scene.how_many,
        asserted_by=scene.ministry,
        stance=Stance.HAS_NO_RECORD,
    )

    html = part(html_of(client, "/countries/it/"), 'id="numbers"', 'id="conflicts"')

    assert "A Ministry of Italy" not in part(html, "<table", "</table>")
    assert "No number from A Ministry of Italy (has no record of);" in words(html)


def test_who_has_no_record_of_any_station_is_named_once_among_those_without_a_number(client):
    scene = italy()
    for city in ("Rome", "Venice"):
        make.make_claim(
            subject=make.make_place(country=scene.country, label=city),
            question=scene.existence,
            choice=scene.existence.choices.get(slug="police-station"),
            asserted_by=scene.ministry,
            stance=Stance.HAS_NO_RECORD,
        )

    text = words(part(html_of(client, "/countries/it/"), 'id="numbers"', 'id="conflicts"'))

    assert text.count("A Ministry of Italy (has no record of") == 1
    assert "Authorities and courts of Italy" not in text


def test_the_places_entered_do_not_confirm_the_list_they_were_entered_from(client):
    italy()

    text = words(html_of(client, "/countries/it/"))

    assert (
        "1 reported station is listed here, in 1 place."
        " It was entered from what An NGO says, so it confirms no number." in text
    )
