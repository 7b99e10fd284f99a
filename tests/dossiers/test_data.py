"""CSV and JSON: for spreadsheets and programs."""

import json
from dataclasses import replace
from datetime import date

import pytest

from claims.accounts.statement import Tick
from dossiers.compose import compose
from dossiers.formats import FORMATS
from dossiers.plain import FORM, Dossier, digest
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


def checked_dossier() -> Dossier:
    """The denial was found in a copy and checked by two people; the report was read in a republished copy."""
    accounts = given.accounts()
    first = accounts.notes[0].statement
    passage = replace(first.passage, found="exact", found_on_page=3, copy_sha256="ab" * 32)
    ticks = (Tick("words", date(2026, 11, 24)), Tick("original_seen", date(2026, 11, 25)))
    checked = replace(first, passage=passage, ticks=ticks, verified=frozenset({"words", "original_seen"}))
    notes = (replace(accounts.notes[0], statement=checked), *accounts.notes[1:])
    return compose(given.ITALY, replace(accounts, notes=notes), [], [], made_at=given.NOON)


def test_a_row_says_what_people_and_a_machine_checked():
    heads, *rows = readers.rows(csv.render(checked_dossier()))
    first, second = (dict(zip(heads, row, strict=True)) for row in rows[:2])

    assert (first["checked_words"], first["checked_original_seen"], first["checked_date"]) == (
        "2026-11-24",
        "2026-11-25",
        "",
    )
    assert (first["quote_check"], first["quote_page"], first["copy_sha256"]) == ("exact", "3", "ab" * 32)
    assert first["original_not_seen"] == ""
    assert second["original_not_seen"] == "Original not seen: read in a republished copy, through The Agency"
    assert (second["quote_check"], second["quote_page"], second["checked_words"]) == ("", "", "")


def test_the_json_says_what_people_and_a_machine_checked():
    found = json.loads(FORMATS["json"].render(checked_dossier()))

    note = found["notes"][0]
    assert found["form"] == FORM
    assert note["checked"] == [
        {"kind": "words", "words": "The words stand in the source", "on": "2026-11-24"},
        {"kind": "original_seen", "words": "The original was seen", "on": "2026-11-25"},
    ]
    assert (note["quote_check"], note["quote_page"], note["copy_sha256"]) == ("exact", 3, "ab" * 32)
    assert found["notes"][1]["original"].startswith("Original not seen: read in a republished copy")


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_the_note_that_people_read_says_that_the_words_were_found(suffix):
    text = FORMATS[suffix].render(checked_dossier()).decode()

    assert "Words found letter by letter in the preserved copy on page 3" in " ".join(text.split())


def test_spreadsheets_are_told_that_it_is_unicode():
    assert csv.render(given.dossier()).startswith(b"\xef\xbb\xbf")


def test_the_json_is_the_dossier_itself():
    dossier = given.dossier()

    found = json.loads(FORMATS["json"].render(dossier))

    assert found == json.loads(json.dumps(dossier.plain))
    assert list(found)[:3] == ["form", "title", "language"]


def test_the_digest_does_not_know_the_clock():
    now = given.dossier()
    later = replace(now, made_at="2027-01-01T00:00:00+00:00", made_at_words="later")

    assert digest(now) == digest(later)


def test_the_digest_knows_every_word():
    assert digest(given.dossier()) != digest(given.dossier_with_sentence("Another sentence."))
