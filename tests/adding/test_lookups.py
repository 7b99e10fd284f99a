"""Search as you type: what it finds, for whom, in how many queries."""

import pytest

from tests.adding.scene import ADDRESS, filled
from tests.factories import make_claim, make_country_subject, make_party, make_place, make_source

KINDS = ["source", "party", "subject", "claim"]


def found(client, kind, text):
    """What a search field offers for these letters."""
    response = client.get(f"{ADDRESS}find/{kind}/", {"q": text})

    assert response.status_code == 200
    return [(row["value"], row["label"], row["detail"]) for row in response.json()["found"]]


def test_a_body_is_found_by_part_of_its_name_with_what_tells_it_apart(alice, scene):
    assert found(alice, "party", "minis") == [("the-ministry", "The ministry", "Government or ministry · Italy")]


def test_a_body_is_found_by_its_name_in_its_own_script(alice, scene):
    make_party(slug="bureau", name="A bureau", native_name="青田县公安局")

    assert [value for value, *_ in found(alice, "party", "公安")] == ["bureau"]


def test_names_that_begin_with_the_letters_come_first_and_short_ones_before_long_ones(alice, scene):
    for name in ("A news service", "News service of the north", "News service"):
        make_party(name=name)

    names = [label for _, label, _ in found(alice, "party", "news")]
    assert names == ["News service", "News service of the north", "A news service"]


def test_accents_and_capitals_do_not_matter(alice, scene):
    make_place(parent=scene.italy, slug="cacak", label="Čačak")

    assert [value for value, *_ in found(alice, "subject", "CACAK")] == ["cacak"]


def test_a_country_comes_before_what_lies_in_it(alice, scene):
    assert [value for value, *_ in found(alice, "subject", "italy")] == ["italy", "prato"]


def test_a_document_is_found_by_its_address_however_it_is_spelled(alice, scene):
    rows = found(alice, "source", "HTTP://news.EXAMPLE/article/#x")

    assert rows == [("the-article", "The article", "4 December 2022 · https://news.example/article")]


def test_at_most_ten_are_offered(alice, scene):
    for _ in range(15):
        make_source(title="The same title")

    assert len(found(alice, "source", "same title")) == 10


@pytest.mark.parametrize("text", ["", " ", "\x00", "%", "_", "\\", "'", "é" * 5000])
def test_letters_that_find_nothing_find_nothing(alice, scene, text):
    for kind in KINDS:
        assert found(alice, kind, text) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_search_runs_a_fixed_number_of_queries(alice, scene, django_assert_max_num_queries, kind):
    for _ in range(50):
        make_claim(asserted_by=make_party(name="Many"), statement="Many said it.")
        make_source(title="Many")
        make_place(label="Many", parent=make_country_subject())

    with django_assert_max_num_queries(5):
        assert len(found(alice, kind, "many")) == 10


def test_the_page_runs_no_more_queries_with_fifty_subjects_than_with_one(alice, scene, django_assert_num_queries):
    places = [make_place(parent=scene.italy, slug=f"place-{n}").slug for n in range(50)]
    with django_assert_num_queries(19):
        alice.post(ADDRESS, filled(act="show", subjects=["italy"]))

    with django_assert_num_queries(19):
        alice.post(ADDRESS, filled(act="show", subjects=places))


def test_whoever_is_not_signed_in_finds_nothing(client, scene):
    response = client.get(f"{ADDRESS}find/party/", {"q": "ngo"})

    assert response.status_code == 302
    assert "/accounts/login/" in response.url


def test_there_is_no_search_for_other_things(alice, scene):
    assert alice.get(f"{ADDRESS}find/users/", {"q": "alice"}).status_code == 404
