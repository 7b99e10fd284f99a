"""Which addresses are never asked for, however they are written and wherever they come from."""

import socket

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from config import settings as real_settings
from sources.fetching import NotFetched, fetch
from sources.fetching.addresses import is_public, read_address
from tests.fetching.servers import page, redirect, saying

NOT_PUBLIC = [
    # IPv4, first and last of each range
    *("0.0.0.0", "0.255.255.255"),  # noqa: S104
    *("10.0.0.0", "10.255.255.255"),
    *("100.64.0.0", "100.100.100.200", "100.127.255.255"),
    *("127.0.0.0", "127.0.0.1", "127.255.255.255"),
    *("169.254.0.0", "169.254.169.254", "169.254.255.255"),
    *("172.16.0.0", "172.31.255.255"),
    *("192.0.0.0", "192.0.0.192", "192.0.0.255"),
    *("192.0.2.0", "192.0.2.255"),
    *("192.88.99.0", "192.88.99.255"),
    *("192.168.0.0", "192.168.255.255"),
    *("198.18.0.0", "198.19.255.255"),
    *("198.51.100.0", "198.51.100.255"),
    *("203.0.113.0", "203.0.113.255"),
    *("224.0.0.0", "224.0.0.251", "239.255.255.255"),
    *("240.0.0.0", "255.255.255.255"),
    "168.63.129.16",
    # IPv6
    *("::", "::1", "::2"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8"),  # mapped
    *("::127.0.0.1", "::8.8.8.8"),  # compatible
    *("::ffff:0:127.0.0.1", "::ffff:0:8.8.8.8"),  # translated (SIIT)
    *("64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b::224.0.0.1"),  # NAT64
    *("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"),  # NAT64 of a network's own
    *("100::", "100::1", "100:0:0:1::"),
    *("2001::", "2001::7f00:1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),  # Teredo
    *("2001:2::", "2001:10::", "2001:20::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"),
    *("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
    *("2002::", "2002:7f00:1::", "2002:a9fe:a9fe::", "2002:808:808::"),  # 6to4
    *("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"),
    *("5f00::", "4000::1"),
    *("fc00::", "fd00:ec2::254", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    *("fe80::", "fe80::1%eth0", "febf::1", "fec0::1"),
    *("ff00::", "ff02::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    # no address at all
    *("", "localhost", "127.1", "1.2.3.4.5"),
]
PUBLIC = [
    *("1.0.0.1", "8.8.8.8", "9.255.255.255", "11.0.0.0"),
    *("100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0"),
    *("169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0"),
    *("192.167.255.255", "192.169.0.0", "223.255.255.255"),
    *("2001:200::1", "2606:4700:4700::1111", "2a00:1450:4001:82a::200e"),
    "64:ff9b::8.8.8.8",
]

UNUSUAL = [
    # one number, octal, hexadecimal, short forms
    *("2130706433", "017700000001", "0x7f000001", "0X7F000001", "127.1", "127.0.1", "0177.0.0.1", "0x7f.0.0.1"),
    *("127.0.0.0x1", "00000177.1", "0", "0x", "3232235777", "0xA9FEA9FE", "169.254.43518", "08.8.8.8", "134744072"),
    *("127.0.0.1.", "2130706433.", "127.1.", "256.256.256.256", "1.2.3.4.5", "example.1", "example.0x1"),
    # letters that a resolver or a browser may take for others
    *("127.0.0.1%00.example.org", "127%2e0%2e0%2e1", "%6c%6f%63%61%6c%68%6f%73%74", "a..example.org", ".example.org"),
    *("exa_mple!.org", "-", "*.example.org"),
]
FULL_WIDTH = [
    "１２７.０.０.１",
    "①②⑦.⓪.⓪.①",
    "ⓛocalhost",
    "127。0。0。1",
    "127．0．0．1",
    "127｡1",
    "ｌｏｃａｌｈｏｓｔ",
]
INNER = [
    *("localhost", "LOCALHOST", "LocalHost.", "deep.localhost", "localhost.localdomain", "ip6-localhost"),
    *("printer.local", "metadata.google.internal", "metadata", "router.lan", "nas.home.arpa", "wiki.corp", "intranet"),
]
NO_ADDRESS = [
    *("", "   ", "example.org", "www.example.org/page", "//example.org/", "/etc/passwd", "http:example.org"),
    *("http://", "http:///", "http://?", "http://#", "http:// example.org/", "http://exam ple.org/"),
    *(
        "http://example.org/a b",
        "http://example.org/\nHost: inside",
        "http://example.org/\x00",
        "http://example.org\t/",
    ),
    *(
        "http://example.org\\@127.0.0.1/",
        "http:\\\\127.0.0.1\\",
        "http://[::1",
        "http://[example.org]/",
        "http://[::1%25lo]/",
    ),
    *("http://example.org:0/", "http://example.org:99999/", "http://example.org:abc/", "http://example.org:-1/"),
]
OTHER_SCHEMES = [
    *("ftp://example.org/", "file:///etc/passwd", "gopher://127.0.0.1:25/", "data:text/html,x", "javascript:alert(1)"),
    *("mailto:a@example.org", "ws://example.org/", "wss://example.org/", "unix:///run/postgresql", "dict://127.0.0.1/"),
    *("view-source:http://example.org/", "blob:http://example.org/", "jar:http://example.org!/", "ldap://127.0.0.1/"),
]
WITH_PASSWORDS = [
    *("http://user@example.org/", "http://user:word@example.org/", "http://:word@example.org/", "http://@example.org/"),
    *("http://example.org@127.0.0.1/", "http://127.0.0.1@example.org/", "https://a%40b:c@example.org/"),
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_of_the_public_web_is_told(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_web_is_told(address):
    assert is_public(address)


@pytest.fixture
def dialled(monkeypatch):
    """Every address to which a connection would have been opened."""
    opened = []

    def refuse(address, *rest, **more):
        opened.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    return opened


def test_an_address_of_the_public_web_is_asked(dialled):
    assert refusal_of("https://8.8.8.8/") == "The server cannot be reached."
    assert dialled == [("8.8.8.8", 443)]


def refusal_of(url):
    """What the person is told."""
    with pytest.raises(NotFetched) as refused, fetch(url):
        pass
    return str(refused.value)


@pytest.mark.parametrize("address", [address for address in NOT_PUBLIC if "." in address and ":" not in address][:-2])
def test_an_ipv4_address_that_is_not_public_is_not_asked(address, dialled):
    assert "private network" in refusal_of(f"http://{address}/")
    assert dialled == []


@pytest.mark.parametrize("address", [address for address in NOT_PUBLIC if ":" in address and "%" not in address])
def test_an_ipv6_address_that_is_not_public_is_not_asked(address, dialled):
    assert "private network" in refusal_of(f"http://[{address}]:8000/")
    assert dialled == []


@pytest.mark.parametrize("host", UNUSUAL)
def test_a_server_is_not_named_in_an_unusual_way(host, dialled):
    assert refusal_of(f"https://{host}/") in (
        "The address names its server in a way that no web page does.",
        "This is not the address of a web page.",
    )
    assert dialled == []


@pytest.mark.parametrize("host", FULL_WIDTH + INNER)
def test_a_name_that_means_something_inside_only_is_not_asked(host, dialled):
    assert refusal_of(f"http://{host}/") in (
        "The address leads to this machine or into a private network, and is not fetched.",
        "The address names its server in a way that no web page does.",
        "This is not the address of a web page.",
    )
    assert dialled == []


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_what_is_no_address_is_refused(text, dialled):
    assert refusal_of(text) in (
        "This is not the address of a web page.",
        "Only addresses that begin with http:// or https:// can be fetched.",
        "The address names its server in a way that no web page does.",
    )
    assert dialled == []


@pytest.mark.parametrize("text", OTHER_SCHEMES)
def test_only_the_web_is_fetched(text, dialled):
    assert refusal_of(text) == "Only addresses that begin with http:// or https:// can be fetched."
    assert dialled == []


@pytest.mark.parametrize("text", WITH_PASSWORDS)
def test_an_address_holds_no_password(text, dialled):
    assert refusal_of(text) == "The address holds a user name or a password; write it without."
    assert dialled == []


def test_an_address_has_a_longest_length(dialled):
    assert refusal_of("https://example.org/" + "a" * 2000) == "The address is longer than 2000 characters."
    assert dialled == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("https://example.org", "https://example.org"),
        ("  HTTPS://Example.ORG:443/A?b=c#d ", "https://example.org/A?b=c"),
        ("http://bücher.example/ä", "http://xn--bcher-kva.example/%C3%A4"),
        ("http://例え.テスト/", "http://xn--r8jz45g.xn--zckzah/"),
        ("http://example.org./", "http://example.org./"),
        ("http://8.8.8.8:8080/", "http://8.8.8.8:8080/"),
        ("http://[2606:4700:4700::1111]/", "http://[2606:4700:4700::1111]/"),
        ("http://example.org/@user?to=http://127.0.0.1/", "http://example.org/@user?to=http://127.0.0.1/"),
    ],
)
def test_an_address_of_the_web_is_read(text, read):
    assert str(read_address(text)) == read


# Names


@pytest.mark.parametrize(
    "address", [address for address in NOT_PUBLIC if address[:1].isdigit() and address[1:2] != "/"][:40]
)
def test_a_name_that_leads_inside_is_not_asked(address, dialled):
    with (
        pytest.raises(NotFetched, match="private network"),
        fetch("http://inner.example/", resolve=lambda host, port: [address]),
    ):
        pass

    assert dialled == []


@pytest.mark.parametrize("answers", [["8.8.8.8", "10.0.0.1"], ["10.0.0.1", "8.8.8.8"], ["8.8.8.8", "::1"]])
def test_one_bad_answer_spoils_a_name(answers, dialled):
    with (
        pytest.raises(NotFetched, match="private network"),
        fetch("https://mixed.example/", resolve=lambda host, port: answers),
    ):
        pass

    assert dialled == []


def test_names_are_resolved_by_the_machine(monkeypatch, dialled):
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.0.7", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: answers)

    assert "private network" in refusal_of("http://router.example/")
    assert dialled == []


def test_a_name_whose_answer_changes_leads_to_the_address_that_was_checked(serve):
    """The allowance stands for the public address here; 127.0.0.2 is the machine that must not be reached."""
    checked = serve(saying(page(b"The checked server.")))
    inside = serve(saying(page(b"The inside.")), address="127.0.0.2", port=checked.port, allowed=False)
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]])

    with fetch(f"http://changing.example:{checked.port}/", resolve=lambda host, port: next(answers)) as fetched:
        assert fetched.body.read() == b"The checked server."

    assert inside.asked == []
    assert f"Host: changing.example:{checked.port}\r\n".encode() in checked.asked[0]
    assert next(answers) == ["127.0.0.2"]


def test_a_name_whose_answer_changes_between_two_redirects_is_checked_again(serve):
    outside = serve(saying(redirect("/again")))
    inside = serve(saying(page(b"The inside.")), address="127.0.0.2", port=outside.port, allowed=False)
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])

    with (
        pytest.raises(NotFetched, match="private network"),
        fetch(f"http://changing.example:{outside.port}/", resolve=lambda host, port: next(answers)),
    ):
        pass

    assert len(outside.asked) == 1
    assert inside.asked == []


