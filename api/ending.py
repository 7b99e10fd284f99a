"""The end of version 1: announced in each answer for a year at least, and then kept."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.core.checks import Error
from django.http import HttpResponseBase
from django.utils.http import http_date
from django.utils.translation import gettext as _

DOCUMENTED = '</api/v1/docs/>; rel="deprecation"'
A_YEAR, LAST_SECOND = 1, 24 * 3600 - 1


def announce(response: HttpResponseBase) -> None:
    """Say from which day version 1 is deprecated (RFC 9745) and when it ends (RFC 8594), where that is decided."""
    if settings.API_V1_DEPRECATED_ON:
        response.headers["Deprecation"] = f"@{_seconds(settings.API_V1_DEPRECATED_ON)}"
        response.headers["Link"] = ", ".join(filter(None, [response.headers.get("Link", ""), DOCUMENTED]))
    if settings.API_V1_ENDS_ON:
        response.headers["Sunset"] = http_date(_seconds(settings.API_V1_ENDS_ON) + LAST_SECOND)


def has_ended(now: datetime) -> bool:
    """Whether the day on which version 1 ends is over."""
    ends = settings.API_V1_ENDS_ON
    return ends is not None and now.astimezone(UTC).date() > ends


def sentence() -> str:
    """What is told from then on."""
    day = str(settings.API_V1_ENDS_ON)
    return _("Version 1 of this interface ended on %(day)s. What there is instead: /api/v1/docs/") % {"day": day}


def check_days(app_configs: Any, **_options: Any) -> list[Error]:
    """An end is announced, and at least twelve months lie between the two days."""
    begins, ends = settings.API_V1_DEPRECATED_ON, settings.API_V1_ENDS_ON
    if ends and not begins:
        return [Error("API_V1_ENDS_ON is set without API_V1_DEPRECATED_ON: say first that it will end.", id="api.E001")]
    if begins and ends and ends < _a_year_after(begins):
        first = _a_year_after(begins).isoformat()
        return [Error(f"API_V1_ENDS_ON has to be {first} or later: docs/api.md promises twelve months.", id="api.E002")]
    return []


def _a_year_after(day: date) -> date:
    """The same day twelve months later; of 29 February, the first of March."""
    try:
        return day.replace(year=day.year + A_YEAR)
    except ValueError:
        return date(day.year + A_YEAR, 3, 1)


def _seconds(day: date) -> int:
    """The first second of a day, in UTC."""
    return int(datetime.combine(day, time.min, UTC).timestamp())
