"""XLSX: statements, citations, sources, relays and questions as sheets, with filters, whole days as dates.

Texts are cells of text, never formulas. The file says of itself what it holds on its first sheet, and what its columns
mean on its last.
"""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dossiers.labels import labels
from dossiers.plain import Dossier, digest
from dossiers.render.archive import store_again
from dossiers.render.csv import STARTS_A_FORMULA
from dossiers.tables.build import Tables
from dossiers.tables.plain import Column, Kind, Table, Value
from web.typed import one_line

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# A cell holds 32,767 units of UTF-16, of which a character takes one or two.
CHARACTERS_IN_A_CELL = 16_000
FIRST_YEAR = 1900  # of the calendar of spreadsheets
WIDE = {"statement", "passage", "translation", "entry", "way_here", "wording", "conflicts", "public_note", "meaning"}
PAPERS = {"a4": 9, "letter": 1}  # in the numbers of the format
ACCENT = "#0A5260"


def render(dossier: Dossier) -> bytes:
    """The XLSX. The same dossier gives the same bytes."""
    out = io.BytesIO()
    write(dossier, out)
    return out.getvalue()


def write(dossier: Dossier, file: IO[bytes]) -> None:
    """Write the XLSX into a file that can be sought in: its sheets wait on the disk and pass through piece by piece."""
    with TemporaryFile() as made:
        _write(dossier, made)
        store_again(made, file)


def _write(dossier: Dossier, file: IO[bytes]) -> None:
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        words = labels(dossier)
        book.set_properties(
            {
                "title": dossier.title,
                "author": words["site"],
                "subject": words["kind"],
                "comments": words["motto"],
                "created": datetime.fromisoformat(dossier.made_at).replace(tzinfo=None),
            }
        )
        _Book(book, dossier).write()


