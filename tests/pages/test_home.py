"""The first page: what this is, a map and the same as a list, where accounts conflict, search."""

import re

import pytest

from claims.choices import Stance
from tests import factories as make
from tests.pages.reading import part, tags, words
from tests.pages.scene import html_of, italy, more_statements

pytestmark = pytest.mark.django_db


def test_it_says_what_this_is_and_that_being_entered_is_no_finding(client):
    text = words(html_of(client, "/"))

    assert "Who says what about reported overseas police stations, and where they said it" in text
    assert "It never says who is right, and being entered here is not a finding." in text


def test_without_statements_it_says_so(client):
    assert "Nothing is recorded yet." in words(html_of(client, "/"))


def test_it_counts_in_the_right_number(client):
    claim = make.make_claim()
    assert "1 statement by 1 speaker in 1 source, about 1 country" in words(html_of(client, "/"))

    make.make_claim(subject=make.make_network(), asserted_by=claim.asserted_by)
    assert "2 statements by 1 speaker in 2 sources, about 1 country and about the network as a whole" in words(
        html_of(client, "/")
    )


def test_every_country_with_a_statement_is_in_the_list_with_its_number(client):
    italy()
    make.make_claim(subject=make.make_country_subject(make.make_country(code="FR")), published=False)

    html = part(html_of(client, "/"), 'id="country-list"', "</ul>")

    assert re.findall(r'data-code="(\w\w)"', html) == ["IT"]
    assert "Italy 7 statements Accounts conflict" in words(html)
    assert "/countries/it/" in [link.get("href") for link in tags(html, "a")]


def test_where_the_authorities_have_no_record_the_list_says_so_for_map_and_reader(client):
    scene = italy()
    make.make_claim(
        subject=make.make_country_subject(scene.country),
        question=scene.existence,
        choice="police-station",
        asserted_by=scene.ministry,
        stance=Stance.HAS_NO_RECORD,
    )

    html = part(html_of(client, "/"), 'id="country-list"', "</ul>")

    assert 'data-code="IT" data-no-record' in html
    assert "the authorities say they have no record" in words(html)


def test_conflicts_are_told_country_by_country_with_speakers_as_subjects(client):
    italy()

    text = words(part(html_of(client, "/"), 'id="conflicts"'))

    assert "Italy" in text
    assert "An NGO says a Chinese police station" in text


def test_the_search_asks_the_list_of_statements(client):
    forms = [form for form in tags(html_of(client, "/"), "form") if form.get("role") == "search"]

    assert {form["action"] for form in forms} == {"/claims/"}


def test_drafts_are_neither_counted_nor_shown(client):
    scene = italy()
    before = words(part(html_of(client, "/"), "<main", 'id="cite"'))
    make.make_claim(subject=scene.station, question=scene.existence, choice="association", published=False)

    assert words(part(html_of(client, "/"), "<main", 'id="cite"')) == before


def test_an_unknown_parameter_is_named_and_left_aside(client):
    assert "This page knows nothing of “fbclid” in its address" in words(html_of(client, "/?fbclid=1"))


def test_the_number_of_queries_does_not_grow_with_the_statements(client, django_assert_max_num_queries):
    scene = italy()
    with django_assert_max_num_queries(40) as few:
        client.get("/")
    more_statements(scene, 50)

    with django_assert_max_num_queries(len(few)):
        html = html_of(client, "/")

    assert "57 statements" in words(html)
