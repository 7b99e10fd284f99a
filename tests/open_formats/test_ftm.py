"""FollowTheMoney entities: valid for the package itself, complete, and about nothing that readers may not see."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from dossiers.open_formats import ftm
from dossiers.whole.tables import claims_shown
from sources.choices import PartyKind
from sources.models import Party, Source
from stations.models import Subject
from tests import factories as make
from tests.browse.cast import NOBODY, full_claim, station_with_claim
from tests.open_formats.ftm_package import model
from tests.rules.test_nothing_leaks import HIDDEN, SHOWN, say_something_of_each_kind

pytestmark = pytest.mark.django_db


def made(country=None):
    return [json.loads(line) for line in ftm.lines("https://on-record.example{}".format, country)]


def check(entities):
    """The package reads each entity, and keeps every value; each edge and link ends at an entity of the right sort."""
    known = {one["id"]: model.get(one["schema"]) for one in entities}
    assert len(known) == len(entities)
    for one in entities:
        known[one["id"]].validate(one)
        read = model.get_proxy({**one, "properties": {}})
        for name, values in one["properties"].items():
            assert values
            read.add(name, values, quiet=False)
            assert len(read.get(name)) == len(values), (one["id"], name, values)
            if read.schema.get(name).type.name == "entity":
                assert all(known[value].is_a(read.schema.get(name).range) for value in values), (one["id"], name)
        assert all(read.get(name) for name in read.schema.required), one["id"]


def of(entities, what):
    return [one for one in entities if one["id"].startswith(f"on-record-{what}-")]


def test_the_real_record_is_valid_with_as_many_entities_as_rows(put_back_real_rows):
    put_back_real_rows()

    entities = made()

    check(entities)
    standing = claims_shown().standing().count()
    assert standing > 400
    for schema in ("Documentation", "UnknownLink"):
        assert sum(one["schema"] == schema for one in of(entities, "statement")) == standing
    assert len(of(entities, "party")) == Party.objects.listed_for(NOBODY).count() > 20
    assert len(of(entities, "subject")) == Subject.objects.listed_for(NOBODY).count() > 20
    assert len(of(entities, "source")) == Source.objects.listed_for(NOBODY).count() > 20


def test_a_statement_is_an_edge_from_its_source_and_one_from_its_speaker_with_the_quotation(client):
    claim = full_claim(statement="A station is in Prato.", asserted_on="2022-12-03", about_period="2018/2020")

    answer = client.get("/data/on-record.ftm.json")
    entities = {one["id"]: one for one in map(json.loads, answer.getvalue().splitlines())}
    edges = [entities[f"on-record-statement-{claim.ref}-{end}"] for end in ("source", "speaker")]

    check(list(entities.values()))
    assert edges[0]["properties"]["document"] == [f"on-record-source-{claim.citation.source.slug}"]
    assert edges[1]["properties"]["subject"] == [f"on-record-party-{claim.asserted_by.slug}"]
    for edge, end in zip(edges, ("entity", "object"), strict=True):
        told = edge["properties"]
        assert told[end] == [f"on-record-subject-{claim.subject.slug}"]
        assert told["summary"] == ["A station is in Prato."]
        assert any(claim.citation.exact in line for line in told["description"])
        assert told["sourceUrl"] == [claim.citation.source.url, f"http://testserver/claims/{claim.ref}/"]
        assert (told["date"], told["startDate"], told["endDate"]) == (["2022-12-03"], ["2018-01-01"], ["2020-12-31"])
        assert told["proof"] == [f"on-record-source-{claim.citation.source.slug}"]
        assert told["role"][0].startswith("speaks about it: says")
    assert client.get("/data/on-record.ftm.json", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_country_has_what_is_said_about_it_and_everything_that_this_names(client):
    claim = full_claim()
    other = station_with_claim(code="ES")

    entities = [json.loads(line) for line in client.get("/countries/it/on-record.ftm.json").getvalue().splitlines()]

    check(entities)
    assert f"on-record-party-{claim.asserted_by.part_of.slug}" in {one["id"] for one in entities}
    assert other.slug not in json.dumps(entities)
    assert client.get("/countries/qq/on-record.ftm.json").status_code == 404


def test_what_readers_may_not_see_and_what_was_withdrawn_is_no_entity():
    claims = say_something_of_each_kind()

    entities = made()

    check(entities)
    shown = {one["properties"]["recordId"][0] for one in of(entities, "statement")}
    assert HIDDEN not in json.dumps(entities)
    assert SHOWN in json.dumps(entities)
    assert shown >= {claims["published"].ref}
    assert shown == set(claims_shown().standing().values_list("ref", flat=True))
    assert Claim.objects.exclude(ref__in=shown).exists()


def test_a_person_described_by_role_is_no_person_to_be_found():
    speaker = make.make_party(kind=PartyKind.PRIVATE_PERSON, name="A restaurant owner", described_by_role=True)
    make.make_claim(asserted_by=speaker)

    (entity,) = (one for one in made() if one["id"] == f"on-record-party-{speaker.slug}")

    assert entity["schema"] == "LegalEntity"
    assert entity["properties"]["name"] == ["A restaurant owner"]


def test_many_statements_take_as_many_queries_as_few(monkeypatch):
    full_claim()
    with CaptureQueriesContext(connection) as few:
        made()
    for number in range(5):
        full_claim(number)

    with CaptureQueriesContext(connection) as many:
        made()

    assert len(many) == len(few)
    monkeypatch.setattr(ftm, "ROWS_AT_A_TIME", 2)
    check(made())
