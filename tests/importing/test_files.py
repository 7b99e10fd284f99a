"""Files to fill in, and the file again with what is wrong in it: read back by a program that is not ours."""

import io

import openpyxl
import pytest
from django.core.management import call_command

from claims.choices import Kind
from claims.importing import annotated, opening, template
from claims.importing.columns import LAYOUTS, match
from claims.importing.plan import plan_of
from tests import factories as make
from tests.importing.sheets import ROW, as_csv, make_ground

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", Kind.values)
def test_a_template_has_every_column_with_its_help_and_its_list(kind):
    make_ground()

    book = openpyxl.load_workbook(io.BytesIO(template.workbook(kind)))

    sheet, layout = book[kind], LAYOUTS[kind]
    assert [cell.value for cell in sheet[1]] == layout.names
    assert [cell.comment.text for cell in sheet[1]] == [str(column.help) for column in layout.columns]
    with_lists = sum(bool(template.values_of(column.values)) for column in layout.columns)
    assert len(sheet.data_validations.dataValidation) == with_lists > 0
    for validation in sheet.data_validations.dataValidation:
        name, cells = validation.formula1.split("!")
        offered = [cell.value for (cell,) in book[name.strip("'")][cells.replace("$", "")]] if ":" in cells else []
        assert all(offered)
    assert opening.read(template.headings(kind)).headings == layout.names
    assert match(layout.names, layout).unknown == ()


def test_the_template_filled_in_is_imported(tmp_path):
    make_ground()
    me = make.make_user()
    path = tmp_path / "claims.xlsx"
    call_command("import_claims", template=path, stdout=io.StringIO())
    book = openpyxl.load_workbook(path)
    for name, value in ROW.items():
        book["claims"].cell(2, LAYOUTS["claims"].names.index(name) + 1, value)
    book.save(path)

    plan = plan_of(opening.read_path(path), "claims", by=me)

    assert plan.counts() == {"new": 1}


def test_what_is_wrong_stands_in_a_copy_of_the_file_where_it_is_wrong():
    make_ground()
    me = make.make_user()
    sheet = opening.read(as_csv(ROW, {**ROW, "stance": "sings", "quote": "'=1+1"}))
    plan = plan_of(sheet, "claims", by=me)

    rows = openpyxl.load_workbook(io.BytesIO(annotated.workbook(sheet, plan)))["claims"]
    text = opening.read(annotated.as_csv(sheet, plan))

    right, wrong = (rows.cell(number, list(ROW).index("stance") + 1) for number in (2, 3))
    assert (right.comment, right.value, wrong.value) == (None, "says", "sings")
    assert "“sings” is not known here" in wrong.comment.text
    assert wrong.fill.fgColor.rgb == "FFF8CBAD"
    assert rows.cell(3, len(ROW) + 2).value == text.rows[1][1][-1] == plan.outcomes[1].in_words()[0]
    assert rows.cell(3, list(ROW).index("quote") + 1).data_type == "s"
    assert [cells[:-2] for _, cells in text.rows] == [cells[: len(ROW)] for _, cells in sheet.rows]
