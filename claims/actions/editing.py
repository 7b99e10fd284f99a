"""Changing what is recorded of a source or a party: what readers have seen, only with a reason that they read."""

from collections.abc import Mapping
from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims.actions.stepping import NotAllowed
from claims.actions.versions import still
from claims.models import Claim
from sources.models import Party, Source
from users.models import User

Columns = Mapping[str, object]


def source_was_read(source: Source) -> bool:
    """Whether readers have ever seen a source: one query."""
    rests = Q(citation__source=source) | Q(relays__source=source)
    return Claim.objects.filter(rests, reviewed_by__isnull=False).exists()


def party_was_read(party: Party) -> bool:
    """Whether readers have ever seen a party: one query."""
    part = Q(asserted_by=party) | Q(asked_by=party) | Q(answer_party=party) | Q(relays__party=party)
    part |= Q(citation__source__publisher=party) | Q(asserted_by__part_of=party)
    return Claim.objects.filter(part, reviewed_by__isnull=False).exists()


def why_not_edit(by: User, *, was_read: bool) -> str:
    """Why this person may not change a source or a party, "" when they may. Runs no query."""
    if by.may_publish or (by.may_write and not was_read):
        return ""
    return _("Readers have seen this: an editor changes it, with a reason.")


@transaction.atomic
def edit_source(
    source: Source, columns: Columns, *, by: User, at: datetime, reason: str = "", version: int | None = None
) -> Source:
    """Write what is recorded of a source anew; its address here stays. Raises NotAllowed, ChangedMeanwhile."""
    row = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if row.removed_at:
        raise NotAllowed(_("This source was removed."))
    still(row, version)
    was_read = source_was_read(row)
    _save(row, columns, by=by, at=at, reason=reason, was_read=was_read, what="A source was changed.")
    return row


@transaction.atomic
def edit_party(
    party: Party, columns: Columns, *, by: User, at: datetime, reason: str = "", version: int | None = None
) -> Party:
    """Write what is recorded of a party anew; its address here stays. Raises NotAllowed, ChangedMeanwhile."""
    row = Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    if row.removed_at:
        raise NotAllowed(_("Its names were removed: it stays a role."))
    still(row, version)
    was_read = party_was_read(row)
    _save(row, columns, by=by, at=at, reason=reason, was_read=was_read, what="A party was changed.")
    return row


def _save(
    row: Source | Party, columns: Columns, *, by: User, at: datetime, reason: str, was_read: bool, what: str
) -> None:
    if refusal := why_not_edit(by, was_read=was_read):
        raise NotAllowed(refusal)
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    if not changed:
        return
    if was_read and not reason.strip():
        raise NotAllowed(_("Say why it is changed. Readers will see the reason."))
    for name in changed:
        setattr(row, name, columns[name])
    why = f"{what} {reason.strip()}".strip()
    with pghistory.context(who=by.pk, at=at.isoformat(), why=why, reason=reason.strip()):
        row.save(update_fields=changed)
