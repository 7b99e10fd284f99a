"""The list of conflicts, by country and heading: a page, files and a feed."""

import csv
import io
import json
import xml.etree.ElementTree as ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.accounts import every_conflict
from claims.choices import Stance
from tests import factories as make
from tests.pages.reading import part, tags, words
from tests.pages.scene import html_of, italy

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def scene():
    every_conflict._every_conflict.cache_clear()
    return italy()


@pytest.fixture
def hungary(scene):
    """A second country with one conflict under another heading."""
    country = make.make_country(code="HU")
    about = make.make_country_subject(country)
    make.make_exclusion(*scene.status.choices.order_by("slug"))
    for speaker, choice, day in ((scene.ngo, "open", "2023-05"), (scene.paper, "closed", "2023-05-10")):
        make.make_claim(
            subject=about, question=scene.status, choice=choice, asserted_by=speaker, asserted_on=day,
            statement=f"It is {choice} in Hungary.",
        )  # fmt: skip
    return country


def rows(client, address="/conflicts.json"):
    """The rows of the file."""
    return json.loads(b"".join(client.get(address).streaming_content))["rows"]


def entries(client, address="/conflicts.atom"):
    """The entries of the feed: id, title, summary, link, updated."""
    feed = ElementTree.fromstring(client.get(address).content)  # noqa: S314 - our own feed
    return [
        (
            entry.findtext(f"{ATOM}id"),
            entry.findtext(f"{ATOM}title"),
            entry.findtext(f"{ATOM}summary"),
            entry.find(f"{ATOM}link").get("href"),
            entry.findtext(f"{ATOM}updated"),
        )
        for entry in feed.findall(f"{ATOM}entry")
    ]


def test_conflicts_stand_under_their_countries_and_headings_in_sentences(client, hungary):
    text = words(part(html_of(client, "/conflicts/"), 'class="list-rows"', "</main>"))

    assert text.index("Hungary") < text.index("Italy")
    assert "Accounts conflict on Hungary: An NGO says: It is open in Hungary (May 2023); The Paper says:" in text
    assert "Is it open or closed?" in text
    assert "3 conflicts" in text


def test_conflicts_between_the_same_two_on_one_question_stand_together(client, scene):
    make.make_claim(
        subject=make.make_network(), question=scene.existence, choice="association", asserted_by=scene.beijing
    )

    html = html_of(client, "/conflicts/?country=it")
    listed = [
        pair for _code, _name, pairs in client.get("/conflicts/?country=it").context["countries"] for pair in pairs
    ]

    speakers = [frozenset(each.speaker.slug for each in pair.lead.ends) for pair in listed]
    assert len(speakers) == len(set(speakers)) < len(rows(client, "/conflicts.json?country=it"))
    assert "1 more conflict between the same two" in words(html)
    keys = [row["key"] for row in rows(client, "/conflicts.json?country=it")]
    assert [key for key in keys if html.count(f'id="conflict-{key}"') != 1] == []


def test_it_holds_what_the_pages_of_the_countries_hold(client, hungary):
    for code in ("it", "hu"):
        shown = client.get(f"/countries/{code}/").context["page"].accounts.conflicts

        listed = [
            row["first_statement"] + row["second_statement"] for row in rows(client, f"/conflicts.json?country={code}")
        ]

        assert listed == [each.first + each.second for each in shown]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("country=hu", 1),
        ("heading=open-or-closed", 1),
        ("question=existence", 2),
        ("side=media", 1),
        ("party=beijing", 1),
        ("general=yes", 1),
        ("general=no", 2),
        ("q=hungary", 1),
        ("q=HUNGARY open", 1),
        ("country=hu&party=beijing", 0),
    ],
)
def test_the_list_is_narrowed_by_what_stands_in_the_address(client, hungary, query, number):
    assert len(rows(client, f"/conflicts.json?{query}")) == number
    assert client.get(f"/conflicts/?{query}").context["listing"].total == number
    assert len(entries(client, f"/conflicts.atom?{query}")) == number


def test_what_is_not_known_is_told_and_left_out_and_refused_in_files(client, hungary):
    text = words(html_of(client, "/conflicts/?country=xx&colour=blue&party=a&party=b"))

    assert "No conflict about “xx” is recorded. The list is shown without it." in text
    assert "This list knows no filter “colour”; it was left out." in text
    assert "“party” was given 2 times; only the last one counts." in text
    assert client.get("/conflicts.csv?country=xx").status_code == 400
    assert client.get("/conflicts.atom?country=xx").status_code == 400
    assert client.get("/conflicts.exe").status_code == 404


@pytest.mark.parametrize(
    "query", ["country=%00", "q=" + "x" * 100_000, "page=abc", "page=999", "general=" + "y" * 9000]
)
def test_nothing_in_the_address_leads_to_an_error_page(client, hungary, query):
    response = client.get(f"/conflicts/?{query}")

    assert response.status_code == 200
    assert len(response.content) < 60_000


