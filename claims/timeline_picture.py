"""A timeline as measures: where each date stands between two days, in hundredths, drawn as SVG by a template.

Pure. Widths are true: a month is a month wide on every scale, and a day, where it would be too narrow to be seen, is a
line at its place. The drawing has a bounded size: lines that would fall on one another are one, rows end at a number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.timeline import LANES, Entry, Timeline
from claims.timeline_words import lane_title
from web.edtf import EdtfDate, month_name
from web.edtf_extent import Span

DAY = timedelta(days=1)
NARROWEST = 0.25
APART = 0.3
MOST_ROWS = 6
LINES_HEIGHT, ROW_HEIGHT = 24, 11
LABELS = 12
NAMED = 3


@dataclass(frozen=True)
class Bar:
    """One date, or several that fall on one place. `target` is the number of the first entry that it stands for.

    `start` and `width` are in hundredths of the drawing, `y` and `height` its own units; `is_line` where it is too
    narrow to be seen. `fades` is "up" or "down" where an end is open; `is_by` where it only had happened by then.
    """

    start: float
    width: float
    kind: str
    target: int
    number: int
    when: EdtfDate
    speakers: tuple[str, ...]
    has_more: bool = False
    is_line: bool = False
    fades: str = ""
    is_by: bool = False
    in_doubt: bool = False
    is_denied: bool = False
    y: int = 0

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.width

    @property
    def words(self) -> str:
        """What it stands for, in words."""
        names = ", ".join(self.speakers[:NAMED])
        if len(self.speakers) > NAMED:
            names = _("%(names)s and others") % {"names": names}
        counted = ngettext("%(n)s statement", "%(n)s statements", self.number) % {"n": self.number}
        when = _("%(when)s and close to it") % {"when": self.when} if self.has_more else str(self.when)
        return _("%(when)s: %(counted)s, %(names)s") % {"when": when, "counted": counted, "names": names}

    @property
    def height(self) -> int:
        """How tall it is: a line grows with the number of statements on it."""
        return min(LINES_HEIGHT - 2, 8 + 2 * self.number) if self.is_line else ROW_HEIGHT - 3


@dataclass(frozen=True)
class Strip:
    """The dates of one side on one lane; `left_out` entries are in the list only."""

    title: str
    bars: tuple[Bar, ...]
    height: int
    left_out: int


@dataclass(frozen=True)
class Lane:
    """What was said, or what is said to have happened."""

    slug: str
    title: str
    strips: tuple[Strip, ...]


@dataclass(frozen=True)
class Tick:
    """The beginning of a year or a month; `is_minor` ones have no room for words on a phone."""

    at: float
    words: str
    is_minor: bool


@dataclass(frozen=True)
class Picture:
    """The drawing between two days."""

    first: date
    last: date
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day begins."""
        return 100 * (day - self.first).days / ((self.last - self.first).days + 1)

    def placed(self, span: Span) -> tuple[float, float]:
        """Where a span begins and ends, cut at the ends of the drawing."""
        begins = self.at(span.first) if span.first else 0.0
        ends = self.at(span.last + DAY) if span.last and span.last < date.max else 100.0
        return max(begins, 0.0), min(ends, 100.0)


def picture_of(timeline: Timeline) -> Picture | None:
    """The drawing of the year in view, or of all years in which something is dated; None where nothing is."""
    scale = _scale(timeline)
    if scale is None:
        return None
    lanes = tuple(_lane(lane, timeline, scale) for lane in LANES)
    return Picture(scale.first, scale.last, _ticks(scale), lanes)


def _scale(timeline: Timeline) -> _Scale | None:
    if timeline.year is not None:
        return _Scale(date(timeline.year, 1, 1), date(timeline.year, 12, 31))
    years = [tally.year for tally in timeline.years]
    return _Scale(date(min(years), 1, 1), date(max(years), 12, 31)) if years else None


