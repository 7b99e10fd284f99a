"""The moment from which an answer is made."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from web import moments
from web.as_of import NoPast, first_moment
from web.carrying import carried, with_moment
from web.looking_back import Decision, decision_at


def look_from_the_moment_asked_for(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer a reading request from the moment in its address (web/moments.py), or say why not.

    The innermost of all, so that signing in, sessions and messages are of today. At a past date everybody sees what a
    reader saw: nobody is signed in there.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        wished = [name for name in moments.PARAMETERS if request.GET.get(name, "").strip()]
        if not wished or request.method not in ("GET", "HEAD"):
            return get_response(request)
        decision = decision_at(request.path_info)
        if decision is None:
            return get_response(request)
        asked = _asked(request, decision, wished)
        if asked.left_aside and not decision.is_page:
            return _refusal(asked)
        if asked.moment.as_of:
            request.user = AnonymousUser()
        try:
            with moments.looking_as(asked):
                return _told(request, get_response(request), asked)
        except NoPast:
            sentence = _("The record cannot be read as it stood just now, because it is being rebuilt. Try again soon.")
            headers = {"Retry-After": "60"}
            return HttpResponse(f"{sentence}\n", status=503, content_type="text/plain; charset=utf-8", headers=headers)

    return respond


def _asked(request: HttpRequest, decision: Decision, wished: Iterable[str]) -> moments.Asked:
    """What the address asks for, as far as the page at it understands moments."""
    begins = first_moment() if moments.AS_OF in wished and moments.AS_OF in decision.understands else None
    understood = request.GET.copy()
    for name in set(moments.PARAMETERS) - decision.understands:
        understood.pop(name, None)
    asked = moments.read(understood, now=timezone.now(), begins=begins)
    left = [name for name in wished if name not in decision.understands]
    sentence = _("“%(name)s” is left aside here. %(because)s")
    told = (sentence % {"name": name, "because": decision.because} for name in left)
    return replace(asked, left_aside=tuple(" ".join(text.split()) for text in told))


def _told(request: HttpRequest, response: HttpResponseBase, asked: moments.Asked) -> HttpResponseBase:
    """The answer with its links carrying the moment; a refusal where it could not hold what was asked."""
    is_page = response.get("Content-Type", "").startswith("text/html")
    if not is_page and response.status_code == 200 and (asked.problems or asked.left_aside):
        return _refusal(asked)
    if asked.problems and response.status_code == 200:
        response.status_code = 400
    if "Location" in response:
        response["Location"] = with_moment(response["Location"], asked.moment.parameters, path=request.path)
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = _from_the_same_moment(iter(response), asked)
    elif isinstance(response, HttpResponse) and is_page and "Content-Disposition" not in response:
        html = response.content.decode(response.charset)
        response.content = carried(html, asked.moment.parameters, path=request.path)
    return response


def _refusal(asked: moments.Asked) -> HttpResponse:
    sentences = "\n".join((*asked.problems, *asked.left_aside))
    return HttpResponse(f"{sentences}\n", status=400, content_type="text/plain; charset=utf-8")


def _from_the_same_moment(pieces: Iterable[Any], asked: moments.Asked) -> Iterator[Any]:
    """A file that is sent as it is read is read from the moment that was asked for, not from now."""
    pending = iter(pieces)
    done = object()
    while True:
        with moments.answering(asked):
            piece = next(pending, done)
        if piece is done:
            return
        yield piece
