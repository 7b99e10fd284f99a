"""Programs read what was changed: the lines of the pages, a page at a time, each once."""

import json
from itertools import chain

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.log.query import Asked, Log
from claims.log.reading import read
from claims.since.plain import ChangeKind
from claims.since.read import changes_about
from claims.views.changes import USUAL, read_since
from tests import factories as make
from tests.api.test_reading import pages, problem_of
from tests.rules.refusals import update

pytestmark = pytest.mark.django_db

CORRECTIONS, CHANGES = "/api/v1/corrections/", "/api/v1/changes/"


@pytest.fixture
def italy():
    """Statements about Italy of which some were corrected, one withdrawn; and one draft."""
    country = make.make_country(code="IT")
    claims = [make.make_claim(subject=make.make_station()) for _number in range(7)]
    assert {claim.country_id for claim in claims} == {country.pk}
    for number, claim in enumerate(claims[:5]):
        with pghistory.context(why=f"Reason {number}."):
            update(claim, statement=f"Corrected {number}.")
    with pghistory.context(why="A passage."):
        update(claims[5].citation, exact="Other words.")
    draft = make.make_claim(published=False, statement="Zqdraft.")
    update(draft, statement="Zqdraft again.")
    return country, claims


def there(answer, *, key):
    return [row[key] for row in chain(*pages(Client(), answer))]


def test_corrections_are_those_of_the_page_and_pages_go_there_and_back(italy):
    whole = [(each.at, each.kind, each.reason) for each in read(Log(Asked())[0:50])]
    assert len(whole) >= 6

    forth = list(chain(*pages(Client(), f"{CORRECTIONS}?limit=2")))
    assert [(row["kind"], row["reason"]) for row in forth] == [(kind, why) for _at, kind, why in whole]
    assert forth[0]["changes"][0]["now"]
    last = Client().get(f"{CORRECTIONS}?limit=2").json()
    assert last["previous"] is None
    while last["next"]:
        last = Client().get(last["next"]).json()
    back = [last["results"], *pages(Client(), last["previous"], "previous")]
    assert list(chain(*reversed(back))) == forth
    assert "Zqdraft" not in json.dumps(forth)


def test_corrections_have_the_filters_of_the_page(italy):
    _country, claims = italy
    assert there(f"{CORRECTIONS}?kind=passage&limit=1", key="kind") == ["passage"]
    assert there(f"{CORRECTIONS}?statement={claims[0].ref}", key="reason") == ["Reason 0."]
    assert len(there(f"{CORRECTIONS}?country=it", key="at")) == len(Log(Asked(country=italy[0])))
    make.make_country(code="FR")
    assert there(f"{CORRECTIONS}?country=fr", key="at") == []


def test_nothing_is_told_twice_or_left_out_while_the_record_is_corrected(italy):
    first = Client().get(f"{CORRECTIONS}?limit=3").json()
    expected = there(f"{CORRECTIONS}", key="at")
    update(italy[1][6], statement="Meanwhile.")

    rest = [row["at"] for row in chain(*pages(Client(), first["next"]))]
    assert [row["at"] for row in first["results"]] + rest == expected


def test_changes_are_those_of_the_page_of_the_country_and_pages_go_there_and_back(italy):
    country, claims = italy
    since = read_since("", USUAL).moment
    assert since is not None
    whole = changes_about(country, since=since).all
    assert len(whole) >= 6

    forth = list(chain(*pages(Client(), f"{CHANGES}?country=it&limit=2")))
    assert [(row["kind"], row["ref"]) for row in forth] == [(str(each.kind), each.ref) for each in whole]
    last = Client().get(f"{CHANGES}?country=it&limit=2").json()
    while last["next"]:
        last = Client().get(last["next"]).json()
    back = [last["results"], *pages(Client(), last["previous"], "previous")]
    assert list(chain(*reversed(back))) == forth
    added = next(row for row in forth if row["ref"] == claims[0].ref)
    assert added["claim"]["statement"] == "Corrected 0."
    assert "Zqdraft" not in json.dumps(forth)
    assert there(f"{CHANGES}?country=it&kind=withdrawn", key="ref") == []
    assert set(there(f"{CHANGES}?country=IT&kind=added", key="kind")) == {ChangeKind.ADDED}


@pytest.mark.parametrize(
    ("address", "named"),
    [
        (f"{CHANGES}", "country"), (f"{CHANGES}?country=zz", "country"), (f"{CHANGES}?country=it&kind=x", "kind"),
        (f"{CHANGES}?country=it&since=yesterday", "since"), (f"{CHANGES}?country=it&since=2999", "since"),
        (f"{CHANGES}?country=it&cursor=WzBd", "cursor"), (f"{CHANGES}?country=it&cursor=WzAsIngiLCJ5Il0", "cursor"),
        (f"{CHANGES}?country=it&colour=red", "colour"), (f"{CHANGES}?country=it&fields=x", "fields"),
        (f"{CORRECTIONS}?kind=x", "kind"), (f"{CORRECTIONS}?country=zz", "country"),
        (f"{CORRECTIONS}?cursor=WzAsIngiLCJ5Il0", "cursor"), (f"{CORRECTIONS}?cursor=%F0", "cursor"),
        (f"{CORRECTIONS}?page=2", "page"), (f"{CORRECTIONS}?kind=", "kind"), (f"{CORRECTIONS}?limit=0", "limit"),
        (f"{CORRECTIONS}?kind=link&kind=party", "kind"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_a_problem_that_names_it(italy, address, named):
    answer = Client().get(address)

    assert answer.status_code == 400, address
    assert named in {fault.get("parameter") for fault in problem_of(answer)["errors"]}


def test_fifty_lines_take_as_many_queries_as_one(italy):
    def asked():
        found = []
        for address in (f"{CORRECTIONS}?limit=200", f"{CHANGES}?country=it&limit=200"):
            with CaptureQueriesContext(connection) as queries:
                assert Client().get(address).status_code == 200
            found.append(len(queries))
        return found

    asked()
    few = asked()
    for number in range(50):
        update(make.make_claim(subject=make.make_station()), statement=f"Again {number}.")
    assert asked() == few