class _Book:
    """One workbook on its way."""

    def __init__(self, book: xlsxwriter.Workbook, dossier: Dossier) -> None:
        self.book, self.dossier = book, dossier
        self.head = book.add_format(
            {"bold": True, "font_color": "white", "bg_color": ACCENT, "valign": "top", "text_wrap": True}
        )
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.plain = book.add_format({"valign": "top"})
        self.wrapped = book.add_format({"valign": "top", "text_wrap": True})
        self.day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
        # An apostrophe that is not part of the text: the cell stays text when somebody edits it.
        self.quoted = book.add_format({"valign": "top", "quote_prefix": True})
        self.long_texts: list[tuple[str, int, str, str]] = []  # sheet, row, column, what goes on

    def write(self) -> None:
        """Every sheet, in the order of reading."""
        tables = Tables(self.dossier).all()
        self.about()
        for table in tables:
            self.table(table)
        if self.long_texts:
            self.continued()
        self.columns(tables)

    def about(self) -> None:
        """What the file is, from when, from where, and what is left out."""
        sheet = self.book.add_worksheet(_("About"))
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 110)
        self.printed(sheet)
        sheet.write_string(0, 0, self.dossier.title, self.bold)
        for row, (name, text) in enumerate(_about(self.dossier), start=2):
            sheet.write_string(row, 0, name, self.bold)
            self.text(sheet, row, 1, text, self.wrapped)

    def table(self, table: Table) -> None:
        """One table with a header that stays, a filter on each column, and a layout for printing."""
        sheet = self.book.add_worksheet(table.title)
        self.heads(sheet, ((column.name, _width(column)) for column in table.columns))
        for row, values in enumerate(table.rows, start=1):
            for place, column in enumerate(table.columns):
                self.cell(sheet, row, place, column, values[column.name])
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)

    def cell(self, sheet: Worksheet, row: int, place: int, column: Column, value: Value) -> None:
        """One value: a number, a day of the calendar, or text. Nothing where there is none."""
        if value in ("", None):
            return
        if isinstance(value, int):
            sheet.write_number(row, place, value, self.plain)
        elif column.kind is Kind.DAY and (day := _day(str(value))):
            sheet.write_datetime(row, place, datetime(day.year, day.month, day.day), self.day)  # noqa: DTZ001 - a day
        else:
            look = self.wrapped if column.name in WIDE else self.plain
            self.text(sheet, row, place, str(value), look, column.name)

    def text(self, sheet: Worksheet, row: int, place: int, text: str, look: Format, name: str = "") -> None:
        """A text; what is too long for a cell goes on on a sheet of its own."""
        text = one_line(text)
        if len(text) > CHARACTERS_IN_A_CELL:
            self.long_texts.append((sheet.get_name(), row + 1, name, text[CHARACTERS_IN_A_CELL:]))
            text = f"{text[:CHARACTERS_IN_A_CELL]} {_('[goes on on the sheet “Long texts”]')}"
        sheet.write_string(row, place, text, self.quoted if text.startswith(STARTS_A_FORMULA) else look)

    def continued(self) -> None:
        """What did not fit into its cell, in parts that do."""
        sheet = self.book.add_worksheet(_("Long texts"))
        self.heads(sheet, (("sheet", 16), ("row", 8), ("column", 24), ("goes_on", 110)))
        parts = (
            (title, number, name, text[start : start + CHARACTERS_IN_A_CELL])
            for title, number, name, text in self.long_texts
            for start in range(0, len(text), CHARACTERS_IN_A_CELL)
        )
        for row, (title, number, name, text) in enumerate(parts, start=1):
            sheet.write_string(row, 0, title, self.plain)
            sheet.write_number(row, 1, number, self.plain)
            sheet.write_string(row, 2, name, self.plain)
            sheet.write_string(row, 3, text, self.wrapped)

    def columns(self, tables: tuple[Table, ...]) -> None:
        """What each column of each sheet holds and means."""
        sheet = self.book.add_worksheet(_("Columns"))
        self.heads(sheet, (("sheet", 16), ("column", 24), ("holds", 12), ("meaning", 110)))
        listed = [(table.title, column) for table in tables for column in table.columns]
        for row, (title, column) in enumerate(listed, start=1):
            for place, text in enumerate((title, column.name, column.kind, column.meaning)):
                sheet.write_string(row, place, text, self.plain)
        sheet.autofilter(0, 0, len(listed), 3)

    def heads(self, sheet: Worksheet, columns: Iterable[tuple[str, int]]) -> None:
        """A header row that stays and is repeated in print; columns by name and width."""
        for place, (name, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, name, self.head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        self.printed(sheet)

    def printed(self, sheet: Worksheet) -> None:
        """How a sheet is printed: on which paper, its columns side by side, marked where drafts were chosen."""
        sheet.set_paper(PAPERS[self.dossier.choice.paper])
        sheet.fit_to_pages(1, 0)
        if mark := labels(self.dossier)["draft"]:
            sheet.set_header(f"&L{mark.replace('&', '&&')}")


def _width(column: Column) -> int:
    if column.name in WIDE:
        return 60
    return 12 if column.kind in (Kind.DAY, Kind.NUMBER) else 20


def _about(dossier: Dossier) -> Iterator[tuple[str, str]]:
    words = labels(dossier)
    yield words["site"], words["motto"]
    yield words["made_at"], words["made_moment"]
    for moment in ("said_by", "as_of"):
        if words[moment]:
            yield "", words[moment]
    for sentence in (words["draft"], words["headings_in"], *dossier.choice.words):
        if sentence:
            yield "", sentence
    yield words["page"], dossier.address
    yield words["digest"], digest(dossier)
    yield words["summary"], dossier.summary.nothing or dossier.summary.rests_on
    for figure in dossier.summary.figures:
        yield figure.label, str(figure.value)
    for line in dossier.summary.conflicts:
        yield words["conflicts"], line.sentence
    for one in dossier.listed_apart:
        yield words["apart"], " · ".join((one.number, one.speaker, one.sentence, one.why))
    for text in dossier.summary.leaves_out:
        yield words["leaves_out"], text
    for text in dossier.notices:
        yield words["notices"], text


def _day(text: str) -> date | None:
    """The day, where a spreadsheet's calendar has it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None
