"""Inviting people, and what becomes of an invitation."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

import pghistory
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from users.actions.refusals import constraint_of
from users.models import Desk, Invitation, InvitationDesk, Membership, User
from web.locks import wait_for

ONE_ACCOUNT = ("user_email_once_in_any_case", "users_user_email_key")


class NotInvited(Exception):
    """Nobody was invited; the message says why, for an administrator."""


def digest_of(token: str) -> str:
    """By which the database knows a link. The link itself is in the mail only."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _new_token() -> str:
    return secrets.token_urlsafe(32)


@transaction.atomic
def invite(
    email: str, *, role: str, desks: Iterable[Desk] = (), by: User | None, at: datetime
) -> tuple[Invitation, str]:
    """Offer an account to an address. The second value is the token of its link, which is not kept.

    `by` is nobody only where the first administrator is invited, by whoever runs the site.
    Raises NotInvited.
    """
    email = User.objects.normalize_email(email)
    wait_for(f"invitation of {email.lower()}")
    if User.objects.filter(email__iexact=email).exists():
        raise NotInvited(_("There is an account with this address already."))
    if Invitation.objects.undecided().filter(email__iexact=email).exists():
        raise NotInvited(_("There is an invitation to this address already: send it again, or revoke it."))
    token = _new_token()
    with pghistory.context(who=by.pk if by else None, at=at.isoformat(), why="Somebody was invited."):
        invitation = Invitation.objects.create(
            email=email,
            role=role,
            digest=digest_of(token),
            invited_by=by,
            invited_at=at,
            sent_at=at,
            expires_at=_expiry(at),
        )
        InvitationDesk.objects.bulk_create(InvitationDesk(invitation=invitation, desk=desk) for desk in desks)
    return invitation, token


@transaction.atomic
def renew(pk: int, *, by: User | None, at: datetime) -> tuple[Invitation, str] | None:
    """Give an invitation a new link and new time; the link sent before opens nothing any more. None: it is decided."""
    invitation = Invitation.objects.undecided().select_for_update().filter(pk=pk).first()
    if invitation is None:
        return None
    token = _new_token()
    invitation.digest, invitation.sent_at, invitation.expires_at = digest_of(token), at, _expiry(at)
    with pghistory.context(who=by.pk if by else None, at=at.isoformat(), why="An invitation was sent again."):
        invitation.save(update_fields=["digest", "sent_at", "expires_at"])
    return invitation, token


@transaction.atomic
def revoke(pk: int, *, by: User, at: datetime) -> Invitation | None:
    """Take an invitation back. None: it was accepted or revoked before."""
    invitation = Invitation.objects.undecided().select_for_update().filter(pk=pk).first()
    if invitation is None:
        return None
    invitation.revoked_by, invitation.revoked_at = by, at
    with pghistory.context(who=by.pk, at=at.isoformat(), why="An invitation was revoked."):
        invitation.save(update_fields=["revoked_by", "revoked_at"])
    return invitation


def accept(token: str, *, password: str, at: datetime) -> User | None:
    """Make the account that was offered. None where the link opens nothing (any more), for whatever reason."""
    try:
        return _accept(digest_of(token), password=password, at=at)
    except IntegrityError as refusal:
        if constraint_of(refusal) in ONE_ACCOUNT:
            return None  # the address got an account in another way meanwhile
        raise


@transaction.atomic
def _accept(digest: str, *, password: str, at: datetime) -> User | None:
    invitation = Invitation.objects.acceptable(digest, at=at).select_for_update().first()
    if invitation is None:
        return None
    with pghistory.context(who=None, at=at.isoformat(), why="An invitation was accepted."):
        user = User.objects.create_user(invitation.email, password, role=invitation.role)
        Membership.objects.bulk_create(Membership(user=user, desk=desk) for desk in invitation.desks.all())
        invitation.accepted_by, invitation.accepted_at = user, at
        invitation.save(update_fields=["accepted_by", "accepted_at"])
    return user


def _expiry(at: datetime) -> datetime:
    return at + timedelta(days=settings.INVITATION_DAYS)
