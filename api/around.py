"""What every answer below /api/v1/ carries, whoever made it: problems as problems, an ETag, gzip, and CORS for reading.

An anonymous answer holds what everybody may read, so any page of any site may ask for it, any cache keep it, and it is
sent compressed. What is made for somebody who is signed in holds drafts: no other site reads it, nobody keeps
it, and it is not compressed, since its length would tell of what stands in it beside words that a stranger chose.
"""

import gzip
import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _

from api.ending import announce, has_ended, sentence
from api.problems import MEDIA_TYPE, instead_of, problem

BELOW = "/api/v1/"
DOCUMENTED_AT = "/api/v1/docs/"
VARY = ("Accept", "Accept-Encoding", "Authorization", "Cookie", "Origin")
READING = "GET, HEAD, OPTIONS"
WORTH_COMPRESSING = 1000
A_DAY = 24 * 3600


def answer_as_an_interface(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Stands outside all that can refuse, so that no page is ever the answer to a program."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(BELOW):
            return get_response(request)
        if has_ended(timezone.now()) and request.path_info != DOCUMENTED_AT:
            return _dressed(request, problem(410, sentence()))
        if _is_preflight(request):
            return _may_read(_dressed(request, HttpResponse(status=204)))
        response = _for_programs(get_response(request))
        if request.path_info == DOCUMENTED_AT and response.get("Content-Type", "").startswith("text/html"):
            return response
        return _dressed(request, response)

    return respond


def is_anonymous(request: HttpRequest) -> bool:
    """Whether nothing in the request says who asks."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "Authorization" not in request.headers


def _is_preflight(request: HttpRequest) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def _for_programs(response: HttpResponseBase) -> HttpResponseBase:
    """The answer, or what it refuses as a problem; setting up a second step is not for programs to be led to."""
    if response.status_code >= 400 and response.get("Content-Type") != MEDIA_TYPE:
        return instead_of(response)
    if response.status_code == 302:
        return problem(403, _("This account needs a second step. Sign in on the site and set it up first."))
    return response


def _dressed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    anonymous = is_anonymous(request)
    patch_vary_headers(response, VARY)
    announce(response)
    if not anonymous or response.status_code >= 400:
        response.headers["Cache-Control"] = "private, no-store" if not anonymous else "no-store"
    else:
        response.headers.setdefault("Cache-Control", "no-cache")
    if anonymous and request.method in ("GET", "HEAD", "OPTIONS"):
        _may_read(response)
    if isinstance(response, HttpResponse) and response.status_code == 200 and request.method in ("GET", "HEAD"):
        return _told_apart(request, response, compressed=anonymous and _takes_gzip(request))
    return response


def _may_read(response: HttpResponseBase) -> HttpResponseBase:
    """Any page may read this, without cookies of whoever looks at that page."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = READING
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, Deprecation, Sunset, Link"
    response.headers["Access-Control-Max-Age"] = str(A_DAY)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _told_apart(request: HttpRequest, response: HttpResponse, *, compressed: bool) -> HttpResponseBase:
    """With a strong ETag made of the bytes alone: it tells nothing that the answer does not, and differs by coding."""
    content = response.content
    tag = hashlib.sha256(content).hexdigest()[:32]
    if compressed and len(content) >= WORTH_COMPRESSING:
        response.content = gzip.compress(content, compresslevel=5, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        tag = f"{tag}-gzip"
    response.headers["ETag"] = f'"{tag}"'
    response.headers["Content-Length"] = str(len(response.content))
    unchanged = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if unchanged is None or unchanged is response or unchanged.status_code != 304:
        return response
    for name, value in response.headers.items():
        if name not in ("Content-Encoding", "Content-Length", "Content-Type"):
            unchanged.headers.setdefault(name, value)
    return unchanged


def _takes_gzip(request: HttpRequest) -> bool:
    """Whether gzip is among the codings that are taken, and not refused by a weight of nothing."""
    for part in request.headers.get("Accept-Encoding", "").split(","):
        coding, _semicolon, weight = part.strip().lower().partition(";")
        if coding.strip() == "gzip":
            return weight.replace(" ", "").rstrip("0").rstrip(".") not in ("q=", "q=0")
    return False
