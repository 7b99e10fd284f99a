"""Accounts come about by invitation: a link that opens once, for a while, and tells nobody why it opens nothing."""

import logging
import re
import smtplib
from datetime import timedelta
from io import StringIO
from unittest import mock

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from tests import factories as make
from tests.users.codes import is_signed_in, queries_for
from users.actions import inviting
from users.actions.inviting import accept, digest_of, invite
from users.models import Invitation, InvitationState, Membership, User
from users.unlogged import WithoutLinks

pytestmark = pytest.mark.django_db

INVITATIONS = "/people/invitations/"
LINK = re.compile(r"http://testserver(/invitations/[\w-]+/)")
NEW = {"password1": "words that nobody guesses", "password2": "words that nobody guesses"}


@pytest.fixture
def administrator():
    return make.make_user(role="administrator")


@pytest.fixture
def office(client, administrator):
    """The browser of an administrator."""
    client.force_login(administrator)
    return client


def link_sent() -> str:
    return LINK.search(str(mail.outbox[-1].body))[1]


def invite_on_the_page(office, email="ada@desk.example", **typed):
    return office.post(INVITATIONS, {"email": email, "role": "contributor", **typed})


def test_who_is_invited_chooses_a_password_and_is_signed_in_with_role_and_desks(office):
    desk = make.make_desk(name="Europe")
    invite_on_the_page(office, role="editor", desks=[desk.pk])
    ada = Client()

    page = ada.get(link_sent())
    answer = ada.post(link_sent(), NEW)

    assert "ada@desk.example" in page.content.decode()
    assert "Europe" in page.content.decode()
    assert answer.status_code == 302
    assert is_signed_in(ada)
    person = User.objects.get(email="ada@desk.example")
    assert (person.role, person.desk_ids) == ("editor", frozenset({desk.pk}))
    assert person.check_password(NEW["password1"])


def test_the_mail_has_the_link_the_days_and_no_name_of_who_invited(office, administrator):
    invite_on_the_page(office)

    sent = mail.outbox[-1]
    until = timezone.now() + timedelta(days=7)
    assert sent.to == ["ada@desk.example"]
    assert f"{until:%B}" in sent.body
    assert administrator.email not in f"{sent.body} {sent.subject}"
    assert "{" not in sent.body


def test_only_a_digest_of_the_link_is_kept(office):
    invite_on_the_page(office)

    token = link_sent().split("/")[2]
    row = Invitation.objects.values().get()
    assert token not in str(row)
    assert row["digest"] == digest_of(token)


def expired(link):
    Invitation.objects.update(
        invited_at=timezone.now() - timedelta(days=8),
        sent_at=timezone.now() - timedelta(days=8),
        expires_at=timezone.now() - timedelta(seconds=1),
    )


def used(link):
    Client().post(link, NEW)


def revoked(link):
    invitation = Invitation.objects.get()
    inviting.revoke(invitation.pk, by=make.make_user(role="administrator"), at=timezone.now())


def sent_anew(link):
    invitation = Invitation.objects.get()
    inviting.renew(invitation.pk, by=invitation.invited_by, at=timezone.now())


def given_an_account_otherwise(link):
    make.make_user(email="ADA@desk.example")


@pytest.mark.parametrize("what_became", [expired, used, revoked, sent_anew])
def test_a_link_that_opens_nothing_is_answered_in_the_words_for_one_that_never_was(office, what_became):
    invite_on_the_page(office)
    link = link_sent()
    what_became(link)
    number = User.objects.count()
    ada = Client()

    answers = [ada.get(link), ada.post(link, NEW)]
    never = [ada.get("/invitations/never-sent/"), ada.post("/invitations/never-sent/", NEW)]

    assert {answer.status_code for answer in answers + never} == {404}
    assert len({answer.content for answer in answers + never}) == 1
    assert "This link opens nothing" in answers[0].content.decode()
    assert User.objects.count() == number
    assert not is_signed_in(ada)


def test_an_address_that_got_an_account_in_another_way_makes_no_second_one(office):
    invite_on_the_page(office)
    given_an_account_otherwise("")

    answer = Client().post(link_sent(), NEW)

    assert answer.status_code == 404
    assert User.objects.filter(email__iexact="ada@desk.example").count() == 1


