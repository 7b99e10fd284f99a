"""Where allauth asks this project how sign-in works."""

import logging
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from users import noting
from users.actions.sessions import end_sessions
from users.actions.tokens import end_tokens
from users.models import User
from users.sealing import box
from users.second_step import STEPS, is_obliged, second_steps
from web.client_address import client_address

log = logging.getLogger(__name__)

SECOND_STEP = "second_step"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given by an administrator; nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse sign-up."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whose attempts are counted: as letters and exports are."""
        return client_address(request)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Turn away whose account is closed."""
        if not user.is_active:
            noting.note_closed_account(request, user)
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Every step of signing in is done."""
        noting.note_sign_in(request, user)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def logout(self, request: HttpRequest) -> None:
        """Somebody signs out here."""
        if isinstance(request.user, User):
            noting.note_sign_out(request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """No account has this address with this password: the visitor learns no more than that."""
        noting.note_wrong_password(str(credentials.get("email", "")))

    def set_password(self, user: User, password: str) -> None:
        """A new password ends what was signed in with the old one, and every token; this session is entered anew."""
        super().set_password(user, password)
        own = context.request.session.session_key if context.request.user == user else None
        end_sessions(user, but=own)
        UserSession.objects.filter(user=user, session_key=own).delete()
        end_tokens(user, by=user, at=timezone.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that takes nothing spoils no page; who was to get the mail stands in no log."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as problem:  # smtplib's errors are OSErrors
            log.error("A mail (%s) could not be sent: %s", template_prefix, type(problem).__name__)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Note and tell a person what was changed about their account; from where, nobody keeps."""
        noting.note_what_a_mail_tells(template_prefix, user)
        self.send_mail(template_prefix, email or user.email, {"timestamp": timezone.now(), **(context or {})})

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again, unless it was given a few minutes ago, at sign-in as well."""
        records = get_authentication_records(context.request, context.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of second steps are kept encrypted, and who must have one keeps one."""

    def encrypt(self, text: str) -> str:
        """What is written into the database."""
        return box(SECOND_STEP).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was written before, also under a former key of the site."""
        return box(SECOND_STEP).decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """How a passkey is called that gets no name."""
        return _("A passkey")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last second step of whoever must have one."""
        if authenticator.type not in STEPS or not is_obliged(authenticator.user):
            return True
        return second_steps().filter(user=authenticator.user).exclude(pk=authenticator.pk).exists()
