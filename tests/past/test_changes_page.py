"""The page of what changed about a country since a day, and its feed."""

from datetime import UTC, datetime, timedelta

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from claims import actions
from claims.models import Claim
from tests import factories as make
from users.models import Role

pytestmark = pytest.mark.django_db
PAGE, FEED = "/countries/it/changes/", "/countries/it/changes.atom"


@pytest.fixture
def editor():
    return make.make_user(role=Role.EDITOR)


@pytest.fixture(autouse=True)
def italy():
    return make.make_country(code="IT")


def changed(row, why, **values):
    """Change a row as an action would: with a reason."""
    with pghistory.context(why=why):
        type(row).objects.filter(pk=row.pk).update(**values)


def test_the_page_shows_the_difference_and_the_reason(client):
    claim = make.make_claim(statement="There are 11 stations.")
    moment = timezone.now()
    changed(claim, "Misread <b>.", statement="There are 4 stations.")

    page = client.get(PAGE, {"since": moment.isoformat()}).content.decode()

    assert '<del><span class="visually-hidden">[before: </span>11<' in page
    assert '<ins><span class="visually-hidden">[now: </span>4<' in page
    assert escape("Misread <b>.") in page
    assert f'<h2 class="results-heading">{moment.day} {moment:%B %Y}</h2>' in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2022-13", "there is no month 13"),
        ("yesterday", "“yesterday” is not a date."),
        ("2999-01-01", "“2999-01-01” has not come yet"),
        ("2026-01-01T99:00", "is not a date"),
        ("\x00", "is not a date"),
    ],
)
def test_a_day_that_cannot_be_read_is_answered_and_kept(client, typed, words):
    make.make_claim()

    page, feed = client.get(PAGE, {"since": typed}), client.get(FEED, {"since": typed})

    assert page.status_code == feed.status_code == 400
    assert words in page.content.decode()
    assert words in feed.content.decode()
    assert 'id="cite"' not in page.content.decode()
    if typed.isprintable():
        assert f'value="{typed}"' in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2024", datetime(2024, 1, 1, tzinfo=UTC)),
        ("2024-05", datetime(2024, 5, 1, tzinfo=UTC)),
        ("2024-05-04", datetime(2024, 5, 4, tzinfo=UTC)),
        ("2024-05-04T10:30Z", datetime(2024, 5, 4, 10, 30, tzinfo=UTC)),
        ("2024-05-04T10:30+02:00", datetime(2024, 5, 4, 8, 30, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_midnight_utc_and_an_instant_is_taken_as_it_is(client, typed, moment):
    response = client.get(PAGE, {"since": typed})

    assert response.context["changes"].since == moment


def test_a_page_without_changes_says_so(client):
    make.make_claim()

    page = client.get(PAGE, {"since": timezone.now().isoformat()}).content.decode()

    assert "Nothing about Italy reads otherwise than it did then." in page


def test_one_kind_can_be_asked_for(client, editor):
    kept, gone = make.make_claim(statement="One."), make.make_claim()
    moment = timezone.now()
    changed(kept, "A slip.", statement="Two.")
    actions.withdraw(gone, by=editor, at=timezone.now(), reason="A slip.")

    rows = client.get(PAGE, {"since": moment.isoformat(), "kind": "withdrawn"}).context["rows"]
    wrong = client.get(PAGE, {"since": moment.isoformat(), "kind": "lost"})

    assert [row.ref for row in rows] == [gone.ref]
    assert "“kind” cannot be “lost”" in wrong.content.decode()
    assert len(wrong.context["rows"]) == 2


def test_the_feed_tells_what_was_and_what_is(client, editor):
    claim, gone = make.make_claim(statement="One."), make.make_claim()
    changed(claim, "A slip.", statement="Two.")
    actions.withdraw(gone, by=editor, at=timezone.now(), reason="It was misread.")
    moment = timezone.now() - timedelta(days=1)

    feed = client.get(FEED, {"since": moment.isoformat()})

    assert feed["Content-Type"].startswith("application/atom+xml")
    assert f"http://testserver/claims/{gone.ref}/" in feed.content.decode()
    assert "It was misread." in feed.content.decode()


def test_the_country_page_leads_there(client):
    make.make_claim()

    assert f'href="{PAGE}"' in client.get("/countries/it/").content.decode()
    assert client.get("/countries/IT/changes/?since=2026-01-01").headers["Location"] == f"{PAGE}?since=2026-01-01"
    assert client.get("/countries/xx/changes/").status_code == 404


def test_the_page_runs_as_many_queries_for_fifty_changes_as_for_one(client, django_assert_max_num_queries):
    def fill(number):
        for _ in range(number):
            claim = make.make_claim()
            make.make_relay(claim)

    def edit():
        for claim in Claim.objects.all():
            changed(claim, "A slip.", statement=f"{claim.statement} More.")
            changed(claim.asserted_by, "A slip.", note="More.")

    numbers = []
    for more in (1, 50):
        fill(more)
        moment = timezone.now()
        edit()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE, {"since": moment.isoformat()}).status_code == 200
        numbers.append(len(captured))

    assert numbers[0] == numbers[1]
