"""What is said of two stations stands in the dossier in every format, with its source; nothing is merged by it."""

import json

import pytest

from dossiers.build import dossier_of
from dossiers.formats import FORMATS
from tests import factories as make
from tests.dossiers import readers
from tests.dossiers.given import NOON
from tests.same_place.scene import pair

pytestmark = pytest.mark.django_db


def italy():
    return dossier_of(make.make_country(), made_at=NOON)


@pytest.fixture
def two():
    found = pair()
    found.judge(found.observers, reason="It says that the two are one office.")
    found.judge(found.ministry, "different", reason="It counts two.", desk_reading=True)
    found.judge(
        found.observers, "unsure", withdrawn_at=make.NOON, withdrawn_reason="It was misread.", desk_reading=True
    )
    return found


def test_each_judgement_that_stands_is_a_line_with_its_note(two):
    lines = italy().same_places
    notes = {note.ref: note.number for note in italy().notes}

    assert [(line.said, line.reason, line.differ) for line in lines] == [
        ("The Observers says: one place", "It says that the two are one office.", True),
        ("The desk, reading A Ministry: two places", "It counts two.", True),
    ]
    assert [line.note for line in lines] == [notes[two.observers.ref], notes[two.ministry.ref]]
    assert [station.slug for station in italy().stations] == [two.canal.slug, two.harbour.slug]


def test_a_statement_that_stands_nowhere_else_in_the_dossier_brings_its_source(two):
    abroad = make.make_claim(
        subject=make.make_country_subject(make.make_country(code="HU")),
        statement="Both are one.",
        citation=make.make_citation(source=make.make_source(title="Read abroad")),
    )
    two.judge(abroad)

    (line,) = [line for line in italy().same_places if line.ref == abroad.ref]

    assert line.note == 0
    assert "Read abroad" in " ".join(run.text for run in line.runs)


@pytest.mark.parametrize("suffix", ["html", "md", "docx", "pdf"])
def test_every_format_that_people_read_has_the_section(two, suffix):
    content = FORMATS[suffix].render(italy())
    text = readers.squashed(readers.text_of(suffix, content))

    for words in (
        "Same place or not",
        "Nothing is merged: both are listed and counted.",
        "Rivertown, canal; Rivertown, harbour",
        "The Observers says: one place.",
        "It says that the two are one office.",
        "The desk, reading A Ministry: two places.",
        "The accounts differ.",
    ):
        assert readers.squashed(words) in text, words
    assert readers.squashed("It was misread.") not in text


def test_the_table_has_it_beside_the_statement(two):
    heads, *rows = readers.rows(FORMATS["csv"].render(italy()))
    found = {row[heads.index("statement_ref")]: row[heads.index("same_place")] for row in rows}

    assert found[two.observers.ref] == f"{two.canal.slug} {two.harbour.slug}: same"
    assert found[two.ministry.ref] == f"{two.canal.slug} {two.harbour.slug}: different (read by the desk)"
    assert sorted(found.values())[0] == ""


def test_the_json_has_it_by_its_values(two):
    first, _second = json.loads(FORMATS["json"].render(italy()))["same_places"]

    assert (first["first"], first["second"]) == (two.canal.slug, two.harbour.slug)
    assert (first["judgement"], first["desk_reading"], first["apart"]) == ("same", False, False)
    assert first["said_on"]["edtf"] == "2022-12-03"


def test_a_dossier_without_judgements_has_no_such_section():
    pair()

    assert "Same place or not" not in FORMATS["html"].render(italy()).decode()
