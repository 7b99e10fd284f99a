"""A table as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Value = str | int | None
Row = Mapping[str, Value]


class Kind(StrEnum):
    """What the cells of a column hold. `DAY` is a whole day in ISO 8601; dates less exact than that are `TEXT`."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    YES_NO = "yes or no"


@dataclass(frozen=True)
class Column:
    """One column: its name, what its cells hold, and what it means in one sentence."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True)
class Table:
    """One table. `key` names the column that tells its rows apart, "" where there is none.

    `points_to` says in which table's key a column is found: {"source": "sources"}.
    """

    slug: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    key: str = ""
    points_to: Mapping[str, str] | None = None
