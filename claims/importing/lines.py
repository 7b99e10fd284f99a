"""One row of a file while it is read: its cells by column, and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from claims.importing.columns import alike
from web import edtf

NEAR = 60
LONGEST_SHOWN = 60
YES, NO = ("yes", "true", "1", "x"), ("no", "false", "0")


@dataclass
class Line:
    """A row as it was written: `cells` holds what is not empty. `faults` are sentences, each with its column."""

    number: int
    cells: dict[str, str]
    faults: list[tuple[str, str]] = field(default_factory=list)

    def get(self, column: str) -> str:
        """What stands in a column; "" where nothing does."""
        return self.cells.get(column, "")

    def fault(self, column: str, sentence: str) -> None:
        """Note what is wrong with a cell, each thing once."""
        if (column, sentence) not in self.faults:
            self.faults.append((column, sentence))

    def yes(self, column: str, *, otherwise: bool) -> bool:
        """Whether a cell says yes."""
        sent = self.get(column).casefold()
        if sent and sent not in (*YES, *NO):
            self.fault(column, _("“%(text)s” is neither yes nor no.") % {"text": shown(sent)})
        return sent in YES if sent else otherwise

    def date(self, column: str) -> dict[str, object]:
        """The three columns of a date that was written into a cell."""
        sent = self.get(column)
        try:
            return edtf.columns(column, sent)
        except edtf.NotADate as problem:
            self.fault(column, day_of_excel(sent) or str(problem))
            return edtf.columns(column, "")

    def one_of(self, column: str, words: "Words") -> str:
        """The value that a cell names: itself, or by what readers call it; "" for an empty or unknown one."""
        sent = self.get(column)
        found = words.find(sent)
        if sent and found is None:
            self.fault(column, words.unknown(sent))
        return found or ""

    def longer_than(self, longest: Mapping[str, int]) -> None:
        """Note cells that are longer than what is kept."""
        for column, most in longest.items():
            if len(self.get(column)) > most:
                self.fault(
                    column,
                    _("This is %(length)s characters long; at most %(longest)s are kept.")
                    % {"length": f"{len(self.get(column)):,}", "longest": f"{most:,}"},
                )

    def needs(self, column: str, sentence: str) -> None:
        """Note that a cell is empty which may not be."""
        if not self.get(column):
            self.fault(column, sentence)


class Words:
    """The values of a list, found by what they are called in code and on pages."""

    def __init__(self, choices: Iterable[tuple[str, "str | Promise"]], also: Mapping[str, str] | None = None) -> None:
        self.labels = {value: str(label) for value, label in choices}
        self.by_name = {alike(label): value for value, label in self.labels.items()}
        self.by_name.update({alike(value): value for value in self.labels if alike(value)})
        self.exact = {**(also or {}), **{value: value for value in self.labels}}

    def find(self, sent: str) -> str | None:
        """The value; None where the list has no such one."""
        return self.exact.get(sent) or (self.by_name.get(alike(sent)) if alike(sent) else None)

    def unknown(self, sent: str) -> str:
        """What to say of a value that is not in the list."""
        return not_in(sent, list(self.labels))


@lru_cache(maxsize=1024)
def _near(sent: str, known: tuple[str, ...]) -> tuple[str, ...]:
    best = process.extract(sent, known, scorer=fuzz.WRatio, limit=3, score_cutoff=NEAR)
    return tuple(found[0] for found in best)


def not_in(sent: str, known: Sequence[str]) -> str:
    """That something is not known here, and what is nearest to it."""
    near = _near(sent, tuple(known))
    if near:
        return _("“%(text)s” is not known here. Did you mean %(near)s?") % {
            "text": shown(sent),
            "near": _(" or ").join(f"“{each}”" for each in near),
        }
    listed = ", ".join(known[:12])
    if not listed:
        return _("“%(text)s” is not known here.") % {"text": shown(sent)}
    return _("“%(text)s” is not known here. It can be: %(known)s.") % {"text": shown(sent), "known": listed}


def shown(text: str) -> str:
    """The beginning of what somebody wrote."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def new_slug(text: str, wanted: str, taken: set[str], *, otherwise: str) -> str:
    """The slug of a new row: the wanted one where it is free and can be one, or one from the text. Takes it."""
    base = wanted if wanted and slugify(wanted) == wanted.lower() else slugify(text)[:80].strip("-") or otherwise
    slug, count = base[:110], 2
    while slug in taken:
        slug, count = f"{base[:110]}-{count}", count + 1
    taken.add(slug)
    return slug


def day_of_excel(sent: str) -> str:
    """What to say of a number that Excel shows as a day; "" for anything else."""
    from datetime import date, timedelta

    number = sent.split(".")[0]
    if not (number.isascii() and number.isdigit() and len(number) == 5):
        return ""
    day = date(1899, 12, 30) + timedelta(days=int(number))
    return _("“%(text)s” is a day as Excel counts them: write %(day)s, or format the column as a date.") % {
        "text": sent,
        "day": day.isoformat(),
    }
