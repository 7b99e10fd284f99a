"""The second step of signing in, beside the password: a code from an app, or a passkey."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from users.models import Role, User

# Recovery codes help whoever has lost the second step, and are none.
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Who can let readers see something, or let somebody in.
OBLIGED = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
# Where a person without it may go: to set one up, and out.
SET_UP = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_reauthenticate",
        "account_logout",
        "web:healthz",
        "web:readyz",
    }
)


def second_steps() -> QuerySet[Authenticator]:
    """Every second step that somebody has set up."""
    steps: QuerySet[Authenticator] = Authenticator.objects.filter(type__in=STEPS)
    return steps


def is_obliged(user: User) -> bool:
    """Whether this person must have a second step."""
    return bool(settings.MFA_REQUIRED) and user.role in OBLIGED


def lacks_one(user: User) -> bool:
    """Whether this person must have a second step, and has none."""
    return is_obliged(user) and not second_steps().filter(user=user).exists()


def lead_to_second_step(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let editors and administrators do nothing but set up a second step, or sign out, until they have one.

    Asked anew with each of their requests: a role that was given a moment ago obliges at once.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def before_the_view(
        request: HttpRequest, view: Callable[..., HttpResponseBase], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        place = request.resolver_match
        if isinstance(request.user, User) and (place is None or place.view_name not in SET_UP):
            return redirect("mfa_index") if lacks_one(request.user) else None
        return None

    respond.process_view = before_the_view  # type: ignore[attr-defined]
    return respond
