"""Fetching through a proxy, because a request tells a government who is looking.

As curl has it: with socks5:// the name is resolved and checked here and the proxy gets the address; with socks5h://,
http:// and https:// the proxy resolves the name, and must itself refuse private ranges. Whatever happens to the proxy,
nothing is ever fetched without it.
"""

from dataclasses import dataclass, field
from ipaddress import IPv4Address, ip_address
from urllib.parse import unquote, urlsplit

import httpcore
from django.utils.translation import gettext as _

from sources.fetching.refusals import NotFetched

PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
VERSION, NO_PASSWORD, PASSWORD, NOTHING_FITS = 5, 0, 2, 0xFF
CONNECT, IPV4, NAME, IPV6 = 1, 1, 3, 4


@dataclass(frozen=True)
class Proxy:
    """Where the proxy is, and how it is spoken to."""

    scheme: str
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def asks_itself(self) -> bool:
        """Whether it speaks HTTP: it is handed the address of the page and asks in our place."""
        return self.scheme in ("http", "https")

    @property
    def resolves(self) -> bool:
        """Whether it looks up names itself."""
        return self.scheme != "socks5"

    @property
    def address(self) -> str:
        """As httpcore wants it, without the password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    def is_down(self) -> NotFetched:
        """The refusal when it does not answer."""
        return NotFetched(
            _("The proxy through which pages are fetched does not answer, and nothing is fetched past it.")
        )

    def refused(self) -> NotFetched:
        """The refusal when it says no."""
        return NotFetched(_("The proxy through which pages are fetched did not let the request through."))


def read_proxy(text: str) -> Proxy | None:
    """The proxy of the setting CAPTURE_PROXY; None where it is empty. Raises NotFetched for what cannot be used."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
        usual = PORTS[parts.scheme]
        port = parts.port or usual
        host = parts.hostname or ""
    except (ValueError, KeyError):
        host, port = "", 0
    if not host:
        raise NotFetched(
            _("The setting CAPTURE_PROXY names no proxy that can be used, and nothing is fetched past it.")
        )
    return Proxy(parts.scheme, host, port, unquote(parts.username or ""), unquote(parts.password or ""))


def greet(stream: httpcore.NetworkStream, proxy: Proxy, host: str, port: int) -> None:
    """Ask a SOCKS proxy for a connection to a host (RFC 1928, RFC 1929). Raises NotFetched."""
    try:
        stream.write(bytes([VERSION, 2, NO_PASSWORD, PASSWORD] if proxy.user else [VERSION, 1, NO_PASSWORD]))
        version, method = _exactly(stream, 2)
        if version != VERSION or method == NOTHING_FITS:
            raise proxy.refused()
        if method == PASSWORD:
            user, password = proxy.user.encode(), proxy.password.encode()
            stream.write(bytes([1, len(user)]) + user + bytes([len(password)]) + password)
            if _exactly(stream, 2)[1] != 0:
                raise proxy.refused()
        stream.write(bytes([VERSION, CONNECT, 0]) + _packed(host) + port.to_bytes(2, "big"))
        _version, reply, _reserved, kind = _exactly(stream, 4)
        if reply != 0:
            raise proxy.refused()
        lengths = {IPV4: 4, IPV6: 16}
        _exactly(stream, lengths[kind] if kind in lengths else _exactly(stream, 1)[0])
        _exactly(stream, 2)
    except (httpcore.NetworkError, httpcore.TimeoutException, ValueError):
        raise proxy.is_down() from None


def _packed(host: str) -> bytes:
    try:
        address = ip_address(host)
    except ValueError:
        name = host.encode("ascii")
        return bytes([NAME, len(name)]) + name
    return bytes([IPV4 if isinstance(address, IPv4Address) else IPV6]) + address.packed


def _exactly(stream: httpcore.NetworkStream, count: int) -> bytes:
    """So many bytes, and not one that belongs to what comes after."""
    received = b""
    while len(received) < count:
        more = stream.read(count - len(received))
        if not more:
            raise httpcore.ReadError
        received += more
    return received
