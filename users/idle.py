"""Ending sessions by the clock: so long after signing in, and so long after the last page.

A session knows when it began, and about when it was last used: that is written every few minutes, not with each page.
What was typed into a long form is kept for its author meanwhile (docs/decisions/0042).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

BEGAN, USED = "on_record.began", "on_record.used"
WRITTEN_EVERY = timedelta(minutes=10)


def begin(request: HttpRequest, *, at: datetime) -> None:
    """Note when somebody signed in here."""
    request.session[BEGAN] = request.session[USED] = at.isoformat()


def end_what_is_over(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Sign out whose time is over before anything else is done for them."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and BEGAN in request.session:
            _look_at_the_clock(request, at=timezone.now())
        return get_response(request)

    return respond


def _look_at_the_clock(request: HttpRequest, *, at: datetime) -> None:
    began, used = (datetime.fromisoformat(request.session[name]) for name in (BEGAN, USED))
    if at - began > timedelta(seconds=settings.SESSION_COOKIE_AGE) or at - used > timedelta(
        hours=settings.SESSION_IDLE_HOURS
    ):
        logout(request)
    elif at - used > WRITTEN_EVERY:
        request.session[USED] = at.isoformat()
