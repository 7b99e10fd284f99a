"""Secure connections: the name is proved, and bound to the address that was checked."""

import pytest

from sources.fetching import NotFetched, fetch
from sources.fetching.fetch import trusted
from tests.fetching.certificates import server_side
from tests.fetching.servers import by_path, page, redirect, saying


def at_home(host, port):
    """Every name leads to this machine."""
    return ["127.0.0.1"]


@pytest.fixture
def believed():
    """Believe a certificate for the length of a test."""
    yield lambda certificate: trusted().load_verify_locations(cadata=certificate)
    trusted.cache_clear()


def test_a_certificate_that_nobody_vouches_for_is_refused(serve, tmp_path):
    context, _certificate = server_side(tmp_path, "secure.example")
    server = serve(saying(page()), tls=context)

    with (
        pytest.raises(NotFetched, match=r"certificate cannot be trusted \(self-signed certificate\)"),
        fetch(f"https://secure.example:{server.port}/", resolve=at_home),
    ):
        pass

    assert server.asked == []


def test_a_certificate_for_another_name_is_refused(serve, tmp_path, believed):
    context, certificate = server_side(tmp_path, "secure.example")
    believed(certificate)
    server = serve(saying(page()), tls=context)

    with (
        pytest.raises(NotFetched, match="certificate cannot be trusted"),
        fetch(f"https://another.example:{server.port}/", resolve=at_home),
    ):
        pass


def test_a_certificate_that_has_expired_is_refused(serve, tmp_path, believed):
    context, certificate = server_side(tmp_path, "secure.example", days=-1)
    believed(certificate)
    server = serve(saying(page()), tls=context)

    with (
        pytest.raises(NotFetched, match="certificate has expired"),
        fetch(f"https://secure.example:{server.port}/", resolve=at_home),
    ):
        pass


def test_a_server_that_speaks_no_tls_is_refused(serve):
    server = serve(saying(page()), raw=True)

    with (
        pytest.raises(NotFetched, match="No secure connection"),
        fetch(f"https://secure.example:{server.port}/", resolve=at_home),
    ):
        pass


def test_the_server_is_called_by_its_name_though_its_address_is_dialled(serve, tmp_path, believed):
    called = []
    context, certificate = server_side(tmp_path, "secure.example")
    context.sni_callback = lambda connection, name, own: called.append(name)
    believed(certificate)
    server = serve(saying(page(b"A secure page.")), tls=context)

    with fetch(f"https://secure.example:{server.port}/", resolve=at_home) as fetched:
        assert fetched.body.read() == b"A secure page."

    assert called == ["secure.example"]
    assert f"Host: secure.example:{server.port}\r\n".encode() in server.asked[0]


def test_a_redirect_that_leaves_the_secure_web_is_followed_and_can_be_seen(serve, tmp_path, believed):
    context, certificate = server_side(tmp_path, "secure.example")
    believed(certificate)
    plain = serve(by_path({"/": page(b"A plain page.")}))
    secure = serve(saying(redirect(plain.url())), tls=context)
    url = f"https://secure.example:{secure.port}/"

    with fetch(url, resolve=lambda host, port: ["127.0.0.1"]) as fetched:
        assert fetched.body.read() == b"A plain page."

    assert fetched.addresses == [url, plain.url()]
