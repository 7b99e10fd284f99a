"""What an app on a telephone shows, and who is signed in where."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import PASSWORD
from users.models import User

LOGIN = "/accounts/login/"
SECOND_STEP = "/accounts/2fa/authenticate/"
SECONDS = 30
LEFT_AT_LEAST = 4


def set_up_app(person: User) -> str:
    """Give a person an app that shows codes, and recovery codes. Gives back the secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return str(secret)


def code_now(secret: str, *, ago: int = 0) -> str:
    """The code that the app shows now, or showed so many steps of half a minute ago.

    One that is about to end is not given: it would be over before a busy machine has looked at it.
    """
    if (left := SECONDS - time.time() % SECONDS) < LEFT_AT_LEAST:
        time.sleep(left)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // SECONDS - ago)))


def recovery_codes(person: User) -> list[str]:
    """The codes that are left to a person."""
    codes = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    return list(codes)


def sign_in(person: User, *, password: str = PASSWORD, browser: str = "Firefox/1 Linux", code: str = "") -> Client:
    """A browser in which this person has signed in through the forms."""
    client = Client(headers={"user-agent": browser})
    client.post(LOGIN, {"login": person.email, "password": password})
    if code:
        client.post(SECOND_STEP, {"code": code})
    return client


def is_signed_in(client: Client) -> bool:
    """Whether the site knows who this is."""
    return bool(client.get("/accounts/").status_code == 200)


def queries_for(client: Client, address: str) -> int:
    """How many queries a page asks, the frame of the site included."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
