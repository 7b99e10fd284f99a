"""Who signed in, with what, and which attempts were refused; never from where, nor what was typed."""

import json
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.factories import PASSWORD
from tests.users.codes import LOGIN, SECOND_STEP, code_now, recovery_codes, set_up_app, sign_in
from users.models import Act, ActKind

pytestmark = pytest.mark.django_db

WRONG = "a password that is wrong"


@pytest.fixture
def eva():
    return make.make_user(email="eva@desk.example")


def acts():
    return [(act.kind, act.person, act.by, act.means) for act in Act.objects.order_by("pk")]


def test_a_sign_in_and_a_sign_out_are_noted(eva):
    sign_in(eva).post("/accounts/logout/")

    assert acts() == [("signed_in", eva, eva, ["password"]), ("signed_out", eva, eva, [])]


def test_a_sign_in_is_noted_when_the_second_step_is_done_with_what_it_was_done(eva):
    secret = set_up_app(eva)
    client = sign_in(eva)
    assert acts() == []

    client.post(SECOND_STEP, {"code": "000000"})
    client.post(SECOND_STEP, {"code": code_now(secret)})
    sign_in(eva, code=recovery_codes(eva)[0])

    assert acts() == [
        ("refused", eva, None, ["totp"]),
        ("signed_in", eva, eva, ["password", "totp"]),
        ("signed_in", eva, eva, ["password", "recovery_codes"]),
    ]


def test_a_wrong_password_is_noted_with_the_account_and_without_what_was_typed(eva):
    sign_in(eva, password=WRONG)

    assert acts() == [("refused", eva, None, ["password"])]


def test_an_attempt_at_an_address_without_an_account_costs_as_many_statements_and_keeps_nothing_typed(eva):
    statements = []
    for email in (eva.email, "nobody@desk.example"):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = Client().post(LOGIN, {"login": email, "password": WRONG})
        statements.append(len(queries))
        assert answer.status_code == 200

    assert acts() == [("refused", eva, None, ["password"]), ("refused", None, None, ["password"])]
    assert statements[0] == statements[1]


def test_whose_account_is_closed_is_refused_and_that_is_noted(eva):
    type(eva).objects.filter(pk=eva.pk).update(is_active=False)

    sign_in(eva)

    assert acts() == [("refused", eva, None, ["password"])]


def test_a_password_asked_for_once_more_and_wrong_is_noted(eva):
    client = sign_in(eva)
    session = client.session
    session["account_authentication_methods"][0]["at"] = 0
    session.save()

    client.post("/accounts/reauthenticate/", {"password": WRONG})

    assert acts()[1:] == [("refused", eva, None, ["password"])]


def test_changing_the_password_and_ending_sessions_are_noted(eva):
    client = sign_in(eva)
    other = "other words that nobody guesses"

    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": other, "password2": other})
    client.post("/accounts/sessions/end/", {"session": "others"})
    client.post("/accounts/sessions/end/", {"session": "all"})

    assert [act.kind for act in Act.objects.order_by("pk")] == [
        ActKind.SIGNED_IN,
        ActKind.PASSWORD,
        ActKind.SESSIONS_ENDED,
        ActKind.SESSIONS_ENDED,
    ]


@pytest.mark.django_db(transaction=True)  # they are noted once all is written
def test_second_steps_and_recovery_codes_are_noted_and_their_secrets_are_not(eva):
    client = sign_in(eva)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'class="secret">(\w+)<', page)[1]

    client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    client.post("/accounts/2fa/recovery-codes/generate/")
    shown = recovery_codes(eva)
    client.post("/accounts/2fa/totp/deactivate/")

    kinds = [act.kind for act in Act.objects.order_by("pk")]
    assert kinds[0] == ActKind.SIGNED_IN
    assert kinds.index(ActKind.STEP_ADDED) < kinds.index(ActKind.RECOVERY_CODES) < kinds.index(ActKind.STEP_REMOVED)
    kept = json.dumps([list(row) for row in Act.objects.values_list()], default=str)
    assert [word for word in (secret, *shown) if word in kept] == []
    assert len(shown) > 5


def test_accepting_an_invitation_signs_in():
    make.make_invitation(email="ina@desk.example", token="a-token", sent_at=make.NOON, days=10_000)

    Client().post("/invitations/a-token/", {"password1": PASSWORD, "password2": PASSWORD})

    assert [(act.kind, act.person.email) for act in Act.objects.all()] == [("signed_in", "ina@desk.example")]


def test_no_address_and_no_browser_stands_in_any_act(eva):
    client = Client(headers={"user-agent": "Firefox/1 Linux"}, REMOTE_ADDR="203.0.113.77")
    client.post(LOGIN, {"login": eva.email, "password": WRONG})
    client.post(LOGIN, {"login": eva.email, "password": PASSWORD})

    kept = json.dumps([list(row) for row in Act.objects.values_list()], default=str)
    assert "203.0.113" not in kept
    assert "Firefox" not in kept
    assert eva.email not in kept
