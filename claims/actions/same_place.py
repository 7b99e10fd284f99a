"""Judging whether two reported stations are one place, changing one's mind, taking it back, and undoing that.

Nothing is merged by any of it, and nothing is deleted: a judgement that was taken back stays readable as such.
"""

from dataclasses import dataclass
from datetime import datetime

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.not_twice import not_twice
from claims.actions.stepping import NotAllowed
from claims.choices import SILENT_STANCES, ClaimState, Judgement
from claims.models import Claim, SamePlace
from stations.choices import SubjectKind
from stations.models import Subject
from users.models import User


@dataclass(frozen=True)
class Judged:
    """What a statement says of two stations, in either order; `reason` is what in its passage says so."""

    one: Subject
    other: Subject
    judgement: str
    claim: Claim
    reason: str
    desk_reading: bool = False

    @property
    def pair(self) -> tuple[Subject, Subject]:
        """The two stations in the order in which every pair is kept."""
        return (self.one, self.other) if self.one.pk <= self.other.pk else (self.other, self.one)


def why_not_judge(by: User) -> str:
    """Why this person may not judge, change or take back, "" when they may. Runs no query."""
    return "" if by.may_publish else _("Only an editor enters whether two stations are one place.")


def why_not(judged: Judged) -> str:
    """Why this cannot be said of these two stations, "" when it can. Runs no query."""
    if {judged.one.kind, judged.other.kind} != {SubjectKind.STATION}:
        return _("Only two reported stations are compared.")
    if judged.one.pk == judged.other.pk:
        return _("A station is not compared with itself.")
    if judged.judgement not in Judgement.values:
        return _("Say whether they are one place, two places, or that it cannot be told.")
    if judged.claim.state != ClaimState.PUBLISHED or judged.claim.removed_at:
        return _("It rests on a published statement: readers have to be able to read what it is read from.")
    if judged.claim.stance in SILENT_STANCES:
        return _("Who declined to comment or did not reply said nothing of the two.")
    if not judged.reason.strip():
        return _("Say what in the passage says so. Readers will see it.")
    return ""


@transaction.atomic
def judge(judged: Judged, *, by: User, at: datetime) -> SamePlace:
    """Let readers see, on both pages, what a statement says of two stations. Raises NotAllowed."""
    if refusal := why_not_judge(by) or why_not(judged):
        raise NotAllowed(refusal)
    with pghistory.context(who=by.pk, at=at.isoformat(), why="Judged whether two stations are one place."):
        return _made(judged, by=by, at=at)


def _made(judged: Judged, *, by: User, at: datetime) -> SamePlace:
    first, second = judged.pair
    with not_twice(_("What this statement says of these two stations is entered already. Change that instead.")):
        return SamePlace.objects.create(
            first=first,
            second=second,
            judgement=judged.judgement,
            claim=judged.claim,
            desk_reading=judged.desk_reading,
            reason=judged.reason.strip(),
            made_by=by,
            made_at=at,
        )


@transaction.atomic
def take_back(row: SamePlace, *, by: User, at: datetime, reason: str) -> SamePlace:
    """Take a judgement back; it stays readable as taken back, with the reason. Raises NotAllowed."""
    row = _locked(row, by)
    if row.withdrawn_at:
        raise NotAllowed(_("This was taken back before."))
    if not reason.strip():
        raise NotAllowed(_("Say why it is taken back. Readers will see the reason."))
    with pghistory.context(who=by.pk, at=at.isoformat(), why=f"Taken back: {reason.strip()}", reason=reason.strip()):
        row.withdrawn_reason, row.withdrawn_by, row.withdrawn_at = reason.strip(), by, at
        row.save(update_fields=["withdrawn_reason", "withdrawn_by", "withdrawn_at"])
    return row


@transaction.atomic
def restore(row: SamePlace, *, by: User, at: datetime, reason: str) -> SamePlace:
    """Undo taking back: the judgement counts again. Raises NotAllowed."""
    row = _locked(row, by)
    if not row.withdrawn_at:
        raise NotAllowed(_("This was not taken back."))
    if not reason.strip():
        raise NotAllowed(_("Say why it counts again. Readers will see the reason."))
    with (
        not_twice(_("Another judgement from the same statement stands now. Take that one back first.")),
        pghistory.context(who=by.pk, at=at.isoformat(), why=f"Restored: {reason.strip()}", reason=reason.strip()),
    ):
        row.withdrawn_reason, row.withdrawn_by, row.withdrawn_at = "", None, None
        row.save(update_fields=["withdrawn_reason", "withdrawn_by", "withdrawn_at"])
    return row


@transaction.atomic
def change_mind(row: SamePlace, *, judgement: str, reason: str, why: str, by: User, at: datetime) -> SamePlace:
    """Read the same statement otherwise: the old judgement is taken back and another one stands. Raises NotAllowed."""
    row = _locked(row, by)
    if (row.judgement, row.reason) == (judgement, reason.strip()):
        raise NotAllowed(_("This is what is entered already."))
    judged = Judged(row.first, row.second, judgement, row.claim, reason, row.desk_reading)
    if refusal := why_not(judged):
        raise NotAllowed(refusal)
    take_back(row, by=by, at=at, reason=why)
    with pghistory.context(who=by.pk, at=at.isoformat(), why=f"Judged anew: {why.strip()}", reason=why.strip()):
        return _made(judged, by=by, at=at)


def _locked(row: SamePlace, by: User) -> SamePlace:
    """The row as it stands, until the act is done. Raises NotAllowed."""
    if refusal := why_not_judge(by):
        raise NotAllowed(refusal)
    rows = SamePlace.objects.select_related("first", "second", "claim").select_for_update(of=("self",))
    return rows.get(pk=row.pk)