def test_a_link_opens_once_also_when_two_follow_it_at_a_time(administrator):
    _invitation, token = invite("ada@desk.example", role="contributor", by=administrator, at=timezone.now())
    at = timezone.now()

    made = [accept(token, password=NEW["password1"], at=at), accept(token, password="other words of theirs", at=at)]

    assert made[1] is None
    assert User.objects.get(email="ada@desk.example").check_password(NEW["password1"])


def test_opening_the_link_uses_nothing_up(office):
    invite_on_the_page(office)

    for _time in range(3):
        assert Client().get(link_sent()).status_code == 200
    assert Client().head(link_sent()).status_code == 200
    assert Client().post(link_sent(), NEW).status_code == 302


def test_who_is_signed_in_is_asked_to_sign_out_first(office):
    invite_on_the_page(office)

    answer = office.post(link_sent(), NEW)

    assert answer.status_code == 409
    assert not User.objects.filter(email="ada@desk.example").exists()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({}, "This field is required"),
        ({"password1": "words that nobody guesses", "password2": "other words"}, "The two are not the same."),
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"password1": "ada@desk.example", "password2": "ada@desk.example"}, "too similar"),
        ({"password1": "password1234", "password2": "password1234"}, "too common"),
        ({"password1": "x" * 1_000_000, "password2": "x" * 1_000_000}, "at most 1000 characters"),
        ({"password1": "words with \x00 in them", "password2": "words with \x00 in them"}, "Null characters"),
    ],
)
def test_a_password_that_is_not_good_enough_keeps_the_link_open(office, typed, problem):
    invite_on_the_page(office)

    answer = Client().post(link_sent(), typed)

    assert answer.status_code == 422
    assert problem in answer.content.decode()
    assert Client().post(link_sent(), NEW).status_code == 302


@pytest.mark.parametrize("address", ["/invitations/{}/", "/accounts/password/reset/key/1-{}/"])
def test_no_link_stands_in_a_log(address):
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(WithoutLinks())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        logger.warning("%s: %s", "Unprocessable Content", address.format("sEcReT"))
        logger.warning(f"Not Found: {address.format('sEcReT')}")
        Client().get(f"/invitations/{'sEcReT' * 8}/")
    finally:
        logger.removeHandler(handler)

    assert stream.getvalue().count("…") == 3
    assert "sEcReT" not in stream.getvalue()
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["without_links"]


def test_an_invitation_is_not_accepted_without_the_token_of_the_page(office):
    invite_on_the_page(office)

    assert Client(enforce_csrf_checks=True).post(link_sent(), NEW).status_code == 403
    assert not User.objects.filter(email="ada@desk.example").exists()


def test_the_list_says_whom_when_by_whom_and_what_became_of_it(office, administrator):
    now = timezone.now()
    person = make.make_user()
    open_one = make.make_invitation(email="open@desk.example", by=administrator, sent_at=now)
    make.make_invitation(email="expired@desk.example", sent_at=now - timedelta(days=9))
    gone = make.make_invitation(email="revoked@desk.example", sent_at=now)
    inviting.revoke(gone.pk, by=administrator, at=now)
    Invitation.objects.filter(pk=make.make_invitation(email=person.email, sent_at=now).pk).update(
        accepted_at=now, accepted_by=person
    )

    page = office.get(INVITATIONS).content.decode()

    states = [open_one.state_at(now + timedelta(days=day)) for day in (0, 8)]
    assert states == [InvitationState.OPEN, InvitationState.EXPIRED]
    for email, state in [("open", "Open"), ("expired", "Expired"), ("revoked", "Revoked")]:
        row = page.split(f"{email}@desk.example")[1].split("</tr>")[0]
        assert state in row
        assert ("Send again" in row) == (state in ("Open", "Expired"))
    assert f"by {administrator.email}" in page


def test_the_list_asks_as_many_queries_for_fifty_rows_as_for_one(office, administrator):
    desk = make.make_desk()
    make.make_invitation(by=administrator, desks=[desk])
    for_one = queries_for(office, INVITATIONS)

    for _number in range(49):
        make.make_invitation(by=administrator, desks=[desk])

    assert queries_for(office, INVITATIONS) == for_one < 9


def test_an_invitation_sent_again_has_a_new_link_and_new_time(office):
    invite_on_the_page(office)
    first = link_sent()
    expired(first)

    office.post(f"{INVITATIONS}{Invitation.objects.get().pk}/", {"act": "send"})

    assert link_sent() != first
    assert Client().get(first).status_code == 404
    assert Client().post(link_sent(), NEW).status_code == 302


