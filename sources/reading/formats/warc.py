"""WARC: the page that the recording was made for, read as a file of its own kind."""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO
from urllib.parse import urldefrag, urljoin

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from sources.reading import kinds
from sources.reading.limits import MEGABYTE
from sources.reading.packed import unpacked
from sources.reading.reading import BROKEN, EMPTY, UNKNOWN_KIND, Hints, Reading, Unreadable

READABLE = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain")
ARCHIVES = ("warc", "wacz")
MOST_REDIRECTS, MOST_BODY = 20, 256 * MEGABYTE

Opening = Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True)
class Response:
    """One recorded answer of a server: which file, the how many-th record, and what it says."""

    place: int
    number: int
    url: str
    status: str
    media_type: str
    charset: str
    location: str
    date: str
    size: int


def read(path: Path, hints: Hints) -> Reading:
    """The main page's text."""
    return read_main([lambda: path.open("rb")], hints)


def read_main(files: Sequence[Opening], hints: Hints, wanted: str = "") -> Reading:
    """The text of the wanted page, or of the one that the recording began with, from one recording in several files.

    Raises Unreadable.
    """
    try:
        responses, began_with = _responses(files)
        main = _main(responses, wanted) or _main(responses, began_with) or _largest(responses)
        if main is None:
            raise Unreadable(EMPTY if not responses else UNKNOWN_KIND)
        return _read_response(files[main.place], main, hints)
    except (ArchiveLoadFailed, EOFError, ValueError):
        raise Unreadable(BROKEN) from None


def _responses(files: Sequence[Opening]) -> tuple[list[Response], str]:
    """All answers, and the first address that was asked for."""
    found: list[Response] = []
    began_with = ""
    for place, open_file in enumerate(files):
        with open_file() as file:
            for number, record in enumerate(ArchiveIterator(file)):
                began_with = began_with or (_url(record) if record.rec_type in ("request", "response") else "")
                if record.rec_type in ("response", "resource"):
                    found.append(_response(place, number, record))
    return found, began_with


def _url(record: ArcWarcRecord) -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")


def _response(place: int, number: int, record: ArcWarcRecord) -> Response:
    headers = record.http_headers or record.rec_headers
    media_type, _, rest = (headers.get_header("Content-Type") or "").lower().partition(";")
    return Response(
        place=place,
        number=number,
        url=_url(record),
        status=headers.get_statuscode() or "" if record.http_headers else "200",
        media_type=media_type.strip(),
        charset=rest.partition("charset=")[2].strip(" \"'"),
        location=headers.get_header("Location") or "",
        date=record.rec_headers.get_header("WARC-Date") or "",
        size=int(record.rec_headers.get_header("Content-Length") or 0),
    )


def _main(responses: list[Response], url: str) -> Response | None:
    """The answer at the end of the redirects that begin at an address."""
    by_url: dict[str, Response] = {}
    for response in responses:
        known = by_url.get(_same(response.url))
        if known is None or (known.status != "200" and response.status == "200" and not known.location):
            by_url[_same(response.url)] = response
    for _ in range(MOST_REDIRECTS):
        found = by_url.get(_same(url))
        if found is None or not found.status.startswith("3") or not found.location:
            return found if found and found.status == "200" and found.size else None
        url = urljoin(found.url, found.location)
    return None


def _same(url: str) -> str:
    return urldefrag(url)[0]


def _largest(responses: list[Response]) -> Response | None:
    fit = [response for response in responses if response.status == "200" and response.media_type in READABLE]
    return max(fit, key=lambda response: response.size, default=None)


def _body(record: ArcWarcRecord) -> IO[bytes]:
    chunked = record.http_headers and record.http_headers.get_header("Transfer-Encoding") == "chunked"
    body: IO[bytes] = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    return body


def _encoding(record: ArcWarcRecord) -> str:
    return (record.http_headers.get_header("Content-Encoding") or "") if record.http_headers else ""


def _read_response(open_file: Opening, main: Response, hints: Hints) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "main"
        with open_file() as file, path.open("wb") as copy:
            for number, record in enumerate(ArchiveIterator(file)):
                if number == main.number:
                    for piece in unpacked(_body(record), _encoding(record), MOST_BODY):
                        copy.write(piece)
                    break
        kind = kinds.kind_of(path)
        if kind in ARCHIVES:
            raise Unreadable(UNKNOWN_KIND)
        reading = kinds.reader_of(kind)(path, Hints(hints.most_text, main.charset))
    reading.extractor = f"warcio {version('warcio')}, {reading.extractor}"
    reading.properties = [("Address", main.url), ("Recorded", main.date), *reading.properties]
    return reading
