"""What was said and what is said to have happened, in time: two lanes, divided by side.

Plain data in and out, for pages, dossiers and the network alike. A statement stands in the first lane on the day on
which it was made. It stands in the second where it speaks of a time: the date that it gives in answer, or the period
that it is about. An act of the authorities of which no day is given stands there as having happened by the day on
which somebody spoke of it. Nothing is drawn narrower than it is known (web.edtf_extent).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from claims.accounts.side_by_side import Accounts, Card, Note
from claims.accounts.statement import Speaker, Statement
from claims.choices import SILENT_STANCES, Stance, Timing
from claims.sides import SIDES, side_title
from stations.models import Country
from web.edtf import EdtfDate
from web.edtf_extent import Extent, extent_of

SAID, HAPPENED = "said", "happened"
LANES = (SAID, HAPPENED)
MOST_LISTED = 400
NOT_SAID_TO_BE_SO = frozenset({Stance.DENIES, Stance.HAS_NO_RECORD, Stance.CANNOT_CONFIRM})


@dataclass(frozen=True)
class Entry:
    """One line: what one speaker says in one passage of one time. `number` is its place on the page, from 1.

    `is_by`: it had happened by then, and no day is given. `is_denied`: the speaker does not say that it happened.
    `is_general`: it is about all countries.
    """

    lane: str
    side: str
    when: EdtfDate | None
    statements: tuple[Statement, ...]
    notes: tuple[int, ...]
    line: str
    is_by: bool = False
    is_denied: bool = False
    is_general: bool = False
    number: int = 0

    @property
    def speaker(self) -> Speaker:
        """Who says it."""
        return self.statements[0].speaker

    @property
    def stance(self) -> str:
        """How it is said."""
        return self.statements[0].stance

    @property
    def extent(self) -> Extent | None:
        """How wide its date is; None without one."""
        return extent_of(self.when) if self.when else None


@dataclass(frozen=True)
class YearTally:
    """A year in which something is dated, with how much was said and is said to have happened then."""

    year: int
    said: int
    happened: int

    @property
    def together(self) -> int:
        """Both."""
        return self.said + self.happened


@dataclass(frozen=True)
class Timeline:
    """Every entry, in time; those without a day apart. `shown` are those of the year in view, all where there is none.

    `sides` are the titles of the sides that have an entry, by slug, in their fixed order.
    """

    entries: tuple[Entry, ...]
    undated: tuple[Entry, ...]
    years: tuple[YearTally, ...]
    sides: tuple[tuple[str, str], ...]
    year: int | None = None

    @property
    def refs(self) -> frozenset[str]:
        """Every statement in it; where there are more than a page has room for, those of the entries that it lists."""
        listed = (entry for _year, entries in self.listed for entry in entries)
        named = self.entries if len(self.entries) <= MOST_LISTED else listed
        return frozenset(each.ref for entry in (*named, *self.undated) for each in entry.statements)

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The entries of the year in view."""
        if self.year is None:
            return self.entries
        return tuple(entry for entry in self.entries if entry.extent and entry.extent.touches(self.year))

    @property
    def listed(self) -> tuple[tuple[int, tuple[Entry, ...]], ...]:
        """The entries that a page lists, by the year in which each begins (or ends, where its beginning is open).

        All of those of the year in view, as far as a page has room; without a year all, or none where there are more
        than a page has room for.
        """
        if self.year is not None:
            return ((self.year, self.shown[:MOST_LISTED]),) if self.shown else ()
        if len(self.entries) > MOST_LISTED:
            return ()
        by_year: dict[int, list[Entry]] = {}
        for entry in self.entries:
            by_year.setdefault(_first_year(entry), []).append(entry)
        return tuple((year, tuple(found)) for year, found in sorted(by_year.items()))

    @property
    def not_listed(self) -> int:
        """How many of those in view find no room in the list."""
        return len(self.shown) - sum(len(entries) for _year, entries in self.listed)

    @property
    def previous_year(self) -> int | None:
        """The nearest year before the one in view in which something is dated."""
        return max((tally.year for tally in self.years if self.year and tally.year < self.year), default=None)

    @property
    def next_year(self) -> int | None:
        """The nearest year after it."""
        return min((tally.year for tally in self.years if self.year and tally.year > self.year), default=None)


