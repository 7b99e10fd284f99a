"""Codes from an app, and recovery codes: each opens once, and one that opens nothing is noted."""

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ValidationError

from users.models import Means, User
from users.noting import note_wrong_step

WRONG = "incorrect_code"


@contextmanager
def noted_if_wrong(user: User | None, means: Means) -> Iterator[None]:
    """Note that a code or a passkey opened nothing; attempts that were not even looked at are counted elsewhere."""
    try:
        yield
    except ValidationError as refusal:
        if refusal.code == WRONG:
            note_wrong_step(user, means)
        raise


class CodeForm(codes.AuthenticateForm):  # type: ignore[misc]
    """A code after the password."""

    def clean_code(self) -> str:
        """See whether it opens."""
        with noted_if_wrong(self.user, Means.CODE):
            return str(super().clean_code())


class ConfirmCodeForm(codes.ReauthenticateForm):  # type: ignore[misc]
    """A code, once more, of somebody who is signed in."""

    def clean_code(self) -> str:
        """See whether it opens."""
        with noted_if_wrong(self.user, Means.CODE):
            return str(super().clean_code())


class ActivateAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app. It is used up by that, as every later one is by signing in."""

    def clean_code(self) -> str:
        """Refuse a code that was used before."""
        code = str(super().clean_code())
        if not TOTP(Authenticator(user=self.user))._mark_code_used(code):
            raise get_adapter().validation_error(WRONG)
        return code
