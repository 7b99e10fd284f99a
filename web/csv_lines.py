"""CSV as spreadsheets read it: with a byte order mark, and no cell that they would run.

Without the mark Excel takes Čačak and 警侨 for something else; it changes nothing for programs that read UTF-8 with
signature. A cell that a spreadsheet would run is sent behind an apostrophe.
"""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

BYTE_ORDER_MARK = "\ufeff"
RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """A heading line after the mark, and a line for each row, as it is read; nothing stands for None."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(columns)
    for row in rows:
        yield writer.writerow(["" if value is None else safe_cell(value) for value in row])


def safe_cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.lstrip(" \n").startswith(RUNS_IN_A_SPREADSHEET):
        return f"'{value}"
    return value


class _Line:
    """What csv writes into: gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
