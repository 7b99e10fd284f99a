"""Fetching through a proxy, and never past it."""

import io
import socket
import time
from ipaddress import ip_address
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from sources.fetching import NotFetched, fetch
from sources.fetching.proxies import read_proxy
from tests.fetching.certificates import server_side
from tests.fetching.proxy_servers import http_proxy, socks_proxy
from tests.fetching.servers import by_path, page, redirect, saying
from tests.fetching.test_tls import believed

__all__ = ["believed"]

IPV4, NAME = 1, 3
CLOSED = "127.0.0.1:9"


def never(host, port):
    """A resolver that must not be asked: the proxy resolves."""
    raise AssertionError(host)


@pytest.fixture
def seen() -> list[Any]:
    """What a proxy saw."""
    return []


@pytest.fixture
def through(serve, settings):
    """Start a proxy and fetch through it: `through("socks5", socks_proxy(seen), raw=True)`."""

    def start(scheme, answer, *, user="", **options):
        proxy = serve(answer, allowed=False, **options)
        settings.CAPTURE_PROXY = f"{scheme}://{user}{proxy.at}"
        return proxy

    return start


def exchanged(fetched):
    """The blocks of the answer and of the request."""
    found = {r.rec_type: r.raw_stream.read() for r in ArchiveIterator(fetched.exchange, no_record_parse=True)}
    return found["response"], found["request"]


def test_an_http_proxy_is_handed_the_address(serve, through, seen):
    server = serve(saying(page(b"A page.")), allowed=False)
    through("http", http_proxy(seen), user="desk:a%20word@")

    with fetch(f"http://news.example:{server.port}/page", resolve=never) as fetched:
        assert fetched.body.read() == b"A page."
        answer, request = exchanged(fetched)

    assert seen[0].startswith(f"GET http://news.example:{server.port}/page HTTP/1.1\r\n".encode())
    assert b"Proxy-Authorization: Basic ZGVzazphIHdvcmQ=\r\n" in seen[0]
    assert answer == page(b"A page.")
    assert b"Authorization" not in request
    assert b"ZGVzazph" not in request
    assert b"roxy" not in server.asked[0]


def test_an_http_proxy_makes_a_tunnel_for_the_secure_web(serve, through, tmp_path, believed, seen):
    context, certificate = server_side(tmp_path, "secure.example")
    believed(certificate)
    server = serve(saying(page(b"A secure page.")), tls=context, allowed=False)
    through("http", http_proxy(seen), user="desk:word@")

    with fetch(f"https://secure.example:{server.port}/", resolve=never) as fetched:
        assert fetched.body.read() == b"A secure page."
        answer, request = exchanged(fetched)

    assert seen[0].startswith(f"CONNECT secure.example:{server.port} HTTP/1.1\r\n".encode())
    assert answer == page(b"A secure page.")
    assert request == server.asked[0]
    assert b"roxy" not in request


def test_a_proxy_can_itself_be_spoken_to_in_secret(settings, serve, through, tmp_path, believed, seen):
    proxy_side, certificate = server_side(tmp_path, "localhost")
    believed(certificate)
    server = serve(saying(page(b"A page.")), allowed=False)
    proxy = through("https", http_proxy(seen), tls=proxy_side)
    settings.CAPTURE_PROXY = f"https://localhost:{proxy.port}"

    with fetch(f"http://news.example:{server.port}/", resolve=never) as fetched:
        assert fetched.body.read() == b"A page."
        answer, _request = exchanged(fetched)

    assert seen[0].startswith(b"GET http://news.example:")
    assert answer == page(b"A page.")


def test_a_proxy_that_cannot_prove_who_it_is_is_not_used(serve, through, tmp_path, seen):
    proxy_side, _certificate = server_side(tmp_path, "localhost")
    server = serve(saying(page(b"A page.")), allowed=False)
    through("https", http_proxy(seen), tls=proxy_side)

    with (
        pytest.raises(NotFetched, match="certificate cannot be trusted"),
        fetch(f"http://news.example:{server.port}/", resolve=never),
    ):
        pass

    assert server.asked == []


