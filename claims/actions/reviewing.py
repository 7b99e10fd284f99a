"""A draft on its way through review: submitted, sent back for changes, taken back by its author."""

from datetime import datetime

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.stepping import NotAllowed, why_not
from claims.choices import ClaimState
from claims.models import Claim, Comment
from claims.models.review import LONGEST_COMMENT
from users.models import User


@transaction.atomic
def submit(claim: Claim, *, by: User, at: datetime) -> Claim:
    """Put a draft into the queue of review. Sent twice, it keeps its first place. Raises NotAllowed."""
    claim = _locked("submit", claim, by)
    with pghistory.context(who=by.pk, at=at.isoformat(), why="Submitted for review."):
        claim.state, claim.submitted_at = ClaimState.IN_REVIEW, at
        claim.save(update_fields=["state", "submitted_at"])
    return claim


@transaction.atomic
def request_changes(claim: Claim, *, by: User, at: datetime, comment: str) -> Claim:
    """Send it back to its author, with what should be changed, for its author to read. Raises NotAllowed."""
    claim = _locked("request_changes", claim, by)
    text = words_of(comment, missing=_("Say what should be changed. Its author will read it."))
    _back_to_draft(claim, by=by, at=at, why="Changes requested", reason=text)
    Comment.objects.create(claim=claim, text=text, asks_for_changes=True, written_by=by, written_at=at)
    return claim


@transaction.atomic
def take_back(claim: Claim, *, by: User, at: datetime, reason: str) -> Claim:
    """Its author goes on working at it; the desk reads why. Raises NotAllowed."""
    claim = _locked("take_back", claim, by)
    text = words_of(reason, missing=_("Say why you take it back. The desk will read it."))
    _back_to_draft(claim, by=by, at=at, why="Taken back by its author", reason=text)
    Comment.objects.create(claim=claim, text=text, written_by=by, written_at=at)
    return claim


def _locked(name: str, claim: Claim, by: User) -> Claim:
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if refusal := why_not(name, claim, by):
        raise NotAllowed(refusal)
    return claim


def _back_to_draft(claim: Claim, *, by: User, at: datetime, why: str, reason: str) -> None:
    with pghistory.context(who=by.pk, at=at.isoformat(), why=why, reason=reason):
        claim.state, claim.submitted_at = ClaimState.DRAFT, None
        claim.save(update_fields=["state", "submitted_at"])


def words_of(text: str, *, missing: str) -> str:
    """What somebody typed for a comment. Raises NotAllowed where it says nothing, or is too long to be one."""
    kept = text.replace("\x00", "").strip()
    if not kept:
        raise NotAllowed(missing)
    if len(kept) > LONGEST_COMMENT:
        raise NotAllowed(_("At most %(longest)s characters are kept.") % {"longest": LONGEST_COMMENT})
    return kept
