"""Searching, taking files and fetching have limits, counted for all processes, without anybody's address."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from tests import factories as make
from tests.moments.test_decisions import ADDRESSES
from tests.rules.connections import connect
from users.models import Role
from web import limiting, limits
from web.models import Count, SaltOfDay

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 30, 12, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(limits, "_salts", {})


@pytest.fixture
def two(settings):
    settings.SEARCHES_PER_MINUTE = settings.FILES_PER_HOUR = settings.FETCHES_PER_HOUR = 2


def take(who="192.0.2.1", what="search", at=NOON, most=2, every=60):
    return limits.seconds_to_wait(what, who, at=at, most=most, every=every)


def test_one_too_many_waits_until_the_stretch_is_over():
    assert [take(), take(), take(), take()] == [0, 0, 30, 30]
    assert take(at=NOON + timedelta(seconds=30)) == 0


def test_people_addresses_and_what_is_asked_for_count_apart():
    assert [take(), take(), take()] == [0, 0, 30]
    assert [take("192.0.2.2"), take("user 1"), take(what="file")] == [0, 0, 0]


def test_nothing_that_is_kept_says_who_it_was():
    take("192.0.2.77")

    kept = [str(row) for model in (Count, SaltOfDay) for row in model.objects.values()]

    assert len(kept) == 2
    assert not any("192.0.2.77" in row for row in kept)


def test_two_stretches_of_one_reader_have_nothing_in_common_and_a_day_that_is_over_is_forgotten():
    take()
    take(at=NOON + timedelta(minutes=1))
    salt = SaltOfDay.objects.get().salt
    assert Count.objects.values("digest").distinct().count() == 2

    take(at=NOON + timedelta(days=1))

    assert list(Count.objects.values_list("day", flat=True)) == [(NOON + timedelta(days=1)).date()]
    assert SaltOfDay.objects.get().salt != salt


@pytest.mark.django_db(transaction=True)
def test_processes_count_together_and_do_not_wait_for_each_other():
    take()
    [digest] = Count.objects.values_list("digest", flat=True)
    with connect() as other:
        other.execute("BEGIN")
        row = other.execute(limits.COUNT_ONE_MORE, [NOON.date(), digest]).fetchone()
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        assert take("192.0.2.9") == 0
        other.execute("COMMIT")

    assert row == (2,)
    assert take() == 30


def test_one_search_too_many_is_answered_with_a_page_and_the_time_to_wait(client, two):
    asked = [client.get("/claims/", {"q": f"word {n}"}) for n in range(3)]

    assert [answer.status_code for answer in asked] == [200, 200, 429]
    assert 0 < int(asked[2]["Retry-After"]) <= 60
    assert asked[2]["Cache-Control"] == "no-store"
    assert b"Ask again in a minute" in asked[2].content
    assert client.get("/claims/").status_code == 200
    assert client.get("/claims/", {"q": "  "}).status_code == 200


def test_files_are_limited_and_reading_is_not(client, two):
    make.make_claim()
    for address in ("/claims.csv", "/sources.json"):
        b"".join(client.get(address).streaming_content)

    assert client.get("/countries/it/dossier.json").status_code == 429
    assert client.get("/parties.csv").status_code == 429
    assert client.get("/countries/it/").status_code == 200


def test_fetching_is_limited_for_each_person_whatever_address_they_come_from(two):
    alice, bob = make.make_user(role=Role.EDITOR), make.make_user(role=Role.EDITOR)
    source = make.make_source(url="")

    def fetch(user, address):
        client = Client(REMOTE_ADDR=address)
        client.force_login(user)
        return client.post(f"/sources/{source.slug}/captures/fetch/").status_code

    assert [fetch(alice, f"192.0.2.{n}") for n in range(3)] == [422, 422, 429]
    assert fetch(bob, "192.0.2.1") == 422


def test_readers_behind_a_proxy_of_ours_count_apart(client, two, settings):
    settings.PROXIES_IN_FRONT = 1

    def search(forwarded):
        return client.get("/claims/", {"q": "word"}, headers={"X-Forwarded-For": forwarded}).status_code

    assert [search("192.0.2.1"), search("192.0.2.1"), search("192.0.2.1")] == [200, 200, 429]
    assert search("192.0.2.2") == 200
    assert search("192.0.2.9, 192.0.2.1") == 429, "what a reader writes into the header is not believed"


def test_exports_and_letters_say_when_to_ask_again(client, settings):
    make.make_claim()
    settings.EXPORTS_PER_HOUR = 0

    answer = client.post("/countries/it/dossier/make/json/")

    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")


def test_what_always_costs_are_addresses_of_the_site():
    assert set(limiting.ALWAYS) <= set(ADDRESSES)
    files = [name for name in ADDRESSES if name.endswith(limiting.FILES_OF_LISTS)]
    assert len(files) >= 10
