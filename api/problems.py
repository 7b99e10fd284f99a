"""What is wrong, as programs read it: problem details (RFC 9457), whoever refuses, and never a page or a trace."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"
Text = str | Promise
# One thing that is wrong: `detail`, and where: `pointer` into the body (RFC 6901), or `parameter` of the address.
Fault = Mapping[str, str]


class Refused(exceptions.APIException):  # type: ignore[misc]
    """A request that is not answered as it was asked, and everything that is wrong with it."""

    def __init__(
        self, detail: Text, *, status: int = 400, faults: Iterable[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status_code = status
        self.faults = list(faults)
        self.headers = dict(headers or {})


def plain(status: int) -> str:
    """What is told where nothing more is known or may be told: the same for all that is not there."""
    sentences = {
        400: _("This request cannot be read."),
        401: _("This needs somebody who is signed in."),
        403: _("This is not allowed."),
        404: _("There is nothing at this address."),
        405: _("This address does not take this method."),
        406: _("This address answers in JSON only."),
        410: _("What was here was removed."),
        413: _("This is larger than what is read."),
        415: _("Send JSON, and say so: Content-Type: application/json."),
        409: _("This was asked for before, otherwise."),
        422: _("This is read, and cannot be taken as it is."),
        429: _("More was asked for than is answered in this time. Try again later."),
    }
    return sentences.get(status, _("The site could not answer. It is not the request that is wrong."))


def body(status: int, detail: str = "", faults: Iterable[Fault] = ()) -> bytes:
    """A problem as it is sent. Nothing in it says at which address, so that all that is hidden reads alike."""
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or plain(status),
    }
    if found := [dict(fault) for fault in faults]:
        told["errors"] = found
    return json.dumps(told, ensure_ascii=False).encode()


def problem(
    status: int, detail: str = "", faults: Iterable[Fault] = (), headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """An answer that says what is wrong."""
    return HttpResponse(body(status, detail, faults), status=status, content_type=MEDIA_TYPE, headers=headers)


KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


def instead_of(response: Any) -> HttpResponse:
    """The same refusal for programs: of a page nothing but its status is kept, of plain words the words."""
    words = ""
    if response.get("Content-Type", "").startswith("text/plain") and not response.streaming:
        words = response.content.decode().strip()
    headers = {name: response.headers[name] for name in KEPT if name in response.headers}
    return problem(response.status_code, words, headers=headers)


def answer(error: Exception, context: Mapping[str, Any]) -> HttpResponse | Response | None:
    """What a view of the interface answers when it is stopped; None for a mistake of ours."""
    headers: dict[str, str] = {}
    if isinstance(error, Http404):
        return problem(404)
    if isinstance(error, PermissionDenied):
        return problem(403, str(error))
    if not isinstance(error, exceptions.APIException):
        return None
    if isinstance(error, exceptions.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    status = error.status_code
    if isinstance(error, Refused):
        return problem(status, str(error.detail), error.faults, {**headers, **error.headers})
    if isinstance(error, exceptions.ValidationError):
        return problem(status, _("Something in this cannot be taken as it is."), faults_in(error.detail), headers)
    told = str(error.detail) if isinstance(error, exceptions.ParseError) and not _quotes(error) else ""
    return problem(status, told, headers=headers)


def _quotes(error: exceptions.ParseError) -> bool:
    """Whether the sentence may repeat what was sent; ours say where, and no more."""
    return not str(error.detail).startswith("JSON parse error")


def faults_in(detail: Any, at: str = "") -> list[Fault]:
    """Each thing that is wrong with a body, by the JSON pointer to it."""
    if isinstance(detail, Mapping):
        return [fault for name, inner in detail.items() for fault in faults_in(inner, _further(at, name))]
    if isinstance(detail, list):
        found = []
        for number, inner in enumerate(detail):
            nested = isinstance(inner, Mapping | list)
            found += faults_in(inner, _further(at, number) if nested else at)
        return found
    return [{"detail": str(detail), "pointer": at}]


def _further(at: str, name: object) -> str:
    if name == "non_field_errors":
        return at
    return f"{at}/{str(name).replace('~', '~0').replace('/', '~1')}"
