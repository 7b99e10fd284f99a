"""What had been said by a day: the same on every page, list and file; what its date does not tell is listed apart."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.accounts.overview import overview
from claims.conflicting import refs_in_conflict
from claims.models import Claim
from tests import factories as make
from tests.browse.cast import exported_rows
from tests.moments.scene import DAY, italy, text_of
from tests.pages.reading import part, words
from web import edtf
from web.moments import Dated, Moment, looking_from

pytestmark = pytest.mark.django_db

READER = AnonymousUser()
THE_DAY = date(2022, 12, 15)
LISTS = {
    "claims": "statement", "stations": "label", "agreements": "label", "sources": "slug", "parties": "slug",
}  # fmt: skip
DATES = ["2022-12-15", "2022-12-16", "2022-12-14", "2022-12", "2022", "2022-11", "2023", "", "2022/..", "../2022"]
DATES += ["[2022-12-14,2022-12-16]", "2022~", "2016/2018", "2022-12-10/2022-12-20", "2023/..", "../2023"]


def shown(client, address, **query):
    response = client.get(address, {"said_by": DAY, **query})
    assert response.status_code == 200, response
    return text_of(response)


@pytest.mark.parametrize("text", [text for text in DATES if not text.startswith("..")])
def test_a_statement_is_certain_or_apart_or_later_by_the_days_that_its_date_can_mean(text):
    claim = make.make_claim(asserted_on=text)
    when = edtf.parse(text)
    earliest, latest = (when.earliest, when.latest) if when else (None, None)
    certain = latest is not None and latest <= THE_DAY
    later = earliest is not None and earliest > THE_DAY

    found = {}
    for dated in Dated:
        with looking_from(Moment(said_by=THE_DAY, dated=dated)):
            found[dated] = Claim.objects.visible_to(READER).filter(pk=claim.pk).exists()

    assert found == {
        Dated.BY_THEN: certain,
        Dated.UNCLEAR: not certain and not later,
        Dated.EITHER: not later,
    }


def test_a_country_holds_what_had_been_said_and_lists_apart_what_its_date_does_not_tell(client):
    scene = italy()

    html = shown(client, "/countries/it/")

    above, apart = html.split('id="apart"')
    assert scene.before.statement in above
    assert scene.after.statement not in html
    for claim in scene.apart:
        assert claim.statement not in above
        assert claim.statement in apart
    told = words(apart)
    assert "Its date, December 2022, can lie before the end of 15 December 2022 and after it." in told
    assert "Undated: when it was made is not recorded." in told
    assert "They are in no count and in no comparison above." in told
    assert "2 statements about Italy, 1 speaker, 1 source, 1 origin, 1 language (English), 1 of 6 sides." in words(html)


def test_without_a_day_nothing_is_apart(client):
    italy()

    html = text_of(client.get("/countries/it/"))

    assert 'id="apart"' not in html
    assert "8 statements about Italy" in words(html)


@pytest.mark.parametrize(("name", "column"), LISTS.items())
def test_a_list_its_counts_and_its_files_hold_the_same(client, name, column):
    scene = italy()

    page = client.get(f"/{name}/", {"said_by": DAY})
    rows = exported_rows(client, f"/{name}.json?said_by={DAY}")
    apart = exported_rows(client, f"/{name}.json?said_by={DAY}&dated=unclear")

    listing, text = page.context["listing"], text_of(page)
    assert listing.total == len(rows) > 0
    assert not any("after" in str(row.values()) for row in rows)
    assert all("before" in str(row[column]) or column == "statement" for row in rows)
    assert listing.number_apart == len(apart) > 0
    assert f"Listed apart: {len(apart)}" in text
    assert all({row.get("statements", 1), len(rows)} for row in rows)
    for facet in listing.facets:
        assert sum(choice.count for choice in facet.choices if facet.name == "country") in (0, listing.total)
    assert scene.after.statement not in text


@pytest.mark.parametrize("name", LISTS)
def test_the_desk_is_shown_the_same_rows(name):
    italy()
    desk = Client()
    desk.force_login(make.make_user())

    theirs = exported_rows(desk, f"/{name}.json?said_by={DAY}")

    assert theirs == exported_rows(Client(), f"/{name}.json?said_by={DAY}")
    assert len(theirs) < len(exported_rows(desk, f"/{name}.json"))


def test_the_list_of_what_is_apart_says_so_and_leads_back(client):
    scene = italy()

    html = shown(client, "/claims/", dated="unclear")

    assert "Listed apart: what may have been said after 15 December 2022." in words(html)
    assert f'href="/claims/?said_by={DAY}" data-as-it-is' in html
    assert {claim.ref for claim in scene.apart} <= set(html.replace("/", " ").split())
    assert scene.before.ref not in part(html, 'id="list"')


def test_counts_of_the_first_page_and_its_map_are_those_of_the_day(client):
    italy()
    make.make_claim(subject=make.make_country_subject(make.make_country(code="HU")), asserted_on="2023")

    html = shown(client, "/")

    assert "2 statements by 1 speaker in 1 source, about 1 country" in words(html)
    assert 'data-code="IT"' in html
    assert 'data-code="HU"' not in html


def test_the_page_of_a_record_of_which_nothing_had_been_said_is_not_there_and_says_what_may_be(client):
    scene = italy()

    for address in (scene.after.get_absolute_url(), scene.after.subject.get_absolute_url(), "/sources/source-after/"):
        refused = client.get(address, {"said_by": DAY})
        text = words(text_of(refused))

        assert refused.status_code == 404
        assert "What had been said by 15 December 2022." in text
        assert "Show everything" in text
        assert scene.after.statement not in text


def test_the_page_of_a_record_that_is_only_spoken_of_apart_says_why(client):
    for claim in italy().apart:
        for address in (claim.subject.get_absolute_url(), f"/parties/{claim.asserted_by.slug}/"):
            assert claim.statement in part(shown(client, address), 'id="apart"')
        assert claim.statement in part(shown(client, claim.citation.source.get_absolute_url()), 'id="apart"')
        assert "Listed apart." in words(shown(client, claim.get_absolute_url()))


def test_a_question_stands_across_countries_as_of_the_day(client):
    scene = italy()

    above, apart = shown(client, "/questions/existence/").split('id="apart"')

    assert scene.before.statement in above
    assert scene.after.statement not in above + apart
    assert all(claim.statement in apart for claim in scene.apart)


def test_an_empty_country_says_that_nothing_had_been_said_by_then(client):
    make.make_claim(asserted_on="2023")

    assert "had certainly been made by 15 December 2022" in words(shown(client, "/countries/it/"))


def test_what_is_computed_for_a_day_is_not_taken_for_today():
    question = make.make_question()
    first = make.make_claim(question=question, choice="yes", asserted_on="2022-12-03")
    second = make.make_claim(question=question, choice="yes", stance="denies", asserted_on="2023")

    with looking_from(Moment(said_by=THE_DAY)):
        assert [country.statements for country in overview(READER)] == [1]
        assert not refs_in_conflict(READER)
    assert [country.statements for country in overview(READER)] == [2]
    assert sorted(refs_in_conflict(READER) or ()) == sorted([first.ref, second.ref])


def queries(client, addresses):
    numbers = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            text_of(client.get(address, {"said_by": DAY}))
        numbers[address] = len(captured)
    return numbers


def test_looking_back_takes_a_fixed_number_of_queries(client):
    italy()
    addresses = ["/countries/it/", "/questions/existence/", *(f"/{name}/" for name in LISTS), "/stations.csv"]
    queries(client, addresses)
    few = queries(client, addresses)

    for _again in range(20):
        question = Claim.objects.earliest("pk").question
        make.make_claim(subject=make.make_station(), question=question, choice="yes", asserted_on="2022-12")
        make.make_claim(subject=make.make_station(), question=question, choice="yes", asserted_on="2022-12-03")

    queries(client, addresses)
    assert queries(client, addresses) == few
