"""CSV and JSON: for spreadsheets and programs."""

import json
from dataclasses import replace

import pytest

from dossiers.formats import FORMATS
from dossiers.plain import as_plain, digest
from dossiers.render import csv
from tests.dossiers import given, readers


@pytest.mark.parametrize("typed", ["=SUM(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1", "  =1"])
def test_no_cell_begins_like_a_formula(typed):
    cells = [cell for row in readers.rows(csv.render(given.dossier(typed))) for cell in row]

    assert f"'{typed.strip()}" in cells
    assert not [cell for cell in cells if cell.startswith(csv.STARTS_A_FORMULA)]


def test_a_row_holds_one_statement_with_its_source():
    heads, *rows = readers.rows(csv.render(given.dossier()))

    first = dict(zip(heads, rows[0], strict=True))

    assert len(rows) == 6
    assert first["lines"] == "1.1"
    assert first["statement_ref"] == "dddddd1"
    assert first["stance"] == "denies"
    assert first["passage"] == "我们没有这样的站"
    assert first["source_title"] == "一篇文章"
    assert first["source_url"] == "https://daily.example/1"
    assert first["said_on_edtf"] == "2022-12-05"


def test_a_number_is_given_as_it_was_meant():
    heads, *rows = readers.rows(csv.render(given.dossier()))

    counted = next(row for row in (dict(zip(heads, row, strict=True)) for row in rows) if row["count"])

    assert (counted["count_operator"], counted["count"], counted["count_unit"]) == ("≥", "11", "stations")


def test_spreadsheets_are_told_that_it_is_unicode():
    assert csv.render(given.dossier()).startswith(b"\xef\xbb\xbf")


def test_the_json_is_the_dossier_itself():
    dossier = given.dossier()

    found = json.loads(FORMATS["json"].render(dossier))

    assert found == json.loads(json.dumps(as_plain(dossier)))
    assert list(found)[:3] == ["form", "title", "language"]


def test_the_digest_does_not_know_the_clock():
    now = given.dossier()
    later = replace(now, made_at="2027-01-01T00:00:00+00:00", made_at_words="later")

    assert digest(now) == digest(later)


def test_the_digest_knows_every_word():
    assert digest(given.dossier()) != digest(given.dossier_with_sentence("Another sentence."))
