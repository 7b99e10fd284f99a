"""A person makes tokens for programs, sees each secret once, and ends them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from operations.audit.query import Asked, lines
from tests import factories as make
from tests.factories import PASSWORD
from tests.users.codes import queries_for, sign_in
from users.actions.people import change_rights, close_account, open_account, take_second_step
from users.actions.tokens import MOST_TOKENS, end_tokens, token_shown
from users.models import Token

pytestmark = pytest.mark.django_db

LIST, NEW = "/accounts/tokens/", "/accounts/tokens/new/"
SENT = {"name": "The importer", "scopes": ["drafts:write", "desk:read"], "days": "90"}
SECRET = re.compile(r"onrecord_[\w-]{43}")


@pytest.fixture
def eva():
    return make.make_user(email="eva@desk.example")


def secret_on(answer):
    assert answer.status_code == 200
    return SECRET.search(answer.content.decode())[0]


def opens(secret):
    return token_shown(secret, at=timezone.now()) is not None


def test_the_whole_way(eva):
    client = sign_in(eva)
    answer = client.post(NEW, SENT)
    secret = secret_on(answer)
    token = Token.objects.get()

    assert "no-store" in answer["Cache-Control"]
    assert "Authorization: Bearer" in answer.content.decode()
    assert secret not in str(Token.objects.values_list().get())
    assert opens(secret)
    assert (token.owner, token.scopes) == (eva, ["desk:read", "drafts:write"])
    assert token.expires_on == timezone.now().date() + timedelta(days=90)
    listed = client.get(LIST).content.decode()
    assert token.prefix in listed
    assert secret not in listed
    assert "never used" in listed

    asked = client.get(f"{LIST}{token.pk}/revoke/")
    assert "cannot be undone" in asked.content.decode()
    assert opens(secret)
    client.post(f"{LIST}{token.pk}/revoke/")
    assert not opens(secret)
    assert "Revoked" in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{token.pk}/revoke/").status_code == 404


def test_making_one_asks_for_the_password_again_and_reads_its_form(eva):
    away = Client()
    away.force_login(eva)  # no password was given in this browser
    assert "/reauthenticate/" in away.post(NEW, SENT)["Location"]
    assert away.get(NEW)["Location"].startswith("/accounts/")
    client = sign_in(eva)
    wrongs: list[dict[str, Any]] = [{"name": " "}, {"scopes": []}, {"scopes": ["everything"]}, {"days": "9999"}]
    for wrong in [*wrongs, {"days": ""}]:
        assert client.post(NEW, {**SENT, **wrong}).status_code == 422, wrong
    assert Client().get(LIST).status_code == 302
    assert not Token.objects.exists()


def test_each_person_sees_and_revokes_only_their_own(eva):
    other = make.make_token(name="Of somebody else")
    client = sign_in(eva)

    assert "Of somebody else" not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{other.pk}/revoke/").status_code == 404
    assert client.post(f"{LIST}{other.pk}/revoke/").status_code == 404
    other.refresh_from_db()
    assert other.revoked_at is None


@pytest.mark.parametrize(
    "act",
    [
        lambda person, by, now: close_account(person, why="x", by=by, at=now),
        lambda person, by, now: change_rights(person, role="editor", desks=[], why="x", by=by, at=now),
        lambda person, by, now: take_second_step(person, why="x", by=by, at=now),
        lambda person, by, now: end_tokens(person, by=person, at=now),
    ],
    ids=["closed", "another role", "second step taken", "all"],
)
def test_what_changes_an_account_ends_its_tokens_for_good(eva, act):
    secret, now = "onrecord_eva-eva-and-more", timezone.now()
    make.make_token(owner=eva, secret=secret, created_at=now, expires_on=now.date())
    office = make.make_user(role="administrator")
    assert opens(secret)

    act(eva, office, now)

    assert not opens(secret)
    open_account(eva, why="x", by=office, at=now)
    assert not opens(secret)


def test_a_new_password_and_signing_out_everywhere_end_them_and_signing_out_elsewhere_does_not(eva):
    client, words = sign_in(eva), "other words that nobody guesses"
    first = secret_on(client.post(NEW, SENT))
    client.post("/accounts/sessions/end/", {"session": "others"})
    assert opens(first)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": words, "password2": words})
    assert not opens(first)
    second = secret_on(sign_in(eva, password=words).post(NEW, SENT))
    assert opens(second)
    sign_in(eva, password=words).post("/accounts/sessions/end/", {"session": "all"})
    assert not opens(second)


def test_a_secret_opens_to_its_last_day_whole_and_for_an_open_account(eva):
    secret, now = "onrecord_12345678rest", make.NOON
    make.make_token(owner=eva, secret=secret, expires_on=now.date())

    assert token_shown(secret, at=now)
    assert token_shown(secret, at=now + timedelta(days=1)) is None
    for wrong in (secret[:-1], f"{secret}x", secret[:17], "", "onrecord_", "\udcff", "x" * 100_000):
        assert token_shown(wrong, at=now) is None, wrong[:30]
    eva.is_active = False
    eva.save()
    assert token_shown(secret, at=now) is None


def test_there_are_so_many_and_no_more_and_so_often(eva, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "make_token": "2/h/user"}
    client = sign_in(eva)
    for number in range(MOST_TOKENS):
        make.make_token(owner=eva, name=f"{number}", expires_on=timezone.now().date(), created_at=timezone.now())
    refused = client.post(NEW, SENT)
    assert (refused.status_code, Token.objects.count()) == (422, MOST_TOKENS)
    assert "Revoke one first" in refused.content.decode()
    Token.objects.all().update(revoked_at=make.NOON, revoked_by=eva)
    assert client.post(NEW, SENT).status_code == 200
    assert client.post(NEW, SENT).status_code == 429


def test_the_list_asks_as_many_queries_for_fifty_as_for_one(eva):
    client = sign_in(eva)
    make.make_token(owner=eva)
    for_one = queries_for(client, LIST)
    for _number in range(49):
        make.make_token(owner=eva)
    assert queries_for(client, LIST) == for_one


def test_who_made_and_revoked_one_stands_in_the_audit(eva):
    client = sign_in(eva)
    client.post(NEW, SENT)
    client.post(f"{LIST}{Token.objects.get().pk}/revoke/")

    found = [line for line in lines(Asked(person=eva.pk), number=20) if line.source == "users.Token"]
    assert [line.label for line in found] == ["update", "insert"]
    assert {line.kind for line in found} == {"people"}
    told = sign_in(eva).get("/accounts/acts/").content.decode()
    assert "Token of a program" in told
    assert "The importer" in told
