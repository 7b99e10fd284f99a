"""The way to a server: every name is resolved here, every answer checked, and the checked address connected to.

httpcore, the transport of httpx, asks this backend for each connection. Nobody resolves a name a second time, so a name
whose answer changes between check and connection gains nothing.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, Queue
from typing import Any

import httpcore
from django.utils.translation import gettext as _

from sources.fetching.addresses import check_ip, is_allowed
from sources.fetching.proxies import Proxy, greet
from sources.fetching.recording import Recording
from sources.fetching.refusals import NotFetched

LONGEST_CONNECT = 10.0  # seconds for one address, so that a second one gets its turn
Resolve = Callable[[str, int], list[str]]


class Deadline:
    """A moment by which all must be done, whatever the pace at which a server sends."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises NotFetched when none are."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> NotFetched:
        """The refusal of what took too long."""
        return NotFetched(
            _("The server took longer than %(seconds)d seconds, and nothing was kept.") % {"seconds": self.seconds}
        )


def addresses_of(host: str, port: int) -> list[str]:
    """The IP addresses of a name, as the machine's resolver gives them."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


class WatchedStream(httpcore.NetworkStream):
    """A connection that ends at the deadline, and whose bytes are recorded. `layers` counts the TLS around them."""

    def __init__(
        self, stream: httpcore.NetworkStream, deadline: Deadline, recording: Recording, layers: int = 0
    ) -> None:
        self.stream, self.deadline, self.recording, self.layers = stream, deadline, recording, layers

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """See httpcore."""
        with self._cut_off_in_time(self.layers):
            received = self.stream.read(max_bytes, self.deadline.left())
        self.recording.received(received)
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """See httpcore."""
        self.recording.sent(buffer)
        self.stream.write(buffer, self.deadline.left())

    def close(self) -> None:
        """See httpcore."""
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """See httpcore. What went before, to a proxy, is no part of the exchange with the server."""
        try:
            with self._cut_off_in_time(self.layers + 1):
                stream = self.stream.start_tls(ssl_context, server_hostname, self.deadline.left())
        except httpcore.ConnectError as error:
            raise not_trusted(error) from error
        self.recording.start_over()
        return WatchedStream(stream, self.deadline, self.recording, self.layers + 1)

    def get_extra_info(self, info: str) -> Any:
        """See httpcore."""
        return self.stream.get_extra_info(info)

    @contextmanager
    def _cut_off_in_time(self, layers: int) -> Iterator[None]:
        """TLS inside the TLS of a proxy waits anew for each byte: there, somebody else looks at the clock."""
        if layers < 2:
            yield
            return
        clock = threading.Timer(self.deadline.left(), hang_up, [self.stream.get_extra_info("socket")])
        clock.start()
        try:
            yield
        finally:
            clock.cancel()


def hang_up(connection: socket.socket) -> None:
    """End a connection, from another thread than the one that waits for it."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def not_trusted(error: httpcore.ConnectError) -> NotFetched:
    """The refusal of a server that cannot prove who it is."""
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return NotFetched(
            _("The server's certificate cannot be trusted (%(why)s); save the page in a browser and upload it.")
            % {"why": cause.verify_message}
        )
    return NotFetched(_("No secure connection to the server could be made."))


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects to checked addresses only, directly or through the proxy; never directly when there is a proxy."""

    def __init__(self, *, deadline: Deadline, recording: Recording, proxy: Proxy | None, resolve: Resolve) -> None:
        self.deadline, self.recording, self.proxy, self.resolve = deadline, recording, proxy, resolve
        self.connector = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Called by httpcore with the host of the page, or with that of an HTTP proxy."""
        if self.proxy is None:
            return self._to_any(self._checked(host, port), port)
        if self.proxy.asks_itself:
            return self._to_proxy(self.proxy)
        wanted = host if self.proxy.resolves else self._checked(host, port)[0]
        stream = self._to_proxy(self.proxy)
        try:
            greet(stream, self.proxy, wanted, port)
        except NotFetched:
            stream.close()
            raise
        self.recording.start_over()
        return stream

    def _checked(self, host: str, port: int) -> list[str]:
        """The addresses of a host, every one of them allowed: one that is not spoils them all."""
        addresses = self._resolved(host, port)
        if not addresses:
            raise NotFetched(_("There is no server called %(host)s.") % {"host": host})
        if not is_allowed(host, port):
            for address in addresses:
                check_ip(address, port)
        self.recording.address = addresses[0]
        return addresses

    def _resolved(self, host: str, port: int) -> list[str]:
        """What the resolver answers, in its own thread: it knows no time limit."""
        answer: Queue[list[str]] = Queue()
        threading.Thread(target=lambda: answer.put(self.resolve(host, port)), daemon=True).start()
        try:
            return answer.get(timeout=self.deadline.left())
        except Empty:
            raise self.deadline.passed() from None

    def _to_any(self, addresses: list[str], port: int) -> httpcore.NetworkStream:
        for address in addresses:
            stream = self._to(address, port)
            if stream:
                self.recording.address = address
                return stream
        raise NotFetched(_("The server cannot be reached."))

    def _to_proxy(self, proxy: Proxy) -> httpcore.NetworkStream:
        """The proxy is named by whoever runs the site, and may well be in a private network."""
        stream = self._to(proxy.host, proxy.port)
        if stream is None:
            raise proxy.is_down()
        return stream

    def _to(self, address: str, port: int) -> httpcore.NetworkStream | None:
        try:
            stream = self.connector.connect_tcp(address, port, min(LONGEST_CONNECT, self.deadline.left()))
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            return None
        return WatchedStream(stream, self.deadline, self.recording)
