"""The timeline and the steps of the authorities on the pages of a country, a station and the network."""

import re

import pytest

from claims.choices import Stance
from tests import factories as make
from tests.pages.reading import ids, part, tags, words
from tests.pages.scene import html_of, italy, more_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    found = italy()
    set_up = make.make_question(
        answer_type="date",
        heading=make.make_heading(slug="set-up", order=6),
        slug="set-up-when",
        date_kind="moment",
        order=6,
    )
    for when in ("2018", "2016-05", "[2018..2019]", "2015/.."):
        make.make_claim(subject=found.station, question=set_up, date_answer=when, asserted_by=found.ngo)
    return found


def response_question():
    return make.make_question(
        heading=make.make_heading(slug="authorities-response", title="What did they do?", order=10),
        slug="host-response",
        choices=["inquiry-opened", "ordered-closed"],
        timing="event",
        order=10,
    )


def step(scene, question=None, **fields):
    values = {"choice": "inquiry-opened", "asserted_by": scene.ministry, **fields}
    return make.make_claim(subject=scene.station, question=question or response_question(), **values)


def timeline(client, address="/countries/it/"):
    return part(html_of(client, address), 'id="timeline"', "</section>")


def test_the_list_holds_dates_as_they_are_known_and_says_what_each_is_the_date_of(client, scene):
    html = part(timeline(client), 'class="timeline-list"')

    happened = re.findall(r'lane-happened"><span class="timeline-when">(.*?)</span>', html)
    assert happened == ["since 2015", "May 2016", "2018", "2018 or 2019"]
    assert "2018 or 2019 happened An NGO says:" in words(html)
    assert "3 December 2022 said" in words(html)


def test_every_mark_leads_to_a_line_of_the_list_and_the_drawing_is_told_in_words_beside_it(client, scene):
    html = timeline(client)

    targets = {link["href"].removeprefix("#") for link in tags(html, "a") if link.get("class", "").startswith("bar ")}
    assert len(targets) > 4
    assert targets <= set(ids(html))
    assert "the list below it says the same in words" in words(html)
    pictures = [picture for picture in tags(html, "svg") if "strip" in picture.get("class", "")]
    assert pictures
    assert {picture.get("aria-hidden") for picture in pictures if "x" not in picture} <= {"true", None}
    assert "style=" not in html
    assert set(re.findall(r"url\(#(.*?)\)", html)) <= set(ids(html))


def test_a_year_stands_in_the_address_with_what_else_was_asked_and_leads_to_its_neighbours(client, scene):
    html = timeline(client, "/countries/it/?said_by=2023-06&year=2018")

    assert "May 2016" not in words(part(html, 'class="timeline-list"'))
    assert "since 2015" in words(html)
    links = {words_of: href for href, words_of in re.findall(r'<a rel="[a-z]+" href="(.*?)">(.*?)</a>', html)}
    assert links == {
        "← 2016": "?said_by=2023-06&amp;year=2016#timeline",
        "2019 →": "?said_by=2023-06&amp;year=2019#timeline",
    }
    assert 'href="?said_by=2023-06#timeline"' in html


def test_a_year_in_which_nothing_is_dated_says_so(client, scene):
    assert "Nothing that is recorded here is dated 1999." in words(timeline(client, "/countries/it/?year=1999"))


@pytest.mark.parametrize("asked", ["twenty", "20222", "2022-13", "-1", "٢٠٢٢", "0000"])
def test_what_is_no_year_gets_advice_and_all_years(client, scene, asked):
    answer = client.get("/countries/it/", {"year": asked})

    text = words(answer.content.decode())
    assert answer.status_code == 400
    assert "is not a year. Write 2022; the timeline shows all years." in text
    assert "May 2016" in text


def test_a_station_and_the_network_have_a_timeline_and_take_a_wrong_year_gently(client, scene):
    station = f"/stations/{scene.station.slug}/"

    assert "May 2016 happened" in words(timeline(client, station))
    wrong = client.get(f"{station}?year=x")
    assert (wrong.status_code, "is not a year" in words(wrong.content.decode())) == (400, True)
    assert "3 December 2022 said A Ministry of China" in words(timeline(client, "/subjects/network/"))


def test_what_was_said_later_stands_on_no_timeline(client, scene):
    make.make_claim(subject=scene.station, question=scene.status, choice="open", asserted_on="2024-05")

    assert "May 2024" in words(timeline(client))
    assert "May 2024" not in words(timeline(client, "/countries/it/?said_by=2023"))


def test_drafts_and_restricted_statements_stand_in_no_year(client, scene):
    for hidden in ({"published": False}, {"restricted": True, "restricted_reason": "For this test."}):
        make.make_claim(subject=scene.station, question=scene.status, choice="open", asserted_on="2011", **hidden)

    assert "2011" not in timeline(client)


def test_the_steps_name_who_says_so_when_and_who_disputes_it(client, scene):
    asked, association = response_question(), make.make_party(name="An association", kind="association")
    step(scene, asked, asserted_on="2022-10", statement="An inquiry was opened.")
    order = {"choice": "ordered-closed", "asserted_on": "2023-01"}
    step(scene, asked, statement="It was told to close.", **order)
    step(scene, asked, statement="No such order came.", stance=Stance.DENIES, asserted_by=association, **order)
    page = html_of(client, f"/stations/{scene.station.slug}/")

    html = part(page, 'id="responses"', 'id="timeline"')

    text = words(html)
    assert "Investigating → Ordered closed (disputed)" in text
    assert "October 2022 Investigating A Ministry of Italy says: An inquiry was opened." in text
    assert "January 2023 Ordered closed (denied) An association says: No such order came." in text
    assert re.search(r"It was told to close\. .*?Disputed by An association \(10\.\d\)", text)
    lines = [link["href"] for link in tags(html, "a") if link["href"].startswith("#account-")]
    assert lines
    assert set(lines) <= {f"#{name}" for name in ids(page)}


def test_no_step_is_a_verdict(client, scene):
    step(scene)

    text = words(part(html_of(client, "/countries/it/"), 'id="responses"', 'id="timeline"'))

    assert "The last step is no verdict." in text
    assert "An order to close is no closing" in text


def test_steps_that_readers_may_not_see_stand_nowhere(client, scene):
    step(scene, published=False, statement="A zqhidden step.")

    html = html_of(client, "/countries/it/")

    assert "zqhidden" not in html
    assert "Investigating" not in part(html, 'id="responses"', 'id="timeline"')


def test_words_that_somebody_typed_never_become_markup(client, scene):
    step(
        scene,
        statement="<b>bold</b>",
        asserted_by=make.make_party(name="<i>A & B</i>", kind="government", country="IT"),
    )

    html = part(html_of(client, "/countries/it/"), 'id="responses"')

    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "<i>A" not in html


def test_pages_with_a_timeline_take_as_many_queries_for_one_statement_as_for_fifty(
    client, scene, django_assert_max_num_queries
):
    address = f"/subjects/{scene.prato.slug}/?year=2022"
    client.get(address)
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    for place in range(50):
        make.make_claim(
            subject=scene.prato, question=scene.existence, choice="police-station", statement=f"Said {place}."
        )

    with django_assert_max_num_queries(len(few)):
        assert "Said 49." in html_of(client, address)


def test_fifty_countries_worth_of_statements_leave_the_drawing_as_it_was(client, scene):
    few = timeline(client).count("<rect")
    more_statements(scene, 50)

    assert timeline(client).count("<rect") == few
