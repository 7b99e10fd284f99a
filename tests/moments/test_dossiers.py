"""A dossier of what had been said by a day, or as the record stood at a moment, in every format."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from claims.actions import publish
from dossiers.formats import FORMATS
from tests import factories as make
from tests.dossiers import readers
from tests.moments.scene import DAY, italy, now, text_of
from web import moments

pytestmark = pytest.mark.django_db


def dossier(client, suffix, **query):
    answer = client.get(f"/countries/it/dossier.{suffix}", query)
    assert answer.status_code == 200
    return readers.text_of(suffix, readers.content_of(answer))


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_what_may_have_been_said_later_stands_in_a_section_of_its_own_in_every_format(client, suffix):
    scene = italy()

    text = readers.squashed(dossier(client, suffix, said_by=DAY))
    expected = [words for claim in (scene.before, *scene.apart) for words in (claim.statement, claim.ref)]
    expected.append("Its date, December 2022, can lie before the end of 15 December 2022 and after it.")
    expected.append("Undated: when it was made is not recorded.")
    if suffix not in ("csv", "json"):
        expected += ["Only what had been said by 15 December 2022", "Listed apart: what may have been said later"]

    assert [words for words in expected if readers.squashed(words) not in text] == []
    assert readers.squashed(scene.after.statement) not in text


def test_what_is_listed_apart_counts_nowhere_and_can_be_checked_line_by_line(client):
    scene = italy()

    found = client.get("/countries/it/dossier.json", {"said_by": DAY}).json()

    figures = {figure["slug"]: figure["value"] for figure in found["summary"]["figures"]}
    assert (figures["statements"], figures["speakers"], figures["sources"], figures["stations"]) == (2, 1, 1, 1)
    assert [line["number"] for line in found["listed_apart"]] == ["A.1", "A.2", "A.3", "A.4"]
    notes = {note["number"]: note for note in found["notes"]}
    for line in found["listed_apart"]:
        note = notes[line["note"]]
        assert note["lines"] == [line["number"]]
        assert note["source"] in {source["slug"] for source in found["sources"]}
    assert {line["ref"] for line in found["listed_apart"]} > {claim.ref for claim in scene.apart}


def test_the_sheet_marks_the_rows_that_are_listed_apart(client):
    scene = italy()

    sheet = text_of(client.get("/countries/it/dossier.csv", {"said_by": DAY}))
    rows = list(csv.DictReader(io.StringIO(sheet)))

    reasons = {row["statement_ref"]: row["listed_apart"] for row in rows}
    assert reasons[scene.before.ref] == ""
    assert all(reasons[claim.ref] for claim in scene.apart)
    assert {row["said_by"] for row in rows} == {DAY}


def test_a_country_of_which_nothing_had_been_said_says_so(client):
    make.make_claim(asserted_on="2023")

    assert "had certainly been made by 15 December 2022" in dossier(client, "md", said_by=DAY)


def test_a_dossier_of_an_earlier_moment_holds_what_stood_then_and_says_so(client):
    make.make_claim(statement="Said in time.")
    before = moments.as_text(now())
    make.make_claim(statement="Entered afterwards.")

    answer = client.get("/countries/it/dossier.json", {"as_of": before})
    found = text_of(answer)

    assert "Said in time." in found
    assert "Entered afterwards." not in found
    assert json.loads(found)["as_of"] == before
    assert f"-as-of-{before.replace(':', '')}-" in answer["Content-Disposition"]
    assert f"as_of={before}" in json.loads(found)["address"]
    assert "Entered afterwards." in dossier(client, "json")


def test_a_draft_that_was_published_later_is_not_in_the_dossier_of_then(client):
    draft = make.make_claim(statement="A draft then.", published=False)
    make.make_claim()
    before = moments.as_text(now())
    publish(draft, by=make.the_editor(), at=now())

    assert "A draft then." not in dossier(client, "json", as_of=before)
    assert "A draft then." in dossier(client, "json")


def test_the_command_writes_what_stood_at_a_moment_and_refuses_in_a_sentence(tmp_path):
    make.make_claim(statement="Said in time.")
    before, target = moments.as_text(now()), tmp_path / "italy.json"
    make.make_claim(statement="Entered afterwards.")

    call_command("dossier", "it", "--format", "json", "--as-of", before, "--output", str(target), stdout=io.StringIO())
    with pytest.raises(CommandError, match="The record begins on"):
        call_command("dossier", "it", "--as-of", "1984")

    assert "Said in time." in target.read_text()
    assert "Entered afterwards." not in target.read_text()


def test_the_page_that_offers_dossiers_counts_and_links_those_of_the_moment(client):
    italy()

    html = text_of(client.get("/countries/it/dossier/", {"said_by": DAY}))

    for suffix in FORMATS:
        assert f'href="/countries/it/dossier.{suffix}?said_by={DAY}"' in html
    assert "Whatever was said after 15 December 2022." in html
