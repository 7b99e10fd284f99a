"""Who did what, when and why, as administrators read it, and everybody of themselves."""

import csv
import io
import json
from datetime import timedelta

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions.publishing import publish, withdraw
from operations.audit.query import Asked, Kind, Place, lines
from operations.audit.reading import read
from operations.audit.records import BELONGS
from operations.audit.sight import GUARDS
from operations.audit.titles import TITLES
from tests import factories as make
from users.actions.people import change_rights
from users.models import Act, ActKind, Role
from web.past_views import tracked_models

pytestmark = pytest.mark.django_db

AUDIT, OWN = "/audit/", "/accounts/acts/"


@pytest.fixture
def ada():
    return make.make_user(role=Role.ADMINISTRATOR, email="ada@desk.example")


@pytest.fixture
def eva():
    return make.make_user(role=Role.EDITOR, email="eva@desk.example")


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def text(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def published(by):
    claim = make.make_claim(published=False, statement="A sentence that is published.")
    return publish(claim, by=by, at=timezone.now())


def told(user, **asked):
    return read(lines(Asked(**asked), number=100), user)


def test_every_history_has_a_title_and_every_guard_a_history():
    assert set(TITLES) == set(tracked_models())
    assert set(GUARDS) <= set(tracked_models())
    assert {model for each in BELONGS.values() for model in each} <= set(tracked_models())


def test_a_publication_says_who_when_what_and_from_what_to_what(ada, eva):
    claim = published(eva)

    entry = next(each for each in told(ada) if each.kind == Kind.PUBLISHED)

    assert (entry.who, entry.address, entry.is_told) == (eva.email, claim.get_absolute_url(), True)
    assert claim.ref in entry.what
    assert ("State", "Draft", "Published") in [(c.label, c.old, c.new) for c in entry.changes]
    assert timezone.now() - entry.at < timedelta(minutes=5)


def test_the_reason_of_a_withdrawal_is_told(ada, eva):
    withdraw(published(eva), reason="It was another year.", by=eva, at=timezone.now())

    entry = next(each for each in told(ada) if each.kind == Kind.WITHDRAWN)

    assert (entry.why, entry.who) == ("It was another year.", eva.email)


def test_a_role_that_is_given_stands_there_with_its_reason(ada, eva):
    change_rights(eva, role=Role.CONTRIBUTOR, desks=[], why="She asked for it.", by=ada, at=timezone.now())

    first = told(ada, person=eva.pk, kind=Kind.PEOPLE)[0]

    assert (first.who, first.why) == (ada.email, "She asked for it.")
    assert [(c.label, c.old, c.new) for c in first.changes] == [("Role", "Editor", "Contributor")]


def test_what_was_typed_into_the_database_stands_there_without_a_person(ada):
    claim = make.make_claim()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET statement = 'Another sentence.' WHERE id = %s", [claim.pk])

    page = text(browser(ada).get(AUDIT))

    assert "typed into the database" in page
    assert "Another sentence." in page


def test_the_person_the_kind_the_record_and_the_days_narrow_it(ada, eva):
    make.make_claim(statement="Something else.")
    claim = published(eva)
    client = browser(ada)
    today = f"{timezone.now():%Y-%m-%d}"

    def shown(**asked):
        return text(client.get(AUDIT, asked))

    assert "A sentence that is published." in shown(person=eva.pk, kind="published", record=f"/claims/{claim.ref}/")
    assert "Something else." not in shown(record=claim.get_absolute_url())
    assert "Something else." not in shown(person=eva.pk)
    assert "Something else." in shown(since=today, until=today)
    assert "Nothing that was done fits this." in shown(until="2001-01-01")


@pytest.mark.parametrize(
    "asked",
    [
        *({"person": person} for person in ("x", "\0", "9" * 30)),
        *({"record": record} for record in ("x", "\0", "//[x", "/claims/x/", "/claims/", "/people/1/")),
        *({name: value} for name in ("kind", "since", "until", "after") for value in ("x", "\0", "٣")),
    ],
)
def test_what_is_not_understood_is_said_and_left_out(ada, asked):
    answer = browser(ada).get(AUDIT, asked)

    assert answer.status_code == 200
    assert "notice-strong" in text(answer)


@pytest.mark.parametrize("after", ["2026-01-01~claims.Claim~1", "2026-01-01T00:00:00+00:00~x~1", "a~b~c~d", "~~"])
def test_a_place_that_is_none_is_not_read(after):
    assert Place.read(after) is None


@pytest.mark.parametrize("asked", [{"until": "9999-12-31"}, {"since": "0001-01-01"}, {"since": "9999-12-31"}])
def test_the_first_and_the_last_day_there_is_are_days(ada, asked):
    answer = browser(ada).get(AUDIT, asked)

    assert (answer.status_code, answer.context["problems"]) == (200, [])


def test_pages_follow_each_other_without_a_gap(ada, settings):
    settings.ROWS_PER_PAGE = 7
    for number in range(20):
        make.make_act(person=ada, at=make.NOON + timedelta(minutes=number // 4))
    every = [line.place for line in lines(Asked(), number=1000)]

    walked, after = [], None
    while found := lines(Asked(), after=after, number=7):
        walked += [line.place for line in found]
        after = Place.read(str(found[-1].place))

    assert walked == every
    assert len(set(walked)) == len(walked) > 20
    answer = browser(ada).get(AUDIT)
    assert 'rel="next"' in text(answer)
    assert browser(ada).get(AUDIT + answer.context["older"]).status_code == 200


def test_it_asks_as_many_queries_for_fifty_lines_as_for_one(ada, eva):
    def queries(**asked):
        with CaptureQueriesContext(connection) as captured:
            assert browser(ada).get(AUDIT, asked).status_code == 200
        return len(captured)

    published(eva)
    for_one = queries(kind="published")
    for _number in range(50):
        published(eva)

    assert queries(kind="published") == for_one < 40


def test_only_administrators_read_everything_and_everybody_reads_their_own(ada, eva):
    published(eva)
    other = make.make_user()

    for address in (AUDIT, f"/audit/people/{eva.pk}/"):
        assert browser(ada).get(address).status_code == 200
        assert browser(eva).get(address).status_code == 403
        assert Client().get(address).status_code == 302
    assert "A sentence that is published." in text(browser(eva).get(OWN))
    assert "A sentence that is published." not in text(browser(other).get(OWN))
    assert Client().get(OWN).status_code == 302


def test_the_audit_of_a_record_holds_what_hangs_on_it_for_whoever_may_see_it(eva):
    claim = published(eva)
    make.make_verification(claim)

    for kind, name in (
        ("claims", claim.ref),
        ("sources", claim.citation.source.slug),
        ("parties", claim.asserted_by.slug),
        ("subjects", claim.subject.slug),
    ):
        answer = browser(eva).get(f"/audit/{kind}/{name}/")
        assert answer.status_code == 200
        assert "Entered" in text(answer), kind
    assert "Check of a statement" in text(browser(eva).get(f"/audit/claims/{claim.ref}/"))
    assert browser(eva).get("/audit/claims/nothere/").status_code == 404
    assert browser(eva).get("/audit/letters/x/").status_code == 404
    assert Client().get(f"/audit/claims/{claim.ref}/").status_code == 302


def test_pages_of_records_lead_there_for_people_with_an_account(eva):
    claim = make.make_claim(subject=make.make_station())

    for address in (claim, claim.citation.source, claim.asserted_by, claim.subject):
        assert "/audit/" in text(browser(eva).get(address.get_absolute_url()))
        assert "/audit/" not in text(Client().get(address.get_absolute_url()))


def test_it_is_taken_as_a_file_with_every_line_and_that_is_noted(ada, eva):
    claim = make.make_claim(published=False, statement="=SUM(A1)")
    with pghistory.context(who=eva.pk, why="=1+1", reason="=1+1"):
        type(claim).objects.filter(pk=claim.pk).update(statement="=SUM(A2)")
    make.make_act(person=eva)

    in_csv = text(browser(ada).post(AUDIT, {"format": "csv"}))
    in_lines = text(browser(ada).post(AUDIT, {"format": "jsonl", "person": eva.pk}))

    rows = list(csv.DictReader(io.StringIO(in_csv.removeprefix("\ufeff"))))
    assert len(rows) > 10
    assert not any(value.startswith(("=", "+", "@")) for row in rows for value in row.values())
    assert "'=1+1" in [row["why"] for row in rows]
    told_lines = [json.loads(line) for line in in_lines.splitlines()]
    assert {row["who"] for row in told_lines} <= {eva.email, ""}
    assert all(row["at"].endswith("Z") for row in told_lines)
    noted = Act.objects.filter(kind=ActKind.AUDIT_TAKEN).order_by("pk")
    assert [act.particulars["address"] for act in noted] == ["audit.csv", "audit.jsonl"]
    assert noted[1].particulars["filters"] == f"person: {eva.pk}"
    assert noted[0].person == ada


def test_a_question_that_is_not_understood_gives_no_file(ada):
    answer = browser(ada).post(AUDIT, {"format": "csv", "since": "x"})

    assert answer.status_code == 400
    assert not Act.objects.filter(kind=ActKind.AUDIT_TAKEN).exists()


def test_reading_it_adds_nothing(ada):
    client = browser(ada)
    before = Act.objects.count()

    client.get(AUDIT)
    client.get(OWN)

    assert Act.objects.count() == before
