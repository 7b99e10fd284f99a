"""The page of a country: what it says, in which words, in which order."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser

from claims.accounts.side_by_side import Origins
from claims.country_page import country_page
from claims.templatetags.accounts import origin_words
from sources.choices import PartyKind, Words
from tests import factories as make
from tests.pages.reading import part, tags, words
from tests.pages.scene import html_of, italy, more_statements

pytestmark = pytest.mark.django_db

PARTS = ["numbers", "conflicts", "accounts", "places", "agreements", "notes", "sources", "searched", "use"]


def test_it_opens_with_a_neutral_sentence_and_says_that_being_entered_is_no_finding(client):
    italy()

    text = words(html_of(client, "/countries/it/"))

    assert (
        "Reports of overseas police stations in Italy: who says what, where it can be read, who disagrees."
        " Being entered here is not a finding." in text
    )


def test_it_says_how_much_is_said_about_the_country_and_leaves_general_statements_out(client):
    italy()

    assert "7 statements about Italy, 3 speakers, 7 sources" in _counts(html_of(client, "/countries/it/"))


def _counts(html):
    return words(part(html, "page-facts", "</p>"))


def test_its_parts_stand_in_one_order(client):
    italy()

    html = html_of(client, "/countries/it/")

    places = [html.index(f'id="{name}"') for name in PARTS]
    assert places == sorted(places)


def test_the_code_is_read_in_any_case(client):
    italy()

    response = client.get("/countries/IT/?said_by=2022")

    assert (response.status_code, response["Location"]) == (301, "/countries/it/?said_by=2022")


def test_an_unknown_code_gets_a_page_that_helps(client):
    response = client.get("/countries/qq/")

    assert response.status_code == 404
    assert "There is no country with the code “qq”." in words(response.content.decode())
    assert "/countries/" in [attributes.get("href") for attributes in tags(response.content.decode(), "a")]


def test_a_country_without_statements_gets_a_page_that_helps(client):
    make.make_country(code="HU")

    text = words(html_of(client, "/countries/hu/"))

    assert "No statement about reported overseas police stations in Hungary is recorded here." in text
    assert "Add a sourced claim about Hungary" in text


def test_each_speaker_stands_under_its_side_with_the_verb_in_capitals(client):
    italy()

    html = html_of(client, "/countries/it/")

    chinese = words(part(html, "side side-chinese", "side side-host"))
    assert "Chinese authorities and state media" in chinese
    assert re.search(r"A Ministry of China 外交部 DENIES A Chinese police station", chinese)
    host = words(part(html, "side side-host", "side side-ngos"))
    assert "Authorities and courts of Italy" in host
    assert "SAYS A community association Only an association was found." in host


def test_only_the_speakers_own_words_stand_in_quotation_marks(client):
    italy()

    text = words(html_of(client, "/countries/it/"))

    assert "“We found an association, and nothing else.”" in text
    assert "As The Paper reports it: it lists a station in Prato" in text
    assert "“it lists a station in Prato”" not in text


def test_a_translation_names_its_translator(client):
    scene = italy()
    make.make_claim(
        subject=make.make_country_subject(scene.country),
        question=scene.status,
        choice="open",
        asserted_by=scene.beijing,
        citation=make.make_citation(
            words=Words.OWN, exact="仍在服务", language="zh", translation="still serving", translated_by="The desk"
        ),
    )

    html = html_of(client, "/countries/it/")

    assert "“仍在服务” In English: still serving (translated by The desk)" in words(html)
    assert '<span lang="zh">“仍在服务”</span>' in html


def test_how_the_account_reached_us_is_shown_from_the_speaker_to_the_text_that_was_read(client):
    italy()

    text = words(html_of(client, "/countries/it/"))

    assert re.search(r"How it reached us The Paper → , from An Agency → , from An NGO", text)
    assert "1 source, 1 origin · original not seen" in text


@pytest.mark.parametrize(
    ("origins", "expected"),
    [
        (Origins(speakers=1, occasions=1, sources=1, origins=1), "1 source, 1 origin"),
        (Origins(speakers=3, occasions=3, sources=7, origins=2), "7 sources, 2 origins"),
        (Origins(speakers=1, occasions=1, sources=1, origins=0, unstated=1), "1 source, origin not stated"),
        (Origins(speakers=3, occasions=3, sources=4, origins=2, unstated=1), "4 sources, 2 origins, 1 not stated"),
    ],
)
def test_sources_and_origins_are_counted_apart_and_an_unstated_origin_never_counts(origins, expected):
    assert origin_words(origins) == expected


def test_a_chain_in_which_the_speaker_is_also_a_relay_is_flagged(client):
    scene = italy()
    make.make_relay(scene.reported, party=scene.ngo)

    assert "the chain runs in a circle" in words(html_of(client, "/countries/it/"))


def test_what_is_said_about_all_countries_is_labelled(client):
    italy()

    html = html_of(client, "/countries/it/")

    card = part(html, "is-general", "</article>")
    assert "About all countries, not about Italy" in words(card)
    assert "There are no such stations anywhere." in words(card)


def test_silent_sides_are_named_with_whether_anyone_looked(client):
    italy()

    text = words(part(html_of(client, "/countries/it/"), 'id="question-existence"', 'id="row-2"'))

    assert "We hold no statement from People and organisations named (searched A site : found nothing)" in text
    assert "News media, in their own words (not searched yet)" in text


def test_rows_in_which_accounts_conflict_are_open_and_the_others_are_closed_but_written_out(client):
    italy()

    html = html_of(client, "/countries/it/")

    rows = [row for row in tags(html, "details") if row.get("id", "").startswith("row-")]
    assert {row["id"]: "open" in row for row in rows} == {"row-1": True, "row-2": False, "row-12": False}
    assert "The station was closed by then." in words(part(html, 'id="row-12"', "</details>"))


def test_conflicts_are_told_with_the_speakers_as_subjects(client):
    scene = italy()

    text = words(part(html_of(client, "/countries/it/"), 'id="conflicts"', 'id="accounts"'))

    assert text.count(scene.existence.wording) == 1
    assert "An NGO says a Chinese police station" in text
    assert "A Ministry of Italy says a community association" in text
    assert "It does not say which one does." in text


def test_places_stand_with_their_stations_and_other_names(client):
    italy()

    places = part(html_of(client, "/countries/it/"), 'id="places"', 'id="agreements"')

    assert "Places reported in Italy" in words(places)
    assert re.search(r"Prato Prato \(a bureau\) 警侨驿站 1 statement", words(places))


def test_searches_that_found_nothing_are_listed(client):
    italy()

    text = words(part(html_of(client, "/countries/it/"), 'id="searched"'))

    assert "An answer of the named association . A site; searched 24 November 2026 by the desk: found nothing." in text


def test_the_page_says_how_to_cite_and_to_correct_it(client):
    italy()

    html = html_of(client, "/countries/it/?said_by=2023-06-30")

    assert re.search(
        r"http://testserver/countries/it/\?said_by=2023-06-30&as_of=\d{4}-\d\d-\d\dT[\d:]{8}Z", words(html)
    )
    assert "/corrections/?about=/countries/it/" in [attributes.get("href") for attributes in tags(html, "a")]


def test_said_by_leaves_out_what_was_said_later(client):
    italy()

    text = words(html_of(client, "/countries/it/?said_by=2022-10"))

    assert "What had been said by 31 October 2022." in text
    assert "There is a station in Prato." not in text


@pytest.mark.parametrize("asked", ["yesterday", "30/06/2023", "2023-13", "2020/..", "' OR 1=1"])
def test_a_day_that_cannot_be_read_gets_advice_and_the_whole_page(client, asked):
    italy()

    response = client.get("/countries/it/", {"said_by": asked})

    text = words(response.content.decode())
    assert response.status_code == 400
    assert "Write 2023-06-30, 2023-06 or 2023." in text
    assert "There is a station in Prato." in text


def test_an_unknown_parameter_is_named_and_left_aside(client):
    italy()

    text = words(html_of(client, "/countries/it/?utm_source=x"))

    assert "This page knows nothing of “utm_source” in its address" in text


def test_drafts_restricted_claims_and_places_known_from_them_alone_are_not_shown(client):
    scene = italy()
    hidden = make.make_station(place=make.make_place(country=scene.country, label="Hidden place"))
    make.make_claim(subject=hidden, question=scene.status, published=False, statement="A draft sentence.")
    make.make_claim(
        subject=hidden,
        question=scene.status,
        restricted=True,
        restricted_reason="For this test.",
        statement="A restricted sentence.",
    )

    text = words(html_of(client, "/countries/it/"))

    assert "A draft sentence." not in text
    assert "A restricted sentence." not in text
    assert "Hidden place" not in text


def test_what_people_typed_never_becomes_markup(client):
    scene = italy()
    make.make_claim(
        subject=make.make_country_subject(scene.country),
        question=scene.status,
        choice="open",
        asserted_by=make.make_party(name="<b>A & B</b>"),
        statement="<script>alert(1)</script> {{ settings }}",
    )

    html = html_of(client, "/countries/it/")

    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ settings }}" in html
    assert "<b>A" not in html


def test_one_speaker_with_one_answer_about_many_places_takes_one_card_and_a_line_for_each_other(client):
    scene = italy()
    for city in ("Milan", "Rome", "Venice"):
        place = make.make_place(country=scene.country, label=city)
        make.make_claim(subject=place, question=scene.existence, choice="police-station", asserted_by=scene.ngo)

    html = part(html_of(client, "/countries/it/"), "side side-ngos", 'class="where-from"')

    lines = [words(line) for line in re.findall(r"<summary>.*?</summary>", part(html, "same-answer"), re.DOTALL)]
    places = {re.sub(r"\d+\.\d+|3 December 2022", "", line).strip() for line in lines}
    assert "An NGO gives the same answer about" in words(html)
    assert places == {"Milan", "Prato (a bureau)", "Rome", "Venice"}


def test_a_long_column_shows_three_accounts_and_opens_the_rest(client):
    scene = italy()
    for position in range(12):
        make.make_claim(
            subject=make.make_country_subject(scene.country),
            question=scene.status,
            choice="open",
            asserted_by=make.make_party(name=f"Paper {position:02}", kind=PartyKind.NEWS_MEDIA, country="GB"),
            asserted_on="2020",
        )

    html = part(html_of(client, "/countries/it/"), 'id="question-status"')

    side = part(html, "side side-media", "We hold no statement")
    assert "10 more accounts : Paper 02, Paper 03," in words(part(side, "more-cards", "</summary>"))
    assert side.count("<article") == 13


def test_the_number_of_queries_does_not_grow_with_the_statements(client, django_assert_max_num_queries):
    scene = italy()
    client.get("/countries/it/")
    with django_assert_max_num_queries(60) as few:
        client.get("/countries/it/")
    more_statements(scene, 50)

    with django_assert_max_num_queries(len(few)):
        html = html_of(client, "/countries/it/")

    assert "Invented sentence 9." in html
    assert "And 26 more accounts" in words(html)


def test_nothing_on_the_page_takes_a_side(client):
    italy()

    text = words(html_of(client, "/countries/it/")).lower()

    assert re.findall(r"\b(contested|uncontested|reveals?|admits?|debunk\w*|claims that|allegedly)\b", text) == []


def test_a_signed_in_contributor_sees_the_same_statements(client):
    scene = italy()

    page = country_page(scene.country, AnonymousUser())
    theirs = country_page(scene.country, make.make_user())

    assert set(page.accounts.statements) == set(theirs.accounts.statements)
