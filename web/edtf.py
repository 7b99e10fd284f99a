"""Dates as people know them: exact, partial, approximate, open or one of several (EDTF, ISO 8601-2).

A date is kept as the text that was written, with the earliest and the latest day that it can mean. Nothing is
ever narrowed: "2022-11" stays a month. The `edtf` package parses; its Django field is not used, because it
pickles into the column.
"""

import re
import time
import warnings
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import inf

from django.utils.translation import get_language
from django.utils.translation import gettext as _

with warnings.catch_warnings():
    # The package uses names that pyparsing has renamed.
    warnings.simplefilter("ignore")
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

LONGEST = 60
EARLIEST_YEAR, LATEST_YEAR = 1000, 2999
NUMBERS_WITH_SLASHES = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
ALLOWED = re.compile(r"^[0-9X~?%/\-.,{}\[\] ]+$")
PARTIAL = re.compile(r"(?<![\d-])(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?![\d-])")
PLAIN = re.compile(r"([12][0-9]{3})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")


class NotADate(ValueError):
    """The text is no date that a source could state; its message says what to write instead."""


@dataclass(frozen=True, order=True)
class EdtfDate:
    """A date as written, and the first and last day it can mean; None is an open end."""

    text: str
    earliest: date | None
    latest: date | None

    def __str__(self) -> str:
        return in_words(self)


def parse(text: str) -> EdtfDate | None:
    """Read an EDTF text; an empty text is no date. Raises NotADate."""
    text = " ".join(text.split())
    return _parse(text) if text else None


def columns(name: str, text: str) -> dict[str, object]:
    """Values for the three columns that hold one date. Raises NotADate."""
    when = parse(text)
    return {
        name: when.text if when else "",
        f"{name}_earliest": when.earliest if when else None,
        f"{name}_latest": when.latest if when else None,
    }


@lru_cache(maxsize=4096)
def _parse(text: str) -> EdtfDate:
    if len(text) > LONGEST or not ALLOWED.match(text) or re.search(r"^/|/$", text):
        raise NotADate(_advice(text))
    try:
        earliest, latest = _days(text)
    except (EDTFParseException, AttributeError, ValueError, TypeError, KeyError) as error:
        raise NotADate(_advice(text)) from error
    if earliest is None and latest is None:
        raise NotADate(_advice(text))
    if earliest and latest and earliest > latest:
        raise NotADate(_("“%(text)s” ends before it begins.") % {"text": text})
    return EdtfDate(text, earliest, latest)


def _days(text: str) -> tuple[date | None, date | None]:
    """The first and the last day. Nearly every date is plain; by the grammar it takes thousands of times as long."""
    plain = PLAIN.fullmatch(text)
    return _plain_days(*plain.groups()) if plain else _days_by_the_grammar(text)


def _plain_days(year: str, month: str | None, day: str | None) -> tuple[date, date]:
    """The days of a year, a month of it or a day. Raises ValueError where there is no such day."""
    first = date(int(year), int(month or 1), int(day or 1))
    if day:
        return first, first
    last_month = int(month or 12)
    return first, date(first.year, last_month, monthrange(first.year, last_month)[1])


def _days_by_the_grammar(text: str) -> tuple[date | None, date | None]:
    parsed = parse_edtf(text)
    return _day(parsed.lower_strict()), _day(parsed.upper_strict())


def _day(moment: time.struct_time | float) -> date | None:
    if moment in (inf, -inf):
        return None
    if not isinstance(moment, time.struct_time):
        raise TypeError(moment)
    if not EARLIEST_YEAR <= moment.tm_year <= LATEST_YEAR:
        raise ValueError("year out of range")
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def _advice(text: str) -> str:
    swapped = NUMBERS_WITH_SLASHES.match(text)
    example = _nearest_day(int(swapped[3]), int(swapped[2]), int(swapped[1])) if swapped else "2022-12-03"
    return _("“%(text)s” is not a date that can be kept. Write %(example)s, 2022-12, 2022, 2022~ or 2016/2018.") % {
        "text": text[:LONGEST],
        "example": example,
    }


def _nearest_day(year: int, month: int, day: int) -> str:
    """What was meant by “31/02/2022” or “12/31/2022”, as far as that can be told."""
    if month > 12 >= day:
        month, day = day, month
    if not (EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return "2022-12-03"
    return date(year, month, min(day, monthrange(year, month)[1])).isoformat()


def in_words(when: EdtfDate) -> str:
    """The date as a reader says it: “3 December 2022”, “2018 or 2019”, “since 2015”, “about 2004”."""
    return _in_words(when.text, get_language() or "")


@lru_cache(maxsize=4096)
def _in_words(text: str, language: str) -> str:
    """The words, which are another text in each language."""
    if text.startswith(("[", "{")):
        return _set_in_words(text)
    if "/" not in text:
        return _point_in_words(text)
    start, end = text.split("/")
    if start == "..":
        return _("until %(end)s") % {"end": _point_in_words(end)}
    if end == "..":
        return _("since %(start)s") % {"start": _point_in_words(start)}
    return _("%(start)s to %(end)s") % {"start": _point_in_words(start), "end": _point_in_words(end)}


def _set_in_words(text: str) -> str:
    inside = text[1:-1].replace(" ", "")
    if inside.startswith(".."):
        return _("%(end)s or earlier") % {"end": _point_in_words(inside[2:])}
    if inside.endswith(".."):
        return _("%(start)s or later") % {"start": _point_in_words(inside[:-2])}
    if ".." in inside:
        start, end = inside.split("..")
        if start.isdigit() and end.isdigit() and int(end) == int(start) + 1:
            return _("%(first)s or %(last)s") % {"first": start, "last": end}
        return _("some time from %(start)s to %(end)s") % {"start": _point_in_words(start), "end": _point_in_words(end)}
    points = [_point_in_words(point) for point in inside.split(",")]
    joint = _("%(first)s or %(last)s") if text.startswith("[") else _("%(first)s and %(last)s")
    return joint % {"first": ", ".join(points[:-1]), "last": points[-1]} if len(points) > 1 else points[0]


def _point_in_words(text: str) -> str:
    doubt = {"~": _("about %(date)s"), "?": _("perhaps %(date)s"), "%": _("perhaps about %(date)s")}
    if text[-1:] in doubt:
        return doubt[text[-1]] % {"date": _point_in_words(text[:-1])}
    found = PARTIAL.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    if not month:
        return year
    if int(month) > 12:
        seasons = {21: _("spring"), 22: _("summer"), 23: _("autumn"), 24: _("winter")}
        return f"{seasons.get(int(month), month)} {year}"
    name = month_name(int(month))
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def month_name(month: int) -> str:
    """The name of a month, counted from 1."""
    return _months()[month - 1]


def _months() -> list[str]:
    return [
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    ]
