"""Letting readers see a claim, taking it back, and discarding a draft."""

from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims.actions.as_read import still_as_read
from claims.actions.stepping import NotAllowed, ReviewedByAuthor, is_waiting, why_not
from claims.choices import ClaimState, LinkKind
from claims.models import Apart, Assignment, Claim, Comment, DeskNote, Link, Relay, Verification
from sources.models import Citation
from users.models import User

MARKS = ("published_alone", "submitted_at")
WITHDRAWAL = ("withdrawn_reason", "withdrawn_by", "withdrawn_at")


def why_not_publish(claim: Claim, by: User) -> str:
    """Why this person may not publish this claim, "" when they may. Runs no query."""
    return why_not("publish", claim, by)


@transaction.atomic
def publish(claim: Claim, *, by: User, at: datetime, reason: str = "", version: int | None = None) -> Claim:
    """Let readers see a draft, or, with a reason, see again what was withdrawn. The reviewer is never its author.

    Where the desk has made a second reader optional it may be: the claim then says that no second person checked it.
    What a correction replaces is withdrawn in the same act, for the reason that the correction gives.
    `version` is the number of what the editor read (`as_read`): nothing else than that is published.
    Raises ReviewedByAuthor, NotAllowed, ChangedMeanwhile.
    """
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    alone = claim.created_by_id == by.pk
    if refusal := why_not_publish(claim, by):
        raise (ReviewedByAuthor if by.may_publish and alone else NotAllowed)(refusal)
    still_as_read(claim, version, by)
    if claim.state == ClaimState.WITHDRAWN and not reason.strip():
        raise NotAllowed(_("Say why it counts again. Readers will see the reason."))
    again = {"why": f"Published again: {reason.strip()}", "reason": reason.strip()}
    told = again if claim.state == ClaimState.WITHDRAWN else {"why": "Published."}
    with pghistory.context(who=by.pk, at=at.isoformat(), **told):
        claim.state, claim.reviewed_by, claim.reviewed_at = ClaimState.PUBLISHED, by, at
        claim.published_alone, claim.submitted_at = alone, None
        claim.withdrawn_reason, claim.withdrawn_by, claim.withdrawn_at = "", None, None
        claim.save(update_fields=["state", "reviewed_by", "reviewed_at", *MARKS, *WITHDRAWAL])
        Assignment.objects.filter(claim=claim).delete()
    _withdraw_what_it_replaces(claim, by=by, at=at)
    return claim


def _withdraw_what_it_replaces(claim: Claim, *, by: User, at: datetime) -> None:
    """One withdrawal for each statement that a correction replaces and that still stands."""
    replaced = Link.objects.filter(claim=claim, kind=LinkKind.REPLACES, to__state=ClaimState.PUBLISHED)
    for link in replaced.filter(to__removed_at__isnull=True).select_related("to").order_by("pk"):
        withdraw(link.to, by=by, at=at, reason=link.reason)


def why_not_read_second(claim: Claim, by: User) -> str:
    """Why this person cannot be the second one to check a claim, "" when they can. Runs no query."""
    if not by.may_publish:
        return _("Only an editor checks it as the second person.")
    if claim.created_by_id == by.pk:
        return _("You wrote this statement: somebody else checks it.")
    if claim.state != ClaimState.PUBLISHED or claim.removed_at or not claim.published_alone:
        return _("A second person has checked it already, or it is not published.")
    return ""


@transaction.atomic
def read_second(claim: Claim, *, by: User, at: datetime) -> Claim:
    """A second person has checked what its author published alone: the mark goes. Raises NotAllowed."""
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if refusal := why_not_read_second(claim, by):
        raise NotAllowed(refusal)
    with pghistory.context(who=by.pk, at=at.isoformat(), why="Checked by a second person."):
        claim.published_alone, claim.reviewed_by, claim.reviewed_at = False, by, at
        claim.save(update_fields=["published_alone", "reviewed_by", "reviewed_at"])
    return claim


@transaction.atomic
def withdraw(claim: Claim, *, by: User, at: datetime, reason: str) -> Claim:
    """Take back a published claim; it stays readable as withdrawn, with the reason. Raises NotAllowed."""
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if refusal := why_not("withdraw", claim, by):
        raise NotAllowed(refusal)
    if not reason.strip():
        raise NotAllowed(_("Say why it is withdrawn. Readers will see the reason."))
    with pghistory.context(who=by.pk, at=at.isoformat(), why=f"Withdrawn: {reason}", reason=reason.strip()):
        claim.state, claim.withdrawn_reason = ClaimState.WITHDRAWN, reason.strip()
        claim.withdrawn_by, claim.withdrawn_at = by, at
        claim.save(update_fields=["state", *WITHDRAWAL])
    return claim


def why_not_discard(claim: Claim, by: User) -> str:
    """Why this person may not discard this claim, "" when they may. Runs no query."""
    if not is_waiting(claim) or claim.reviewed_by_id:
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
        for beside in (Verification, Comment, Assignment, DeskNote):
            beside._default_manager.filter(claim=claim).delete()
        claim.delete()
        Citation.objects.filter(pk=claim.citation_id, claims__isnull=True).delete()
