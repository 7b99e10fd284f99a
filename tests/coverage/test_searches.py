"""Records of having looked: made by the desk, read by everybody, shown in the cell that they concern."""

import csv
import io

import pytest
from django.test import Client
from django.utils import timezone

from claims.actions.versions import version_of
from claims.models import Search
from tests import factories as make
from tests.browse.cast import exported_rows
from tests.pages.reading import part, tags, words
from tests.pages.scene import html_of, italy
from users.models import Role

pytestmark = pytest.mark.django_db

TYPED = {
    "what": "A statement of the ministry on the stations",
    "where": "Croatian press archive",
    "period": "2022-09/2023-06",
    "language": "hr",
    "country": "IT",
    "question": "",
    "side": "host",
    "party": "",
    "searched_on": "2026-11-24",
    "result": "found_nothing",
    "note": "Two issues are missing.",
}


@pytest.fixture
def desk():
    client = Client()
    client.force_login(make.make_user(email="zqname@desk.example"))
    return client


def test_the_desk_records_a_search_and_readers_see_it_at_once(desk, client):
    make.make_country(code="IT")

    answer = desk.post("/searches/new/", TYPED)

    made = Search.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
    assert (made.period_earliest.isoformat(), made.period_latest.isoformat()) == ("2022-09-01", "2023-06-30")
    text = words(html_of(client, made.get_absolute_url()))
    for told in ("Croatian press archive", "September 2022 to June 2023", "Croatian", "found nothing", "Two issues"):
        assert told in text
    assert "24 November 2026, by the desk" in text


def test_nobody_learns_who_looked(desk, client):
    make.make_country(code="IT")
    desk.post("/searches/new/", TYPED)
    made = Search.objects.get()

    for address in ("/searches/", made.get_absolute_url(), "/countries/it/"):
        assert "zqname" not in html_of(client, address)
    for suffix in ("csv", "json"):
        assert b"zqname" not in b"".join(client.get(f"/searches.{suffix}").streaming_content)
    assert exported_rows(client, "/searches.json")[0]["searched_by"] == "the desk"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"what": ""}, "Say what was looked for."),
        ({"where": ""}, "Say where somebody looked, so that another can look again."),
        ({"searched_on": ""}, "Say when somebody looked."),
        ({"searched_on": "2022-13"}, "“2022-13” is not a date that can be kept."),
        ({"searched_on": "2999-01-01"}, "This day has not come yet."),
        ({"period": "June 2023"}, "“June 2023” is not a date that can be kept."),
        ({"period": "2023-06/2022-09"}, "“2023-06/2022-09” ends before it begins."),
        ({"result": "perhaps"}, "Say what the search gave."),
        ({"side": "", "country": ""}, "Say what the search concerns: a country, a question, a side or a party."),
        ({"party": "somebody"}, "A search is for one party or for a whole side: record two."),
        ({"what": "x" * 301}, "This is 301 characters long; at most 300 are kept."),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_typed_is_lost(desk, typed, problem):
    make.make_country(code="IT")
    make.make_party(slug="somebody")

    answer = desk.post("/searches/new/", {**TYPED, **typed})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert problem in words(html)
    assert Search.objects.count() == 0
    values = {field.get("name"): field.get("value") for field in tags(html, "input")}
    assert values["where"] == {**TYPED, **typed}["where"] or not values["where"]
    assert "Two issues are missing." in html


def test_only_the_desk_records_searches(client):
    assert client.get("/searches/new/")["Location"].startswith("/accounts/login/")
    assert client.post("/searches/new/", TYPED)["Location"].startswith("/accounts/login/")
    assert Search.objects.count() == 0


def test_a_record_is_corrected_with_a_reason_by_whoever_made_it_or_an_editor(desk):
    made = make.make_search(searched_by=make.make_user())
    editor = Client()
    editor.force_login(make.make_user(role=Role.EDITOR))
    address = f"{made.get_absolute_url()}correct/"

    typed = {**TYPED, "read_version": version_of(made)}
    refused = desk.post(address, {**typed, "why": "Wrong archive."})
    without = editor.post(address, typed)
    done = editor.post(address, {**typed, "why": "Wrong archive."})

    made.refresh_from_db()
    assert (refused.status_code, without.status_code, done.status_code) == (403, 422, 302)
    assert "Only whoever recorded a search, or an editor, corrects it." in words(refused.content.decode())
    assert made.where == "Croatian press archive"
    versions = Search.pgh_event_model.objects  # type: ignore[attr-defined]  # set by pghistory
    assert versions.latest("pgh_id").pgh_context.metadata["why"] == "A search was corrected: Wrong archive."


def test_the_form_is_filled_in_from_the_cell_that_somebody_came_from(desk):
    scene = italy()

    html = html_of(desk, f"/searches/new/?country=it&question={scene.existence.slug}&side=media")

    chosen = [option["value"] for option in tags(html, "option") if "selected" in option]
    assert {"IT", scene.existence.slug, "media"} <= set(chosen)
    assert f'value="{timezone.localdate().isoformat()}"' in html