@pytest.mark.parametrize("act", ["send", "revoke"])
def test_what_was_accepted_is_neither_sent_again_nor_revoked(office, act):
    invite_on_the_page(office)
    Client().post(link_sent(), NEW)
    sent = len(mail.outbox)

    answer = office.post(f"{INVITATIONS}{Invitation.objects.get().pk}/", {"act": act}, follow=True)

    assert "Nothing was changed" in answer.content.decode()
    assert len(mail.outbox) == sent
    assert Invitation.objects.get().revoked_at is None


def test_an_address_is_invited_once_and_not_when_it_has_an_account(office):
    invite_on_the_page(office)
    make.make_user(email="bert@desk.example")

    again, known = invite_on_the_page(office, "ADA@desk.example"), invite_on_the_page(office, "Bert@desk.example")

    assert "There is an invitation to this address already" in again.content.decode()
    assert "There is an account with this address already" in known.content.decode()
    assert (again.status_code, known.status_code) == (422, 422)
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "no address"},
        {"email": "a" * 1_000_000 + "@desk.example"},
        {"email": "a\x00@desk.example"},
        {"email": "ada@desk.example\r\nBcc: all@desk.example"},
        {"role": "owner"},
        {"role": ["editor", "\ud800"]},
        {"desks": ["0"]},
        {"desks": ["9" * 30]},
        {"desks": ["\x00"]},
        {"desks": ["a"]},
    ],
)
def test_what_cannot_be_an_invitation_is_none(office, typed):
    typed = {
        name: [v.encode(errors="surrogatepass") for v in value] if isinstance(value, list) else value
        for name, value in typed.items()
    }

    answer = office.post(INVITATIONS, {"email": "ada@desk.example", "role": "contributor", **typed})

    assert answer.status_code == 422
    assert Invitation.objects.count() == 0
    assert mail.outbox == []


@pytest.mark.parametrize("token", ["%00", "%ED%A0%80", "x" * 5000, "..", "%F0%9F%97%9D"])
def test_no_token_however_odd_is_an_error(client, token):
    assert client.get(f"/invitations/{token}/").status_code == 404


def test_a_mail_server_that_takes_nothing_is_told_to_the_administrator(office):
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=smtplib.SMTPServerDisconnected):
        answer = office.post(INVITATIONS, {"email": "ada@desk.example", "role": "contributor"}, follow=True)

    assert "could not be sent" in answer.content.decode()
    assert Invitation.objects.get().email == "ada@desk.example"


def test_the_first_administrator_is_made_by_a_link_from_the_command_line():
    said = StringIO()
    call_command("create_administrator", "ada@desk.example", site="https://desk.example/", stdout=said)
    call_command("create_administrator", "ada@desk.example", site="https://desk.example/", stdout=said)
    first, second = re.findall(r"https://desk\.example(/invitations/\S+)", said.getvalue())

    assert Client().get(first).status_code == 404
    assert Client().post(second, NEW).status_code == 302
    assert User.objects.get(email="ada@desk.example").may_give_accounts
    with pytest.raises(CommandError, match="There is an account"):
        call_command("create_administrator", "ada@desk.example", stdout=said)
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("create_administrator", "ada", stdout=said)


def test_invitations_are_limited_for_each_administrator(office, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "invite": "2/h/user"}

    answers = [invite_on_the_page(office, f"ada-{number}@desk.example").status_code for number in range(3)]

    assert answers == [302, 302, 429]
    assert Invitation.objects.count() == 2


def test_links_are_not_guessed_for_long(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "open_invitation": "2/h/ip"}

    answers = [client.get(f"/invitations/guess-{number}/").status_code for number in range(3)]

    assert answers == [404, 404, 429]
    assert Client(REMOTE_ADDR="203.0.113.9").get("/invitations/guess/").status_code == 404


def test_another_fault_of_the_database_is_not_taken_for_a_dead_link(administrator):
    _invitation, token = invite("ada@desk.example", role="contributor", by=administrator, at=timezone.now())

    with (
        mock.patch.object(Membership.objects, "bulk_create", side_effect=IntegrityError("something else")),
        pytest.raises(IntegrityError),
    ):
        accept(token, password=NEW["password1"], at=timezone.now())
