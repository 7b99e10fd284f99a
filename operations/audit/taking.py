"""Noting each file that somebody signed in takes away: lists, references, dossiers, copies.

By what the answer is, not by a list of addresses: a new export is noted from its first day. What a person with an
account takes can hold drafts and restricted material of their desks. Readers leave no trace.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from users.actions.acts import note
from users.models import ActKind, User

# Files that a browser may show instead of saving them.
ALWAYS_TAKEN = frozenset({"dossiers:download", "dossiers:export_file"})
# Parts of an address that are no words of anybody's.
WORDLESS = frozenset({"suffix", "code", "sha256"})


def note_files_taken(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Where the note cannot be made, no file is handed out."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if _is_taken(request, response) and isinstance(request.user, User):
            note(
                ActKind.FILE_TAKEN,
                person=request.user,
                by=request.user,
                at=timezone.now(),
                particulars={"address": _address(request)},
            )
        return response

    return respond


def _is_taken(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this is a file. A reader without a session is not even looked for."""
    if (
        request.method != "GET"
        or response.status_code not in (200, 206)
        or settings.SESSION_COOKIE_NAME not in request.COOKIES
    ):
        return False
    place, named = request.resolver_match, response.headers.get("Content-Disposition", "")
    return named.startswith("attachment") or (bool(named) and place is not None and place.view_name in ALWAYS_TAKEN)


def _address(request: HttpRequest) -> str:
    """The address without what it was narrowed by; where a part of it is words of a record, the name of the page."""
    place = request.resolver_match
    if place is None or set(place.kwargs) <= WORDLESS:
        return request.path
    return f"{place.view_name} {place.kwargs.get('suffix', '')}".strip()