def silences(client, address="/countries/it/", row="question-existence"):
    html = part(html_of(client, address), f'id="{row}"')
    return part(html, '<p class="silences">', "</p>")


def test_a_silent_cell_says_where_somebody_looked_with_a_link_or_that_nobody_did(client):
    scene = italy()
    made = make.make_search(
        country=scene.country, side="media", where="A press archive", period="2022-09/2023-06", question=scene.existence
    )

    cell = silences(client)

    assert (
        "News media, in their own words (searched A press archive, September 2022 to June 2023 : found nothing)"
        in words(cell)
    )
    assert made.get_absolute_url() in cell
    assert "Others (not searched yet)" in words(cell)
    assert "/searches/?country=it&amp;question=existence" in cell


def test_several_searches_of_one_cell_are_counted_and_the_newest_named(client):
    scene = italy()
    for where, day in (("An older archive", "2026-01"), ("A newer archive", "2026-02")):
        make.make_search(country=scene.country, side="media", where=where, searched_on=day)

    cell = words(silences(client))

    assert "searched A newer archive : found nothing; 1 more search" in cell
    assert "An older archive" not in cell


def test_a_search_of_another_question_or_country_fills_no_cell(client):
    scene = italy()
    make.make_search(country=scene.country, side="media", question=scene.how_many)
    make.make_search(country=make.make_country(code="HU"), side="media")

    assert "News media, in their own words (not searched yet)" in words(silences(client))


def test_an_empty_country_says_where_somebody_looked_or_that_nobody_did(client):
    hungary = make.make_country(code="HU")
    before = words(html_of(client, "/countries/hu/"))
    make.make_search(country=hungary, what="Any report on a station", where="A press archive")

    after = words(html_of(client, "/countries/hu/"))

    assert "Not searched yet: nobody here has recorded a search about this country." in before
    assert "Nobody of the desk has looked yet." in before
    assert "Any report on a station . A press archive; searched 24 November 2026 by the desk: found nothing." in after
    assert "Last looked at on 24 November 2026." in after


def test_the_list_narrows_by_the_side_whose_statements_were_looked_for(client):
    italy_, ministry = make.make_country(), make.make_party(kind="government", country="IT")
    make.make_claim(asserted_by=ministry)
    by_party = make.make_search(country=italy_, party=ministry)
    by_side = make.make_search(country=italy_, side="host", language="hr")
    make.make_search(country=italy_, side="media")

    assert {row["slug"] for row in exported_rows(client, "/searches.json?side=host")} == {by_party.slug, by_side.slug}
    assert [row["slug"] for row in exported_rows(client, "/searches.json?language=hr")] == [by_side.slug]
    page = client.get("/searches/")
    (sides,) = [facet for facet in page.context["listing"].facets if facet.name == "side"]
    assert {choice.value: choice.count for choice in sides.choices} == {"host": 2, "media": 1}


def test_a_party_that_readers_know_from_nowhere_else_is_not_named(client, desk):
    party = make.make_party(name="Zqhidden Party", slug="zqhidden")
    make.make_claim(asserted_by=party, published=False)
    made = make.make_search(party=party)

    for address in ("/searches/", made.get_absolute_url()):
        assert "qhidden" not in html_of(client, address)
        assert "Zqhidden Party" in html_of(desk, address)
    assert b"qhidden" not in b"".join(client.get("/searches.csv").streaming_content)


def test_the_sheet_has_every_column(client):
    make.make_search(side="media", period="2022", language="it", note="A note.")

    sheet = b"".join(client.get("/searches.csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(sheet))

    assert (row["period"], row["language"], row["side"], row["result"]) == ("2022", "it", "media", "found_nothing")


def test_a_list_of_searches_that_is_empty_says_that_nobody_looked_and_offers_the_desk_to_record_one(client, desk):
    make.make_country(code="IT")

    assert "Nothing here fits all of these at once." in words(html_of(client, "/searches/?country=it"))
    assert "Not searched yet: no search is recorded for this." in words(html_of(client, "/searches/"))
    assert "/searches/new/?country=it" in html_of(desk, "/searches/?country=it")
    assert "/searches/new/" not in html_of(client, "/searches/?country=it")


def test_searches_are_of_the_desk_and_know_no_said_by(client):
    make.make_search()

    answer = client.get("/searches/?said_by=2023")

    assert answer.status_code == 200
    assert "“said_by” is left aside here. A search is dated by when the desk looked" in words(answer.content.decode())


def test_the_list_runs_as_many_queries_for_fifty_searches_as_for_one(client, django_assert_max_num_queries):
    make.make_search(party=make.make_party())
    client.get("/searches/")
    with django_assert_max_num_queries(40) as few:
        client.get("/searches/")
    for _again in range(49):
        make.make_search(party=make.make_party())

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/searches/")
