"""The stations listed here, and on whose word: what stands beside the numbers that speakers give.

A station is listed when a text that was read tells it apart from others and a reader may read something about it. How
many there are says how much was read and entered. It confirms no number, least of all that of the list from which the
stations were entered.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from claims.accounts.side_by_side import Accounts
from claims.accounts.statement import Statement
from claims.choices import Stance
from claims.models import Claim, ClaimQuerySet
from claims.origins import root_of
from stations.choices import KINDS_IN_A_COUNTRY, SubjectKind
from stations.models import Subject
from users.models import User

ENTERED_FROM = ("existence", "listed-by")


@dataclass(frozen=True)
class ListedStation:
    """One station: what it lies in (itself first) and who is the first that is recorded as saying it is there."""

    slug: str
    country_code: str
    inside: tuple[str, ...]
    named_by: str = ""


@dataclass(frozen=True)
class Listed:
    """The stations listed in one subject, and its places that are spoken of without telling a station apart."""

    stations: tuple[ListedStation, ...]
    cities_alone: tuple[str, ...] = ()
    is_everywhere: bool = False

    def inside(self, slug: str) -> int:
        """How many of them lie in a subject."""
        return sum(slug in station.inside for station in self.stations)

    @property
    def countries(self) -> int:
        """In how many countries they lie."""
        return len({station.country_code for station in self.stations})

    @property
    def places(self) -> int:
        """In how many places they lie; those whose place is not given lie in none."""
        return len({station.inside[1] for station in self.stations if len(station.inside) > 2})

    @property
    def named_by(self) -> tuple[tuple[str, int], ...]:
        """Who named them first, with how many, most first."""
        found = Counter(station.named_by for station in self.stations if station.named_by)
        return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def listed_among(accounts: Accounts) -> Listed:
    """The stations that some statements are about."""
    statements = accounts.statements.values()
    abouts = {statement.about.slug: statement.about for statement in statements}
    named_by = _named_by(accounts)
    stations = tuple(
        ListedStation(about.slug, about.country_code, about.inside, named_by.get(about.slug, ""))
        for about in abouts.values()
        if about.kind == SubjectKind.STATION
    )
    holding = {slug for station in stations for slug in station.inside}
    return Listed(
        stations=stations,
        cities_alone=tuple(
            sorted(
                {
                    statement.about.label
                    for statement in statements
                    if statement.about.kind == SubjectKind.PLACE
                    and statement.about.slug not in holding
                    and _says_it_is_there(statement)
                }
            )
        ),
    )


def _named_by(accounts: Accounts) -> dict[str, str]:
    first: dict[str, Statement] = {}
    for statement in sorted(accounts.statements.values(), key=lambda each: (_day(each), each.ref)):
        if _says_it_is_there(statement):
            first.setdefault(statement.about.slug, statement)
    return {slug: root_of(statement, accounts.statements).speaker.name for slug, statement in first.items()}


def _says_it_is_there(statement: Statement) -> bool:
    return statement.asked.slug in ENTERED_FROM and statement.stance == Stance.SAYS


def _day(statement: Statement) -> date:
    return (statement.said_on.latest if statement.said_on else None) or date.max


def listed_in_view(about: Subject, accounts: Accounts, user: User | AnonymousUser) -> Listed:
    """The stations listed in a subject; for the network and its branches those of all countries."""
    if about.kind in KINDS_IN_A_COUNTRY:
        return listed_among(accounts)
    return listed_everywhere(user)


def listed_everywhere(user: User | AnonymousUser) -> Listed:
    """The stations listed in all countries: two queries."""
    claims = Claim.objects.visible_to(user).published().filter(subject_kind=SubjectKind.STATION)
    named_by = dict(_first_namings(claims).values_list("subject__slug", "asserted_by__name"))
    around = ("subject__slug", "subject__parent__slug", "subject__parent__parent__slug")
    rows = claims.order_by("subject").distinct("subject").values_list("country__code", *around)
    return Listed(
        stations=tuple(
            ListedStation(slugs[0], country or "", _network(slugs), named_by.get(slugs[0], ""))
            for country, *slugs in rows
        ),
        is_everywhere=True,
    )


def _first_namings(claims: ClaimQuerySet) -> ClaimQuerySet:
    says_so = claims.filter(question__slug__in=ENTERED_FROM, stance=Stance.SAYS)
    return says_so.order_by("subject", F("asserted_on_latest").asc(nulls_last=True), "ref").distinct("subject")


def _network(slugs: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(slug for slug in slugs if slug)
