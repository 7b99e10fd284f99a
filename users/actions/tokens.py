"""Tokens of programs: made by their owner, shown once, known again by a digest, and ended."""

import re
import secrets
from collections.abc import Iterable
from datetime import date, datetime

import pghistory
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from users.actions.inviting import digest_of
from users.models import Scope, Token, User
from users.models.token import BEGINS_WITH, SHOWN
from web.locks import wait_for

MOST_TOKENS = 20
MADE, REVOKED = "A token was made.", "A token was revoked."
NOBODYS = digest_of("")
CAN_BE_ONE = re.compile(rf"{BEGINS_WITH}[0-9A-Za-z_-]{{9,200}}", re.ASCII)


class NotMade(Exception):
    """No token was made; the message says why, for its owner."""


@transaction.atomic
def make_token(
    owner: User, *, name: str, scopes: Iterable[Scope | str], expires_on: date, at: datetime
) -> tuple[Token, str]:
    """Make a token. The second value is the secret, which is not kept. Raises NotMade."""
    wait_for(f"tokens of {owner.pk}")
    if Token.objects.of(owner).usable(on=at.date()).count() >= MOST_TOKENS:
        raise NotMade(_("%(most)s tokens of yours can be used already. Revoke one first.") % {"most": MOST_TOKENS})
    secret = f"{BEGINS_WITH}{secrets.token_urlsafe(32)}"
    with pghistory.context(who=owner.pk, at=at.isoformat(), why=MADE):
        token = Token.objects.create(
            owner=owner,
            name=name,
            prefix=secret[:SHOWN],
            digest=digest_of(secret),
            scopes=sorted(scopes),
            created_at=at,
            expires_on=expires_on,
        )
    return token, secret


@transaction.atomic
def revoke_token(owner: User, pk: int, *, at: datetime) -> bool:
    """Let one's own token be used no more. False where one has no such token, or it was revoked before."""
    with pghistory.context(who=owner.pk, at=at.isoformat(), why=REVOKED):
        return bool(Token.objects.of(owner).filter(pk=pk, revoked_at=None).update(revoked_at=at, revoked_by=owner))


@transaction.atomic
def end_tokens(owner: User, *, by: User, at: datetime) -> int:
    """Let no token of a person be used any more. How many there were."""
    with pghistory.context(who=by.pk, at=at.isoformat()):
        usable = Token.objects.of(owner).usable(on=at.date())
        return usable.update(revoked_at=at, revoked_by=by)


def token_shown(secret: str, *, at: datetime) -> Token | None:
    """The token of this secret, with its owner, while both may act; None for every other text, whatever the cause.

    The row is found by the part that is no secret; the rest is compared in the same time whether it is near or far.
    """
    if not CAN_BE_ONE.fullmatch(secret):
        return None
    rows = Token.objects.usable(on=at.date()).select_related("owner")
    found = rows.filter(prefix=secret[:SHOWN], owner__is_active=True).first()
    is_right = constant_time_compare(digest_of(secret), found.digest if found else NOBODYS)
    return found if found and is_right else None


def note_use(token: Token, *, on: date) -> None:
    """Keep the last day on which a token was used: one write a day, and nothing about from where."""
    if token.last_used_on != on:
        Token.objects.filter(pk=token.pk).update(last_used_on=on)
