"""Editors and administrators sign in with a second step; its codes open once, and its secrets are not readable."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests import factories as make
from tests.factories import PASSWORD
from tests.users.codes import (
    SECOND_STEP,
    code_now,
    is_signed_in,
    recovery_codes,
    set_up_app,
    sign_in,
)
from users.second_step import SET_UP

pytestmark = pytest.mark.django_db

PAGES = "/accounts/2fa/"
ACTIVATE = f"{PAGES}totp/activate/"


@pytest.fixture(autouse=True)
def required(settings):
    """As in a deployment."""
    settings.MFA_REQUIRED = True


@pytest.fixture
def editor():
    return make.make_user(role="editor", email="eva@desk.example")


def set_up_on_the_page(client: Client) -> str:
    page = client.get(ACTIVATE).content.decode()
    secret = re.search(r'class="secret">(\w+)<', page)[1]
    assert client.post(ACTIVATE, {"code": code_now(secret)}).status_code == 302
    return secret


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_whoever_must_have_one_can_do_nothing_but_set_it_up_and_sign_out(role):
    client = sign_in(make.make_user(role=role))

    for address in ["/", "/claims/new/", "/accounts/", "/people/", "/accounts/password/change/", "/countries.csv"]:
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, PAGES), address
    assert client.post("/desks/", {"name": "A desk"})["Location"] == PAGES
    assert client.get(PAGES).status_code == 200
    set_up_on_the_page(client)
    assert client.get("/accounts/").status_code == 200


def named(patterns, space=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def test_every_place_that_is_left_open_exists():
    assert set(named(get_resolver().url_patterns)) >= SET_UP


def test_who_has_no_second_step_may_sign_out(editor):
    client = sign_in(editor)

    client.post("/accounts/logout/")

    assert not is_signed_in(client)


def test_a_contributor_needs_none_and_may_have_one():
    person = make.make_user()
    client = sign_in(person)

    assert client.get("/accounts/").status_code == 200
    secret = set_up_on_the_page(client)
    assert not is_signed_in(sign_in(person))
    assert is_signed_in(sign_in(person, code=recovery_codes(person)[0]))
    assert secret


def test_a_role_that_is_given_while_somebody_is_signed_in_obliges_at_once():
    person = make.make_user()
    client = sign_in(person)
    type(person).objects.filter(pk=person.pk).update(role="editor")

    assert client.get("/accounts/")["Location"] == PAGES


def test_the_demo_asks_nobody(settings, editor):
    settings.MFA_REQUIRED = False

    assert is_signed_in(sign_in(editor))


def test_a_password_alone_does_not_sign_in_and_a_code_does(editor):
    secret = set_up_app(editor)
    client = sign_in(editor)

    assert not is_signed_in(client)
    assert "The second step" in client.get(SECOND_STEP).content.decode()
    client.post(SECOND_STEP, {"code": code_now(secret)})
    assert is_signed_in(client)


def test_a_code_opens_once(editor):
    secret = set_up_app(editor)
    code = code_now(secret)

    assert is_signed_in(sign_in(editor, code=code))
    assert not is_signed_in(sign_in(editor, code=code))


@pytest.mark.parametrize("ago", [-2, 1, 2, 20])
def test_a_code_of_another_half_minute_opens_nothing(editor, ago):
    assert not is_signed_in(sign_in(editor, code=code_now(set_up_app(editor), ago=ago)))


def test_a_recovery_code_opens_once(editor):
    set_up_app(editor)
    code = recovery_codes(editor)[3]

    assert is_signed_in(sign_in(editor, code=code))
    assert not is_signed_in(sign_in(editor, code=code))
    assert code not in recovery_codes(editor)


def test_the_code_of_somebody_else_opens_nothing(editor):
    set_up_app(editor)
    other = make.make_user(role="editor")
    secret = set_up_app(other)

    assert not is_signed_in(sign_in(editor, code=code_now(secret)))
    assert not is_signed_in(sign_in(editor, code=recovery_codes(other)[0]))


def test_codes_are_not_guessed_for_long_whoever_tries(editor):
    secret = set_up_app(editor)
    for number in range(6):
        guesser = sign_in(editor)
        guesser.post(SECOND_STEP, {"code": f"00000{number}"})

    right = sign_in(editor)
    answer = right.post(SECOND_STEP, {"code": code_now(secret)})

    assert "Too many failed" in answer.content.decode()
    assert not is_signed_in(right)


HOSTILE = ["", " ", "é" * 6, "１２３４５６", "٠٠٠٠٠٠", "\x00", "x" * 1_000_000, "-1", "\u202e123456"]


@pytest.mark.parametrize("code", HOSTILE, ids=lambda code: ascii(code[:8]))
def test_no_code_however_odd_is_an_error_or_opens_anything(editor, code):
    set_up_app(editor)
    client = sign_in(editor)

    assert client.post(SECOND_STEP, {"code": code}).status_code == 200
    assert not is_signed_in(client)
    other = sign_in(make.make_user())
    other.get(ACTIVATE)
    assert other.post(ACTIVATE, {"code": code}).status_code == 200


CREDENTIALS = [
    "",
    "null",
    "[]",
    "{}",
    '"text"',
    "[" * 100_000,
    "x" * 1_000_000,
    "\x00",
    json.dumps({"id": "\x00", "rawId": "\x00", "type": "public-key", "response": {}}),
    json.dumps({"id": "\ud800", "rawId": "AA", "type": "public-key", "response": {"userHandle": "\ud800"}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "AA"}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": None}),
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "authenticatorData": "AAAA",
                "signature": "AA",
                "attestationObject": "_w",
                "userHandle": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk",
            },
        }
    ),
]


@pytest.mark.parametrize("credential", CREDENTIALS, ids=lambda text: ascii(text[:24]))
def test_no_passkey_however_odd_is_an_error_or_opens_anything(editor, credential):
    set_up_app(editor)
    signing_in = sign_in(editor)
    signing_in.get(SECOND_STEP)
    signed_in = sign_in(make.make_user())
    signed_in.get(f"{PAGES}webauthn/add/")
    anybody = Client()
    anybody.get(f"{PAGES}webauthn/login/", headers={"accept": "application/json"})

    answers = [
        signing_in.post(SECOND_STEP, {"credential": credential}),
        signed_in.post(f"{PAGES}webauthn/add/", {"name": "A key", "credential": credential}),
        anybody.post(f"{PAGES}webauthn/login/", {"credential": credential}),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert not is_signed_in(signing_in)
    assert not is_signed_in(anybody)
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()


def test_secrets_stand_encrypted_in_the_database(editor):
    client = sign_in(editor)
    secret = set_up_on_the_page(client)

    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert all(code not in kept for code in recovery_codes(editor))


def test_a_new_key_of_the_site_reads_what_was_kept_under_the_former(editor, settings):
    secret = set_up_app(editor)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that only this test knows, and that protects nothing"

    assert is_signed_in(sign_in(editor, code=code_now(secret)))


def test_recovery_codes_are_shown_once(editor):
    client = sign_in(editor)
    set_up_on_the_page(client)
    code = recovery_codes(editor)[0]

    first, second = client.get(f"{PAGES}recovery-codes/"), client.get(f"{PAGES}recovery-codes/")

    assert code in first.content.decode()
    assert code not in second.content.decode()
    assert client.get(f"{PAGES}recovery-codes/download/").status_code == 403
    assert "no-store" in first["Cache-Control"]


def test_who_must_have_one_keeps_the_last(editor):
    secret = set_up_app(editor)
    client = sign_in(editor, code=code_now(secret))

    answer = client.post(f"{PAGES}totp/deactivate/")

    assert "You cannot deactivate" in answer.content.decode()
    assert Authenticator.objects.filter(user=editor, type=Authenticator.Type.TOTP).exists()


def test_a_contributor_may_take_it_away_again(mailoutbox):
    person = make.make_user()
    secret = set_up_app(person)
    client = sign_in(person, code=code_now(secret))

    client.post(f"{PAGES}totp/deactivate/")

    assert not Authenticator.objects.filter(user=person).exists()
    assert is_signed_in(sign_in(person))


@pytest.mark.django_db(transaction=True)
def test_a_change_is_told_by_mail_without_an_address(editor):
    client = sign_in(editor)
    set_up_on_the_page(client)

    told = [each for each in mail.outbox if each.to == [editor.email]]
    assert "An app that shows codes was set up." in told[0].body
    assert "127.0.0.1" not in told[0].body
    cache.clear()


@pytest.mark.parametrize("address", ["totp/deactivate/", "webauthn/keys/{key}/remove/", "webauthn/keys/{key}/edit/"])
def test_nobody_changes_the_second_step_of_another(editor, address):
    set_up_app(editor)
    key = Authenticator.objects.create(user=editor, type=Authenticator.Type.WEBAUTHN, data={"name": "Mine"})
    stranger = sign_in(make.make_user())

    answer = stranger.post(f"{PAGES}{address.format(key=key.pk)}", {"name": "Theirs"})

    assert answer.status_code == 404
    key.refresh_from_db()
    assert key.data["name"] == "Mine"
    assert Authenticator.objects.filter(user=editor).count() == 3


def test_the_password_is_asked_again_when_it_was_given_long_ago(editor):
    secret = set_up_app(editor)
    client = sign_in(editor, code=code_now(secret))
    session = client.session
    session["account_authentication_methods"] = [
        {**each, "at": each["at"] - 3600} for each in session["account_authentication_methods"]
    ]
    session.save()

    answer = client.post(f"{PAGES}recovery-codes/generate/")

    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert client.post("/accounts/reauthenticate/", {"password": "not it"}).status_code == 200
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("page", ["", "totp/activate/", "webauthn/", "webauthn/add/", "recovery-codes/generate/"])
def test_every_page_stands_in_the_frame_of_the_site_without_inline_script_or_style(page):
    person = make.make_user()
    client = sign_in(person)
    if "generate" in page:
        set_up_app(person)

    shown = client.get(f"{PAGES}{page}").content.decode()

    assert 'class="site-header"' in shown
    assert not re.search(r"<style|\sstyle=|\son\w+=", shown)
    scripts = re.findall(r"<script\b[^>]*>", shown)
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)


def test_the_code_that_sets_up_an_app_does_not_sign_in_again(editor):
    client = sign_in(editor)
    page = client.get(ACTIVATE).content.decode()
    code = code_now(re.search(r'class="secret">(\w+)<', page)[1])
    client.post(ACTIVATE, {"code": code})

    assert not is_signed_in(sign_in(editor, code=code))
