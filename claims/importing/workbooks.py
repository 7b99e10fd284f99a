"""XLSX and ODS: whether a ZIP is one, how large it is unpacked, and the cells of its first sheet.

`python-calamine` reads both. It expands no entity of a document type, so that an XML bomb is refused by it.
"""

import datetime
import io
import re
import zipfile
from typing import Any

import python_calamine as calamine
from django.utils.translation import gettext as _

from claims.importing.opening import LARGEST_UNPACKED, MOST_ROWS, Line, cleaned
from claims.importing.refusing import Refused

PIECE = 1024 * 1024
OVERLAP = 4096
FORMULA = re.compile(rb'<c\b[^>]{0,200}\br="([A-Z]{1,3}[0-9]{1,7})"[^>]{0,200}>\s*<f[\s>/]')
FORMULA_OF_ODS = re.compile(rb'table:formula="')
SPAN_OF_ODS = re.compile(rb'number-(?:columns|rows)-spanned="(?!1")')
DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
FRACTION = 1e-9


def lines(data: bytes) -> tuple[list[Line], str]:
    """The rows of the first sheet, numbered as the program shows them. Raises Refused."""
    _refuse_what_is_no_workbook(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        name = book.sheet_names[0]
        _refuse_merged(sheet)
        if sheet.total_height > MOST_ROWS * 2:
            raise Refused(_("The first sheet goes down to row %(row)s.") % {"row": f"{sheet.total_height:,}"})
        rows = [
            (number, [_text(cell) for cell in cells])
            for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1)
        ]
    except Refused:
        raise
    except Exception as problem:  # a broken workbook breaks a reader in many ways, and all mean the same
        raise Refused(
            _("The workbook cannot be read: it is damaged, locked, or no workbook at all. Save it again as .xlsx.")
        ) from problem
    return rows, _("workbook, sheet “%(name)s”") % {"name": name}


def _refuse_what_is_no_workbook(data: bytes) -> None:
    """Unpack everything once, counting: no list of contents is believed. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            if "xl/workbook.xml" not in names and "content.xml" not in names:
                raise Refused(
                    _("This is a ZIP file and no workbook: neither Excel’s (.xlsx) nor OpenDocument’s (.ods).")
                )
            _read_through(packed, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as problem:
        raise Refused(_("The workbook is damaged, or locked with a password. Save it again as .xlsx.")) from problem
    except zipfile.zlib.error as problem:  # type: ignore[attr-defined]
        raise Refused(_("The workbook is damaged. Save it again as .xlsx.")) from problem


def _read_through(packed: zipfile.ZipFile, names: list[str]) -> None:
    unpacked = 0
    first = next((name for name in names if re.fullmatch(r"xl/worksheets/sheet1\.xml", name)), "")
    for name in names:
        tail = b""
        with packed.open(name) as stream:
            while piece := stream.read(PIECE):
                unpacked += len(piece)
                if unpacked > LARGEST_UNPACKED:
                    raise Refused(
                        _("Unpacked, this workbook is larger than %(most)s MB, and is not taken.")
                        % {"most": LARGEST_UNPACKED // 1024 // 1024}
                    )
                if name.endswith((".xml", ".rels")):
                    _refuse_on_sight(tail + piece, of_ods=name == "content.xml", of_first=name == first)
                    tail = piece[-OVERLAP:]


def _refuse_on_sight(piece: bytes, *, of_ods: bool, of_first: bool) -> None:
    if DOCUMENT_TYPE.search(piece):
        raise Refused(_("The workbook defines a document type, which no spreadsheet program writes. It is not taken."))
    if of_first and (found := FORMULA.search(piece)):
        sentence = _("Cell %(cell)s holds a formula. Put its value in its place (copy, then paste values only).")
        raise Refused(sentence % {"cell": found[1].decode()})
    if of_ods and FORMULA_OF_ODS.search(piece):
        raise Refused(_("A cell holds a formula. Put its value in its place (copy, then paste as unformatted text)."))
    if of_ods and SPAN_OF_ODS.search(piece):
        raise Refused(_merged(""))


def _refuse_merged(sheet: Any) -> None:
    for (row, column), (last_row, last_column) in sheet.merged_cell_ranges or []:
        raise Refused(_merged(f"{_letters(column)}{row + 1}:{_letters(last_column)}{last_row + 1}"))


def _merged(cells: str) -> str:
    sentence = _("Cells are merged%(where)s: take them apart, and fill in each row for itself.")
    return sentence % {"where": f" ({cells})" if cells else ""}


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _text(value: Any) -> str:
    """A cell as somebody would have typed it: no 12.0 for 12, a day for a date, minutes and seconds for a time."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        whole = round(value)
        return str(whole) if abs(value - whole) < FRACTION else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, datetime.timedelta):
        return str(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
