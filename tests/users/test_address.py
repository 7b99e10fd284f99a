"""Another address for an account: confirmed from its mailbox, told to the former one, and to nobody else."""

import re
from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from cryptography.fernet import Fernet
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests import factories as make
from tests.factories import PASSWORD
from tests.users.codes import is_signed_in, sign_in
from users.actions.addresses import token_for
from users.models import Act, ActKind
from users.unlogged import SECRET

pytestmark = pytest.mark.django_db

ASK = "/accounts/address/"
NEW = "eva.new@desk.example"
LINK = re.compile(r"http://testserver(/accounts/address/[^/\s]+/)")


@pytest.fixture
def eva():
    return make.make_user(email="eva@desk.example")


def link_in_the_mail():
    return LINK.search(str(mail.outbox[-1].body))[1]


def test_the_whole_way(eva):
    EmailAddress.objects.create(user=eva, email=eva.email, primary=True, verified=True)
    client = sign_in(eva)
    client.post(ASK, {"email": NEW})
    assert [message.to for message in mail.outbox] == [[NEW]]

    link = link_in_the_mail()
    assert NEW in client.get(link).content.decode()
    eva.refresh_from_db()
    assert eva.email == "eva@desk.example"
    client.post(link)

    eva.refresh_from_db()
    assert eva.email == NEW
    assert mail.outbox[-1].to == ["eva@desk.example"]
    assert NEW not in str(mail.outbox[-1].body)
    assert is_signed_in(client)
    assert is_signed_in(sign_in(eva))
    former = Client()
    former.post("/accounts/login/", {"login": "eva@desk.example", "password": PASSWORD})
    assert not is_signed_in(former)
    assert Act.objects.filter(kind=ActKind.ADDRESS, person=eva, by=eva).count() == 1


def test_the_link_opens_once(eva):
    client = sign_in(eva)
    client.post(ASK, {"email": NEW})
    link = link_in_the_mail()
    client.post(link)

    assert client.get(link).status_code == client.post(link).status_code == 404


def test_only_whose_account_it_is_opens_it(eva):
    sign_in(eva).post(ASK, {"email": NEW})
    link = link_in_the_mail()

    assert Client().post(link)["Location"].startswith("/accounts/login/")
    assert sign_in(make.make_user()).post(link).status_code == 404
    eva.refresh_from_db()
    assert eva.email == "eva@desk.example"


def test_a_new_password_and_the_end_of_a_day_close_it(eva, monkeypatch):
    client, tomorrow = sign_in(eva), timezone.now() + timedelta(days=1, minutes=1)
    token = token_for(eva, NEW)
    assert client.get(f"{ASK}{token}/").status_code == 200

    with monkeypatch.context() as later:
        later.setattr("cryptography.fernet.time.time", tomorrow.timestamp)
        assert client.get(f"{ASK}{token}/").status_code == 404
    eva.set_password("other words that nobody guesses")
    eva.save()
    again = Client()
    again.force_login(eva)
    assert again.get(f"{ASK}{token}/").status_code == 404


# Sealed as ours are, with a key that is not ours.
ANOTHERS = Fernet(urlsafe_b64encode(bytes(range(32)))).encrypt_at_time(b"{}", 0).decode()


@pytest.mark.parametrize("token", ["x", "%00", "ü", ANOTHERS], ids=["short", "nul", "umlaut", "another's"])
def test_a_link_that_was_never_sent_opens_nothing(eva, token):
    assert sign_in(eva).get(f"{ASK}{token}/").status_code == 404


def test_whether_another_account_has_the_address_is_told_in_its_mailbox_alone(eva):
    other = make.make_user(email="other@desk.example")
    client = sign_in(eva)

    answers = [client.post(ASK, {"email": email}, follow=True) for email in (NEW, "OTHER@desk.example")]

    varies = re.compile(rf'{NEW}|OTHER@desk.example|name="csrfmiddlewaretoken" value="\w+"')
    pages = [varies.sub("…", answer.content.decode()) for answer in answers]
    assert pages[0] == pages[1]
    assert mail.outbox[-1].to == ["OTHER@desk.example"]
    assert LINK.search(str(mail.outbox[-1].body)) is None
    other.refresh_from_db()
    assert other.email == "other@desk.example"


def test_an_address_that_another_account_got_meanwhile_is_refused_as_a_link_that_is_over(eva):
    client = sign_in(eva)
    client.post(ASK, {"email": NEW})
    make.make_user(email=NEW.upper())

    assert client.post(link_in_the_mail()).status_code == 404


def test_the_password_is_asked_for_again(eva):
    client = sign_in(eva)
    session = client.session
    session["account_authentication_methods"][0]["at"] = 0
    session.save()

    answer = client.post(ASK, {"email": NEW})

    assert "/accounts/reauthenticate/" in answer["Location"]
    assert mail.outbox == []


@pytest.mark.parametrize("email", ["", "no address", "EVA@desk.example", "a@b.example\nBcc: c@d.example"])
def test_what_is_no_new_address_is_refused(eva, email):
    assert sign_in(eva).post(ASK, {"email": email}).status_code == 422
    assert mail.outbox == []


def test_it_is_asked_for_a_few_times_an_hour(eva):
    client = sign_in(eva)

    answers = [client.post(ASK, {"email": f"{number}-{NEW}"}).status_code for number in range(6)]

    assert answers == [302] * 5 + [429]


def test_the_link_stands_in_no_log():
    assert SECRET.sub(r"\1…", "GET /accounts/address/gAAAA-secret/ 200") == "GET /accounts/address/…/ 200"
