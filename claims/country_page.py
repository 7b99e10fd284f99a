"""What a country's page shows around the accounts: numbers, leading conflicts, places, agreements, dates, searches.

Everything is plain when it leaves here; templates run no query.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from claims.accounts.arrange import country_accounts
from claims.accounts.plain import Accounts, Card, Conflict, HeadingRow, QuestionRow, Speaker, Statement
from claims.choices import Stance, Timing
from claims.models import Claim, Search
from claims.origins import root_of
from claims.wording import unit_words
from stations.choices import SubjectKind
from stations.models import Country, Subject
from users.models import User
from web.edtf import EdtfDate

NUMBERS = "how-many"
ENTERED_FROM = frozenset({"existence", "listed-by"})
CONFLICTS_SHOWN = 5


@dataclass(frozen=True)
class Number:
    """A number that somebody gave: `is_latest` is the newest of its speaker about its subject."""

    card: Card
    unit: str
    is_latest: bool


@dataclass(frozen=True)
class Numbers:
    """Every number given about a country, who gave none, and what the entered places do not confirm."""

    given: tuple[Number, ...]
    without: tuple[Card, ...]
    silent: tuple[str, ...]
    places: int
    entered_from: tuple[Speaker, ...]


@dataclass(frozen=True)
class LeadConflict:
    """One conflict for each pair of speakers on a question; `others` are further conflicts of the same pair."""

    conflict: Conflict
    others: tuple[Conflict, ...]


@dataclass(frozen=True)
class Dated:
    """One line of the timeline: a time, and what is said to have happened then, or was said then."""

    when: EdtfDate
    statement: Statement
    note: int


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
    numbers: Numbers
    conflicts: tuple[LeadConflict, ...]
    more_leads: int
    note_numbers: Mapping[str, int]
    timeline: tuple[Dated, ...]
    places: tuple[PlaceEntry, ...]
    unplaced: tuple[Subject, ...]
    agreements: tuple[Subject, ...]
    cases: tuple[Subject, ...]
    searches: tuple[Search, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is recorded about the country."""
        return not self.accounts.cards

    @property
    def own(self) -> list[Statement]:
        """The statements about the country itself or something in it."""
        return [statement for statement in self.accounts.statements.values() if not statement.is_general]

    @property
    def own_speakers(self) -> int:
        """How many speak about it."""
        return len({statement.speaker.slug for statement in self.own})

    @property
    def own_sources(self) -> int:
        """In how many sources they were read."""
        return len({statement.passage.document.slug for statement in self.own})

    @property
    def in_cards(self) -> frozenset[str]:
        """The statements whose passage a card prints; their footnotes need not repeat it."""
        return frozenset(card.newest.ref for card in self.accounts.cards)

    @property
    def closing_groups(self) -> dict[str, list[Card]]:
        """General statements that join no row, by reader heading."""
        groups: dict[str, list[Card]] = {}
        for card in self.accounts.closing:
            groups.setdefault(card.asked.heading_title, []).append(card)
        return groups


def country_page(country: Country, user: User | AnonymousUser, *, said_by: date | None) -> CountryPage:
    """Read everything that a country's page shows, in a number of queries that does not grow."""
    accounts = country_accounts(country, user, said_by=said_by)
    subjects = spoken_of(subjects_of(country, user))
    notes = {note.statement.ref: note.number for note in accounts.notes}
    leads = lead_conflicts(accounts.conflicts, accounts.statements)
    entries, unplaced = places_of(subjects)
    return CountryPage(
        country=country,
        accounts=accounts,
        numbers=numbers_of(accounts, entries),
        conflicts=leads[:CONFLICTS_SHOWN],
        more_leads=len(leads[CONFLICTS_SHOWN:]),
        note_numbers=notes,
        timeline=timeline_of(accounts, notes),
        places=entries,
        unplaced=unplaced,
        agreements=tuple(subject for subject in subjects if subject.kind == SubjectKind.AGREEMENT),
        cases=tuple(subject for subject in subjects if subject.kind == SubjectKind.CASE),
        searches=tuple(
            Search.objects.filter(country=country).select_related("party", "question").order_by("slug"),
        ),
    )


