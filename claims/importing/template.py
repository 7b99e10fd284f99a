"""A file to fill in: the headings, what goes into each column, and lists to choose from where a column has one.

No row stands in it: an example would be imported with the rest.
"""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_range_abs

from claims.choices import Operator, Stance
from claims.forms.languages import LANGUAGES
from claims.importing.columns import LAYOUTS
from claims.models import Question
from sources.choices import CopyKind, CslType, LocatorLabel, PartyKind, Words
from stations.choices import AgreementKind, Precision, SubjectKind
from stations.models import Country

ROWS_WITH_LISTS = 5000
WITHOUT_A_DATE = datetime(1980, 1, 1, tzinfo=UTC)
WIDE = {"statement", "quote", "translation", "public_note", "note", "source_title", "title"}


def workbook(kind: str) -> bytes:
    """An XLSX file: a sheet to fill in, one that explains its columns, one with the values of the lists."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": WITHOUT_A_DATE})  # so that the same file is the same bytes
    rows, help_, lists = (book.add_worksheet(name) for name in (kind, _("How to fill in"), _("Lists")))
    needed = set(chain.from_iterable(LAYOUTS[kind].needed))
    bold, bold_needed = book.add_format({"bold": True}), book.add_format({"bold": True, "bg_color": "#FFF2CC"})
    text, wrapped = book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True, "valign": "top"})
    help_.write_row(0, 0, [_("Column"), _("What goes into it"), _("Other headings for it"), _("Values")], bold)
    help_.set_column(0, 0, 28)
    help_.set_column(1, 3, 50, wrapped)
    rows.freeze_panes(1, 0)
    for place, column in enumerate(LAYOUTS[kind].columns):
        values = values_of(column.values)
        # As text, so that no program takes a date apart or zeros away.
        rows.set_column(place, place, 60 if column.name in WIDE else 22, text)
        rows.write_string(0, place, column.name, bold_needed if column.name in needed else bold)
        rows.write_comment(0, place, str(column.help), {"x_scale": 2})
        told = "\n".join(f"{value}: {label}" for value, label in values[:80])
        help_.write_row(place + 1, 0, [column.name, str(column.help), ", ".join(column.also), told], wrapped)
        if values:
            _offer(rows, lists, place, column.name, [value for value, _label in values])
    book.close()
    return out.getvalue()


def headings(kind: str) -> bytes:
    """A CSV file with the headings and nothing else."""
    return ("\ufeff" + ",".join(LAYOUTS[kind].names) + "\r\n").encode()


def values_of(name: str) -> list[tuple[str, str]]:
    """The values that a column takes, with what readers call them."""
    if name == "countries":
        return list(Country.objects.by_name().values_list("code", "name"))
    if name == "questions":
        return [(row.slug, row.wording) for row in Question.objects.with_choices().in_order()]
    if name == "answers":
        return _answers()
    fixed: dict[str, Iterable[tuple[Any, Any]]] = {
        "stances": Stance.choices,
        "operators": Operator.choices,
        "languages": LANGUAGES,
        "source_kinds": CslType.choices,
        "party_kinds": PartyKind.choices,
        "copies": CopyKind.choices,
        "words": Words.choices,
        "locators": LocatorLabel.choices,
        "subjects": SubjectKind.choices,
        "precisions": Precision.choices,
        "agreement_kinds": AgreementKind.choices,
        "yes_no": [("yes", _("yes")), ("no", _("no"))],
    }
    return [(str(value), str(label)) for value, label in fixed.get(name, ())]


def _answers() -> list[tuple[str, str]]:
    """The answers of all questions: a list of a spreadsheet cannot depend on another cell and stay one file."""
    found: dict[str, str] = {}
    for question in Question.objects.with_choices().in_order():
        for choice in question.choices.all():
            found[choice.slug] = "; ".join(filter(None, [found.get(choice.slug), f"{question.slug}: {choice.label}"]))
    return list(found.items())


def _offer(rows: Any, lists: Any, place: int, name: str, values: list[str]) -> None:
    lists.write_string(0, place, name)
    for number, value in enumerate(values, start=1):
        lists.write_string(number, place, value)
    rows.data_validation(
        1,
        place,
        ROWS_WITH_LISTS,
        place,
        {
            "validate": "list",
            "source": f"={_range(lists.get_name(), place, len(values))}",
            "error_type": "warning",
            "error_title": name,
            "error_message": _("This value is not in the list."),
        },
    )


def _range(sheet: str, place: int, rows: int) -> str:
    return f"'{sheet}'!{xl_range_abs(1, place, rows, place)}"
