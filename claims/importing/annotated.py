"""The file again with what is wrong beside each row: a workbook, or a CSV file with one more column."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from claims.importing.opening import Sheet
from claims.importing.plan import Outcome, Plan, RowState
from web.csv_lines import csv_lines


def workbook(sheet: Sheet, plan: Plan) -> bytes:
    """An XLSX file: each cell with a fault coloured and commented, and all that is said of a row at its end."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    rows = book.add_worksheet(plan.kind)
    bold, wrong = book.add_format({"bold": True}), book.add_format({"bg_color": "#F8CBAD"})
    apart, wrapped = book.add_format({"bg_color": "#FFE699"}), book.add_format({"text_wrap": True})
    last = len(sheet.headings)
    for place, text in enumerate([*sheet.headings, _("State"), _("Problems")]):
        rows.write_string(0, place, text, bold)
    rows.set_column(last + 1, last + 1, 90, wrapped)
    rows.freeze_panes(1, 0)
    places = {column: place for place, column in enumerate(plan.matched.columns) if column}
    for line, ((_number, cells), outcome) in enumerate(zip(sheet.rows, plan.outcomes, strict=True), start=1):
        told = {places[column]: (wrong, said) for column, said in outcome.faults if column in places}
        for column, here, _there in outcome.differences:
            if column in places:
                told[places[column]] = (apart, _("Here: %(here)s") % {"here": here})
        for place in range(last):
            colour, said = told.get(place, (None, ""))
            rows.write_string(line, place, cells[place] if place < len(cells) else "", colour)
            if said:
                rows.write_comment(line, place, said, {"x_scale": 2})
        for place, text in enumerate(_told(outcome)):
            rows.write_string(line, last + place, text)
    book.close()
    return out.getvalue()


def as_csv(sheet: Sheet, plan: Plan) -> bytes:
    """A CSV file with a column for the state of each row, and one for what is said of it."""
    rows = (
        [*cells, *[""] * (len(sheet.headings) - len(cells)), *_told(outcome)]
        for (_number, cells), outcome in zip(sheet.rows, plan.outcomes, strict=True)
    )
    return "".join(csv_lines([*sheet.headings, _("State"), _("Problems")], rows)).encode()


def _told(outcome: Outcome) -> list[str]:
    return [str(RowState(outcome.state).label), " | ".join(outcome.in_words())]
