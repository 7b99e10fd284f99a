"""Handing out preserved bytes so that nothing in them ever runs from our address.

A preserved page may hold any script. Whatever is served here is a download, of a kind that a browser only shows as a
picture, plays, or saves; it is never guessed at, and were it opened all the same, its own policy forbids everything.
"""

import re
from collections.abc import Iterator
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

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
ONE_RANGE = re.compile(r"bytes=(\d{1,18})-(\d{0,18})")
CHUNK = 256 * 1024


def download(request: HttpRequest, content: IO[bytes], *, size: int, media_type: str, name: str) -> HttpResponseBase:
    """A file as a download; a part of it where the request asks for one range, as players of sound and films do."""
    wanted = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    response: HttpResponseBase
    if wanted:
        response = _part(content, size, int(wanted[1]), int(wanted[2]) if wanted[2] else size - 1)
    else:
        response = FileResponse(content)
        response.headers["Content-Length"] = str(size)
    response.headers["Content-Type"] = HARMLESS.get(media_type, PLAIN)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Accept-Ranges"] = "bytes"
    return lock(response)


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
