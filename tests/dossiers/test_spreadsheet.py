"""The spreadsheet: five sheets that point at each other, days as dates, filters, and nothing that could run."""

import io
from datetime import datetime

import openpyxl
import pytest

from dossiers.formats import FORMATS
from dossiers.render import xlsx
from dossiers.tables.build import Tables
from tests.dossiers import given, readers

SHEETS = ["About", "Statements", "Citations", "Sources", "Relays", "Questions", "Columns"]


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(given.dossier())))


def rows_of(book, title):
    heads, *rows = book[title].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_it_has_a_sheet_for_each_table_and_says_of_itself_what_it_holds(book):
    assert book.sheetnames == SHEETS
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert about["Made"] == "24 November 2026, 12:30 UTC"
    assert about["Statements"] == "6"


def test_every_statement_citation_source_relay_and_question_stands_in_its_sheet_once(book):
    for table in Tables(given.dossier()).all():
        rows = rows_of(book, table.title)

        assert len(rows) == len(table.rows) > 0
        if table.key:
            assert len({row[table.key] for row in rows}) == len(rows)


def test_what_a_row_points_at_is_there(book):
    for table in Tables(given.dossier()).all():
        for column, target in (table.points_to or {}).items():
            other = next(one for one in Tables(given.dossier()).all() if one.slug == target)
            known = {row[other.key] for row in rows_of(book, other.title)}

            assert {row[column] for row in rows_of(book, table.title)} <= known


def test_a_day_is_a_date_and_a_date_less_exact_is_text_beside_its_first_and_last_day(book):
    rows = {row["statement_ref"]: row for row in rows_of(book, "Statements")}

    exact, month = rows["dddddd1"], rows["rrrrrr1"]
    assert (exact["said_on_edtf"], exact["said_on_earliest"]) == ("2022-12-05", datetime(2022, 12, 5))  # noqa: DTZ001
    assert month["said_on_edtf"] == "2022-12"
    assert (month["said_on_earliest"], month["said_on_latest"]) == (
        datetime(2022, 12, 1),  # noqa: DTZ001
        datetime(2022, 12, 31),  # noqa: DTZ001
    )


def test_a_number_is_a_number(book):
    counted = [row for row in rows_of(book, "Statements") if row["count"] is not None]

    assert [(row["count_operator"], row["count"], row["count_unit"]) for row in counted] == [("≥", 11, "stations")]


@pytest.mark.parametrize("typed", ["=SUM(1)", "+1", "-1", "@SUM(1)", "\t=1", "＝1", "{=1}"])
def test_nothing_that_was_typed_is_a_formula_or_becomes_one(typed):
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(given.dossier(typed))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]

    same = [cell for cell in cells if cell.value == typed.strip()]

    assert same
    assert not [cell for cell in cells if cell.data_type == "f"]
    if typed.strip()[0] in "=+-@＝":
        assert all(cell.quotePrefix for cell in same)


def test_every_table_has_a_filter_and_a_header_that_stays(book):
    for title in SHEETS[1:]:
        assert book[title].auto_filter.ref
        assert book[title].freeze_panes == "A2"


def test_every_column_is_explained(book):
    explained = {(row["sheet"], row["column"]) for row in rows_of(book, "Columns") if row["meaning"]}

    for table in Tables(given.dossier()).all():
        assert {(table.title, column.name) for column in table.columns} <= explained


def test_a_text_longer_than_a_cell_goes_on_on_a_sheet_of_its_own():
    long = "0123456789" * 5000
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(given.dossier(long))))

    first = next(row for row in rows_of(book, "Statements"))["statement"]
    parts = [row for row in rows_of(book, "Long texts") if (row["sheet"], row["row"]) == ("Statements", 2)]
    goes_on = "".join(row["goes_on"] for row in parts if row["column"] == "statement")

    assert first.endswith("[goes on on the sheet “Long texts”]")
    assert first.split(" [")[0] + goes_on == long
    assert all(len(str(cell)) <= 32_767 for rows in readers.sheets(xlsx.render(given.dossier(long))).values()
               for row in rows for cell in row)  # fmt: skip


def test_a_country_without_statements_has_sheets_with_heads_only():
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(given.empty_dossier())))

    assert rows_of(book, "Statements") == []
    assert given.empty_dossier().summary.nothing in [row[1] for row in book["About"].iter_rows(values_only=True)]


def test_the_csv_and_the_spreadsheet_hold_the_same_statements(book):
    heads, *rows = readers.rows(FORMATS["csv"].render(given.dossier()))
    flat = [dict(zip(heads, row, strict=True)) for row in rows]
    cited = {row["citation"]: row for row in rows_of(book, "Citations")}

    for row, sheet in zip(flat, rows_of(book, "Statements"), strict=True):
        assert row["statement_ref"] == sheet["statement_ref"]
        assert row["statement"] == sheet["statement"]
        assert row["passage"] == cited[sheet["citation"]]["passage"]
        assert row["source"] == sheet["source"] == cited[sheet["citation"]]["source"]
