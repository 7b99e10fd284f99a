"""A session ends by the clock: so long after signing in, and so long after the last page."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from tests.users.codes import is_signed_in, sign_in
from tests.writing import written
from users.idle import BEGAN, USED

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return sign_in(make.make_user())


def turn_back(client, **hours):
    """As if it had begun, or been used, so many hours before."""
    session = client.session
    for name, number in hours.items():
        session[{"began": BEGAN, "used": USED}[name]] = (timezone.now() - timedelta(hours=number)).isoformat()
    session.save()


@pytest.mark.parametrize(
    ("hours", "goes_on"),
    [
        ({"used": 23}, True),
        ({"used": 25}, False),
        ({"began": 14 * 24 - 1}, True),
        ({"began": 14 * 24 + 1}, False),
    ],
)
def test_it_ends_after_a_day_without_a_page_and_after_two_weeks(client, hours, goes_on):
    turn_back(client, **hours)

    assert is_signed_in(client) is goes_on
    assert is_signed_in(client) is goes_on


def test_what_is_set_holds(client, settings):
    settings.SESSION_IDLE_HOURS = 1
    turn_back(client, used=2)

    assert not is_signed_in(client)


def test_a_page_lets_it_go_on_and_the_end_after_two_weeks_does_not_move(client):
    turn_back(client, began=14 * 24 - 1, used=23)
    client.get("/accounts/")

    used = datetime.fromisoformat(client.session[USED])
    assert timezone.now() - used < timedelta(minutes=1)
    turn_back(client, began=14 * 24 + 1)
    assert not is_signed_in(client)


def test_that_is_written_every_few_minutes_and_not_with_each_page(client):
    with CaptureQueriesContext(connection) as captured:
        client.get("/accounts/")

    assert written(captured) == []
