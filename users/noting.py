"""What allauth tells this project about sign-ins and accounts, written down as acts. By its hooks; by no signal."""

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.utils import timezone

from users import idle
from users.actions.acts import note, note_refusal
from users.models import ActKind, Means, User

# Each change to how somebody signs in is told to them by a mail, through one method of the adapter.
TOLD_BY_MAIL: dict[str, tuple[ActKind, tuple[Means, ...]]] = {
    "account/email/password_changed": (ActKind.PASSWORD, ()),
    "account/email/password_set": (ActKind.PASSWORD, ()),
    "account/email/password_reset": (ActKind.PASSWORD, ()),
    "mfa/email/totp_activated": (ActKind.STEP_ADDED, (Means.CODE,)),
    "mfa/email/totp_deactivated": (ActKind.STEP_REMOVED, (Means.CODE,)),
    "mfa/email/webauthn_added": (ActKind.STEP_ADDED, (Means.PASSKEY,)),
    "mfa/email/webauthn_removed": (ActKind.STEP_REMOVED, (Means.PASSKEY,)),
    "mfa/email/recovery_codes_generated": (ActKind.RECOVERY_CODES, (Means.RECOVERY_CODE,)),
}


def note_sign_in(request: HttpRequest, user: User) -> None:
    """Every step is done: with what it was done, allauth keeps in the session."""
    now = timezone.now()
    idle.begin(request, at=now)
    note(ActKind.SIGNED_IN, person=user, by=user, at=now, means=_means(request, user))


def note_sign_out(user: User) -> None:
    """Somebody signs out of this browser."""
    note(ActKind.SIGNED_OUT, person=user, by=user, at=timezone.now())


def note_wrong_password(email: str) -> None:
    """No account has this address with this password."""
    note_refusal(email, at=timezone.now(), means=[Means.PASSWORD])


def note_closed_account(request: HttpRequest, user: User) -> None:
    """The password was right, and the account is closed."""
    note(ActKind.REFUSED, person=user, by=None, at=timezone.now(), means=_means(request, user))


def note_wrong_step(user: User | None, means: Means) -> None:
    """A code or a passkey that does not open; of a passkey alone nobody knows whose it is."""
    note(ActKind.REFUSED, person=user, by=None, at=timezone.now(), means=[means])


def note_what_a_mail_tells(template_prefix: str, user: User) -> None:
    """A person's password or second steps changed; with a link from a mail, it is they who did it."""
    if template_prefix in TOLD_BY_MAIL:
        kind, means = TOLD_BY_MAIL[template_prefix]
        note(kind, person=user, by=user, at=timezone.now(), means=means)


def _means(request: HttpRequest, user: User) -> list[str]:
    records = get_authentication_records(request, user)
    used = [str(record.get("type") or record["method"]) for record in records]
    return [each for each in used if each in Means.values]
