"""The bytes of preserved copies: for the desk as they came, for readers what an editor released."""

import re
from datetime import UTC

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from sources.models import Capture, PreservedFile
from sources.preserving.names import with_ending
from sources.reading import NoPicture
from sources.reading import page_picture as picture_of
from sources.views.serving import download, lock
from web.looking_back import PRESERVED, shows_today

MARKS = re.compile(r"\d{1,9}-\d{1,9}(?:,\d{1,9}-\d{1,9}){0,199}")


@require_safe
@shows_today(PRESERVED, is_page=False)
def capture_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The preserved file for the desk, the released one for readers; the desk sees that by `?released=1`."""
    capture = _readable(request, slug, pk)
    original = request.user.is_authenticated and not request.GET.get("released")
    if original:
        name = with_ending(capture.name, capture.file.media_type) or _plain_name(capture, capture.file.media_type)
        return _bytes(request, capture.file, name)
    if not hasattr(capture, "release"):
        raise Http404
    return _bytes(request, capture.release.file, _plain_name(capture, capture.release.file.media_type))


@require_safe
@shows_today(PRESERVED, is_page=False)
def capture_exchange(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The raw HTTP exchange of a fetch, for the desk."""
    if not request.user.is_authenticated:
        raise Http404
    capture = _readable(request, slug, pk)
    if capture.exchange is None:
        raise Http404
    return _bytes(request, capture.exchange, _plain_name(capture, capture.exchange.media_type))


@require_safe
@shows_today(PRESERVED, is_page=False)
def page_picture(request: HttpRequest, slug: str, pk: int, page: int) -> HttpResponseBase:
    """A page of a PDF as a picture, the characters of `?marks=12-40,50-61` marked. It shows nothing but the page."""
    capture = _readable(request, slug, pk)
    marks = request.GET.get("marks", "")
    if marks and not MARKS.fullmatch(marks):
        raise Http404
    spans = [(int(start), int(end)) for start, end in (mark.split("-") for mark in marks.split(",") if mark)]
    try:
        picture = picture_of(capture.file, page, spans)
    except (NoPicture, FileNotFoundError) as reason:
        raise Http404 from reason
    response = lock(HttpResponse(picture, content_type="image/png"))
    response.headers["Cache-Control"] = "private, max-age=600"
    return response


def _readable(request: HttpRequest, slug: str, pk: int) -> Capture:
    rows = Capture.objects.readable_by(request.user).select_related("file", "exchange", "source", "release__file")
    return get_object_or_404(rows, pk=pk, source__slug=slug)


def _bytes(request: HttpRequest, file: PreservedFile, name: str) -> HttpResponseBase:
    try:
        return download(request, file, name=name)
    except FileNotFoundError as gone:
        raise Http404 from gone


def _plain_name(capture: Capture, media_type: str) -> str:
    """A name that tells nothing of whoever brought the file."""
    return with_ending(f"{capture.source.slug}-{capture.captured_at.astimezone(UTC):%Y-%m-%d}", media_type)
