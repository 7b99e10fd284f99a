"""Guessing is slowed down for all processes alike, by an address that the proxies vouch for, and tells nothing."""

import re
import statistics
import time

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests import factories as make
from tests.factories import PASSWORD
from tests.users.codes import LOGIN
from users.kept import forget_what_is_over
from users.tasks import clear_expired_sessions

pytestmark = pytest.mark.django_db

RESET = "/accounts/password/reset/"


@pytest.fixture
def eva():
    return make.make_user(email="eva@desk.example")


def kept() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM kept_for_a_while")
        return list(cursor.fetchall())


def words_of(answer) -> str:
    words = answer.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)


def test_counts_stand_in_one_table_for_all_processes_under_names_that_tell_no_address(eva):
    Client(REMOTE_ADDR="203.0.113.5").post(LOGIN, {"login": eva.email, "password": "not it"})

    names = [name for name, _value in kept()]
    assert len(names) >= 2
    assert all(len(name) == 64 and set(name) <= set("0123456789abcdef") for name in names)
    assert "203.0.113.5" not in str(kept())


def test_an_address_is_the_one_that_our_own_proxy_names(eva, settings):
    settings.PROXIES_IN_FRONT = 1
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}

    def attempt(forwarded):
        visitor = Client(headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="10.0.0.1")
        return visitor.post(LOGIN, {"login": eva.email, "password": "not it"}).status_code

    # What stands before the last was written by the visitor, who changes it with each attempt.
    assert [attempt(f"198.51.100.{number}, 203.0.113.5") for number in range(3)] == [200, 200, 429]
    assert attempt("203.0.113.6") == 200


def test_neighbours_in_one_network_count_as_one(eva, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}

    def attempt(address):
        return Client(REMOTE_ADDR=address).post(LOGIN, {"login": eva.email, "password": "not it"}).status_code

    assert [attempt(f"2001:db8::{number}") for number in range(3)] == [200, 200, 429]
    assert attempt("2001:db8:0:1::1") == 200


def test_one_address_tries_so_many_passwords_and_then_waits(eva):
    answers = [
        Client(REMOTE_ADDR=f"203.0.113.{n}").post(LOGIN, {"login": eva.email, "password": "no"}) for n in range(6)
    ]

    right = Client(REMOTE_ADDR="203.0.113.99").post(LOGIN, {"login": eva.email, "password": PASSWORD})

    assert "Too many failed login attempts" in answers[-1].content.decode()
    assert right.status_code == 200


def test_an_unknown_address_runs_into_the_same_limit_in_the_same_words(eva):
    def told(name, address):
        visitor = Client(REMOTE_ADDR=address)
        typed = {"login": f"{name}@desk.example", "password": "not it"}
        return [words_of(visitor.post(LOGIN, typed)).replace(f"{name}@", "x@") for _time in range(7)]

    assert told("eva", "203.0.113.1") == told("nobody", "203.0.113.2")


def test_asking_for_a_new_password_is_answered_the_same_and_sends_one_mail_either_way(eva, mailoutbox):
    closed = make.make_user(email="closed@desk.example")
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)

    answers = {}
    for email in (eva.email, "nobody@desk.example", closed.email):
        answer = Client().post(RESET, {"email": email}, follow=True)
        answers[words_of(answer), answer.status_code, tuple(answer.redirect_chain)] = email

    assert len(answers) == 1
    assert [each.to[0] for each in mailoutbox] == [eva.email, "nobody@desk.example", closed.email]
    assert len({each.subject for each in mailoutbox}) == 1
    assert ["/reset/key/" in each.body for each in mailoutbox] == [True, False, False]


def test_new_passwords_are_asked_for_so_often_and_no_oftener(mailoutbox):
    answers = [Client(REMOTE_ADDR=f"203.0.113.{n}").post(RESET, {"email": "eva@desk.example"}) for n in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert len(mailoutbox) == 5
    assert "That was too often" in answers[-1].content.decode()


def test_an_unknown_address_takes_about_as_long_as_a_wrong_password(settings, eva):
    """A hash is worked out either way: without it, an unknown address is answered in a small part of the time."""
    settings.PASSWORD_HASHERS = ["tests.users.test_limits.SlowHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    eva.set_password(PASSWORD)
    eva.save()

    def seconds(email):
        begun = time.process_time()
        Client().post(LOGIN, {"login": email, "password": "not it"})
        return time.process_time() - begun

    seconds(eva.email)
    known, unknown = ([seconds(email) for _time in range(5)] for email in (eva.email, "nobody@desk.example"))

    assert 0.5 < statistics.median(known) / statistics.median(unknown) < 2


class SlowHasher(PBKDF2PasswordHasher):
    """Slow enough to be what takes the time."""

    algorithm = "pbkdf2_slow"
    iterations = 400_000


def test_what_is_over_is_deleted_every_night():
    cache.set("over", 1, timeout=-1)
    cache.set("still counted", 1, timeout=3600)

    clear_expired_sessions(0)
    forget_what_is_over(at=timezone.now())

    assert len(kept()) == 1
    assert cache.get("still counted") == 1


@pytest.mark.parametrize("typed", ["x" * 1_000_000, "a\x00b", "\u202e", "'; --"], ids=["1 MB", "NUL", "turned", "SQL"])
@pytest.mark.parametrize("field", ["login", "password"])
def test_hostile_texts_at_sign_in_are_no_error(eva, field, typed):
    answer = Client().post(LOGIN, {"login": eva.email, "password": PASSWORD, field: typed})

    assert answer.status_code == 200
    assert Client().post(RESET, {"email": typed}).status_code in (200, 302)


def test_half_a_pair_at_sign_in_is_no_error(eva):
    body = b"login=eva%40desk.example%ED%A0%80&password=%ED%A0%80"
    for address in (LOGIN, RESET):
        answer = Client().post(address, body + b"&email=%ED%A0%80", content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200


@pytest.mark.parametrize("address", [LOGIN, RESET, "/accounts/2fa/webauthn/login/"])
def test_nothing_is_tried_without_the_token_of_the_page(eva, address, mailoutbox):
    answer = Client(enforce_csrf_checks=True).post(
        address, {"login": eva.email, "password": PASSWORD, "email": eva.email}
    )

    assert answer.status_code == 403
    assert mailoutbox == []
