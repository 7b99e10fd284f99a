"""Amending a draft: what it says, while no reader has seen it."""

from collections.abc import Mapping
from datetime import datetime

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.stepping import NotAllowed
from claims.actions.versions import still
from claims.choices import ClaimState
from claims.models import Claim
from users.models import User


def why_not_amend(claim: Claim, by: User) -> str:
    """Why this person may not amend a claim, "" when they may. Runs no query."""
    if claim.removed_at:
        return _("This statement was removed.")
    if claim.reviewed_by_id:
        return _("Readers have seen this statement: it is replaced by a corrected one.")
    if claim.created_by_id != by.pk and not by.may_publish:
        return _("Only its author or an editor amends a draft.")
    if claim.state == ClaimState.IN_REVIEW:
        return _("It is in review: what an editor reads does not change under their eyes. Take it back first.")
    return ""


@transaction.atomic
def amend(claim: Claim, columns: Mapping[str, object], *, by: User, at: datetime, version: int | None = None) -> Claim:
    """Write anew what a draft says. `version` is the one that this person had before them.

    Raises NotAllowed, ChangedMeanwhile.
    """
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if refusal := why_not_amend(claim, by):
        raise NotAllowed(refusal)
    still(claim, version)
    changed = [name for name, value in columns.items() if getattr(claim, name) != value]
    if not changed:
        return claim
    for name in changed:
        setattr(claim, name, columns[name])
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A draft was amended."):
        claim.save(update_fields=changed)
    return claim
