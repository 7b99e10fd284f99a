"""What a dossier measures, as plain data: dates, numbers on their scales, moments on the timeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class When:
    """A date as written (EDTF), the days it can mean (ISO 8601, "" for an open end), and how a reader says it."""

    edtf: str
    earliest: str
    latest: str
    words: str


@dataclass(frozen=True)
class NumberLine:
    """A number as its speaker gave it, with what to know of it, and where it stands on its scale (claims.counts.Mark).

    `said` says when and how often; `said_on` is the day of its newest statement.
    """

    line: str
    speaker: str
    about: str
    number: str
    operator: str
    low: int
    high: int | None
    scope: str
    remarks: tuple[str, ...]
    said: str
    said_on: When | None
    notes: tuple[int, ...]
    tally: str
    mark: Mapping[str, Any]


@dataclass(frozen=True)
class NumberScale:
    """The numbers of one unit that answer one question: these alone stand on one axis, from 0 to `top`."""

    unit: str
    title: str
    question: str
    wording: str
    top: int
    numbers: tuple[NumberLine, ...]


@dataclass(frozen=True)
class ListedPart:
    """The stations listed here, which confirm no number, and why their number differs from those that were said."""

    stations: int
    places: int
    sentences: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Moment:
    """A dated event, or the day on which something was said."""

    when: When
    event: bool
    text: str
    line: str
    note: int
