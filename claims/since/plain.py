"""Changes as plain data: what a page, a feed and a test share. Nothing here touches the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.accounts.statement import Statement
from web.differences import Piece


class ChangeKind(models.TextChoices):
    """What became of a statement, or of what statements rest on."""

    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed")


@dataclass(frozen=True)
class Alteration:
    """One thing that reads otherwise than before: its name for readers, and the difference word by word."""

    what: str
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        """How it read."""
        return "".join(piece.words for piece in self.pieces if piece.kind != "new")

    @property
    def after(self) -> str:
        """How it reads."""
        return "".join(piece.words for piece in self.pieces if piece.kind != "gone")


@dataclass(frozen=True)
class Reason:
    """Why something was changed, as whoever changed it wrote; "" where nobody did."""

    at: datetime
    why: str


@dataclass(frozen=True)
class Record:
    """What statements rest on: a source, a body that speaks, a place … `what` is its kind for readers."""

    what: str
    name: str
    address: str


@dataclass(frozen=True)
class Change:
    """What became of one statement or record between two moments.

    `at` is when it last changed. `statement` is how it reads now, None where it cannot be read or is not loaded yet;
    `ref` is "" for a record. `why` is the reason of a withdrawal or a removal.
    """

    kind: ChangeKind
    at: datetime
    ref: str = ""
    statement: Statement | None = None
    record: Record | None = None
    alterations: tuple[Alteration, ...] = ()
    reasons: tuple[Reason, ...] = ()
    why: str = ""
    on_record_since: datetime | None = None

    @property
    def day(self) -> date:
        """The day of the last change, in UTC as every moment here."""
        return self.at.astimezone(UTC).date()

    @property
    def key(self) -> str:
        """A name for feeds: another one after another change."""
        named = self.ref or (self.record.address if self.record else "")
        return f"{self.kind}:{named}:{self.at.isoformat()}"


@dataclass(frozen=True)
class Changes:
    """Everything that became otherwise between `since` and `until`, the newest first.

    `first` is the moment of the first record where `since` lies before it; `left_out` says that there were more
    changed statements than are compared at once.
    """

    since: datetime
    until: datetime
    all: tuple[Change, ...]
    first: datetime | None = None
    left_out: int = 0

    def of(self, kind: str) -> tuple[Change, ...]:
        """Those of one kind; "" gives all."""
        return tuple(change for change in self.all if not kind or change.kind == kind)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Every kind with its name and number, in their order."""
        return [(kind.value, str(kind.label), len(self.of(kind))) for kind in ChangeKind]


def newest_first(changes: Iterable[Change]) -> tuple[Change, ...]:
    """In a stable order."""
    return tuple(sorted(changes, key=lambda change: (change.at, change.key), reverse=True))
