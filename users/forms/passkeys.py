"""Passkeys as a browser sends them. What cannot be read is a wrong passkey, whatever is wrong with it."""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from users.forms.codes import noted_if_wrong
from users.forms.people import OneLineField
from users.models import Means

# With the certificates of its maker, what a security key sends is a few thousand characters long.
LONGEST_CREDENTIAL = 50_000
LONGEST_NAME = 100

Read = TypeVar("Read")


def _wrong() -> ValidationError:
    wrong: ValidationError = get_adapter().validation_error("incorrect_code")
    return wrong


def _understood(read: Callable[[], Read]) -> Read:
    """What the library reads; it reads binary data of anybody, and gives up in many ways."""
    try:
        return read()
    except ValidationError:
        raise
    except Exception as confusion:
        raise _wrong() from confusion


class CredentialField(forms.JSONField):
    """What the browser made of a passkey: names and base64, so nothing but ASCII that can be printed."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        """A dictionary of plain texts."""
        if isinstance(value, str) and len(value) > LONGEST_CREDENTIAL:
            raise _wrong()
        read = _understood(lambda: super(CredentialField, self).to_python(value))
        if read is not None and not (isinstance(read, dict) and _is_plain(read)):
            raise _wrong()
        return read

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Nothing: it was good for once, and is not shown again."""
        return None

    def prepare_value(self, value: Any) -> str:
        """Nothing."""
        return ""


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return value.isascii() and value.isprintable()
    if isinstance(value, dict):
        return all(_is_plain(part) for pair in value.items() for part in pair)
    return all(map(_is_plain, value)) if isinstance(value, list) else value is None or isinstance(value, bool | int)


class AddPasskeyForm(passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, and a name for it."""

    name = OneLineField(
        label=_("A name for it"), required=False, max_length=LONGEST_NAME, help_text=_("“My telephone”, for example.")
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        required=False,
        help_text=_("Without the password. The device then asks for your finger, your face or its own number."),
    )
    credential = CredentialField()

    def clean(self) -> dict[str, Any]:
        """Read what the browser sent."""
        return _understood(super().clean)


class RenamePasskeyForm(passkeys.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = OneLineField(label=_("Name"), max_length=LONGEST_NAME)


class SecondStepForm(passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""

    credential = CredentialField()

    def clean_credential(self) -> Any:
        """Read what the browser sent."""
        with noted_if_wrong(self.user, Means.PASSKEY):
            return _understood(super().clean_credential)


class SignInForm(passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password."""

    credential = CredentialField()

    def clean_credential(self) -> Any:
        """Read what the browser sent."""
        with noted_if_wrong(None, Means.PASSKEY):
            return _understood(super().clean_credential)


class ConfirmForm(passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, once more, of somebody who is signed in."""

    credential = CredentialField()

    def clean_credential(self) -> Any:
        """Read what the browser sent."""
        with noted_if_wrong(self.user, Means.PASSKEY):
            return _understood(super().clean_credential)