@pytest.fixture
def two_secrets(serve, settings, tmp_path, believed, seen):
    """A secure server behind a proxy that is itself spoken to in secret; gives its address."""

    def start(answer, **options):
        for name in ("localhost", "secure.example"):
            side, certificate = server_side(tmp_path, name)
            believed(certificate)
            if name == "localhost":
                proxy = serve(http_proxy(seen, **options), tls=side, allowed=False)
                settings.CAPTURE_PROXY = f"https://localhost:{proxy.port}"
            else:
                server = serve(answer, tls=side, allowed=False)
        return f"https://secure.example:{server.port}/"

    return start


def test_a_secret_inside_a_secret_is_kept_in_the_clear(two_secrets):
    with fetch(two_secrets(saying(page(b"A page."))), resolve=never) as fetched:
        assert fetched.body.read() == b"A page."
        answer, request = exchanged(fetched)

    assert answer == page(b"A page.")
    assert request.startswith(b"GET / HTTP/1.1\r\nHost: secure.example")


@pytest.mark.parametrize("slowly_after", [0, 2000])
def test_what_drips_through_such_a_proxy_is_left_at_the_time_limit(two_secrets, slowly_after):
    """Byte by byte from the start, or once the secure connection stands: one record of TLS takes minutes."""
    url = two_secrets(saying(page(b"x" * 15_000)), slowly_after=slowly_after)
    begun = time.monotonic()

    with pytest.raises(NotFetched), fetch(url, resolve=never, seconds=1):
        pass

    assert time.monotonic() - begun < 3


def test_a_socks_proxy_gets_the_address_that_was_checked(serve, through, seen):
    server = serve(saying(page(b"A page.")))
    through("socks5", socks_proxy(seen), raw=True)
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])

    with fetch(f"http://news.example:{server.port}/", resolve=lambda host, port: next(answers)) as fetched:
        assert fetched.body.read() == b"A page."
        answer, request = exchanged(fetched)

    assert seen == [(IPV4, ip_address("127.0.0.1").packed)]
    assert answer == page(b"A page.")
    assert request == server.asked[0]


@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "::1", "169.254.169.254"])
def test_a_socks_proxy_is_not_asked_for_an_address_that_is_refused(through, address, seen):
    through("socks5", socks_proxy(seen), raw=True)

    with (
        pytest.raises(NotFetched, match="private network"),
        fetch("http://inner.example/", resolve=lambda host, port: [address]),
    ):
        pass

    assert seen == []


def test_a_socks_proxy_that_resolves_gets_the_name(serve, through, tmp_path, believed, seen):
    context, certificate = server_side(tmp_path, "secure.example")
    believed(certificate)
    server = serve(saying(page(b"A secure page.")), tls=context, allowed=False)
    through("socks5h", socks_proxy(seen, password=b"desk:a word"), user="desk:a%20word@", raw=True)

    with fetch(f"https://secure.example:{server.port}/", resolve=never) as fetched:
        assert fetched.body.read() == b"A secure page."
        answer, _request = exchanged(fetched)

    assert seen == [(NAME, b"secure.example")]
    assert answer == page(b"A secure page.")


@pytest.mark.parametrize("scheme", ["http", "socks5h", "socks5"])
@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]", "[fd00:ec2::254]", "2130706433"),
        *("127.1", "localhost", "printer.local", "metadata.google.internal", "metadata", "localhost."),
    ],
)
def test_a_proxy_that_resolves_is_not_asked_for_what_can_be_refused_by_its_spelling(through, scheme, host, seen):
    through(scheme, http_proxy(seen) if scheme == "http" else socks_proxy(seen), raw=scheme != "http")

    with (
        pytest.raises(NotFetched, match=r"private network|in a way that no web page does"),
        fetch(f"http://{host}/", resolve=never),
    ):
        pass

    assert seen == []


