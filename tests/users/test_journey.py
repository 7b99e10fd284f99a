"""From the mail of an invitation to the second step, out and in again, in a real browser; and a passkey."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from playwright.sync_api import Page, expect

from tests import factories as make
from tests.users.codes import code_now

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "words that nobody guesses"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def required(settings):
    """As in a deployment."""
    settings.MFA_REQUIRED = True


def type_password(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(WORDS)
    page.get_by_role("button", name="Sign in", exact=True).click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def invite(page: Page, sign_in) -> str:
    """An administrator invites an editor on the page. Gives back the link from the mail."""
    administrator = make.make_user(role="administrator")
    sign_in(page, administrator)
    page.goto("/people/")
    heading(page, "The second step of signing in")
    Authenticator.objects.create(user=administrator, type="totp", data={"secret": "of no use here"})
    page.goto("/people/invitations/")
    page.get_by_label("E-mail").fill("eva@desk.example")
    page.get_by_label("Editor").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("row", name=re.compile("eva@desk.example"))).to_contain_text("Open")
    return re.search(r"https?://\S+/invitations/\S+", str(mail.outbox[-1].body))[0]


def accept_and_set_up(page: Page, link: str) -> str:
    """The invited person chooses a password and sets up an app. Gives back the secret."""
    page.goto(link)
    page.get_by_label("Password", exact=True).fill(WORDS)
    page.get_by_label("Password, again").fill(WORDS)
    page.get_by_role("button", name="Make the account").click()
    heading(page, "The second step of signing in")
    page.get_by_role("link", name="Set up an app").click()
    assert page.locator(".qr img").evaluate("picture => picture.complete && picture.naturalWidth > 100")
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Authenticator code").fill(code_now(secret))
    page.get_by_role("button", name="Set it up").click()
    heading(page, "Recovery codes")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    return secret


def test_who_is_invited_sets_up_a_second_step_signs_out_and_in_again(new_page, sign_in):
    link = invite(new_page(), sign_in)
    page = new_page(viewport=PHONE, color_scheme="dark", java_script_enabled=False)

    accept_and_set_up(page, link)
    code = page.locator(".recovery-codes li").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name="Sign out").click()
    type_password(page, "eva@desk.example")
    heading(page, "The second step")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Account", exact=True).click()

    heading(page, "Your account")
    expect(page.get_by_text("eva@desk.example")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("heading", name="This link opens nothing")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_by_itself(new_page, sign_in):
    person = make.make_user(email="eva@desk.example", password=WORDS)
    page = new_page()
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, "isUserVerified": True}})
    type_password(page, person.email)

    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("A name for it").fill("My telephone")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add it").click()
    heading(page, "Recovery codes")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("My telephone")).to_be_visible()
    expect(page.get_by_text("signs in by itself")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("link", name="Account", exact=True).click()
    heading(page, "Your account")

    page.get_by_role("button", name="Sign out").click()
    type_password(page, person.email)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("link", name="Account", exact=True).click()
    heading(page, "Your account")