def subjects_of(country: Country, user: User | AnonymousUser) -> QuerySet[Subject]:
    """The country's subjects with `statements`, the number of published claims about each that this person may see."""
    seen = Claim.objects.visible_to(user).published().filter(country=country)
    return (
        Subject.objects.in_country(country)
        .exclude(kind=SubjectKind.COUNTRY)
        .select_related("country", "parent")
        .prefetch_related("names")
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


def numbers_of(accounts: Accounts, places: tuple[PlaceEntry, ...]) -> Numbers:
    """The numbers as statements: newest speaker first, and each speaker's newest first."""
    rows = [row for heading in _numbers_heading(accounts) for row in heading.questions]
    cards = [card for row in rows for side in row.sides for card in side.cards if not card.general]
    counted = [card for card in cards if card.answer.count]
    newest: dict[str, int] = {}
    for card in counted:
        newest[card.speaker.slug] = max(newest.get(card.speaker.slug, 0), _day(card.newest))
    counted.sort(key=lambda card: (-newest[card.speaker.slug], card.speaker.name, card.about.kind != "country"))
    stations = {entry.place.slug for entry in places if entry.stations}
    without = _without_number(accounts, [card for card in cards if not card.answer.count], set(newest))
    return Numbers(
        given=tuple(
            Number(card, unit_words(card.answer.count), not card.earlier) for card in counted if card.answer.count
        ),
        without=without,
        silent=_silent_on_numbers(rows, {card.side for card in without}),
        places=len(stations),
        entered_from=entered_from(accounts),
    )


def _numbers_heading(accounts: Accounts) -> list[HeadingRow]:
    return [heading for heading in accounts.headings if heading.slug == NUMBERS]


def _without_number(accounts: Accounts, asked: list[Card], gave_one: set[str]) -> tuple[Card, ...]:
    """One card for each speaker who was heard on it and gave no number; having no record of any is none."""
    no_record = [
        card
        for card in accounts.cards
        if card.stance == Stance.HAS_NO_RECORD and card.asked.slug in ENTERED_FROM and not card.general
    ]
    first = {card.speaker.slug: card for card in reversed([*asked, *no_record])}
    return tuple(
        card for card in [*asked, *no_record] if first[card.speaker.slug] is card and card.speaker.slug not in gave_one
    )


def _silent_on_numbers(rows: list[QuestionRow], heard: set[str]) -> tuple[str, ...]:
    return tuple(silence.title for row in rows[:1] for silence in row.silent if silence.side not in heard)


def _day(statement: Statement) -> int:
    latest = statement.said_on.latest if statement.said_on else None
    return latest.toordinal() if latest else 0


def entered_from(accounts: Accounts) -> tuple[Speaker, ...]:
    """On whose word stations are entered: the first speaker about each, most stations first."""
    first: dict[str, Statement] = {}
    for statement in sorted(accounts.statements.values(), key=lambda each: (_day(each), each.ref)):
        says_it_is_there = statement.asked.slug in ENTERED_FROM and statement.stance == Stance.SAYS
        if says_it_is_there and statement.about.kind == SubjectKind.STATION:
            first.setdefault(statement.about.slug, statement)
    counts: dict[str, tuple[int, Speaker]] = {}
    for statement in first.values():
        speaker = root_of(statement, accounts.statements).speaker
        counts[speaker.slug] = (counts.get(speaker.slug, (0, speaker))[0] + 1, speaker)
    return tuple(speaker for _places, speaker in sorted(counts.values(), key=lambda found: (-found[0], found[1].name)))


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


def timeline_of(accounts: Accounts, notes: Mapping[str, int]) -> tuple[Dated, ...]:
    """What is said to have happened when, and what was announced when, oldest first. A text list for now."""
    lines = []
    for ref, number in notes.items():
        statement = accounts.statements[ref]
        when = _time_of(statement)
        if when and not statement.is_general:
            lines.append(Dated(when, statement, number))
    return tuple(sorted(lines, key=lambda line: (line.when.earliest or date.min, line.when.text, line.note)))


def _time_of(statement: Statement) -> EdtfDate | None:
    if statement.answer.when:
        return statement.answer.when
    if statement.asked.timing == Timing.EVENT:
        return statement.about_period or statement.said_on
    return None