def _lane(lane: str, timeline: Timeline, scale: _Scale) -> Lane:
    strips = []
    for side, title in timeline.sides:
        entries = [entry for entry in timeline.shown if entry.lane == lane and entry.side == side]
        if entries:
            strips.append(_strip(title, entries, scale))
    return Lane(lane, lane_title(lane), tuple(strips))


def _strip(title: str, entries: Sequence[Entry], scale: _Scale) -> Strip:
    alike: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        alike.setdefault((entry.when, entry.is_by, entry.is_denied), []).append(entry)
    drawn = [bar for found in alike.values() for bar in _bars(found, scale)]
    lines = _merged(bar for bar in drawn if bar.is_line)
    top = LINES_HEIGHT if lines else 0
    bars, rows, left_out = _packed((bar for bar in drawn if not bar.is_line), top)
    return Strip(title, (*bars, *lines), top + rows * ROW_HEIGHT, left_out)


def _bars(entries: Sequence[Entry], scale: _Scale) -> list[Bar]:
    """The drawing of one date: one bar for each of its spans that is in view."""
    entry, extent = entries[0], entries[0].extent
    if entry.when is None or extent is None:
        return []
    number = sum(len(each.statements) for each in entries)
    found = []
    for span in extent.spans:
        start, end = scale.placed(span)
        if start < end:
            found.append(
                Bar(
                    start=start,
                    width=end - start,
                    kind=extent.kind,
                    target=entry.number,
                    number=number,
                    when=entry.when,
                    speakers=tuple(dict.fromkeys(each.speaker.name for each in entries)),
                    is_line=end - start < NARROWEST,
                    fades=_fades(span),
                    is_by=entry.is_by,
                    in_doubt=extent.in_doubt,
                    is_denied=entry.is_denied,
                )
            )
    return found


def _fades(span: Span) -> str:
    if span.first is None:
        return "down"
    return "up" if span.last is None else ""


def _merged(lines: Iterable[Bar]) -> tuple[Bar, ...]:
    """Lines that would fall on one another as one, so that their number has an end."""
    places: dict[tuple[object, ...], Bar] = {}
    for line in sorted(lines, key=lambda bar: bar.start):
        place = (int(line.start / NARROWEST), line.kind, line.is_by, line.is_denied, line.in_doubt)
        before = places.get(place)
        if before is None:
            places[place] = replace(line, y=1)
        else:
            speakers = tuple(dict.fromkeys(before.speakers + line.speakers))[: NAMED + 1]
            places[place] = replace(before, number=before.number + line.number, speakers=speakers, has_more=True)
    return tuple(places.values())


def _packed(bars: Iterable[Bar], top: int) -> tuple[tuple[Bar, ...], int, int]:
    """Bars in as few rows as hold them side by side, below `top`; the rows, and the statements that found none."""
    ends: list[float] = []
    placed: list[Bar] = []
    left_out = 0
    for bar in sorted(bars, key=lambda bar: (bar.start, bar.end, bar.target)):
        row = next((row for row, end in enumerate(ends) if end + APART <= bar.start), len(ends))
        if row >= MOST_ROWS:
            left_out += bar.number
            continue
        ends[row : row + 1] = [bar.end]
        placed.append(replace(bar, y=top + row * ROW_HEIGHT + 1))
    return tuple(placed), len(ends), left_out


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    if scale.first.year == scale.last.year:
        year = scale.first.year
        days = [date(year, month, 1) for month in range(1, 13)]
        return tuple(Tick(scale.at(day), month_name(day.month)[:3], day.month % 3 != 1) for day in days)
    years = range(scale.first.year, scale.last.year + 1)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if len(years) / step <= LABELS)
    shown = [year for year in years if year % step == 0]
    return tuple(
        Tick(scale.at(date(year, 1, 1)), str(year), place % 2 == 1 and len(shown) > LABELS // 2)
        for place, year in enumerate(shown)
    )
