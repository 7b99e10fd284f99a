"""Letting readers see a claim, taking it back, and discarding a draft."""

from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims.choices import ClaimState, LinkKind
from claims.models import Apart, Claim, Link, Relay, Verification
from sources.models import Citation
from users.models import User

WITHDRAWAL = ("withdrawn_reason", "withdrawn_by", "withdrawn_at")


class NotAllowed(Exception):
    """This person may not do this; the message says why, for them to read."""


class ReviewedByAuthor(NotAllowed):
    """The author of a claim wanted to publish it."""


def why_not_publish(claim: Claim, by: User) -> str:
    """Why this person may not publish this claim, "" when they may. Runs no query."""
    if not by.may_publish:
        return _("Only an editor publishes. Your draft waits for one.")
    if claim.created_by_id == by.pk:
        return _("You wrote this statement: another editor publishes it.")
    if claim.removed_at:
        return _("This statement was removed and cannot be published.")
    if claim.state == ClaimState.PUBLISHED:
        return _("This statement is published already.")
    return ""


@transaction.atomic
def publish(claim: Claim, *, by: User, at: datetime, reason: str = "") -> Claim:
    """Let readers see a draft, or, with a reason, see again what was withdrawn. The reviewer is never its author.

    What a correction replaces is withdrawn in the same act, for the reason that the correction gives.
    Raises ReviewedByAuthor, NotAllowed.
    """
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    refusal = why_not_publish(claim, by)
    if refusal and by.may_publish and claim.created_by_id == by.pk:
        raise ReviewedByAuthor(refusal)
    if refusal:
        raise NotAllowed(refusal)
    if claim.state == ClaimState.WITHDRAWN and not reason.strip():
        raise NotAllowed(_("Say why it counts again. Readers will see the reason."))
    again = {"why": f"Published again: {reason.strip()}", "reason": reason.strip()}
    told = again if claim.state == ClaimState.WITHDRAWN else {"why": "Published."}
    with pghistory.context(who=by.pk, at=at.isoformat(), **told):
        claim.state, claim.reviewed_by, claim.reviewed_at = ClaimState.PUBLISHED, by, at
        claim.withdrawn_reason, claim.withdrawn_by, claim.withdrawn_at = "", None, None
        claim.save(update_fields=["state", "reviewed_by", "reviewed_at", *WITHDRAWAL])
    _withdraw_what_it_replaces(claim, by=by, at=at)
    return claim


def _withdraw_what_it_replaces(claim: Claim, *, by: User, at: datetime) -> None:
    """One withdrawal for each statement that a correction replaces and that still stands."""
    replaced = Link.objects.filter(claim=claim, kind=LinkKind.REPLACES, to__state=ClaimState.PUBLISHED)
    for link in replaced.filter(to__removed_at__isnull=True).select_related("to").order_by("pk"):
        withdraw(link.to, by=by, at=at, reason=link.reason)


@transaction.atomic
def withdraw(claim: Claim, *, by: User, at: datetime, reason: str) -> Claim:
    """Take back a published claim; it stays readable as withdrawn, with the reason. Raises NotAllowed."""
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if not by.may_publish:
        raise NotAllowed(_("Only an editor withdraws a statement."))
    if claim.state != ClaimState.PUBLISHED or claim.removed_at:
        raise NotAllowed(_("Only a published statement can be withdrawn."))
    if not reason.strip():
        raise NotAllowed(_("Say why it is withdrawn. Readers will see the reason."))
    with pghistory.context(who=by.pk, at=at.isoformat(), why=f"Withdrawn: {reason}", reason=reason.strip()):
        claim.state, claim.withdrawn_reason = ClaimState.WITHDRAWN, reason.strip()
        claim.withdrawn_by, claim.withdrawn_at = by, at
        claim.save(update_fields=["state", *WITHDRAWAL])
    return claim


def why_not_discard(claim: Claim, by: User) -> str:
    """Why this person may not discard this claim, "" when they may. Runs no query."""
    if claim.state not in (ClaimState.DRAFT, ClaimState.IN_REVIEW) or claim.reviewed_by_id:
        return _("Readers have seen this statement: an editor withdraws it, with a reason.")
    if claim.created_by_id != by.pk and not by.may_publish:
        return _("Only its author or an editor discards a draft.")
    return ""


@transaction.atomic
def discard(claim: Claim, *, by: User, at: datetime) -> None:
    """Delete a draft that no reader ever saw, and its passage when nothing else was drawn from it.

    The history tables keep both. Raises NotAllowed.
    """
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if reason := why_not_discard(claim, by):
        raise NotAllowed(reason)
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A draft was discarded."):
        Link.objects.filter(Q(claim=claim) | Q(to=claim)).delete()
        Apart.objects.filter(Q(claim=claim) | Q(other=claim)).delete()
        Relay.objects.filter(claim=claim).delete()
        Verification.objects.filter(claim=claim).delete()
        claim.delete()
        Citation.objects.filter(pk=claim.citation_id, claims__isnull=True).delete()