def _first_year(entry: Entry) -> int:
    when = entry.when
    day = (when.earliest or when.latest) if when else None
    return day.year if day else 0


def timeline_of(accounts: Accounts, country: Country | None, *, year: int | None = None) -> Timeline:
    """The timeline of some accounts: of every card, and of what was changed in retelling."""
    entries = _in_time(_grouped(_placed(accounts.cards), accounts.notes))
    speaking = {entry.side for entry in entries}
    return Timeline(
        entries=tuple(entry for entry in entries if entry.when),
        undated=tuple(entry for entry in entries if not entry.when),
        years=_tallies(entries),
        sides=tuple((side, side_title(side, country)) for side in SIDES if side in speaking),
        year=year,
    )


def _placed(cards: Iterable[Card]) -> Iterable[tuple[Entry, Statement]]:
    """Each statement on each lane on which it stands."""
    for card in cards:
        for statement in (*card.statements, *card.retellings):
            for lane, when, is_by in _lanes(statement):
                entry = Entry(
                    lane=lane,
                    side=card.side,
                    when=when,
                    statements=(),
                    notes=(),
                    line=card.number,
                    is_by=is_by,
                    is_denied=lane == HAPPENED and statement.stance in NOT_SAID_TO_BE_SO,
                    is_general=card.general or statement.is_general,
                )
                yield entry, statement


def _lanes(statement: Statement) -> Iterable[tuple[str, EdtfDate | None, bool]]:
    """The lanes of a statement, each with its time and whether that is only the day by which it had happened.

    Not to reply is an act and nothing said. A description of the response (a question on which nobody can conflict)
    is something said and no act.
    """
    if statement.stance not in SILENT_STANCES:
        yield SAID, statement.said_on, False
    of = statement.answer.when or statement.about_period
    if of:
        yield HAPPENED, of, False
    elif statement.stance in SILENT_STANCES:
        yield HAPPENED, statement.said_on, False
    elif _is_an_act(statement) and statement.said_on:
        yield HAPPENED, statement.said_on, True


def _is_an_act(statement: Statement) -> bool:
    asked = statement.asked
    return asked.timing == Timing.EVENT and asked.can_conflict and statement.stance not in NOT_SAID_TO_BE_SO


def _grouped(placed: Iterable[tuple[Entry, Statement]], notes: Iterable[Note]) -> list[Entry]:
    """What one speaker says at one time in one passage as one line; each statement once on a lane."""
    number = {note.statement.ref: note.number for note in notes}
    groups: dict[tuple[object, ...], tuple[Entry, dict[str, Statement]]] = {}
    for entry, statement in placed:
        when = entry.when.text if entry.when else ""
        kind = (entry.is_by, entry.is_denied, entry.is_general)
        key = (entry.lane, when, statement.speaker.slug, statement.stance, statement.passage.key, *kind)
        groups.setdefault(key, (entry, {}))[1].setdefault(statement.ref, statement)
    return [
        replace(
            entry,
            statements=tuple(found.values()),
            notes=tuple(number[ref] for ref in found if ref in number),
        )
        for entry, found in groups.values()
    ]


def _in_time(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    ordered = sorted(entries, key=_time)
    return tuple(replace(entry, number=place) for place, entry in enumerate(ordered, start=1))


def _time(entry: Entry) -> tuple[object, ...]:
    earliest = entry.when.earliest if entry.when else None
    latest = entry.when.latest if entry.when else None
    first = earliest or latest or date.max
    return (
        entry.when is None,
        first,
        latest or date.max,
        LANES.index(entry.lane),
        SIDES.index(entry.side),
        entry.speaker.name,
        entry.notes,
        entry.statements[0].ref,
    )


def _tallies(entries: Iterable[Entry]) -> tuple[YearTally, ...]:
    """Each year in which something begins or ends, with all that may lie in it: open ranges too, as in its list."""
    drawn = [(entry.lane, entry.extent) for entry in entries if entry.extent]
    years = sorted({year for _lane, extent in drawn for year in extent.years})
    found = Counter((lane, year) for lane, extent in drawn for year in extent.among(years))
    return tuple(YearTally(year, found[SAID, year], found[HAPPENED, year]) for year in years)
