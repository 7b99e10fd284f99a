"""Making two parties one, when one body was entered under two names.

Everything that named the one names the other then; the history keeps who was named before. The names stay as other
names of the party, and the former address leads to it. It is not undone by a button: see docs/decisions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims.actions.not_twice import not_twice
from claims.actions.stepping import NotAllowed
from claims.models import Claim, Relay
from sources.models import Party, PartyAlias, Source
from users.models import User

# What each statement's history says; the names stand with the merging itself.
ONE_NOW = "A party had been entered under two names. The two are one now."
LONGEST_CHAIN = 20


@dataclass(frozen=True)
class Merging:
    """What merging would change: how many rows name the party in each way."""

    statements: int
    answers: int
    steps: int
    sources: int
    parts: int
    with_both: int


def what_merging_changes(old: Party, into: Party, by: User) -> Merging:
    """How many rows that this person may see would be pointed at the other party.

    `with_both`: statements in whose chain both stand. What others keep to themselves changes too and is not counted.
    """
    visible = Claim.objects.visible_to(by).order_by()
    both = visible.filter(Q(relays__party=old) | Q(asserted_by=old)).filter(Q(relays__party=into) | Q(asserted_by=into))
    return Merging(
        statements=visible.filter(asserted_by=old).count(),
        answers=visible.filter(answer_party=old).count() + visible.filter(asked_by=old).count(),
        steps=Relay.objects.filter(party=old, claim__in=visible).count(),
        sources=Source.objects.visible_to(by).filter(publisher=old).count(),
        parts=Party.objects.in_reach_of(by).filter(part_of=old).count(),
        with_both=both.distinct().count(),
    )


def why_not_merge(old: Party, into: Party, by: User) -> str:
    """Why this person may not merge one party into another, "" when they may."""
    if not by.may_publish:
        return _("Only an editor makes two parties one.")
    if old.pk == into.pk:
        return _("A party is not merged into itself.")
    if old.removed_at or into.removed_at:
        return _("The names of one of them were removed: it stays a role of its own.")
    if old.country_id and into.country_id and old.country_id != into.country_id:
        return _("They are bodies of two countries, and so two parties.")
    if old.pk in {each.pk for each in _above(into)}:
        return _("“%(into)s” is part of “%(old)s”: it would become part of itself. Change that first.") % {
            "into": into.name,
            "old": old.name,
        }
    pairs = Q(asserted_by=old, asked_by=into) | Q(asserted_by=into, asked_by=old)
    if Claim.objects.filter(pairs).exists():
        return _("One of them asked the other and got no answer: they are two.")
    return ""


def _above(party: Party) -> Iterator[Party]:
    """The bodies that a party is part of, the nearest first."""
    above, steps = party.part_of, 0
    while above is not None and steps < LONGEST_CHAIN:
        yield above
        above, steps = above.part_of, steps + 1


@transaction.atomic
def merge_parties(old: Party, *, into: Party, by: User, at: datetime, reason: str) -> PartyAlias:
    """Point everything that names `old` at `into`, keep its names and its address as former ones, and drop it.

    Raises NotAllowed.
    """
    rows = {row.pk: row for row in Party.objects.select_for_update(of=("self",)).filter(pk__in=[old.pk, into.pk])}
    if {old.pk, into.pk} - set(rows):
        raise NotAllowed(_("One of the two is not here any more."))
    old, into = rows[old.pk], rows[into.pk]
    if refusal := why_not_merge(old, into, by):
        raise NotAllowed(refusal)
    if not reason.strip():
        raise NotAllowed(_("Say how you know that the two are one. Readers will see the reason."))
    with pghistory.context(who=by.pk, at=at.isoformat(), why=ONE_NOW, reason=ONE_NOW):
        _point(old, into)
    with pghistory.context(who=by.pk, at=at.isoformat(), why=f"Merged. {reason.strip()}", reason=reason.strip()):
        alias = PartyAlias.objects.create(
            slug=old.slug,
            party=into,
            former_key=old.pk,
            name=old.name,
            native_name=old.native_name,
            reason=reason.strip(),
            merged_by=by,
            merged_at=at,
        )
        old.delete()
    return alias


def _point(old: Party, into: Party) -> None:
    """Every column of every table that names the one names the other, also those that are added one day."""
    if into.part_of_id == old.pk:  # refused before; kept for whoever changes that
        raise NotAllowed(_("A party is not part of itself."))
    with not_twice(_("Two statements that were saved together name one of them each. Withdraw one of these first.")):
        for relation in Party._meta.related_objects:
            rows: Any = relation.related_model
            if hasattr(rows, "pgh_tracked_model"):
                continue  # what was written stays as it was written
            rows._default_manager.filter(**{relation.field.name: old}).update(**{relation.field.name: into})
        Party.objects.filter(pk=into.pk, part_of=into).update(part_of=None)