def test_a_redirect_is_followed_through_the_proxy_and_checked_there_too(serve, through, seen):
    server = serve(by_path({"/old": redirect("/new"), "/new": redirect("http://127.0.0.1/")}), allowed=False)
    through("http", http_proxy(seen))

    with (
        pytest.raises(NotFetched, match="private network"),
        fetch(f"http://news.example:{server.port}/old", resolve=never),
    ):
        pass

    assert len(seen) == 2


# Never past it


@pytest.fixture
def dialled(monkeypatch):
    """Every address to which a connection was opened."""
    opened, connect = [], socket.create_connection

    def watch(address, *rest, **more):
        opened.append(address)
        return connect(address, *rest, **more)

    monkeypatch.setattr(socket, "create_connection", watch)
    return opened


@pytest.mark.parametrize("scheme", ["http", "https", "socks5", "socks5h"])
def test_nothing_is_fetched_directly_while_the_proxy_is_down(serve, settings, dialled, scheme):
    server = serve(saying(page()))
    settings.CAPTURE_PROXY = f"{scheme}://{CLOSED}"

    with pytest.raises(NotFetched, match=r"proxy .* does not answer"), fetch(server.url()):
        pass

    assert server.asked == []
    assert set(dialled) == {("127.0.0.1", 9)}


@pytest.mark.parametrize(
    "setting",
    ["socks4://127.0.0.1:9", "ftp://127.0.0.1:9", "127.0.0.1:9", "proxy", "http://", "socks5://:9", "http://[::"],
)
def test_nothing_is_fetched_while_the_setting_names_no_proxy(serve, settings, dialled, setting):
    server = serve(saying(page()))
    settings.CAPTURE_PROXY = setting

    with pytest.raises(NotFetched, match="CAPTURE_PROXY names no proxy"), fetch(server.url()):
        pass

    assert server.asked == []
    assert dialled == []


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_http_proxy_that_says_no_is_taken_at_its_word(serve, through, scheme, seen):
    server = serve(saying(page()), allowed=False)
    through("http", http_proxy(seen, refuse=page(b"No.", status="403 Forbidden")))

    with (
        pytest.raises(NotFetched, match=r"did not let the request through|\(403\)"),
        fetch(f"{scheme}://news.example:{server.port}/", resolve=never),
    ):
        pass

    assert server.asked == []
    assert len(seen) == 1


@pytest.mark.parametrize("options", [{"reply": 2}, {"reply": 5}, {"method": 255}, {"password": b"desk:another"}])
def test_a_socks_proxy_that_says_no_is_taken_at_its_word(serve, through, options):
    server = serve(saying(page()), allowed=False)
    through("socks5h", socks_proxy([], **options), user="desk:word@", raw=True)

    with (
        pytest.raises(NotFetched, match="did not let the request through"),
        fetch(f"http://news.example:{server.port}/", resolve=never),
    ):
        pass

    assert server.asked == []


@pytest.mark.parametrize("said", [b"", b"\x05", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_a_socks_proxy_that_is_none_is_refused(through, said):
    through("socks5h", saying(said), raw=True)

    with pytest.raises(NotFetched, match="proxy"), fetch("http://news.example/", resolve=never):
        pass


def test_a_proxy_is_read_from_the_setting():
    proxy = read_proxy("socks5://desk:a%20word@[::1]")

    assert (proxy.scheme, proxy.host, proxy.port) == ("socks5", "::1", 1080)
    assert (proxy.user, proxy.password) == ("desk", "a word")
    assert "word" not in repr(proxy)
    assert read_proxy("") is None


def test_the_password_of_a_proxy_is_in_no_record(serve, through):
    server = serve(saying(page(b"A page.")), allowed=False)
    through("http", http_proxy([]), user="desk:secret@")

    with fetch(f"http://news.example:{server.port}/", resolve=never) as fetched:
        kept = io.BytesIO(fetched.exchange.read())

    blocks = [record.raw_stream.read() for record in ArchiveIterator(kept, no_record_parse=True)]
    assert b"secret" not in b"".join(blocks)
    assert b"ZGVzazpzZWNyZXQ=" not in b"".join(blocks)
