"""Asking for a page, following its redirects by hand, and keeping all that was said."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from ssl import SSLContext
from tempfile import TemporaryFile
from typing import IO

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from sources.fetching.addresses import host_of, port_of, read_address
from sources.fetching.exchange import Hop, write_exchange
from sources.fetching.network import CheckedNetwork, Deadline, Resolve, addresses_of
from sources.fetching.proxies import read_proxy
from sources.fetching.recording import Budget, Recording, too_large
from sources.fetching.refusals import NotFetched
from sources.fetching.unpacking import unpacked, unpackers

SECONDS = 30
MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
PAGES = (200, 203)
HTTP = b"HTTP/"  # how every answer begins


@dataclass(frozen=True)
class Fetched:
    """A page as it was fetched. `body` and `exchange` are passing files, closed when the fetch is left.

    `body` is the page with the packing of the way undone; `exchange` all that went over the wire, as a WARC.
    `addresses` are those that were asked for in turn, the requested one first; `fetched_at` is when the last was.
    """

    body: IO[bytes]
    exchange: IO[bytes]
    requested_url: str
    final_url: str
    status: int
    headers: list[tuple[str, str]]
    fetched_at: datetime
    tool: str
    addresses: list[str]


@contextmanager
def fetch(url: str, *, resolve: Resolve = addresses_of, seconds: float = SECONDS) -> Iterator[Fetched]:
    """Fetch a page through the proxy of CAPTURE_PROXY, or directly where none is set.

    Raises NotFetched, with one sentence for the person who asked; then nothing is left behind.
    """
    with ExitStack() as passing:
        yield _Visit(passing, Deadline(seconds), resolve).to(url)


@cache
def trusted() -> SSLContext:
    """The authorities whose certificates are believed: those of certifi, whatever the environment says."""
    return httpx.create_ssl_context(trust_env=False)


def tool() -> str:
    """Which programs fetched, with their versions."""
    return f"On Record, httpcore {version('httpcore')}, warcio {version('warcio')}"


class _Visit:
    """One page being fetched: one deadline and one budget of bytes over all redirects."""

    def __init__(self, passing: ExitStack, deadline: Deadline, resolve: Resolve) -> None:
        self.passing, self.deadline, self.resolve = passing, deadline, resolve
        self.budget = Budget(settings.CAPTURE_MAX_BYTES)
        self.proxy = read_proxy(settings.CAPTURE_PROXY)
        self.hops: list[Hop] = []
        self.body = passing.enter_context(TemporaryFile())  # noqa: SIM115

    def to(self, text: str) -> Fetched:
        """Go there, and wherever it leads."""
        url = read_address(text)
        for _step in range(MOST_REDIRECTS + 1):
            elsewhere = self._asked_for(url)
            if elsewhere is None:
                return self._arrived(text.strip())
            url = elsewhere
        raise NotFetched(
            _("The address leads on more than %(most)d times without arriving at a page.") % {"most": MOST_REDIRECTS}
        )

    def _arrived(self, requested: str) -> Fetched:
        last = self.hops[-1]
        if not self.body.tell():
            raise NotFetched(_("The server sent an empty page."))
        self.body.seek(0)
        exchange = write_exchange(self.hops, tool=tool(), agent=settings.CAPTURE_USER_AGENT)
        self.passing.enter_context(exchange)
        return Fetched(
            body=self.body,
            exchange=exchange,
            requested_url=requested,
            final_url=last.url,
            status=last.status,
            headers=last.headers,
            fetched_at=last.at,
            tool=tool(),
            addresses=[hop.url for hop in self.hops],
        )

    def _asked_for(self, url: httpx.URL) -> httpx.URL | None:
        """Ask for one address. Where it leads on to; None when this is the page, which is then in `body`."""
        recording = Recording(self.passing.enter_context(TemporaryFile()), self.budget)  # noqa: SIM115
        at = datetime.now(UTC)
        request = httpcore.Request("GET", _target(url), headers=_headers(url))
        try:
            with self._connections(recording) as connections, _closed(connections.handle_request(request)) as response:
                headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers]
                hop = Hop(str(url), at, recording, response.status, headers)
                self.hops.append(hop)
                elsewhere = _elsewhere(url, hop)
                self._read(response, hop, keep=elsewhere is None)
        except httpcore.ProxyError as error:
            raise (self.proxy.refused() if self.proxy else _unreachable()) from error
        except httpcore.TimeoutException as error:
            raise self.deadline.passed() from error
        except httpcore.RemoteProtocolError as error:
            raise _not_whole(error, recording) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise NotFetched(_("The connection broke off before the page was whole, and nothing was kept.")) from error
        return elsewhere

    def _connections(self, recording: Recording) -> httpcore.ConnectionPool:
        network = CheckedNetwork(deadline=self.deadline, recording=recording, proxy=self.proxy, resolve=self.resolve)
        proxy = self.proxy
        if proxy is None or not proxy.asks_itself:
            return httpcore.ConnectionPool(ssl_context=trusted(), network_backend=network)
        return httpcore.HTTPProxy(
            proxy.address,
            proxy_auth=(proxy.user.encode(), proxy.password.encode()) if proxy.user else None,
            ssl_context=trusted(),
            proxy_ssl_context=trusted() if proxy.scheme == "https" else None,
            network_backend=network,
        )

    def _read(self, response: httpcore.Response, hop: Hop, *, keep: bool) -> None:
        """Read an answer to its end. Raises NotFetched when it is no page, or too large."""
        most = settings.CAPTURE_MAX_BYTES
        length = hop.header("content-length")
        if length.isdecimal() and int(length) > most:
            raise too_large(most)
        layers = unpackers(hop.header("content-encoding")) if keep else []
        size = 0
        for piece in unpacked(iter(response.iter_stream()), layers):
            self.deadline.left()
            size += len(piece)
            if size > most:
                raise too_large(most)
            if keep:
                self.body.write(piece)


@contextmanager
def _closed(response: httpcore.Response) -> Iterator[httpcore.Response]:
    try:
        yield response
    finally:
        response.close()


def _target(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=host_of(url), port=port_of(url), target=url.raw_path)


def _headers(url: httpx.URL) -> list[tuple[bytes, bytes]]:
    """No cookie, no password, no page that one came from; the connection is used once.

    Of the ways of packing only gzip is asked for, which every reader of WARC files can undo.
    """
    return [
        (b"Host", url.netloc),
        (b"User-Agent", settings.CAPTURE_USER_AGENT.encode("latin-1", "replace")),
        (b"Accept", b"text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"),
        (b"Accept-Encoding", b"gzip"),
        (b"Connection", b"close"),
    ]


def _elsewhere(url: httpx.URL, hop: Hop) -> httpx.URL | None:
    """Where an answer leads on to; None for a page. Raises NotFetched for an answer that is neither."""
    location = hop.header("location")
    if hop.status in REDIRECTS and location:
        try:
            return read_address(str(url.join(location.encode("latin-1").decode("utf-8", "replace"))))
        except (httpx.InvalidURL, ValueError):
            raise NotFetched(_("The address leads on to something that is no address of a web page.")) from None
    if hop.status not in PAGES:
        raise NotFetched(_no_page(hop.status))
    return None


def _no_page(status: int) -> str:
    sentences = {
        204: _("The server sent an empty page."),
        401: _("The server asks for a sign-in (401); save the page in a browser and upload it."),
        403: _("The server does not give this page to programs (403); save the page in a browser and upload it."),
        404: _("The server says that there is no such page (404)."),
        410: _("The server says that this page is gone (410)."),
        429: _("The server was asked too often (429); try again later."),
        451: _("The server says that the law does not let it show this page (451)."),
    }
    if status in sentences:
        return sentences[status]
    name = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    answer = f"{status} {name}".strip()
    if status >= 500:
        return _("The server has a fault of its own (%(answer)s); try again later.") % {"answer": answer}
    return _("The server answered “%(answer)s” instead of a page.") % {"answer": answer}


def _not_whole(error: httpcore.RemoteProtocolError, recording: Recording) -> NotFetched:
    """Which of the two it was: an answer that broke off, or something that was never one."""
    recording.answer.seek(0)
    begun = recording.answer.read(len(HTTP))
    if HTTP.startswith(begun) and ("closed" in str(error) or "disconnected" in str(error)):
        return NotFetched(_("The connection broke off before the page was whole, and nothing was kept."))
    return NotFetched(_("What the server sent is not an answer of the web (HTTP), and nothing was kept."))


def _unreachable() -> NotFetched:
    return NotFetched(_("The server cannot be reached."))
