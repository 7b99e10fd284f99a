"""A program shows a token: what it opens, and how it is refused (RFC 6750)."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories as make
from users.models import Token

pytestmark = pytest.mark.django_db

CLAIMS = "/api/v1/claims/"
SECRET = "onrecord_12345678-and-what-nobody-guesses"


def with_token(secret=SECRET, scheme="Bearer"):
    return Client(headers={"Authorization": f"{scheme} {secret}"})


def a_token(*scopes, **columns):
    now = timezone.now()
    return make.make_token(secret=SECRET, scopes=scopes, created_at=now, expires_on=now.date(), **columns)


def refs(answer):
    assert answer.status_code == 200
    return {row["ref"] for row in answer.json()["results"]}


def test_a_token_reads_what_its_owner_sees_with_the_scope_for_it_and_what_is_public_without():
    member = make.make_user()
    desk = make.make_desk(members=[member])
    public, draft = make.make_claim(), make.make_claim(published=False, desk=desk)
    of_others = make.make_claim(published=False, desk=make.make_desk())
    token = a_token("drafts:write", owner=member)

    assert refs(with_token().get(CLAIMS)) == {public.ref}
    assert with_token().get(f"{CLAIMS}{draft.ref}/").status_code == 404
    Token.objects.filter(pk=token.pk).update(scopes=["desk:read"])
    answer = with_token().get(CLAIMS)
    assert refs(answer) == {public.ref, draft.ref}
    assert with_token().get(f"{CLAIMS}{of_others.ref}/").content == with_token().get(f"{CLAIMS}zzzzzzz/").content
    assert answer["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in answer
    assert "Authorization" in answer["Vary"]
    token.refresh_from_db()
    assert token.last_used_on == timezone.now().date()
    past = with_token().get(f"{CLAIMS}?as_of={timezone.now():%Y-%m-%d}")
    assert refs(past) == {public.ref}, "a past moment is read as nobody"


def test_beside_a_token_no_cookie_counts():
    member = make.make_user()
    draft = make.make_claim(published=False, desk=make.make_desk(members=[member]))
    a_token("drafts:write", owner=member)
    browser = with_token()
    browser.force_login(member)

    assert refs(browser.get(CLAIMS)) == set()
    assert refs(_signed_in(member).get(CLAIMS)) == {draft.ref}


def _signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    "secret", ["onrecord_1234567-and-what-nobody-guesses", f"{SECRET}x", "", "x" * 5000, "onrecord_", "\xff"]
)
def test_what_opens_nothing_is_refused_in_the_same_words_everywhere(secret):
    a_token("desk:read")

    answer = with_token(secret).get(CLAIMS)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="On Record", error="invalid_token"'
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "private, no-store"
    assert "opens nothing" in json.loads(answer.content)["detail"]


@pytest.mark.parametrize("change", ["revoked", "over", "closed"])
def test_a_token_that_is_over_is_refused_like_one_that_never_was(change):
    token = a_token("desk:read")
    never = with_token(f"{SECRET}x").get(CLAIMS)
    assert with_token().get(CLAIMS).status_code == 200

    if change == "revoked":
        Token.objects.update(revoked_at=timezone.now(), revoked_by=token.owner)
    elif change == "over":
        Token.objects.update(expires_on=timezone.now().date() - timedelta(days=1))
    else:
        token.owner.is_active = False
        token.owner.save()

    answer = with_token().get(CLAIMS)
    assert (answer.status_code, answer.content) == (401, never.content)


def test_an_owner_who_needs_a_second_step_and_has_none_can_do_nothing_by_token(settings):
    settings.MFA_REQUIRED = True
    a_token("desk:read", owner=make.make_user(role="editor"))

    answer = with_token().get(CLAIMS)

    assert answer.status_code == 401
    assert "second step" in json.loads(answer.content)["detail"]


def test_another_scheme_is_before_this_site_and_reads_what_is_public():
    public = make.make_claim()

    assert refs(with_token("dXNlcjpwYXNz", scheme="Basic").get(CLAIMS)) == {public.ref}
