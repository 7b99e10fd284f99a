"""Addresses of what was removed: they answer with the day and the reason, as gone (410), whatever date is asked for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from claims.removal.gone import Gone

View = Callable[..., HttpResponseBase]


def says_removed(find: Callable[[Any], Gone | None], *, by: str) -> Callable[[View], View]:
    """Let a page that would not be there say that what it showed was removed. `by` names the part of the address."""

    def decorate(view: View) -> View:
        @wraps(view)
        def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except Http404:
                gone = find(kwargs[by])
                if gone is None or not gone.may_be_told_to(request.user):
                    raise
                return removed(request, gone)

        return respond

    return decorate


def removed(request: HttpRequest, gone: Gone) -> HttpResponse:
    """The page, or for programs the sentence."""
    if request.path.endswith((".json", ".csv", ".png", "/file", "/exchange")):
        response = HttpResponse(f"{gone.sentence}\n", status=410, content_type="text/plain; charset=utf-8")
    else:
        response = render(request, "claims/removed.html", {"gone": gone}, status=410)
    add_never_cache_headers(response)
    return response
