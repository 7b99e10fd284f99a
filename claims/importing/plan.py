"""What a file would do to the record, row by row, worked out before anything is written.

An import adds. A row that is here and reads the same is left alone; one that reads differently is shown, column by
column, and left alone as well: what stands here is changed by people, with their reasons.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from tqdm import tqdm

from claims.choices import Kind
from claims.importing.columns import LAYOUTS, Matched, match
from claims.importing.lines import Line, shown
from claims.importing.opening import Sheet
from users.models import User


class RowState(models.TextChoices):
    """What becomes of one row."""

    NEW = "new", _("new")
    CHANGED = "changed", _("here, and reads differently")
    SAME = "same", _("here already")
    ERROR = "error", _("error")


Difference = tuple[str, str, str]  # column, what stands here, what stands in the file
Fault = tuple[str, str]  # column, sentence
Walk = Callable[[list[Line]], Iterable[Line]]
Told = Callable[[int, int], None]  # how much is done, and how much there is to do; may raise, which ends the work


@dataclass(slots=True)
class Outcome:
    """One row: what becomes of it, and why. `where` is the ref or slug of what is here."""

    number: int
    state: str
    where: str = ""
    label: str = ""
    faults: list[Fault] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    def in_words(self) -> list[str]:
        """A sentence for each thing that is wrong, or that reads differently here."""
        row = _t("row %(row)s, %(column)s: %(sentence)s")
        told = [row % {"row": self.number, "column": column, "sentence": said} for column, said in self.faults]
        apart = _t("“%(here)s” here, “%(there)s” in the file; %(where)s stays as it is")
        for column, here, there in self.differences:
            said = apart % {"here": shown(here), "there": shown(there), "where": self.where}
            told.append(row % {"row": self.number, "column": column, "sentence": said})
        return told


@dataclass
class Plan:
    """What a file would do. `added` are the rows that it would add, by table, in the order of writing."""

    kind: str
    matched: Matched
    outcomes: list[Outcome]
    added: list[tuple[type[models.Model], list[Any]]]
    new_claims: list[Any] = field(default_factory=list)

    def counts(self) -> Counter[str]:
        """How many rows there are of each state."""
        return Counter(outcome.state for outcome in self.outcomes)

    def tables(self) -> dict[str, int]:
        """How many rows of which table would be added."""
        found = {str(model._meta.verbose_name_plural): len(rows) for model, rows in self.added if rows}
        return {**found, **({"claims": len(self.new_claims)} if self.new_claims else {})}

    @property
    def has_errors(self) -> bool:
        """Whether it cannot be imported as it is."""
        return any(outcome.state == RowState.ERROR for outcome in self.outcomes)


def plan_of(
    sheet: Sheet,
    kind: str,
    *,
    by: User | AnonymousUser,
    chosen: Mapping[int, str] | None = None,
    shows_progress: bool = False,
    told: Told | None = None,
) -> Plan:
    """Work out what would be added. Writes nothing. `chosen` are columns picked by hand. Raises Refused.

    How far it has come is shown on a terminal, or told for each row.
    """
    from claims.importing.planned_claims import plan_claims
    from claims.importing.planned_records import plan_records

    matched = match(sheet.headings, LAYOUTS[kind], chosen)
    lines = lines_of(sheet, matched)
    walk: Walk = partial(tqdm, desc=_t("checking"), unit=" rows", disable=None if shows_progress else True)
    if told is not None:
        walk = partial(_telling, told=told)
    if kind == Kind.CLAIMS:
        return plan_claims(lines, matched, by, walk)
    return plan_records(kind, lines, matched, by, walk)


def _telling(lines: list[Line], *, told: Told) -> Iterator[Line]:
    for number, line in enumerate(lines):
        told(number, len(lines))
        yield line


def lines_of(sheet: Sheet, matched: Matched) -> list[Line]:
    """The rows by column; what stands in columns that are not read is left out."""
    places = [(place, column) for place, column in enumerate(matched.columns) if column]
    return [
        Line(number, {column: cells[place] for place, column in places if place < len(cells) and cells[place]})
        for number, cells in sheet.rows
    ]
