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
    """One line of the timeline: what one speaker says in one passage of one time (claims.timeline.Entry).

    `lane` is said or happened, `lane_words` what the date is the date of; `when` is None where no day is recorded.
    """

    when: When | None
    lane: str
    lane_words: str
    side: str
    side_title: str
    speaker: str
    text: str
    by: bool
    denied: bool
    general: bool
    line: str
    notes: tuple[int, ...]


@dataclass(frozen=True)
class TimelinePart:
    """Every line in time, those without a day last; and the drawing, in hundredths, None where nothing is dated."""

    lines: tuple[Moment, ...]
    drawing: Mapping[str, Any] | None


@dataclass(frozen=True)
class StepLine:
    """One step of what authorities did, as somebody reports it (claims.responses.Step)."""

    when: When | None
    stage: str
    stage_words: str
    speaker: str
    text: str
    said_on: When | None
    disputed: str
    line: str
    notes: tuple[int, ...]


@dataclass(frozen=True)
class ResponsePart:
    """The steps about one subject, in time; `stages` is their order in words."""

    about: str
    about_slug: str
    general: bool
    stages: str
    steps: tuple[StepLine, ...]
