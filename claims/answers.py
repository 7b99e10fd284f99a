"""Whether two typed answers to one question can both hold. Plain data in, yes or no out."""

import re
from datetime import date, timedelta
from math import inf

from claims.accounts.statement import Answer, Count
from claims.choices import DateKind, Operator
from web.edtf import EdtfDate, NotADate, parse

ABOUT_SHARE = 0.1
Interval = tuple[float, float]


def exclude_each_other(one: Answer, other: Answer, date_kind: str = "") -> bool:
    """Whether two answers cannot both hold. Answers of different types, units or scopes do not meet."""
    if one.choice and other.choice:
        return other.choice.slug in one.choice.excludes or one.choice.slug in other.choice.excludes
    if one.count and other.count:
        return _same_thing_counted(one.count, other.count) and _apart(interval(one.count), interval(other.count))
    if one.when and other.when:
        compare = periods_differ if date_kind == DateKind.PERIOD else moments_differ
        return compare(one.when, other.when)
    if one.party and other.party:
        return one.party.slug not in other.party.bodies and other.party.slug not in one.party.bodies
    return False


def denial_covers(denied: Answer, said: Answer) -> bool:
    """Whether denying one answer denies the other: the same answer, or a narrower one.

    Who denies "a police station" denies an undeclared one; who denies an undeclared one does not deny a police station.
    """
    if denied.choice and said.choice:
        return denied.choice.slug in (said.choice.slug, *said.choice.wider)
    if denied.count and said.count:
        return _same_thing_counted(denied.count, said.count) and interval(denied.count) == interval(said.count)
    if denied.when and said.when:
        return denied.when.text == said.when.text
    if denied.party and said.party:
        return denied.party.slug in said.party.bodies
    return False


def narrower_point(denied: Answer, said: Answer) -> bool:
    """Whether the denied answer is narrower than what the other says: the denial does not meet it."""
    if denied.choice and said.choice:
        return said.choice.slug in denied.choice.wider
    if denied.party and said.party:
        return said.party.slug in denied.party.bodies[1:]
    return False


def interval(count: Count) -> Interval:
    """The numbers that an answer allows, both ends included. "About" is within ten in a hundred."""
    low = float(count.low)
    match count.operator:
        case Operator.EQUAL:
            return low, low
        case Operator.LESS:
            return 0, low - 1
        case Operator.AT_MOST:
            return 0, low
        case Operator.MORE:
            return low + 1, inf
        case Operator.AT_LEAST:
            return low, inf
        case Operator.ABOUT:
            return low * (1 - ABOUT_SHARE), low * (1 + ABOUT_SHARE)
        case _:  # a range
            return low, float(count.high if count.high is not None else count.low)


def _same_thing_counted(one: Count, other: Count) -> bool:
    if one.unit != other.unit:
        return False
    return one.scope == other.scope or one.scope.strip().casefold() == other.scope.strip().casefold()


def _apart(one: Interval, other: Interval) -> bool:
    return one[1] < other[0] or other[1] < one[0]


def moments_differ(one: EdtfDate, other: EdtfDate) -> bool:
    """Whether two dates cannot be the same moment. "About 2004" leaves a year on either side, "about May" a month."""
    first, second = _possible_days(one), _possible_days(other)
    return first[1] < second[0] or second[1] < first[0]


def periods_differ(one: EdtfDate, other: EdtfDate) -> bool:
    """Whether two periods of the same thing differ at one end.

    Two periods that share neither end, or that are told in years here and in months there, may be two rounds of the
    same arrangement; an open end leaves the question open. None of these meet.
    """
    first, second = _ends(one), _ends(other)
    if not first or not second:
        return False
    if [len(end.text) for end in first] != [len(end.text) for end in second]:
        return False
    differ = [moments_differ(mine, theirs) for mine, theirs in zip(first, second, strict=True)]
    return differ.count(True) == 1


def _ends(when: EdtfDate) -> tuple[EdtfDate, EdtfDate] | None:
    parts = when.text.split("/")
    if len(parts) != 2 or ".." in parts:
        return None
    try:
        start, end = parse(parts[0]), parse(parts[1])
    except NotADate:
        return None
    return (start, end) if start and end else None


def _possible_days(when: EdtfDate) -> tuple[date, date]:
    doubt = timedelta(0)
    if re.search(r"[~%]", when.text):
        doubt = timedelta(days=366 if re.search(r"\b\d{4}[~%]", when.text) else 31)
    early = when.earliest - doubt if when.earliest else date.min
    late = when.latest + doubt if when.latest else date.max
    return early, late
