"""Finding words: two Chinese characters, letters without accents, parts of words, and who may find what."""

import pytest
from django.db import connection

from claims.models import Claim
from sources.models import Citation, Party, Source
from stations.models import Country, Subject, SubjectName
from tests import factories as make
from tests.browse.cast import claim_about
from web import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def station():
    place = make.make_place(country=make.make_country(code="HU"), label="Čačak")
    station = make.make_station(place=place, label="A house in Čačak")
    make.make_name(subject=station, name="警侨事务海外服务站")
    return station


@pytest.mark.parametrize("text", ["警侨", "海外服务", "站 警侨", "Cacak", "cac", "ČAČAK", "house cacak", "hungary"])
def test_a_station_is_found_by_its_names_its_place_and_its_country(station, text):
    make.make_station(label="Elsewhere", country=make.make_country(code="FR"))

    assert list(Subject.objects.stations().matching(text)) == [station]


@pytest.mark.parametrize("text", ["侨警", "警务", "Cacakk", "house prato"])
def test_what_is_not_there_is_not_found(station, text):
    assert list(Subject.objects.stations().matching(text)) == []


def test_one_chinese_character_is_found_as_well(station):
    assert list(Subject.objects.matching("侨")) == [station]


@pytest.mark.parametrize("wildcard", ["%", "_", "\\", "100%", "a_b", "％", "＿"])
def test_wildcards_mean_themselves(wildcard):
    plain, literal = make.make_source(title="100 axb"), make.make_source(title="100% a_b \\")

    found = Source.objects.matching(wildcard)

    assert plain not in found
    assert literal in found


def test_a_party_is_found_by_its_name_in_its_own_script():
    party = make.make_party(name="Public Security Bureau", native_name="福州市公安局")

    assert list(Party.objects.matching("福州")) == [party]
    assert list(Party.objects.matching("secur bureau")) == [party]


def test_a_source_is_found_by_title_translation_address_and_publisher():
    publisher = make.make_party(name="The Čedok Times")
    source = make.make_source(
        title="Stanice policie", translated_title="Police stations", url="https://cedok.example/a", publisher=publisher
    )

    for text in ("stanice", "police stations", "cedok.example", "cedok times"):
        assert list(Source.objects.matching(text)) == [source], text


def test_a_country_is_found_by_its_name():
    italy = make.make_country(code="IT")

    assert list(Country.objects.matching("ital")) == [italy]


@pytest.mark.parametrize(
    "text",
    [
        "sentence",
        "minister",
        "ROSSI",
        "wording",
        "prato",
        "警侨",
        "safeguard",
        "卫士",
        "remarkable",
        "translated",
        "printed",
        "italy",
        "bureau",
        "yes",
        "sentence prato safeguard",
    ],
)
def test_a_statement_is_found_by_everything_that_it_shows(text):
    station = make.make_station(place=make.make_place(label="Prato"), label="Prato station")
    make.make_name(subject=station)
    claim = make.make_claim(
        subject=station,
        question=make.make_question(wording="What wording?"),
        choice="yes",
        statement="A sentence about nothing.",
        speaker_name="A. Rossi",
        speaker_office="Minister of the Interior",
        asserted_by=make.make_party(name="Safeguard something, a bureau", native_name="保护卫士"),
        citation=make.make_citation(
            source=make.make_source(title="As printed"),
            exact="Remarkable words",
            translation="Translated words",
            translated_by="A test",
        ),
    )
    make.make_claim(statement="Something else.", question=make.make_question(choices=[]), subject=make.make_network())

    assert list(Claim.objects.matching(text)) == [claim]


def test_all_words_have_to_be_found():
    both, one = claim_about("IT", statement="Red and blue."), claim_about("IT", statement="Red and green.")

    assert set(Claim.objects.matching("red")) == {both, one}
    assert list(Claim.objects.matching("blue red")) == [both]


def test_a_search_without_words_keeps_everything():
    claim = claim_about("IT")

    assert list(Claim.objects.matching(" \t\x00 ")) == [claim]


def test_a_long_search_is_shortened():
    assert len(search.words("a b c d e f g h i j k")) == search.MOST_WORDS
    assert len(search.words("x" * 1_000_000)[0]) == search.MOST_CHARACTERS


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: Subject.objects.filter(label__holds="cacak"), "stations_subject_label_fold"),
        (lambda: Party.objects.filter(native_name__holds="警侨"), "sources_party_native_name_pairs"),
        (lambda: Claim.objects.filter(statement__holds="sentence"), "claims_claim_statement_fold"),
        (lambda: Claim.objects.filter(speaker_name__holds="rossi"), "claims_claim_speaker_name_fold"),
        (lambda: SubjectName.objects.filter(name__holds="警侨"), "stations_subjectname_name_pairs"),
        (lambda: Citation.objects.filter(exact__holds="sentence"), "sources_citation_exact_fold"),
    ],
)
def test_the_indexes_serve_the_search(rows, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = rows().order_by().explain()

    assert index in plan
