"""The JSON Schema of the JSON format: every dossier follows it, and what does not is refused."""

import copy
import json

import pytest
from jsonschema import Draft202012Validator

from dossiers.formats import FORMATS
from dossiers.schema import schema
from tests.dossiers import given
from tests.factories import make_country

VALID = Draft202012Validator(schema())


def plain(dossier):
    return json.loads(FORMATS["json"].render(dossier))


def faults(found):
    return [error.message for error in VALID.iter_errors(found)]


def test_it_is_a_schema():
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("dossier", [given.dossier(), given.dossier("<b>bold</b>"), given.empty_dossier()])
def test_every_dossier_follows_it(dossier):
    assert faults(plain(dossier)) == []


def without_a_note(found):
    del found["notes"][0]["exact"]


def with_more(found):
    found["headings"][0]["weight"] = 3


def with_a_number_for_a_text(found):
    found["notes"][0]["sentence"] = 3


def with_another_form(found):
    found["form"] = "on-record-dossier/1"


def with_half_a_pair(found):
    found["summary"]["conflicts"][0]["others"] = [["aaaaaaa"]]


@pytest.mark.parametrize(
    "spoil", [without_a_note, with_more, with_a_number_for_a_text, with_another_form, with_half_a_pair]
)
def test_what_does_not_follow_it_is_refused(spoil):
    found = copy.deepcopy(plain(given.dossier()))

    spoil(found)

    assert len(faults(found)) == 1


def test_every_part_is_described():
    parts = schema()["$defs"]

    assert {"CardLine", "NoteLine", "SourceLine", "Summary", "When"} <= set(parts)
    assert [name for name, part in parts.items() if not part["description"]] == []


def test_it_is_published_and_the_page_of_a_dossier_leads_to_it(client, db):
    make_country(code="IT")

    page = client.get("/countries/it/dossier/").content.decode()
    answer = client.get("/dossier.schema.json")

    assert 'href="/dossier.schema.json"' in page
    assert answer["Content-Type"] == "application/schema+json"
    assert json.loads(answer.content) == schema()
