"""Keeping a statement or a source to a desk, giving it to another one, and letting readers see it again.

Reasons stay at the desk: the present one in the row, the others in the history under a name of their own, so that no
page for readers takes one for the reason of a change (claims/since/versions.py).
"""

from datetime import datetime
from typing import Any, TypeVar

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.not_twice import not_twice
from claims.actions.stepping import NotAllowed, is_waiting, must_be_of
from claims.actions.versions import still
from claims.choices import ClaimState
from claims.models import BroughtFile, Claim
from sources.models import Source
from users.models import Desk, User

Record = TypeVar("Record", bound=Claim | Source)

LONGEST_REASON = 300


def why_not_restrict(row: Claim | Source, by: User) -> str:
    """Why this person may not keep it to a desk or lift that, "" when they may. Runs no query."""
    if row.removed_at:
        return _("This was removed.")
    if isinstance(row, Source):
        return "" if by.may_publish else _("Only an editor restricts a source.")
    own_draft = by.may_write and is_waiting(row) and row.created_by_id == by.pk
    return "" if by.may_publish or own_draft else _("Only an editor restricts a statement, or its author a draft.")


def why_not_give(row: Claim | Source, by: User) -> str:
    """Why this person may not give it to another desk, "" when they may. Runs no query."""
    if refusal := why_not_restrict(row, by):
        return refusal
    is_kept = row.restricted or (isinstance(row, Claim) and is_waiting(row))
    return "" if is_kept else _("Readers see it: it belongs to everybody. It can be restricted to a desk.")


@transaction.atomic
def restrict(
    row: Record, *, desk: Desk | None, reason: str, by: User, at: datetime, version: int | None = None
) -> Record:
    """Keep it from readers and from everybody who is not of this desk; None is the whole house.

    With a source go the statements drawn from it. Raises NotAllowed, ChangedMeanwhile.
    """
    row = _locked(row, by=by, version=version)
    if refusal := why_not_restrict(row, by):
        raise NotAllowed(refusal)
    if row.restricted:
        raise NotAllowed(_("It is restricted already."))
    _check(desk, reason, by)
    columns = {"restricted": True, "restricted_reason": reason.strip(), "desk": desk}
    _write(row, columns, why="Restricted.", reason=reason, by=by, at=at)
    return row


@transaction.atomic
def lift(row: Record, *, reason: str, by: User, at: datetime, version: int | None = None) -> Record:
    """Let those see it again who saw it before it was restricted. Raises NotAllowed, ChangedMeanwhile."""
    row = _locked(row, by=by, version=version)
    if refusal := why_not_restrict(row, by):
        raise NotAllowed(refusal)
    if not row.restricted:
        raise NotAllowed(_("It is not restricted any more."))
    _check(None, reason, by)
    columns: dict[str, Any] = {"restricted": False, "restricted_reason": ""}
    _write(row, columns, why="Not restricted any more.", reason=reason, by=by, at=at)
    return row


@transaction.atomic
def give(row: Record, *, desk: Desk | None, reason: str, by: User, at: datetime, version: int | None = None) -> Record:
    """Let a draft, or what is restricted, belong to another desk; None is the whole house.

    Raises NotAllowed, ChangedMeanwhile.
    """
    row = _locked(row, by=by, version=version)
    if refusal := why_not_give(row, by):
        raise NotAllowed(refusal)
    _check(desk, reason, by)
    _write(row, {"desk": desk}, why="Given to another desk.", reason=reason, by=by, at=at)
    return row


def _locked(row: Record, *, by: User, version: int | None) -> Record:
    """The row as it stands, if this person sees it still."""
    visible: Any = type(row)._default_manager
    found = visible.visible_to(by).select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise NotAllowed(_("It is not here any more."))
    still(found, version)
    kept: Record = found
    return kept


def _check(desk: Desk | None, reason: str, by: User) -> None:
    must_be_of(desk, by)
    if not reason.strip():
        raise NotAllowed(_("Say why. The reason stays at the desk."))
    if len(reason.strip()) > LONGEST_REASON:
        raise NotAllowed(_("At most %(longest)s characters are kept.") % {"longest": LONGEST_REASON})


def _write(row: Claim | Source, columns: dict[str, Any], *, why: str, reason: str, by: User, at: datetime) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    told = {"why": why, "at_the_desk": reason.strip()}
    with not_twice(_taken(row)), pghistory.context(who=by.pk, at=at.isoformat(), **told):
        row.save(update_fields=list(columns))
        if isinstance(row, Source) and row.restricted:
            _take_along(row)
    # What was told of the rows of somebody's file may name what is not theirs to see any more.
    BroughtFile.objects.all().forget_checks(_("What is here has changed since. Check the rows again."))


def _take_along(source: Source) -> None:
    """What readers saw from a restricted source is seen by its desk: the same people see both."""
    seen = Claim.objects.filter(citation__source=source, state__in=[ClaimState.PUBLISHED, ClaimState.WITHDRAWN])
    seen.filter(restricted=False).update(desk=source.desk)


def _taken(row: Claim | Source) -> str:
    """Why two sources of one address cannot stand side by side. Both are this person's to see, and it names neither."""
    if row.restricted:
        return _("The desk keeps a source with this address already. Tell the two apart by their version first.")
    return _(
        "Readers have a source with this address already. Tell the two apart by their version first: "
        "change what is recorded of one of them."
    )