def test_the_next_address_is_tried_when_one_does_not_answer(serve, settings):
    server = serve(saying(page(b"A page.")))
    settings.CAPTURE_ALLOWED_PRIVATE = [*settings.CAPTURE_ALLOWED_PRIVATE, f"127.0.0.3:{server.port}"]
    url = f"http://two.example:{server.port}/"

    with fetch(url, resolve=lambda host, port: ["127.0.0.3", "127.0.0.1"]) as fetched:
        assert fetched.body.read() == b"A page."


# The allowance


def test_the_allowance_is_for_one_port(serve):
    allowed = serve(saying(page()))
    other = serve(saying(page()), allowed=False)

    with fetch(allowed.url()):
        pass

    assert "private network" in refusal_of(other.url())
    assert other.asked == []


def test_nothing_private_is_allowed_in_earnest():
    assert real_settings.CAPTURE_ALLOWED_PRIVATE == []


def test_a_site_that_allows_something_private_does_not_start(settings):
    settings.CAPTURE_ALLOWED_PRIVATE = ["127.0.0.1:8000"]

    with pytest.raises(SystemCheckError, match="for tests alone"):
        call_command("check", tags=["security"])


def test_a_site_whose_proxy_cannot_be_used_does_not_start(settings):
    settings.CAPTURE_PROXY = "socks4://127.0.0.1:9"

    with pytest.raises(SystemCheckError, match="CAPTURE_PROXY"):
        call_command("check", tags=["security"])
