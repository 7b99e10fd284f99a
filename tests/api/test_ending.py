"""Version 1 ends after it has said so for a year: in its headers, and then by 410."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.utils import timezone
from django.utils.http import parse_http_date

from api.ending import check_days, has_ended

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/questions/"


def test_nothing_is_said_of_an_end_that_is_not_decided():
    answer = Client().get(ADDRESS)

    assert not {"Deprecation", "Sunset", "Link"} & set(answer.headers)


def test_each_answer_says_from_when_it_is_deprecated_and_when_it_ends(settings):
    today = timezone.now().date()
    settings.API_V1_DEPRECATED_ON, settings.API_V1_ENDS_ON = today, today + timedelta(days=400)
    first = datetime.combine(today, datetime.min.time(), UTC).timestamp()
    reader = Client()
    found = reader.get(ADDRESS)

    for answer in (
        found, reader.get(f"{ADDRESS}nothing/"), reader.get(f"{ADDRESS}?limit=0"), reader.options(ADDRESS),
        reader.get(ADDRESS, headers={"If-None-Match": found["ETag"]}), reader.delete(ADDRESS),
    ):  # fmt: skip
        assert answer["Deprecation"] == f"@{int(first)}"
        assert parse_http_date(answer["Sunset"]) == int(first) + 401 * 24 * 3600 - 1
        assert '</api/v1/docs/>; rel="deprecation"' in answer["Link"]
    assert "Sunset" in found["Access-Control-Expose-Headers"]


def test_after_its_last_day_everything_is_gone_but_the_documentation(settings):
    today = timezone.now().date()
    settings.API_V1_DEPRECATED_ON, settings.API_V1_ENDS_ON = today - timedelta(days=500), today
    reader = Client()
    assert reader.get(ADDRESS).status_code == 200, "its last day is whole"

    settings.API_V1_ENDS_ON = today - timedelta(days=1)
    for answer in (
        reader.get(ADDRESS),
        reader.get("/api/v1/"),
        reader.post("/api/v1/claims/"),
        reader.options(ADDRESS),
    ):
        assert answer.status_code == 410
        assert answer["Content-Type"] == "application/problem+json"
        assert settings.API_V1_ENDS_ON.isoformat() in json.loads(answer.content)["detail"]
        assert answer["Sunset"]
    assert reader.get("/api/v1/docs/").status_code == 200


@pytest.mark.parametrize(
    ("begins", "ends", "refused"),
    [
        (None, None, []),
        (date(2027, 1, 1), None, []),
        (None, date(2028, 1, 1), ["api.E001"]),
        (date(2027, 1, 1), date(2027, 12, 31), ["api.E002"]),
        (date(2027, 1, 1), date(2028, 1, 1), []),
        (date(2028, 2, 29), date(2029, 2, 28), ["api.E002"]),
        (date(2028, 2, 29), date(2029, 3, 1), []),
    ],
)
def test_twelve_months_lie_between_the_two_days_or_the_site_is_not_started(settings, begins, ends, refused):
    settings.API_V1_DEPRECATED_ON, settings.API_V1_ENDS_ON = begins, ends

    assert [error.id for error in check_days(None)] == refused
    if refused:
        with pytest.raises(SystemCheckError, match=refused[0]):
            call_command("check")


def test_the_last_day_is_over_when_it_is_over_in_utc(settings):
    settings.API_V1_ENDS_ON = date(2028, 1, 1)

    assert not has_ended(datetime(2028, 1, 1, 23, 59, 59, tzinfo=UTC))
    assert has_ended(datetime(2028, 1, 2, tzinfo=UTC))
