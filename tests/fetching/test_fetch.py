"""Fetching a page: what is kept, where it leads, and what goes wrong."""

import gzip
import time
from datetime import UTC, datetime

import pytest

from sources.fetching import NotFetched, fetch
from tests.fetching.servers import by_path, page, path_of, redirect, saying


def test_a_page_is_fetched_with_what_the_server_said_of_it(serve):
    server = serve(saying(page(b"<p>A page.</p>", "X-Said: twice", "x-said: again")))
    before = datetime.now(UTC)

    with fetch(server.url("/page?a=1#part")) as fetched:
        assert fetched.body.read() == b"<p>A page.</p>"

    assert fetched.requested_url == server.url("/page?a=1#part")
    assert fetched.final_url == server.url("/page?a=1")
    assert fetched.status == 200
    assert ("X-Said", "twice") in fetched.headers
    assert ("x-said", "again") in fetched.headers
    assert before <= fetched.fetched_at <= datetime.now(UTC)
    assert "httpcore 1." in fetched.tool
    assert "warcio 1." in fetched.tool
    assert fetched.body.closed
    assert fetched.exchange.closed


def test_a_request_says_no_more_than_it_must(serve, settings):
    settings.CAPTURE_USER_AGENT = "A browser like any other"
    server = serve(saying(page(b"A page.", "Set-Cookie: seen=1")))

    for _time in range(2):
        with fetch(server.url("/page")):
            pass

    names = {line.split(b":")[0] for line in server.asked[1].split(b"\r\n")[1:] if line}
    assert names == {b"Host", b"User-Agent", b"Accept", b"Accept-Encoding", b"Connection"}
    assert b"User-Agent: A browser like any other\r\n" in server.asked[1]


def test_no_cookie_is_carried_over_a_redirect(serve):
    first = redirect("/2").replace(b"\r\n\r\n", b"\r\nSet-Cookie: seen=1\r\n\r\n", 1)
    server = serve(by_path({"/1": first, "/2": page()}))

    with fetch(server.url("/1")):
        pass

    assert b"Set-Cookie" in first
    assert b"ookie" not in server.asked[1]


@pytest.mark.parametrize("proxy", ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"])
def test_a_proxy_of_the_environment_is_not_used(serve, monkeypatch, proxy):
    monkeypatch.setenv(proxy, "http://127.0.0.1:9")
    server = serve(saying(page()))

    with fetch(server.url()) as fetched:
        assert fetched.status == 200


# Redirects


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_followed(serve, status):
    server = serve(by_path({"/old": redirect("new?a=1", status), "/new?a=1": page(b"The new page.")}))

    with fetch(server.url("/old")) as fetched:
        assert fetched.body.read() == b"The new page."

    assert fetched.requested_url == server.url("/old")
    assert fetched.final_url == server.url("/new?a=1")
    assert fetched.addresses == [server.url("/old"), server.url("/new?a=1")]


def test_five_redirects_are_followed(serve):
    steps = {f"/{step}": redirect(f"/{step + 1}") for step in range(5)}
    server = serve(by_path({**steps, "/5": page(b"Arrived.")}))

    with fetch(server.url("/0")) as fetched:
        assert fetched.body.read() == b"Arrived."

    assert len(server.asked) == 6


def test_six_redirects_are_refused(serve):
    steps = {f"/{step}": redirect(f"/{step + 1}") for step in range(6)}
    server = serve(by_path({**steps, "/6": page(b"Arrived.")}))

    with pytest.raises(NotFetched, match="leads on more than 5 times"), fetch(server.url("/0")):
        pass

    assert len(server.asked) == 6


def test_a_redirect_to_itself_ends(serve):
    server = serve(by_path({"/": redirect("/")}))

    with pytest.raises(NotFetched, match="leads on more than 5 times"), fetch(server.url()):
        pass


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://127.0.0.1:9/", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("http://[::1]/", "private network"),
        ("http://localhost/", "private network"),
        ("//10.0.0.1/", "private network"),
        ("http://2130706433/", "in a way that no web page does"),
        ("file:///etc/passwd", "begin with http"),
        ("ftp://example.org/", "begin with http"),
        ("javascript:alert(1)", "begin with http"),
        ("http://user:word@example.org/", "user name or a password"),
    ],
)
def test_a_redirect_to_what_would_be_refused_is_refused(serve, to, why):
    server = serve(saying(redirect(to)))

    with pytest.raises(NotFetched, match=why), fetch(server.url()):
        pass


def test_a_redirect_that_leads_nowhere_is_no_page(serve):
    server = serve(saying(page(status="302 Found")))

    with pytest.raises(NotFetched, match="answered “302 Found” instead of a page"), fetch(server.url()):
        pass


# Time


