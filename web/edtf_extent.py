"""How wide a date is: the days it can mean or covers, and how surely it is known. For drawing it as it was given.

A month is a month wide. A moment lies somewhere within its extent, a period fills it, one of a set is one of its parts.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from web.edtf import EdtfDate, parse

MOMENT, PERIOD, ONE_OF, EACH_OF = "moment", "period", "one_of", "each_of"
FEW_YEARS = 12
IN_DOUBT = re.compile(r"[~?%]")


@dataclass(frozen=True)
class Span:
    """The first and the last day of one part of a date; None is an open end."""

    first: date | None
    last: date | None


@dataclass(frozen=True)
class Extent:
    """What a date covers.

    `kind` is moment (some time within the one span), period (all of it), one_of or each_of (of the spans); `in_doubt`
    where it was given as about or perhaps.
    """

    kind: str
    spans: tuple[Span, ...]
    in_doubt: bool

    @property
    def is_one_day(self) -> bool:
        """Whether it is a single day."""
        (span, *others) = self.spans
        return not others and span.first is not None and span.first == span.last

    def touches(self, year: int) -> bool:
        """Whether some of it may lie in a year."""
        begins, ends = date(year, 1, 1), date(year, 12, 31)
        return any((span.first or date.min) <= ends and begins <= (span.last or date.max) for span in self.spans)

    def among(self, years: Sequence[int]) -> frozenset[int]:
        """Those of some years, given in order, in which some of it may lie."""
        found: set[int] = set()
        for span in self.spans:
            start = bisect_left(years, span.first.year) if span.first else 0
            end = bisect_right(years, span.last.year) if span.last else len(years)
            found.update(years[start:end])
        return frozenset(found)

    @property
    def years(self) -> frozenset[int]:
        """The years in which something of it begins or ends, with those between where they are few."""
        found: set[int] = set()
        for span in self.spans:
            named = [day.year for day in (span.first, span.last) if day]
            between = range(named[0], named[-1] + 1)
            found.update(between if len(between) <= FEW_YEARS else named)
        return frozenset(found)


@lru_cache(maxsize=4096)
def extent_of(when: EdtfDate) -> Extent:
    """The extent of a date that was read."""
    in_doubt = bool(IN_DOUBT.search(when.text))
    whole = (Span(when.earliest, when.latest),)
    if not when.text.startswith(("[", "{")):
        return Extent(PERIOD if "/" in when.text else MOMENT, whole, in_doubt)
    members = [parse(_member(member.strip())) for member in when.text[1:-1].split(",")]
    spans = tuple(Span(member.earliest, member.latest) for member in members if member)
    return Extent(ONE_OF if when.text[0] == "[" else EACH_OF, spans or whole, in_doubt)


def _member(text: str) -> str:
    """One member of a set, as a date of its own: “2018..2019” is a set again."""
    return f"[{text}]" if ".." in text else text
