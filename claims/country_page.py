"""What a country's page shows around the accounts: numbers, leading conflicts, places, agreements, dates, searches.

Everything is plain when it leaves here; templates run no query.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from claims.accounts.arrange import country_accounts
from claims.accounts.side_by_side import Accounts, Conflict
from claims.accounts.statement import Statement
from claims.counts import Counts, counts_of
from claims.coverage import coverage_of, last_looked, looked_words, rests_on
from claims.listed import listed_among
from claims.models import Claim, Search
from claims.responses import Sequence, responses_of
from claims.same_place.plain import Beside, beside_the_list
from claims.same_place.read import pairs_in
from claims.timeline import Timeline, timeline_of
from stations.choices import SubjectKind
from stations.models import Country, Subject
from users.models import User

CONFLICTS_SHOWN = 5


@dataclass(frozen=True)
class LeadConflict:
    """One conflict for each pair of speakers on a question; `others` are further conflicts of the same pair."""

    conflict: Conflict
    others: tuple[Conflict, ...]


@dataclass(frozen=True)
class PlaceEntry:
    """A place with the reported stations in it."""

    place: Subject
    stations: tuple[Subject, ...]


@dataclass(frozen=True)
class CountryPage:
    """All that the template of a country's page reads."""

    country: Country
    accounts: Accounts
    counts: Counts
    conflicts: tuple[LeadConflict, ...]
    more_leads: int
    note_numbers: Mapping[str, int]
    timeline: Timeline
    responses: tuple[Sequence, ...]
    places: tuple[PlaceEntry, ...]
    unplaced: tuple[Subject, ...]
    agreements: tuple[Subject, ...]
    cases: tuple[Subject, ...]
    searches: tuple[Search, ...]
    looked_on: date | None
    same_places: tuple[Beside, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is recorded about the country."""
        return not self.accounts.cards

    @property
    def own(self) -> list[Statement]:
        """The statements about the country itself or something in it."""
        return [statement for statement in self.accounts.statements.values() if not statement.is_general]

    @property
    def rests_on(self) -> str:
        """How many statements, sources, origins, languages and sides it rests on."""
        return rests_on(coverage_of(self.own, self.accounts.statements, self.country.code), self.country)

    @property
    def last_looked(self) -> str:
        """When somebody of the desk last dealt with the country."""
        return looked_words(self.looked_on)

    @property
    def refs_around(self) -> frozenset[str]:
        """The statements that the parts around the accounts refer to by their notes."""
        told = {ref for lead in self.conflicts for ref in (lead.conflict.first, lead.conflict.second)}
        return (counted_refs(self.counts) | told | self.timeline.refs).union(*(each.refs for each in self.responses))


def counted_refs(counts: Counts) -> frozenset[str]:
    """The statements whose notes stand beside the numbers."""
    return frozenset(given.statement.ref for scale in counts.scales for band in scale.bands for given in band.given)


def country_page(country: Country, user: User | AnonymousUser, *, year: int | None = None) -> CountryPage:
    """Read everything that a country's page shows, in a number of queries that does not grow.

    `year` is the year of the timeline that is in view; None for all.
    """
    accounts = country_accounts(country, user)
    subjects = spoken_of(subjects_of(country, user))
    notes = {note.statement.ref: note.number for note in accounts.notes}
    listed = listed_among(accounts)
    leads = lead_conflicts(accounts.conflicts, accounts.statements)
    entries, unplaced = places_of(subjects)
    return CountryPage(
        country=country,
        accounts=accounts,
        counts=counts_of(accounts, listed),
        conflicts=leads[:CONFLICTS_SHOWN],
        more_leads=len(leads[CONFLICTS_SHOWN:]),
        note_numbers=notes,
        timeline=timeline_of(accounts, country, year=year),
        responses=responses_of(accounts),
        places=entries,
        unplaced=unplaced,
        agreements=tuple(subject for subject in subjects if subject.kind == SubjectKind.AGREEMENT),
        cases=tuple(subject for subject in subjects if subject.kind == SubjectKind.CASE),
        searches=tuple(
            Search.objects.about(country).with_what_it_concerns().naming_parties_to(user).newest_first(),
        ),
        looked_on=last_looked(country, user),
        same_places=beside_the_list(pairs_in(country, user), [station.slug for station in listed.stations]),
    )


def subjects_of(country: Country, user: User | AnonymousUser) -> QuerySet[Subject]:
    """The country's subjects with `statements`, the number of published claims about each that this person may see."""
    seen = Claim.objects.visible_to(user).published().filter(country=country)
    return (
        Subject.objects.in_country(country)
        .exclude(kind=SubjectKind.COUNTRY)
        .select_related("country", "parent")
        .with_names()
        .annotate(statements=Count("claims", filter=Q(claims__in=seen)))
        .order_by("label", "slug")
    )


def spoken_of(subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """Keep the subjects about which, or about a station inside which, a reader can read something."""
    found = tuple(subjects)
    kept = {subject.pk for subject in found if subject.statements}  # type: ignore[attr-defined]
    kept |= {subject.parent_id for subject in found if subject.pk in kept and subject.parent_id}
    return tuple(subject for subject in found if subject.pk in kept)


def places_of(subjects: Iterable[Subject]) -> tuple[tuple[PlaceEntry, ...], tuple[Subject, ...]]:
    """The places, each with the stations reported in it, and the stations without a place."""
    places = {subject.pk: subject for subject in subjects if subject.kind == SubjectKind.PLACE}
    inside: dict[int, list[Subject]] = {pk: [] for pk in places}
    unplaced = []
    for subject in subjects:
        if subject.kind != SubjectKind.STATION:
            continue
        if subject.parent_id in inside:
            inside[subject.parent_id].append(subject)
        else:
            unplaced.append(subject)
    return tuple(PlaceEntry(places[pk], tuple(found)) for pk, found in inside.items()), tuple(unplaced)


def lead_conflicts(conflicts: Iterable[Conflict], statements: Mapping[str, Statement]) -> tuple[LeadConflict, ...]:
    """One conflict for each pair of speakers on a question: first those about the country itself.

    Conflicts with a general statement come last, because they are not about this country alone.
    """
    groups: dict[tuple[str, ...], list[Conflict]] = {}
    for conflict in conflicts:
        both = (statements[conflict.first], statements[conflict.second])
        pair = sorted(statement.speaker.slug for statement in both)
        groups.setdefault((both[0].asked.slug, *pair), []).append(conflict)
    leads = []
    for group in groups.values():
        group.sort(key=lambda conflict: (conflict.with_general, _narrowness(conflict, statements)))
        leads.append(LeadConflict(group[0], tuple(group[1:])))
    return tuple(sorted(leads, key=lambda lead: lead.conflict.with_general))


def _narrowness(conflict: Conflict, statements: Mapping[str, Statement]) -> int:
    kinds = (statements[conflict.first].about.kind, statements[conflict.second].about.kind)
    return sum(kind not in (SubjectKind.COUNTRY, SubjectKind.NETWORK) for kind in kinds)