def test_the_filters_count_what_they_would_leave(client, hungary):
    facets = client.get("/conflicts/?country=it").context["listing"].facets

    offered = {facet.name: {choice.value: choice.count for choice in facet.choices} for facet in facets}
    assert offered["country"] == {"it": 2, "hu": 1}
    assert offered["general"] == {"yes": 1, "no": 1}
    assert offered["party"] == {"beijing": 1, "ministry": 1, "ngo": 2}


def test_the_spreadsheet_has_both_statements_and_the_address_of_the_row(client, hungary):
    sheet = b"".join(client.get("/conflicts.csv?country=hu").streaming_content).decode("utf-8-sig")

    (row,) = csv.DictReader(io.StringIO(sheet))
    assert (row["country_code"], row["heading"], row["reason"]) == ("HU", "Is it open or closed?", "excludes")
    assert {row["first_speaker"], row["second_speaker"]} == {"An NGO", "The Paper"}
    assert row["url"] == "http://testserver/countries/hu/rows/status/"
    assert client.get("/countries/hu/rows/status/").status_code == 200


def test_the_feed_has_the_newest_first_and_an_entry_keeps_its_id(client, hungary, scene):
    before = entries(client)
    again = make.make_claim(
        subject=make.make_country_subject(hungary), question=scene.status, choice="open", asserted_by=scene.ngo,
        asserted_on="2023-06", about_period="2023-05", statement="It was open in May.",
    )  # fmt: skip
    later = again.reviewed_at.replace(year=again.reviewed_at.year + 1)
    type(again).objects.filter(pk=again.pk).update(reviewed_at=later)

    after = entries(client)

    assert len(before) == len(after) == 3
    assert {each[0] for each in before} == {each[0] for each in after}
    assert after[0][1] == "Hungary: Is it open or closed?"
    assert after[0][3] == "http://testserver/countries/hu/rows/status/"


def test_what_people_typed_is_no_markup_in_the_feed(client, scene):
    make.make_claim(
        subject=scene.station, question=scene.existence, choice="police-station", stance=Stance.DENIES,
        asserted_by=make.make_party(name="<b>A & B</b>"),
    )  # fmt: skip

    summaries = " ".join(entry[2] for entry in entries(client))

    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in summaries
    assert "<b>" not in summaries


def test_conflicts_between_statements_about_all_countries_stand_once_under_none(client, scene):
    network = make.make_network()
    make.make_claim(subject=network, question=scene.existence, choice="association", asserted_by=scene.paper)
    make.make_claim(subject=network, question=scene.existence, choice="police-station", asserted_by=scene.ngo)

    found = rows(client, "/conflicts.json?country=general")

    assert {row["country"] for row in found} == {""}
    assert len(found) == 2
    assert client.get("/questions/existence/rows/general/").status_code == 200


def test_the_page_leads_to_its_files_and_to_the_feed_with_the_same_filters(client, hungary):
    html = html_of(client, "/conflicts/?country=hu")

    links = {link.get("href") for link in tags(html, "a", "link")}
    assert {f"/conflicts.{suffix}?country=hu" for suffix in ("csv", "json", "atom")} <= links
    (alternate,) = [link for link in tags(html, "link") if link.get("type") == "application/atom+xml"]
    assert alternate["href"] == "/conflicts.atom?country=hu"


def test_navigation_home_and_country_lead_to_it(client, scene):
    assert "/conflicts/" in {link.get("href") for link in tags(html_of(client, "/method/"), "a")}
    assert "/conflicts/" in {link.get("href") for link in tags(part(html_of(client, "/"), "<main"), "a")}
    assert "/conflicts/?country=it" in {link.get("href") for link in tags(html_of(client, "/countries/it/"), "a")}


def test_htmx_gets_the_part_that_the_whole_page_holds(client, hungary):
    whole = client.get("/conflicts/")
    swapped = client.get("/conflicts/", headers={"HX-Request": "true"})

    assert swapped.content.decode().strip() in whole.content.decode()
    assert b"<html" not in swapped.content


def test_without_conflicts_the_list_says_so(client):
    every_conflict._every_conflict.cache_clear()

    assert "No two recorded accounts conflict." in words(html_of(client, "/conflicts/"))
    assert entries(client) == []


def test_a_withdrawn_statement_takes_its_conflicts_away(client, hungary, scene):
    assert len(rows(client, "/conflicts.json?country=hu")) == 1
    claim = scene.ngo.claims.get(statement="It is open in Hungary.")

    type(claim).objects.filter(pk=claim.pk).update(
        state="withdrawn", withdrawn_reason="An error.", withdrawn_at=make.NOON, withdrawn_by=claim.reviewed_by
    )

    assert client.get("/conflicts/?country=hu").context["listing"].total == 2


def test_the_number_of_queries_does_not_grow(client, scene):
    def queries():
        every_conflict._every_conflict.cache_clear()
        with CaptureQueriesContext(connection) as captured:
            for address in ("/conflicts/", "/conflicts.atom"):
                client.get(address)
        return len(captured)

    few = queries()
    for _ in range(50):
        make.make_claim(
            subject=make.make_place(country=scene.country), question=scene.existence, choice="police-station",
            asserted_by=make.make_party(),
        )  # fmt: skip

    assert queries() == few


def test_it_only_answers_questions(scene):
    assert Client().post("/conflicts/").status_code == 405
