"""A list as an XLSX, in constant memory: its sheets wait on the disk until the last row is written.

Every text is a cell of text: nothing in it runs, becomes a link or loses its leading zeros. Equal rows give equal
bytes, whenever they are asked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# The calendar of the format begins here. The file names no moment at which it was made: its bytes would differ by it.
NO_MOMENT = datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no zone
ROWS_IN_A_SHEET = 1_048_576
# A cell holds 32,767 units of UTF-16, of which a character takes one or two.
CHARACTERS_IN_A_CELL = 16_000
CUT = " … [cut: a cell holds no more]"
CHUNK = 64 * 1024


def pieces(
    name: str,
    columns: tuple[str, ...],
    rows: Iterable[Mapping[str, Any]],
    about: Mapping[str, str],
    *,
    rows_in_a_sheet: int = ROWS_IN_A_SHEET,
) -> Iterator[bytes]:
    """The bytes of a workbook with the rows, on further sheets where one is full, and with a sheet `about` them."""
    with TemporaryFile() as file:
        with xlsxwriter.Workbook(file, OPTIONS) as book:
            book.set_properties({"title": f"On Record: {name}", "comments": about["licence"], "created": NO_MOMENT})
            head = book.add_format({"bold": True})
            sheet, line = _sheet(book, name, columns, head), 1
            for row in rows:
                if line == rows_in_a_sheet:
                    sheet, line = _sheet(book, f"{name} {len(book.worksheets()) + 1}", columns, head), 1
                for column, value in enumerate(row.values()):
                    _write(sheet, line, column, value)
                line += 1
            told = book.add_worksheet("about")
            for number, (key, value) in enumerate(about.items()):
                told.write_string(number, 0, key, head)
                told.write_string(number, 1, _fitting(value))
        file.seek(0)
        yield from iter(partial(file.read, CHUNK), b"")


def _sheet(book: xlsxwriter.Workbook, name: str, columns: tuple[str, ...], head: Any) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column, head)
    return sheet


def _write(sheet: Worksheet, line: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, _fitting(str(value)))


def _fitting(text: str) -> str:
    return text if len(text) <= CHARACTERS_IN_A_CELL else text[: CHARACTERS_IN_A_CELL - len(CUT)] + CUT
