"""Handing out preserved bytes so that nothing in them ever runs from our address.

A preserved page may hold any script. Whatever is served here is a download, of a kind that a browser only shows as a
picture, plays, or saves; it is never guessed at, and were it opened all the same, its own policy forbids everything.
"""

import re
from collections.abc import Iterator
from typing import IO

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header

from sources.models import PreservedFile
from sources.preserving import store

POLICY = "sandbox; default-src 'none'"
PLAIN = "application/octet-stream"

# Kinds that cannot run anything. All others, HTML, SVG and XML first, are plain bytes.
HARMLESS = {
    "application/pdf": "application/pdf",
    "image/png": "image/png",
    "image/jpeg": "image/jpeg",
    "audio/mpeg": "audio/mpeg",
    "video/mp4": "video/mp4",
    "audio/mp4": "audio/mp4",
    "text/plain": "text/plain; charset=utf-8",
}
ONE_RANGE = re.compile(r"bytes=(?:(?P<first>\d{1,18})-(?P<last>\d{0,18})|-(?P<end>\d{1,18}))")
CHUNK = 256 * 1024


def download(request: HttpRequest, file: PreservedFile, *, name: str) -> HttpResponseBase:
    """A preserved file as a download; a part of it where the request asks for one, as players of sound and films do.

    Its hash is its tag: what a browser has already is not sent again. Raises FileNotFoundError.
    """
    tag = f'"{file.sha256}"'
    if _has_it(request, tag):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _whole_or_part(request, file, tag)
        response.headers["Content-Type"] = HARMLESS.get(file.media_type, PLAIN)
        response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = tag
    return lock(response)


def _has_it(request: HttpRequest, tag: str) -> bool:
    known = [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]
    return tag in known or "*" in known


def _whole_or_part(request: HttpRequest, file: PreservedFile, tag: str) -> HttpResponseBase:
    content = store.open_bytes(file)
    wanted = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if wanted and request.headers.get("If-Range", tag) == tag:
        return _part(content, file.size, *_ends(wanted, file.size))
    response: HttpResponseBase
    if request.method == "HEAD":
        content.close()
        response = HttpResponse()
    else:
        response = FileResponse(content)
    response.headers["Content-Length"] = str(file.size)
    return response


def _ends(wanted: re.Match[str], size: int) -> tuple[int, int]:
    """The first and the last byte that are asked for; "-500" asks for the last 500."""
    if wanted["end"]:
        count = int(wanted["end"])
        return (max(0, size - count), size - 1) if count else (size, size - 1)
    return int(wanted["first"]), int(wanted["last"]) if wanted["last"] else size - 1


def lock(response: HttpResponseBase) -> HttpResponseBase:
    """Forbid what a browser could do with these bytes beyond showing them to this person."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie"
    return response


def _part(content: IO[bytes], size: int, first: int, last: int) -> HttpResponseBase:
    last = min(last, size - 1)
    if first > last:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_Stretch(content, first, last), status=206)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return response


class _Stretch:
    """Some bytes of a file, piece by piece; closed with the response, also when nobody reads them."""

    def __init__(self, content: IO[bytes], first: int, last: int) -> None:
        self.content, self.first, self.last = content, first, last

    def __iter__(self) -> Iterator[bytes]:
        self.content.seek(self.first)
        left = self.last - self.first + 1
        while left > 0 and (piece := self.content.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece

    def close(self) -> None:
        self.content.close()