def test_a_server_that_sends_a_little_now_and_then_is_left_at_the_time_limit(serve):
    def drip(head, connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _byte in range(1000):
            connection.sendall(b"x")
            time.sleep(0.05)

    server = serve(drip)
    begun = time.monotonic()

    with pytest.raises(NotFetched, match="took longer than"), fetch(server.url(), seconds=0.5):
        pass

    assert time.monotonic() - begun < 2


def test_a_server_that_drips_its_headers_is_left_at_the_time_limit(serve):
    def drip(head, connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(1000):
            connection.sendall(b"X-%d: y\r\n" % number)
            time.sleep(0.05)

    server = serve(drip)
    begun = time.monotonic()

    with pytest.raises(NotFetched, match="took longer than"), fetch(server.url(), seconds=0.5):
        pass

    assert time.monotonic() - begun < 2


def test_a_silent_server_is_left_at_the_time_limit(serve):
    server = serve(lambda head, connection: time.sleep(3))
    begun = time.monotonic()

    with pytest.raises(NotFetched, match="took longer than"), fetch(server.url(), seconds=0.3):
        pass

    assert time.monotonic() - begun < 2


def test_redirects_share_one_time_limit(serve):
    def slowly(head, connection):
        time.sleep(0.3)
        connection.sendall(redirect(f"{path_of(head)}1"))

    server = serve(slowly)
    begun = time.monotonic()

    with pytest.raises(NotFetched, match="took longer than"), fetch(server.url("/1"), seconds=0.8):
        pass

    assert time.monotonic() - begun < 2


def test_a_resolver_that_does_not_answer_is_left_at_the_time_limit():
    begun = time.monotonic()

    def never(host, port):
        time.sleep(3)
        return []

    with pytest.raises(NotFetched, match="took longer than"), fetch("http://slow.example/", resolve=never, seconds=0.3):
        pass

    assert time.monotonic() - begun < 2


# What servers do


def test_a_page_in_chunks_is_put_together(serve):
    chunks = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nA pa\r\n3;note=1\r\nge.\r\n0\r\nX-Last: 1\r\n\r\n"
    )
    server = serve(saying(chunks))

    with fetch(server.url()) as fetched:
        assert fetched.body.read() == b"A page."


def test_early_hints_are_not_the_page(serve):
    server = serve(saying(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", page(b"A page.")))

    with fetch(server.url()) as fetched:
        assert fetched.body.read() == b"A page."
    assert fetched.status == 200


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nOnly a part",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nOnly a part",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"",
    ],
)
def test_a_page_that_is_cut_off_is_not_kept(serve, answer):
    server = serve(saying(answer))

    with pytest.raises(NotFetched, match="broke off"), fetch(server.url()):
        pass


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x00\x01\x02\x03" * 100,
        b"<p>A page without a head.</p>\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\nA page.",
        b"HTTP/1.1 200 OK\r\nContent-Length: minus one\r\n\r\nA page.",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 7\r\n\r\nA page.",
        b"HTTP/2 200 OK\r\n\r\nA page.",
    ],
)
def test_garbage_is_not_kept(serve, answer):
    server = serve(saying(answer))

    with pytest.raises(NotFetched, match="not an answer of the web"), fetch(server.url()):
        pass


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("401 Unauthorized", "asks for a sign-in"),
        ("403 Forbidden", "does not give this page to programs"),
        ("404 Not Found", "no such page"),
        ("410 Gone", "is gone"),
        ("418 I'm a Teapot", "instead of a page"),
        ("429 Too Many Requests", "asked too often"),
        ("451 Unavailable", "the law"),
        ("500 Internal Server Error", "a fault of its own"),
        ("599 Unheard Of", "a fault of its own"),
        ("206 Partial Content", "instead of a page"),
        ("304 Not Modified", "instead of a page"),
        ("204 No Content", "an empty page"),
    ],
)
def test_an_error_is_no_page(serve, status, why):
    empty = status[0] in "23"
    server = serve(saying(page(b"" if empty else b"<h1>An error</h1>", status=status)))

    with pytest.raises(NotFetched, match=why), fetch(server.url()):
        pass


@pytest.mark.parametrize("answer", [page(b""), page(gzip.compress(b""), "Content-Encoding: gzip")])
def test_an_empty_page_is_not_kept(serve, answer):
    server = serve(saying(answer))

    with pytest.raises(NotFetched, match="empty page"), fetch(server.url()):
        pass


def test_a_server_that_is_down_is_said_to_be(serve, settings):
    settings.CAPTURE_ALLOWED_PRIVATE = ["127.0.0.1:9"]

    with pytest.raises(NotFetched, match="cannot be reached"), fetch("http://127.0.0.1:9/"):
        pass


def test_a_name_that_nobody_has_is_said_to_be_unknown():
    with (
        pytest.raises(NotFetched, match=r"no server called nobody\.example"),
        fetch("http://nobody.example/", resolve=lambda host, port: []),
    ):
        pass
