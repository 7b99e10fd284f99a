"""Saying “later” to whoever searches, takes files or has pages fetched more often than a person does.

The limits are settings. They are counted in the database, for all processes together, and keep nobody's address
(web/limits.py). Signing in, letters and recorded exports have limits of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone

from web import limits
from web.client_address import client_address

MINUTE, HOUR = 60, 3600
# Set where the site asks itself, for a static copy. Whatever a reader sends has another kind of name in META.
ASKED_BY_ITSELF = "on_record.asked_by_itself"


@dataclass(frozen=True)
class Limit:
    """How often one thing may be asked for: a setting, and the stretch of time that it is for."""

    what: str
    setting: str
    every: int


SEARCH = Limit("search", "SEARCHES_PER_MINUTE", MINUTE)
FILE = Limit("file", "FILES_PER_HOUR", HOUR)
FETCH = Limit("fetch", "FETCHES_PER_HOUR", HOUR)
IMPORT = Limit("import", "IMPORTS_PER_HOUR", HOUR)

# Addresses that cost much whatever is asked there. A file of a list, too: it is written row by row.
ALWAYS = {
    "claims:find": SEARCH,
    "dossiers:download": FILE,
    "dossiers:since": FILE,
    "dossiers:whole_ftm": FILE,
    "dossiers:country_ftm": FILE,
    "dossiers:row_image": FILE,
    "claims:source_references": FILE,
    "claims:country_references": FILE,
    "claims:conflict_list": SEARCH,
    "sources:fetch": FETCH,
    "claims:import_bring": IMPORT,
    "claims:import_check": IMPORT,
    "claims:import_undo": IMPORT,
}
FILES_OF_LISTS = "_file"


def limit_of(request: HttpRequest) -> Limit | None:
    """What a request counts as, or None when it counts as nothing."""
    try:
        leads = resolve(request.path_info)
    except Resolver404:
        return None
    if leads.view_name in ALWAYS:
        return ALWAYS[leads.view_name]
    if leads.view_name.endswith(FILES_OF_LISTS) and "suffix" in leads.kwargs:
        return FILE
    return SEARCH if request.GET.get("q", "").strip() else None


class LimitWhatCosts:
    """Answers 429 with the seconds to wait, in place of the view. Reading pages is never limited."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._refusal(request) or self.get_response(request)
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", str(5 * MINUTE if _is_signing_in(request) else HOUR))
            response.headers["Cache-Control"] = "no-store"
        return response

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        """Count what costs, and refuse it when it is one too many.

        Not in `process_view`, which runs inside every middleware: a past moment is read without being able to write.
        """
        limit = limit_of(request)
        if limit is None or request.META.get(ASKED_BY_ITSELF):
            return None
        wait = seconds_to_wait(request, limit)
        if not wait:
            return None
        response = render(request, "web/later.html", {"seconds": wait, "minutes": -(-wait // MINUTE)}, status=429)
        response.headers["Retry-After"] = str(wait)
        return response


def seconds_to_wait(request: HttpRequest, limit: Limit) -> int:
    """Count one more of something for whoever asks. 0, or in how many seconds it may be asked for again."""
    most = int(getattr(settings, limit.setting))
    return limits.seconds_to_wait(limit.what, _who(request), at=timezone.now(), most=most, every=limit.every)


def _is_signing_in(request: HttpRequest) -> bool:
    """Whether allauth refused: its addresses have no namespace, and its page says to wait a few minutes."""
    return request.resolver_match is not None and ":" not in request.resolver_match.view_name


def _who(request: HttpRequest) -> str:
    user = request.user
    return f"user {user.pk}" if user.is_authenticated else client_address(request)
