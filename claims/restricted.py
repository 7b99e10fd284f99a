"""What restricting would take from readers, told before it is done; since when and by whom something is restricted."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Q

from claims.models import Claim, ClaimQuerySet, Link
from sources.models import Source
from users.models import User
from web.erasing import versions_of

MOST_NAMED = 10


@dataclass(frozen=True)
class Since:
    """When something was restricted, and by whom; `who` is "" where the history does not say."""

    at: datetime
    who: str


@dataclass(frozen=True)
class Follows:
    """What goes with it and what stays, as far as this person sees it.

    `is_read`: readers see it today. `go` are statements drawn from it; `rest` is how many others are linked with it or
    came through it, `named` the first of these; `passage_stays`: other statements are drawn from the same passage.
    """

    is_read: bool
    go: int = 0
    rest: int = 0
    named: tuple[Claim, ...] = ()
    passage_stays: bool = False


def since_when(row: Claim | Source) -> Since | None:
    """Since when it is restricted without a break, three queries; None where it is not."""
    if not row.restricted:
        return None
    versions = versions_of(type(row)).filter(pgh_obj_id=row.pk)
    before = versions.filter(restricted=False).aggregate(last=Max("pgh_id"))["last"] or 0
    first = versions.filter(restricted=True, pgh_id__gt=before).order_by("pgh_id")
    at, told = first.values_list("pgh_created_at", "pgh_context__metadata").first() or (None, None)
    if at is None:
        return None
    who = (told or {}).get("who") or 0
    person = User.objects.filter(pk=who).first()
    return Since(at, str(person) if person else "")


def follows_of_claim(claim: Claim, by: User) -> Follows:
    """What restricting a statement does to others: it is linked with them, or shares their passage."""
    visible = Claim.objects.visible_to(by)
    pairs = Link.objects.filter(Q(claim=claim) | Q(to=claim)).values_list("claim_id", "to_id")
    near = {pk for pair in pairs for pk in pair} - {claim.pk}
    beside = visible.filter(pk__in=near)
    return Follows(
        is_read=Claim.objects.visible_to(AnonymousUser()).filter(pk=claim.pk).exists(),
        rest=beside.count(),
        named=_first(beside),
        passage_stays=visible.filter(citation=claim.citation_id).exclude(pk=claim.pk).exists(),
    )


def follows_of_source(source: Source, by: User) -> Follows:
    """What restricting a source does to the statements drawn from it, about it and come through it."""
    visible = Claim.objects.visible_to(by)
    named = Q(relays__source=source) | Q(subject__source=source)
    beside = visible.filter(named).exclude(citation__source=source).distinct()
    return Follows(
        is_read=Source.objects.in_reach_of(AnonymousUser()).filter(pk=source.pk).exists(),
        go=visible.filter(citation__source=source).count(),
        rest=beside.count(),
        named=_first(beside),
    )


def _first(claims: ClaimQuerySet) -> tuple[Claim, ...]:
    return tuple(claims.select_related("asserted_by").order_by("ref")[:MOST_NAMED])
