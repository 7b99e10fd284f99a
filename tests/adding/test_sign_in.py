"""Accounts are given by the desk; people sign in with e-mail and password."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from tests.factories import PASSWORD, make_user
from users.models import Role, User

LOGIN = "/accounts/login/"


@pytest.fixture
def carla(db):
    """Somebody with an account."""
    return make_user(email="carla@desk.example")


def test_who_has_an_account_signs_in_whatever_the_case_of_the_address(client, carla):
    response = client.post(LOGIN, {"login": "Carla@Desk.Example", "password": PASSWORD})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(carla.pk)


def test_a_wrong_password_is_answered_as_an_unknown_address_is(client, carla):
    wrong = client.post(LOGIN, {"login": carla.email, "password": "something else"}).content.decode()
    unknown = client.post(LOGIN, {"login": "nobody@desk.example", "password": "something else"}).content.decode()

    words = "The email address and/or password you specified are not correct."
    assert words in wrong
    assert words in unknown


def test_guessing_passwords_is_slowed_down(client, carla):
    answers = [client.post(LOGIN, {"login": carla.email, "password": f"guess {n}"}) for n in range(12)]

    right = client.post(LOGIN, {"login": carla.email, "password": PASSWORD})

    assert "Too many failed login attempts" in answers[-1].content.decode()
    assert right.status_code == 200


def test_a_closed_account_does_not_sign_in(client, carla):
    carla.is_active = False
    carla.save()

    response = client.post(LOGIN, {"login": carla.email, "password": PASSWORD}, follow=True)

    assert "This account is closed" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_by_themselves(client, db):
    page = client.get(LOGIN).content.decode()
    response = client.post("/accounts/signup/", {"email": "new@desk.example", "password1": PASSWORD})

    assert "There is no sign-up here: an administrator invites people." in page
    assert "There is no sign-up here" in response.content.decode()
    assert not User.objects.filter(email="new@desk.example").exists()


def test_opening_the_address_of_signing_out_signs_nobody_out(client, carla):
    client.force_login(carla)
    asked = client.get("/accounts/logout/")
    still = "_auth_user_id" in client.session
    client.post("/accounts/logout/")

    assert asked.status_code == 200
    assert still
    assert "_auth_user_id" not in client.session


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(client, carla):
    client.post(LOGIN, {"login": carla.email, "password": PASSWORD})

    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_who_forgot_the_password_gets_a_link_and_chooses_another(client, carla):
    client.post("/accounts/password/reset/", {"email": carla.email})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True)

    done = client.post(form.redirect_chain[-1][0], {"password1": "quite another one", "password2": "quite another one"})

    carla.refresh_from_db()
    assert done.status_code == 302
    assert carla.check_password("quite another one")


def test_an_unknown_address_is_answered_the_same(client, carla):
    known = client.post("/accounts/password/reset/", {"email": carla.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@desk.example"})

    assert known.url == unknown.url


@pytest.mark.parametrize(
    "page", ["password/change/", "password/reset/", "password/reset/done/", "inactive/", "logout/"]
)
def test_every_page_about_an_account_stands_in_the_sites_frame(client, carla, page):
    client.force_login(carla)

    response = client.get(f"/accounts/{page}", follow=True)

    assert response.status_code == 200
    assert 'class="site-name"' in response.content.decode()


def test_a_used_link_says_so(client, db):
    page = client.get("/accounts/password/reset/key/1-wrong-token/", follow=True).content.decode()

    assert "This link has been used, or is too old." in page


def add_user(*words):
    """Run the command; give back what it printed."""
    printed = StringIO()
    call_command("add_user", *words, stdout=printed)
    return printed.getvalue()


def test_an_account_is_given_from_the_command_line(client, db):
    printed = add_user("dora@desk.example", "--role", "editor", "--make-password")
    password = printed.split("Password (shown this once): ")[1].strip()

    assert "dora@desk.example is editor now." in printed
    assert User.objects.get(email="dora@desk.example").role == Role.EDITOR
    assert client.post(LOGIN, {"login": "dora@desk.example", "password": password}).status_code == 302


def test_an_account_is_given_once(carla):
    with pytest.raises(CommandError, match=r"There is an account for CARLA@desk\.example already"):
        add_user("CARLA@desk.example", "--make-password")


def test_an_account_needs_an_address(db):
    with pytest.raises(CommandError, match="carla is not an e-mail address"):
        add_user("carla", "--make-password")
