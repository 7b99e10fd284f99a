"""From when a reader looks: `?said_by=2023-06-30`, what had been said by then; `?as_of=2026-12-01`, what stood here.

The moment is read from the address in one place (web/middleware.py) and holds while the answer is made. What may be
seen begins with `visible_to`, which asks `current()`; so a list, its counts, its files and every page agree about the
day without being told of it one by one (docs/decisions/0020).
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from django.http import QueryDict
from django.utils.translation import gettext as _

from web import edtf
from web.as_of import as_of
from web.typed import shown_of

SAID_BY, AS_OF, DATED = "said_by", "as_of", "dated"
PARAMETERS = (SAID_BY, AS_OF, DATED)
UNCLEAR = "unclear"

A_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
AN_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?(\.\d{1,6})?([Zz]|[+\- ]\d\d:?\d\d)?")
NOT_A_SECOND = 999_999  # the last microsecond of a second: what was named was the second, not this part of it
LAST = time(23, 59, 59, NOT_A_SECOND)


class Dated(Enum):
    """Which statements are kept under `said_by`: by what their date says of that day."""

    BY_THEN = "by_then"  # the latest day that the date can mean is that day or earlier
    UNCLEAR = UNCLEAR  # the date is missing, or lies on both sides of the day: listed apart
    EITHER = "either"  # no address asks for it; it is how a page finds the record that it is about


@dataclass(frozen=True)
class Moment:
    """What the reader asked to see. `as_of` is the last instant of what was named: a day ends at midnight, UTC."""

    said_by: date | None = None
    as_of: datetime | None = None
    dated: Dated = Dated.BY_THEN

    @property
    def is_now(self) -> bool:
        """Whether nothing was asked for: everything that has been said, as it reads today."""
        return self == NOW

    @property
    def parameters(self) -> dict[str, str]:
        """The moment as an address holds it; every name and value stands there once, in a fixed order."""
        found = {}
        if self.said_by:
            found[SAID_BY] = self.said_by.isoformat()
        if self.as_of:
            found[AS_OF] = as_text(self.as_of)
        if self.dated is Dated.UNCLEAR:
            found[DATED] = UNCLEAR
        return found

    @property
    def in_a_file_name(self) -> str:
        """What the name of a file says of the moment, so that the file still says it in a folder."""
        return "".join(f"-{name.replace('_', '-')}-{value.replace(':', '')}" for name, value in self.parameters.items())


NOW = Moment()


@dataclass(frozen=True)
class Asked:
    """What an address asked for: the moment, what could not be read, and what the page says it cannot show.

    `problems` make the answer a refusal (400); `left_aside` only tells that this page shows today.
    """

    moment: Moment = NOW
    problems: tuple[str, ...] = ()
    left_aside: tuple[str, ...] = ()


NOTHING_ASKED = Asked()
_asked: ContextVar[Asked] = ContextVar("asked", default=NOTHING_ASKED)


def current() -> Moment:
    """The moment from which whoever is being answered looks."""
    return _asked.get().moment


def asked() -> Asked:
    """The moment with what was wrong with it, for the page that tells."""
    return _asked.get()


@contextmanager
def answering(what: Asked) -> Iterator[None]:
    """Answer as the address asked, until the block ends."""
    before = _asked.set(what)
    try:
        yield
    finally:
        _asked.reset(before)


@contextmanager
def looking_as(what: Asked) -> Iterator[None]:
    """Answer as the address asked, and read the record as it stood then. Raises as `web.as_of.as_of`."""
    with answering(what), as_of(what.moment.as_of) if what.moment.as_of else nullcontext():
        yield


@contextmanager
def looking_from(moment: Moment) -> Iterator[None]:
    """Look from a moment, until the block ends."""
    with answering(replace(_asked.get(), moment=moment)):
        yield


@contextmanager
def keeping(dated: Dated) -> Iterator[None]:
    """Look from the same moment, and keep other statements of it, until the block ends."""
    with looking_from(replace(current(), dated=dated)):
        yield


class NotAMoment(ValueError):
    """What the address asked for cannot be shown; its message is a sentence for readers."""


def read(parameters: QueryDict, *, now: datetime, begins: datetime | None) -> Asked:
    """The moment that an address asks for. `begins` is when the first record was entered.

    What cannot be read is left out and told; the rest holds.
    """
    problems: list[str] = []
    given = {name: _last(parameters, name, problems) for name in PARAMETERS}
    moment = NOW
    try:
        moment = replace(moment, said_by=last_day(given[SAID_BY]) if given[SAID_BY] else None)
    except NotAMoment as problem:
        problems.append(str(problem))
    try:
        moment = replace(moment, as_of=_in_the_record(given[AS_OF], now, begins) if given[AS_OF] else None)
    except NotAMoment as problem:
        problems.append(str(problem))
    if given[DATED] and (given[DATED] != UNCLEAR or not given[SAID_BY]):
        problems.append(_("“dated” can only be “unclear”, and only beside “said_by”."))
    elif given[DATED] and moment.said_by:
        moment = replace(moment, dated=Dated.UNCLEAR)
    return Asked(moment, tuple(problems))


def _last(parameters: QueryDict, name: str, problems: list[str]) -> str:
    values = [value.strip() for value in parameters.getlist(name)]
    if len(values) > 1:
        text = _("“%(name)s” was given %(n)s times; only the last one counts.")
        problems.append(text % {"name": name, "n": len(values)})
    return values[-1] if values else ""


def last_day(text: str) -> date:
    """The day that `said_by` asks for: 2023-06 is the end of June. Raises NotAMoment."""
    when = _date(text)
    if when is None:
        raise NotAMoment(_no_date(text, _("2023-06-30, 2023-06 or 2023")))
    if when.latest is None:
        raise NotAMoment(_("“%(text)s” has no last day. Write 2023-06-30, 2023-06 or 2023.") % {"text": shown_of(text)})
    return when.latest


def span(text: str) -> tuple[datetime, datetime]:
    """The first and the last instant of what `as_of` names: a day, month or year, or a time. Raises NotAMoment.

    A time without a fraction is its whole second, one without seconds its whole minute; without a zone it is UTC.
    """
    instant = AN_INSTANT.fullmatch(text)
    found = _span_of_a_time(*instant.groups(default="")) if instant else _span_of_a_date(text)
    if found is None:
        raise NotAMoment(_no_date(text, _("2026-12-01, 2026-12, 2026 or a time such as 2026-12-01T12:30:00Z")))
    return found


def _span_of_a_date(text: str) -> tuple[datetime, datetime] | None:
    when = _date(text) if A_DATE.fullmatch(text) else None
    if when is None or when.earliest is None or when.latest is None:
        return None
    return datetime.combine(when.earliest, time(), UTC), datetime.combine(when.latest, LAST, UTC)


def _span_of_a_time(day: str, minute: str, second: str, part: str, zone: str) -> tuple[datetime, datetime] | None:
    # In an address an unescaped plus sign is a blank.
    ahead = f"+{zone[1:]}" if zone.startswith(" ") else zone.upper().replace("Z", "")
    try:
        start = datetime.fromisoformat(f"{day}T{minute}{second or ':00'}{part}{ahead or '+00:00'}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if part:
        return start, start
    length = timedelta(seconds=1) if second else timedelta(minutes=1)
    return start, start + length - timedelta(microseconds=1)


def _date(text: str) -> edtf.EdtfDate | None:
    try:
        return edtf.parse(text)
    except edtf.NotADate:
        return None


def _in_the_record(text: str, now: datetime, begins: datetime | None) -> datetime:
    first, last = span(text)
    if first > now:
        told = _("“%(text)s” has not come yet: what this page will say then is not known.")
        raise NotAMoment(told % {"text": shown_of(text)})
    if begins is None:
        told = _("Nothing is recorded yet, so there was nothing to see at “%(text)s”.")
        raise NotAMoment(told % {"text": shown_of(text)})
    if last < begins:
        told = _("The record begins on %(start)s; there was nothing to see at “%(text)s”.")
        raise NotAMoment(told % {"text": shown_of(text), "start": in_words(begins)})
    return last


def _no_date(text: str, examples: str) -> str:
    month = re.match(r"\d{4}-(\d\d)(?!\d)", text)
    if month and not 1 <= int(month[1]) <= 12:
        sentence = _("“%(text)s” is not a date: there is no month %(month)s. Write %(examples)s.")
        return sentence % {"text": shown_of(text), "month": month[1], "examples": examples}
    return _("“%(text)s” is not a date. Write %(examples)s.") % {"text": shown_of(text), "examples": examples}


def second_of(instant: datetime) -> datetime:
    """The last instant of the second in which something happens: what an address that names the second means."""
    return instant.astimezone(UTC).replace(microsecond=NOT_A_SECOND)


def as_text(instant: datetime) -> str:
    """An instant as addresses hold it, as short as what was named: a day, a second, or a part of one."""
    if instant.timetz().replace(tzinfo=None) == LAST:
        return instant.date().isoformat()
    if instant.microsecond == NOT_A_SECOND:
        return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
    return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def in_words(when: datetime | date) -> str:
    """A day or an instant as a reader says it: “1 December 2026”, “1 December 2026, 12:30:05 UTC”."""
    day = when.date() if isinstance(when, datetime) else when
    words = str(edtf.parse(day.isoformat()) or "")
    if not isinstance(when, datetime) or when.timetz().replace(tzinfo=None) == LAST:
        return words
    return _("%(day)s, %(time)s UTC") % {"day": words, "time": when.strftime("%H:%M:%S")}


def with_parameters(path: str, parameters: Mapping[str, str]) -> str:
    """An address of this site with a query."""
    query = QueryDict(mutable=True)
    for name, value in parameters.items():
        query[name] = value
    return f"{path}?{query.urlencode(safe=':')}" if parameters else path
