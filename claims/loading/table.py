"""One table of the database beside the rows that the fixtures want in it."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import models

Kept = TypeVar("Kept", bound=models.Model)


@dataclass
class Table(Generic[Kept]):
    """The rows that are there, those that are missing, and those that are there but read differently.

    A row that is there is never changed. `key` gives a row's natural key; `above` names the column by which rows of
    the table stand inside each other.
    """

    name: str
    key: Callable[[Kept], Hashable]
    compared: Sequence[str] = ()
    above: str = ""
    found: dict[Hashable, Kept] = field(default_factory=dict)
    missing: dict[Hashable, Kept] = field(default_factory=dict)
    differing: dict[Hashable, list[str]] = field(default_factory=dict)

    def look(self, rows: Iterable[Kept]) -> None:
        """Take in what the database holds."""
        self.found = {self.key(row): row for row in rows}

    def want(self, row: Kept) -> Kept:
        """Ask for a row. Returns the one that is there, or else the wanted one, which `save` will add."""
        key = self.key(row)
        there = self.found.get(key)
        if there is None:
            return self.missing.setdefault(key, row)
        names = [name for name in self.compared if getattr(there, name) != getattr(row, name)]
        if names:
            self.differing[key] = names
        return there

    def get(self, key: Hashable) -> Kept:
        """The row of that key, there or wanted. Raises KeyError."""
        return self.found[key] if key in self.found else self.missing[key]

    def is_new(self, row: Kept) -> bool:
        """Whether the row is one that `save` will add or has added."""
        return self.key(row) in self.missing

    def save(self, model: type[Kept]) -> int:
        """Add the missing rows, whatever stands above others first. Returns how many."""
        waiting = list(self.missing.values())
        added = len(waiting)
        while waiting:
            ready = [row for row in waiting if self._stands_on_ground(row)]
            model._default_manager.bulk_create(ready, batch_size=1000)
            waiting = [row for row in waiting if row.pk is None]
        return added

    def _stands_on_ground(self, row: Kept) -> bool:
        upper = getattr(row, self.above) if self.above else None
        return upper is None or upper.pk is not None
