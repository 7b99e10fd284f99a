"""A file that somebody brings, as rows of text: by what it holds, whatever its name says."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from claims.importing.refusing import Refused

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_UNPACKED = 600 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 200
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What no database keeps, and half pairs; tabs and line ends are kept.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """The headings of a table and its rows, each with the number that a spreadsheet program shows beside it.

    `heading_row` is the number of the row of headings; `read_as` tells how the file was understood.
    """

    headings: list[str]
    rows: list[Line]
    heading_row: int
    read_as: str


def read_path(path: Path) -> Sheet:
    """Read a file of this machine; one that is too large is refused before it is read. Raises Refused."""
    try:
        size = path.stat().st_size
        refuse_size(size)
        return read(path.read_bytes())
    except OSError as problem:
        raise Refused(_("“%(name)s” cannot be read: %(why)s.") % {"name": path, "why": problem.strerror}) from problem


def refuse_size(size: int) -> None:
    """Turn away what is larger than is read. Raises Refused."""
    if size > LARGEST_FILE:
        raise Refused(
            _("The file has %(size)s MB; at most %(most)s MB are taken. Divide it, and import the parts one by one.")
            % {"size": f"{size / 1024 / 1024:,.0f}", "most": LARGEST_FILE // 1024 // 1024}
        )


def read(data: bytes) -> Sheet:
    """Read a whole file: CSV, TSV, XLSX, ODS, or a list of /api/v1/. Raises Refused, and nothing else."""
    from claims.importing import records, texts, workbooks

    refuse_size(len(data))
    if not data.strip():
        raise Refused(_("The file is empty."))
    if data.startswith(OLD_EXCEL):
        raise Refused(
            _("This is a workbook of Excel 97–2003, or one with a password. Save it as .xlsx without a password.")
        )
    if data.lstrip().startswith(records.BEGINNINGS):
        return _sheet(*records.lines(data))
    lines, read_as = workbooks.lines(data) if data.startswith(ZIP) else texts.lines(data)
    return _sheet(lines, read_as)


def _sheet(lines: list[Line], read_as: str) -> Sheet:
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        raise Refused(_("The file holds no row."))
    (heading_row, headings), *rows = filled
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise Refused(
            _("The file has %(columns)s columns; at most %(most)s are taken.")
            % {"columns": len(headings), "most": MOST_COLUMNS}
        )
    if len(rows) > MOST_ROWS:
        raise Refused(
            _("The file has %(rows)s rows; at most %(most)s are taken. Divide it, and import the parts one by one.")
            % {"rows": f"{len(rows):,}", "most": f"{MOST_ROWS:,}"}
        )
    _refuse_cells_beyond(headings, rows)
    return Sheet(headings, rows, heading_row, read_as)


def _refuse_cells_beyond(headings: list[str], rows: list[Line]) -> None:
    """A cell to the right of the last heading belongs to no column: a delimiter too many, mostly."""
    width = len(headings)
    for number, cells in rows:
        if len(cells) > width and any(cells[width:]):
            raise Refused(
                _("Row %(row)s has more cells than there are headings: its cell “%(cell)s” has no column.")
                % {"row": number, "cell": next(cell for cell in cells[width:] if cell)[:40]}
            )
        del cells[width:]


def cleaned(text: str) -> str:
    """A cell as it is kept: line ends alike, without what no database keeps, without space around it.

    An apostrophe before what a spreadsheet would run is the one that our own exports put there (web/exports.py).
    """
    text = UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return text[1:] if text[:1] == "'" and text[1:].lstrip(" \n")[:1] in ("=", "+", "-", "@") and text[1:] else text
