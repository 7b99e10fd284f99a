"""Ticking what somebody checked about a statement, and taking a tick back. Never by the statement's author."""

from collections.abc import Collection
from datetime import datetime

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.stepping import NotAllowed
from claims.choices import ClaimState, VerificationKind
from claims.models import Claim, Verification
from claims.outdated import outdated
from claims.ticks import kinds_for
from users.models import User


class TickedAlready(NotAllowed):
    """Somebody, perhaps a moment ago, has checked the same thing."""


def why_not_verify(claim: Claim, kind: str, by: User, *, changed: Collection[str] = ()) -> str:
    """Why this person may not tick this, "" when they may. Runs no query when citation and verifications are loaded.

    `changed` are the kinds whose tick is older than the last change of what was checked: these may be ticked anew.
    """
    if kind not in VerificationKind.values:
        return _("There is no such check.")
    if not by.is_active:
        return _("This account is closed.")
    if claim.created_by_id == by.pk:
        return _("You wrote this statement: somebody else checks it.")
    if claim.removed_at:
        return _("This statement was removed; there is nothing left to check.")
    if claim.state == ClaimState.WITHDRAWN:
        return _("This statement was withdrawn: it counts for nothing and is not checked any more.")
    if kind not in kinds_for(claim.citation):
        return _("The passage is in English and translates nothing.")
    if kind not in changed and any(tick.kind == kind for tick in claim.verifications.all()):
        return _("Somebody has ticked this already.")
    return ""


@transaction.atomic
def verify(claim: Claim, *, kind: str, by: User, at: datetime) -> Verification:
    """Record that this person checked one of the five things. A tick from before the last change is replaced.

    Raises TickedAlready, NotAllowed. Two who tick the same at once: the second waits, and learns of the first.
    """
    claim = Claim.objects.select_for_update(of=("self",)).select_related("citation").get(pk=claim.pk)
    changed = outdated([claim])[claim.pk]
    if reason := why_not_verify(claim, kind, by, changed=changed):
        ticked = any(tick.kind == kind for tick in claim.verifications.all())
        raise TickedAlready(reason) if ticked and claim.created_by_id != by.pk else NotAllowed(reason)
    with pghistory.context(who=by.pk, at=at.isoformat(), why=f"Checked: {kind}."):
        claim.verifications.filter(kind=kind).delete()
        return Verification.objects.create(
            claim=claim, author_id=claim.created_by_id, kind=kind, verified_by=by, verified_at=at
        )


def why_not_unverify(verification: Verification, by: User) -> str:
    """Why this person may not take a tick back, "" when they may. Runs no query."""
    if verification.verified_by_id != by.pk and not by.may_publish:
        return _("Only who ticked it, or an editor, takes a tick back.")
    return ""


@transaction.atomic
def unverify(verification: Verification, *, by: User, at: datetime, reason: str = "") -> None:
    """Take a tick back; the history keeps it, with who took it back and why. Raises NotAllowed."""
    if refusal := why_not_unverify(verification, by):
        raise NotAllowed(refusal)
    why = reason.strip() or ("By whom ticked it." if verification.verified_by_id == by.pk else "By an editor.")
    with pghistory.context(who=by.pk, at=at.isoformat(), why=f"A check was taken back ({verification.kind}). {why}"):
        Verification.objects.filter(pk=verification.pk).delete()
