"""The raw exchange with the servers as a WARC (ISO 28500), which anybody's tools can read and replay."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO
from uuid import uuid4

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from sources.fetching.recording import Recording

VERSION = "WARC/1.1"
LARGEST_HEADS = 1024 * 1024
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
INTERIM = re.compile(rb"HTTP/\d\.\d 1\d\d\b")
OF_THE_PROXY = re.compile(rb"^proxy-[^\r\n]*\r?\n", re.IGNORECASE | re.MULTILINE)
STEP = 1024 * 1024


@dataclass(frozen=True)
class Hop:
    """One request and its answer: the page itself, or a redirect on the way to it."""

    url: str
    at: datetime
    recording: Recording
    status: int
    headers: list[tuple[str, str]]

    def header(self, name: str) -> str:
        """All values of a header, with commas between."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)


class Part:
    """Some bytes of a file, read like a file of their own."""

    def __init__(self, whole: IO[bytes], start: int, end: int) -> None:
        self.whole, self.start, self.end = whole, start, end
        self.seek(0)

    def seek(self, position: int) -> None:
        """Go to a place, counted from where the part begins."""
        self.whole.seek(self.start + position)

    def tell(self) -> int:
        """Where it stands."""
        return self.whole.tell() - self.start

    def read(self, size: int) -> bytes:
        """The next bytes."""
        return self.whole.read(min(size, self.end - self.whole.tell()))


def write_exchange(hops: Sequence[Hop], *, tool: str, agent: str) -> IO[bytes]:
    """A passing file with the requests and answers of a fetch, to be closed by the caller.

    It is not packed: the server has packed what can be, and packing a large page takes longer than fetching it.
    """
    file = TemporaryFile()  # noqa: SIM115
    writer = WARCWriter(file, gzip=False, warc_version=VERSION)
    about = {"software": tool, "format": "WARC File Format 1.1", "http-header-user-agent": agent}
    writer.write_record(writer.create_warcinfo_record("", about))
    for hop in hops:
        asked, answered = f"<urn:uuid:{uuid4()}>", f"<urn:uuid:{uuid4()}>"
        writer.write_record(_answer(hop, answered))
        writer.write_record(_request(hop, asked, answered))
    file.seek(0)
    return file


def _answer(hop: Hop, name: str) -> ArcWarcRecord:
    answer = hop.recording.answer
    start, body, end = span(answer, hop)
    headers = _headers("response", hop, name)
    headers.add_header("WARC-Payload-Digest", digest(Part(answer, body, end)))
    headers.add_header("WARC-Block-Digest", digest(Part(answer, start, end)))
    return _record("response", headers, Part(answer, start, end), end - start)


def _request(hop: Hop, name: str, answered: str) -> ArcWarcRecord:
    request = OF_THE_PROXY.sub(b"", bytes(hop.recording.request))
    file, size = BytesIO(request), len(request)
    headers = _headers("request", hop, name)
    headers.add_header("WARC-Concurrent-To", answered)
    headers.add_header("WARC-Payload-Digest", str(Digester("sha256")))
    headers.add_header("WARC-Block-Digest", digest(Part(file, 0, size)))
    return _record("request", headers, Part(file, 0, size), size)


def _headers(kind: str, hop: Hop, name: str) -> StatusAndHeaders:
    moment = hop.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    headers = [("WARC-Type", kind), ("WARC-Record-ID", name), ("WARC-Target-URI", hop.url), ("WARC-Date", moment)]
    if hop.recording.address:
        headers.append(("WARC-IP-Address", hop.recording.address))
    return StatusAndHeaders("", headers, protocol=VERSION)


def _record(kind: str, headers: StatusAndHeaders, block: Part, size: int) -> ArcWarcRecord:
    """A record whose block goes into the file as it is; warcio would write the heads anew."""
    content_type = WARCWriter.WARC_RECORDS[kind]
    return ArcWarcRecord("warc", kind, headers, block, None, content_type, size, payload_length=size)


def digest(part: Part) -> str:
    """As the standard writes it."""
    digester = Digester("sha256")
    while piece := part.read(STEP):
        digester.update(piece)
    return str(digester)


def span(answer: IO[bytes], hop: Hop) -> tuple[int, int, int]:
    """Where the answer begins (after interim answers, such as early hints), where its body begins, where it ends."""
    answer.seek(0, 2)
    end = answer.tell()
    answer.seek(0)
    heads = answer.read(LARGEST_HEADS)
    start, body = 0, 0
    while found := END_OF_HEAD.search(heads, body):
        start, body = body, found.end()
        if not INTERIM.match(heads, start):
            break
    length = hop.header("content-length")
    if length.isdecimal() and "chunked" not in hop.header("transfer-encoding").lower():
        end = min(end, body + int(length))
    return start, body, end
