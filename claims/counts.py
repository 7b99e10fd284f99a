"""The numbers that speakers gave, each on a scale of its own kind, and what is listed here beside them.

Plain data in and out, for pages, dossiers and the network alike. No number is added up, and none is derived: what is
listed here is counted apart and says so, because stations entered from a list do not confirm that list.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from math import inf

from claims.accounts.grouped import Told, told
from claims.accounts.side_by_side import Accounts, Card, Origins, QuestionRow
from claims.accounts.statement import About, Asked, Count, Speaker, Statement
from claims.answers import interval
from claims.choices import Operator, Stance
from claims.listed import ENTERED_FROM, Listed
from claims.wording import counted_words
from stations.choices import KINDS_IN_A_COUNTRY, SubjectKind

HEADING = "how-many"
STATIONS = "stations"
MOST_TICKS = 5
STEPS = (1, 2, 5)
WIDEST_FIRST = (SubjectKind.NETWORK, SubjectKind.REGION, SubjectKind.BRANCH, SubjectKind.COUNTRY)


@dataclass(frozen=True)
class Mark:
    """Where a number stands on its scale, in hundredths of the scale's length.

    `start` and `end` bound what the speaker's words allow; `at` is the number itself, None where a range was given.
    `fades` is "up" or "down" where they leave one end open, `is_outside` where the number itself is not allowed
    (“more than 100”).
    """

    start: float
    end: float
    at: float | None
    fades: str = ""
    is_outside: bool = False

    @property
    def width(self) -> float:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True)
class Given:
    """A number that somebody gave: one row for each speaker and answer. `told` says on how many occasions, and when.

    `is_earlier`: the speaker has since given another. `retells`: a text changed, on the way, what this speaker had
    said; it is not the speaker's number.
    """

    speaker: Speaker
    statement: Statement
    told: Told
    notes: tuple[int, ...]
    line: str
    origins: Origins | None
    is_earlier: bool
    retells: bool
    mark: Mark

    @property
    def count(self) -> Count:
        """The number as it was meant."""
        return _count(self.statement)

    @property
    def is_denied(self) -> bool:
        """Whether the number is what the speaker does not say."""
        return self.statement.stance not in (Stance.SAYS, Stance.ACCEPTS_IN_PART)


@dataclass(frozen=True)
class Band:
    """The numbers about one subject within one scope (“additional”, one bureau's list): these alone are comparable.

    `listed` is how many stations are listed here in that subject, None where stations are not what is counted.
    """

    about: About
    scope: str
    given: tuple[Given, ...]
    listed: int | None = None
    listed_mark: Mark | None = None


@dataclass(frozen=True)
class Tick:
    """A number on the axis, and where it stands, in hundredths."""

    number: int
    at: float


@dataclass(frozen=True)
class Scale:
    """The numbers of one unit that answer one question, on one axis from 0 to `top`."""

    asked: Asked
    unit: str
    title: str
    top: int
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Counts:
    """Every number given about a subject, who gave none, and the stations listed here.

    `without` holds one card for each speaker who was asked for a number, or has no record of anything, and gave none;
    `silent` the titles of the sides of which no statement on it is held.
    """

    scales: tuple[Scale, ...]
    without: tuple[Card, ...]
    silent: tuple[str, ...]
    listed: Listed

    @property
    def given(self) -> tuple[Given, ...]:
        """Every number, in the order of the scales."""
        return tuple(given for scale in self.scales for band in scale.bands for given in band.given)


def counts_of(accounts: Accounts, listed: Listed) -> Counts:
    """The numbers in some accounts. General statements on a country's page are about no country, and stay out."""
    cards = [card for heading in accounts.headings for row in heading.questions for card in _cards(row)]
    own = [card for card in cards if not card.general]
    asked = [row for heading in accounts.headings if heading.slug == HEADING for row in heading.questions]
    gave_one = {card.speaker.slug for card in own if card.answer.count}
    without = _without_number(own, asked, gave_one)
    return Counts(
        scales=_scales(own, listed),
        without=without,
        silent=_silent(asked, {card.side for card in without}),
        listed=listed,
    )


def _cards(row: QuestionRow) -> list[Card]:
    return [card for side in row.sides for card in side.cards]


@dataclass(frozen=True)
class _Found:
    """A number with the card that it stands on."""

    card: Card
    statement: Statement
    notes: tuple[int, ...]
    retells: bool


def _scales(cards: Iterable[Card], listed: Listed) -> tuple[Scale, ...]:
    by_scale: dict[tuple[str, str], list[_Found]] = {}
    for card in cards:
        for one in _numbers_on(card):
            key = (one.statement.asked.slug, _count(one.statement).unit)
            by_scale.setdefault(key, []).append(one)
    stations_first = sorted(by_scale.items(), key=lambda each: each[0][1] != STATIONS)
    return tuple(_scale(found, listed) for _key, found in stations_first)


def _numbers_on(card: Card) -> list[_Found]:
    """The card's number, and those of the texts that changed it on the way."""
    retold = zip(card.retellings, card.retelling_notes, strict=True)
    found = [_Found(card, card.newest, card.notes, retells=False)]
    found += [_Found(card, statement, (note,), retells=True) for statement, note in retold]
    return [one for one in found if one.statement.answer.count]


def _scale(found: list[_Found], listed: Listed) -> Scale:
    first = _count(found[0].statement)
    is_of_stations = first.unit == STATIONS
    abouts = {one.statement.about.slug: one.statement.about for one in found}
    here = [listed_in(about, listed) or 0 for about in abouts.values()] if is_of_stations else []
    top, step = axis([*(_highest(_count(one.statement)) for one in found), *here])
    by_band: dict[tuple[str, str], list[_Found]] = {}
    for one in sorted(found, key=_reading_order(found)):
        scope = _count(one.statement).scope.strip().casefold()
        by_band.setdefault((one.statement.about.slug, scope), []).append(one)
    return Scale(
        asked=found[0].statement.asked,
        unit=first.unit,
        title=counted_words(first),
        top=top,
        ticks=tuple(Tick(number, 100 * number / top) for number in range(0, top + 1, step)),
        bands=tuple(_band(band, top, listed if is_of_stations else None) for band in by_band.values()),
    )


def axis(numbers: Iterable[float]) -> tuple[int, int]:
    """Where an axis from 0 ends, and how far its ticks stand apart: always a little beyond the highest number."""
    highest = max([*numbers, 0])
    step = next(
        digit * 10**power for power in range(20) for digit in STEPS if highest < digit * 10**power * (MOST_TICKS - 1)
    )
    return step * (int(highest // step) + 1), step


def _highest(count: Count) -> float:
    low, high = interval(count)
    return high if high != inf else low


def _count(statement: Statement) -> Count:
    count = statement.answer.count
    if count is None:
        raise ValueError(statement.ref)
    return count


def _reading_order(found: Iterable[_Found]) -> Callable[[_Found], tuple[object, ...]]:
    """The widest subject first, all before a part of it, what was changed on the way last; the newest speaker first."""
    newest: dict[str, date] = {}
    for one in found:
        day = _day(one.statement)
        newest[one.card.speaker.slug] = max(newest.get(one.card.speaker.slug, date.min), day)

    def place(one: _Found) -> tuple[object, ...]:
        statement = one.statement
        about = statement.about
        return (
            WIDEST_FIRST.index(about.kind) if about.kind in WIDEST_FIRST else len(WIDEST_FIRST),
            about.label.casefold(),
            about.slug,
            _count(statement).scope.strip().casefold(),
            one.retells,
            -newest[one.card.speaker.slug].toordinal(),
            one.card.speaker.name.casefold(),
            -_day(statement).toordinal(),
            statement.ref,
        )

    return place


def _day(statement: Statement) -> date:
    return (statement.said_on.latest if statement.said_on else None) or date.min


def _band(found: list[_Found], top: int, listed: Listed | None) -> Band:
    about, scope = found[0].statement.about, _count(found[0].statement).scope
    here = listed_in(about, listed) if listed and not scope else None
    return Band(
        about=about,
        scope=scope,
        given=tuple(_given(one, top) for one in found),
        listed=here,
        listed_mark=Mark(100 * here / top, 100 * here / top, 100 * here / top) if here is not None else None,
    )


def listed_in(about: About, listed: Listed) -> int | None:
    """How many stations are listed here in a subject; None for what has no place, such as a bureau's branch."""
    if about.kind == SubjectKind.NETWORK:
        return len(listed.stations) if listed.is_everywhere else None
    return listed.inside(about.slug) if about.kind in KINDS_IN_A_COUNTRY else None


def _given(one: _Found, top: int) -> Given:
    card, statement = one.card, one.statement
    return Given(
        speaker=card.speaker,
        statement=statement,
        told=told([statement], {}) if one.retells or card.told is None else card.told,
        notes=one.notes,
        line=card.number,
        origins=None if one.retells else card.origins,
        is_earlier=card.earlier and not one.retells,
        retells=one.retells,
        mark=mark_of(_count(statement), top),
    )


def mark_of(count: Count, top: int) -> Mark:
    """A number as a mark on an axis that ends at `top`. An open end runs to the end of the axis and fades."""
    low, high = interval(count)
    is_open = high == inf
    at = None if count.operator == Operator.RANGE else 100 * count.low / top
    fades = {Operator.LESS: "down", Operator.AT_MOST: "down", Operator.MORE: "up", Operator.AT_LEAST: "up"}
    is_outside = count.operator in (Operator.LESS, Operator.MORE)
    start = count.low if is_open else low
    end = count.low if count.operator in (Operator.LESS, Operator.AT_MOST) else high
    return Mark(
        start=100 * start / top,
        end=100.0 if is_open else 100 * end / top,
        at=at,
        fades=fades.get(Operator(count.operator), ""),
        is_outside=is_outside,
    )


def _without_number(own: list[Card], asked: Iterable[QuestionRow], gave_one: set[str]) -> tuple[Card, ...]:
    """One card for each speaker who was heard on it and gave no number; having no record of any is none."""
    heard = [card for row in asked for card in _cards(row) if not card.general and not card.answer.count]
    no_record = [card for card in own if card.stance == Stance.HAS_NO_RECORD and card.asked.slug in ENTERED_FROM]
    first: dict[str, Card] = {}
    for card in (*heard, *no_record):
        first.setdefault(card.speaker.slug, card)
    return tuple(card for card in first.values() if card.speaker.slug not in gave_one)


def _silent(asked: list[QuestionRow], heard: set[str]) -> tuple[str, ...]:
    return tuple(silence.title for row in asked[:1] for silence in row.silent if silence.side not in heard)
