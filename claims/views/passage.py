"""One passage under an address of its own, for people and, as a W3C Web Annotation, for programs."""

import json
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.accounts.read import document
from claims.preserved.annotation import CONTENT_TYPE, annotation
from claims.preserved.excerpts import excerpts
from claims.preserved.live import live_address
from claims.preserved.passages import Cited, check_of, cited, passages_of, spans_of, visible_passages
from claims.preserved.picture import picture_address
from claims.preserved.reading import nearest_to, readable
from claims.removal.gone import passage_gone
from claims.views.removed import says_removed
from sources.choices import QuoteResult
from sources.models import Capture, Citation, QuoteCheck
from web.looking_back import looks_back
from web.moments import Dated, keeping

MOST_OTHERS = 100


@dataclass(frozen=True)
class Picture:
    """The picture of the page on which the passage stands, the passage marked."""

    address: str
    page: int


@require_safe
@looks_back
@says_removed(passage_gone, by="key")
def passage(request: HttpRequest, key: int) -> HttpResponse:
    """The words, where they stand, what a machine found of them, and what is drawn from them."""
    (found,) = cited([_visible(request, key)], request.user)
    citation, check = found.citation, check_of(found.citation)
    capture = _read_in(request, citation, check)
    others = list(passages_of(citation.source, request.user).exclude(pk=key)[: MOST_OTHERS + 1])
    context = {
        "cited": found,
        "source": citation.source,
        "document": document(citation.source),
        "excerpt": excerpts([key], request.user).get(key),
        "check": check,
        "capture": capture,
        "nearest": _nearest(request, found),
        "picture": _picture(check, capture) if check and capture else None,
        "live": live_address(citation, check),
        "others": others[:MOST_OTHERS],
        "more_others": len(others) > MOST_OTHERS,
    }
    return render(request, "claims/passage.html", context)


@require_safe
@looks_back
@says_removed(passage_gone, by="key")
def passage_file(request: HttpRequest, key: int) -> HttpResponse:
    """The passage as a W3C Web Annotation."""
    (found,) = cited([_visible(request, key)], request.user)
    check = check_of(found.citation)
    capture = _read_in(request, found.citation, check)
    told = annotation(found, check, capture, request.build_absolute_uri)
    return HttpResponse(json.dumps(told, ensure_ascii=False, indent=2) + "\n", content_type=CONTENT_TYPE)


def _visible(request: HttpRequest, key: int) -> Citation:
    with keeping(Dated.EITHER):
        visible = visible_passages(request.user).select_related("source__publisher", "source__desk")
    return get_object_or_404(visible, pk=key)


def _read_in(request: HttpRequest, citation: Citation, check: QuoteCheck | None) -> Capture | None:
    """The copy in which the passage was last looked for, if this person may read it."""
    if check is None or check.capture_id is None:
        return None
    return readable(citation.source, request.user).filter(pk=check.capture_id).first()


def _nearest(request: HttpRequest, found: Cited) -> object:
    return nearest_to(found.citation, request.user) if found.state.result == QuoteResult.NOT_FOUND else None


def _picture(check: QuoteCheck, capture: Capture) -> Picture | None:
    spans = spans_of(check)
    address = picture_address(capture, check.page, spans) if spans else ""
    return Picture(address, check.page) if address and check.page else None
