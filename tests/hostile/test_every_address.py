"""Whatever is asked for, the answer is below 500, and asking changes nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile import finding
from tests.hostile.sending import HOSTILE, ask, encoded, is_long
from tests.moments.test_decisions import ADDRESSES

pytestmark = pytest.mark.django_db

LONG = is_long()
SOME = settings(
    max_examples=max(4, settings().max_examples // 25),
    derandomize=not LONG,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
texts = st.one_of(
    st.sampled_from(sorted(HOSTILE.values(), key=len)[:-1]),
    st.text(st.characters(), max_size=40),
    st.integers().map(str),
    st.dates().map(str),
    st.uuids().map(str),
    st.just(""),
)

ALWAYS_TRIED = ("q", "page", "sort", "as_of", "said_by", "dated", "next")
PLACES = ["%00", "%F0%28%8C%28", "..%2f..%2f", "-1", "9" * 30, "0", "a" * 3000, "%ED%A0%80", "İ", "٣", "%0d%0aX:%20y"]


@pytest.fixture(scope="module")
def clients(people):
    return [people["reader"], people["administrator"]]


@pytest.fixture(scope="module")
def parameters(addresses, clients):
    """The names that the view at each address reads from its query."""
    found = {}
    for name, address in addresses.items():
        with finding.names_read() as read:
            ask(clients[1], "GET", f"{address}?page=1&q=a")
        found[name] = sorted({*read["names"], *ALWAYS_TRIED})
    return found


def test_hostile_parameters(addresses, parameters, clients):
    kinds = [kind for kind in HOSTILE if kind != "a megabyte"]
    tried = 0
    for number, (name, address) in enumerate(addresses.items()):
        alone = parameters[name] if LONG else parameters[name][number % len(parameters[name]) :][:1]
        for at, key in enumerate(alone):
            for kind in kinds if LONG else [kinds[number % len(kinds)]]:
                ask(clients[at % 2], "GET", f"{address}?{encoded([(key, HOSTILE[kind])])}")
        everywhere = [(key, HOSTILE[kinds[(number + at) % len(kinds)]]) for at, key in enumerate(parameters[name])]
        ask(clients[number % 2], "GET", f"{address}?{encoded(everywhere + everywhere)}")
        tried += len(everywhere)

    assert tried > 500


@SOME
@given(drawn=st.data())
def test_any_query_at_all(addresses, parameters, clients, drawn):
    for name in drawn.draw(st.lists(st.sampled_from(list(addresses)), min_size=1, max_size=15)):
        pairs = drawn.draw(st.lists(st.tuples(st.sampled_from(parameters[name]), texts), max_size=6))
        method = drawn.draw(st.sampled_from(["GET", "HEAD"]))
        ask(drawn.draw(st.sampled_from(clients)), method, f"{addresses[name]}?{encoded(pairs)}")


def test_hostile_places_in_an_address(addresses, clients):
    """Every part of an address that is a value, replaced."""
    tried = 0
    for number, (name, address) in enumerate(addresses.items()):
        values = len(ADDRESSES[name].pattern.converters or ADDRESSES[name].pattern.regex.groupindex)
        parts = address.split("/")
        for at in range(1, len(parts)) if values else ():
            if not parts[at]:
                continue
            for place in PLACES if LONG else [PLACES[(number + at) % len(PLACES)]]:
                ask(clients[1], "GET", "/".join([*parts[:at], place, *parts[at + 1 :]]))
                tried += 1

    assert tried > 100


BROKEN = {
    "Accept": "\x00*/*;q=x",
    "Accept-Language": "x" * 600,
    "Cookie": "sessionid=\xff; csrftoken=x; ;;=",
    "HX-Request": "true",
    "HX-Target": "\x00",
    "If-Modified-Since": "never",
    "If-None-Match": '"' * 99,
    "Range": "bytes=9-1,-0,a",
    "X-Forwarded-For": "a, \x00",
    "X-Forwarded-Host": "evil.example",
}


def test_broken_headers(addresses, clients):
    for number, address in enumerate(addresses.values()):
        for client in clients if LONG else [clients[number % 2]]:
            ask(client, "GET", address, **BROKEN)
