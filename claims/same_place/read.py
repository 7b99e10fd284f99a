"""Judgements read for a page or a dossier, in a number of queries that does not grow."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from claims.accounts.read import statements
from claims.accounts.statement import Statement
from claims.models import Claim, SamePlace, SamePlaceQuerySet
from claims.same_place.plain import Judged, Pair, Place, pairs_of
from stations.choices import SubjectKind
from stations.models import Country, Subject
from users.models import User
from web.moments import Dated, current, keeping

Person = User | AnonymousUser


@dataclass(frozen=True)
class SamePlaceSection:
    """What the page of a station shows, and whether this person may add to it."""

    pairs: tuple[Pair, ...] = ()
    may_judge: bool = False


def same_place_of(subject: Subject, user: Person) -> SamePlaceSection:
    """The section of a station's page; nothing, and no query, for any other subject."""
    if subject.kind != SubjectKind.STATION:
        return SamePlaceSection()
    return SamePlaceSection(pairs_with(subject, user), isinstance(user, User) and user.may_publish)


def pairs_with(station: Subject, user: Person) -> tuple[Pair, ...]:
    """What is said of one station and others, also what was taken back."""
    return _pairs(SamePlace.objects.of(station), user)


def pairs_in(country: Country, user: Person) -> tuple[Pair, ...]:
    """What stands of the stations of a country."""
    return _pairs(SamePlace.objects.within(country).standing(), user)


def _pairs(rows: SamePlaceQuerySet, user: Person) -> tuple[Pair, ...]:
    found = judged(rows.visible_to(user))
    if current().said_by is None:
        return pairs_of(found)
    with keeping(Dated.UNCLEAR):
        return pairs_of(found, judged(rows.standing().visible_to(user)))


def judged(rows: SamePlaceQuerySet) -> tuple[Judged, ...]:
    """These judgements with the statements they rest on, in a stable order; nothing more is asked where there is none.

    Whoever may see the judgement may see its statement: `rows` are what somebody may see.
    """
    kept = list(rows.with_stations().in_order())
    by_ref = _statements({row.claim_id for row in kept})
    return tuple(_judged(row, by_ref[row.claim_id]) for row in kept)


def _statements(keys: set[int]) -> dict[int, Statement]:
    if not keys:
        return {}
    claims = Claim.objects.filter(pk__in=keys)
    by_ref = {statement.ref: statement for statement in statements(claims)}
    return {pk: by_ref[ref] for pk, ref in claims.values_list("pk", "ref")}


def _judged(row: SamePlace, statement: Statement) -> Judged:
    return Judged(
        key=row.pk,
        first=_place(row.first),
        second=_place(row.second),
        judgement=row.judgement,
        desk_reading=row.desk_reading,
        reason=row.reason,
        statement=statement,
        made_on=row.made_at.date(),
        withdrawn_on=row.withdrawn_at.date() if row.withdrawn_at else None,
        withdrawn_reason=row.withdrawn_reason,
    )


def _place(station: Subject) -> Place:
    country = station.country
    return Place(station.slug, station.label, country.code if country else "", country.name if country else "")
