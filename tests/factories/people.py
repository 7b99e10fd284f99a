"""Numbers that no other row has, and people with accounts."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from api.models import SentOnce
from users.actions.inviting import digest_of
from users.models import Act, ActKind, Desk, Invitation, InvitationDesk, Membership, Role, Token, User
from users.models.token import SHOWN

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PASSWORD = "a password for tests only"

_numbers = count(1)


def number() -> int:
    """A number that no other row of this run has."""
    return next(_numbers)


def make_user(*, role: str = Role.CONTRIBUTOR, email: str = "", password: str | None = None) -> User:
    """A person with an account; sign in with `PASSWORD`, or `client.force_login`."""
    return User.objects.create_user(email or f"{role}-{number()}@desk.example", password or PASSWORD, role=role)


def make_desk(*, name: str = "", slug: str = "", members: Iterable[User] = ()) -> Desk:
    """A desk, with these members."""
    own = number()
    desk = Desk.objects.create(name=name or f"Desk {own}", slug=slug or f"desk-{own}")
    for member in members:
        make_membership(user=member, desk=desk)
    return desk


def make_membership(*, user: User | None = None, desk: Desk | None = None) -> Membership:
    """A person on a desk."""
    return Membership.objects.create(user=user or make_user(), desk=desk or make_desk())


def make_invitation(
    *,
    email: str = "",
    role: str = Role.CONTRIBUTOR,
    token: str = "",
    desks: Iterable[Desk] = (),
    by: User | None = None,
    sent_at: datetime = NOON,
    days: int = 7,
) -> Invitation:
    """An invitation; its link ends in `token`."""
    own = number()
    invitation = Invitation.objects.create(
        email=email or f"invited-{own}@desk.example",
        role=role,
        digest=digest_of(token or f"token {own}"),
        invited_by=by or make_user(role=Role.ADMINISTRATOR),
        invited_at=sent_at,
        sent_at=sent_at,
        expires_at=sent_at + timedelta(days=days),
    )
    InvitationDesk.objects.bulk_create(InvitationDesk(invitation=invitation, desk=desk) for desk in desks)
    return invitation


def make_accepted_invitation(*, desks: Iterable[Desk] = ()) -> Invitation:
    """An invitation that somebody accepted, who has an account since."""
    invitation = make_invitation(desks=desks)
    invitation.accepted_by, invitation.accepted_at = make_user(), NOON
    invitation.save()
    return invitation


def make_revoked_invitation() -> Invitation:
    """An invitation that an administrator took back."""
    invitation = make_invitation()
    invitation.revoked_by, invitation.revoked_at = invitation.invited_by, NOON
    invitation.save()
    return invitation


def make_token(*, owner: User | None = None, secret: str = "", scopes: Iterable[str] = (), **columns: Any) -> Token:
    """A token that a program of a person shows: `secret`."""
    secret = secret or f"onrecord_{number():08}-and-what-nobody-guesses"
    made: dict[str, Any] = {"created_at": NOON, "expires_on": (NOON + timedelta(days=365)).date()}
    return Token.objects.create(
        **{
            "owner": owner or make_user(),
            "name": "An invented program",
            "prefix": secret[:SHOWN],
            "digest": digest_of(secret),
            "scopes": list(scopes) or ["drafts:write"],
            **made,
            **columns,
        }
    )


def make_sent_once(*, token: Token | None = None, **columns: Any) -> SentOnce:
    """What is kept of a draft that a program sent under a key of its own."""
    sent = {"key": digest_of(f"key {number()}"), "body": digest_of("{}"), "status": 201, "ref": "abc2345"}
    return SentOnce.objects.create(**{"token": token or make_token(), "sent_at": NOON, **sent, **columns})


def make_revoked_token() -> Token:
    """A token that its owner took back."""
    owner = make_user()
    return make_token(owner=owner, revoked_at=NOON, revoked_by=owner)


def the_author() -> User:
    """The contributor who enters what no other author is named for."""
    return User.objects.filter(email="author@desk.example").first() or make_user(email="author@desk.example")


def the_editor() -> User:
    """The editor who publishes what no other reviewer is named for."""
    found = User.objects.filter(email="editor@desk.example").first()
    return found or make_user(email="editor@desk.example", role=Role.EDITOR)


def make_act(*, kind: str = ActKind.SIGNED_IN, person: User | None = None, at: datetime = NOON, **columns: Any) -> Act:
    """Something that a person did themselves."""
    person = person or make_user()
    return Act.objects.create(**{"kind": kind, "person": person, "by": person, "at": at, **columns})
