"""Programs read what the pages show: the same rows, narrowed alike, a page at a time."""

import csv
import gzip
import io
import json
from itertools import chain
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openapi_spec_validator import validate

from api.description import schema as schema_module
from tests import factories as make
from tests.moments import scene

pytestmark = pytest.mark.django_db

V1 = "/api/v1/"
LISTS = {
    "countries": "code", "stations": "slug", "agreements": "slug", "questions": "slug", "claims": "ref",
    "sources": "slug", "parties": "slug", "searches": "slug",
}  # fmt: skip


def pages(client, address, way="next"):
    while address:
        answer = client.get(address).json()
        yield answer["results"]
        address = answer[way]


def in_the_file(name, key, query=""):
    answer: Any = Client().get(f"/{name}.csv{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    column = {"code": "code", "slug": "slug", "ref": "ref"}[key]
    return [row[column] for row in csv.DictReader(io.StringIO(text))]


def problem_of(answer):
    assert answer["Content-Type"] == "application/problem+json"
    told = json.loads(answer.content)
    assert told["status"] == answer.status_code
    return told


def test_every_list_holds_what_its_file_holds_in_the_same_order_and_pages_go_there_and_back():
    scene.italy()
    make.make_search()
    make.make_search(searched_on="2022")
    reader = Client()

    for name, key in LISTS.items():
        there = list(pages(reader, f"{V1}{name}/?limit=2&fields={key}"))
        rows = [row[key] for row in chain(*there)]
        assert rows == in_the_file(name, key), name
        assert len(rows) > 1 or name == "countries"
        last = reader.get(f"{V1}{name}/?limit=2&fields={key}").json()
        while last["next"]:
            last = reader.get(last["next"]).json()
        back = [last["results"], *pages(reader, last["previous"], "previous")]
        assert [row[key] for row in chain(*reversed(back))] == rows, name


def test_filters_moments_and_fields_are_those_of_the_pages():
    rows = scene.italy()
    reader = Client()

    for query in (
        "?q=before",
        "?country=it&stance=says",
        f"?said_by={scene.DAY}",
        f"?said_by={scene.DAY}&dated=unclear",
    ):
        found = [row["ref"] for row in chain(*pages(reader, f"{V1}claims/{query}&limit=3"))]
        assert found == in_the_file("claims", "ref", query), query
        assert found, query
    wish = "ref,passage.exact,passage.source.title"
    [claim] = reader.get(f"{V1}claims/?q=before&stance=says&question=existence&fields={wish}").json()["results"]
    assert claim == {
        "ref": rows.before.ref,
        "passage": {"exact": rows.before.citation.exact, "source": {"title": "Article before"}},
    }
    accounts = reader.get(f"{V1}countries/it/accounts/").json()
    cards = [c for h in accounts["headings"] for q in h["questions"] for s in q["sides"] for c in s["cards"]]
    assert {ref for card in cards for ref in card["claims"]} == {claim["ref"] for claim in accounts["claims"]}
    assert rows.before.ref in {claim["ref"] for claim in accounts["claims"]}


def test_what_cannot_be_asked_is_a_problem_that_names_it():
    claim = scene.italy().before
    reader = Client()

    for query, name in {
        "stance=shouts": "shouts", "colour=red": "colour", "country=zz": "zz", "limit=0": "limit", "limit=900": "limit",
        "cursor=WzBd": "cursor", "cursor=%F0": "cursor", "fields=ref,secret": "secret", "fields=": "fields",
        "page=2": "next", "said_by=yesterday": "yesterday", "limit=5&limit=6": "limit", "fields=ref.more": "ref.more",
        "as_of=1999": "record begins", "country=it&country=fr": "country",
    }.items():  # fmt: skip
        answer = reader.get(f"{V1}claims/?{query}")
        assert answer.status_code == 400, query
        assert name in problem_of(answer)["detail"], query
    assert problem_of(reader.get(f"{V1}claims/{claim.ref}/?stance=says"))["errors"][0]["parameter"] == "stance"
    assert "left aside" in problem_of(reader.get(f"{V1}searches/?said_by=2022"))["detail"]


def test_whoever_refuses_refuses_with_a_problem_and_what_is_hidden_reads_like_what_never_was(settings):
    draft = make.make_claim(published=False)
    reader = Client(raise_request_exception=False)

    hidden, never = (reader.get(f"{V1}claims/{ref}/") for ref in (draft.ref, "zzzzzzz"))
    nowhere = reader.get(f"{V1}nothing/at/all/")
    assert hidden.content == never.content == nowhere.content
    assert problem_of(hidden)["status"] == 404
    assert {**hidden.headers} == {**never.headers}
    removed = make.make_claim(removed_at=make.NOON, removed_for="privacy")
    assert "Removed on" in problem_of(reader.get(f"{V1}claims/{removed.ref}/"))["detail"]
    for answer, status in [
        (reader.delete(f"{V1}claims/"), 405),
        (reader.get(f"{V1}claims/", headers={"Accept": "text/html"}), 406),
        (reader.get(f"{V1}claims/", headers={"Host": "elsewhere.example"}), 400),
    ]:
        assert answer.status_code == status
        problem_of(answer)
    settings.SEARCHES_PER_MINUTE = 0
    later = reader.get(f"{V1}claims/?q=words")
    assert problem_of(later)["status"] == 429
    assert int(later["Retry-After"]) > 0
    settings.SEARCHES_PER_MINUTE = 100
    settings.DEBUG = True
    with connection.execute_wrapper(_broken):
        answer = reader.get(f"{V1}countries/")
    assert problem_of(answer)["status"] == 500
    assert b"Traceback" not in answer.content
    assert b"broken on purpose" not in answer.content


def _broken(*_given):
    raise RuntimeError("broken on purpose")


def test_fifty_claims_take_as_many_queries_as_one_with_their_passages_sources_and_steps():
    reader = Client()
    question = make.make_question()

    def asked():
        found = {}
        for address in (
            "claims/",
            "sources/",
            "stations/",
            "parties/",
            "questions/",
            "countries/it/accounts/",
            "same-place/",
        ):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert reader.get(f"{V1}{address}?" + ("" if "accounts" in address else "limit=200")).status_code == 200
            found[address] = len(queries)
        return found

    def several(number):
        for _ in range(number):
            claim = make.make_claim(question=question, subject=make.make_station(), asserted_by=make.make_party())
            make.make_relay(claim=claim)
        return claim

    make.make_same_place(several(1).subject, several(1).subject, claim=several(1))
    asked()
    few = asked()
    several(50)
    assert asked() == few


def test_an_answer_is_told_apart_by_its_bytes_compressed_for_nobody_in_particular_and_read_by_any_page():
    claim = scene.italy().before
    reader, address = Client(), f"{V1}claims/"

    plain = reader.get(address)
    packed = reader.get(address, headers={"Accept-Encoding": "br, gzip;q=0.5"})
    assert gzip.decompress(packed.content) == plain.content
    assert "Content-Encoding" not in reader.get(address, headers={"Accept-Encoding": "gzip;q=0"})
    assert not packed["ETag"].startswith("W/")
    assert packed["ETag"] != plain["ETag"]
    for kept, coding in ((plain, ""), (packed, "gzip")):
        again = reader.get(address, headers={"If-None-Match": kept["ETag"], "Accept-Encoding": coding})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", kept["ETag"])
        assert again["Access-Control-Allow-Origin"] == "*"
        assert again["Vary"] == kept["Vary"]
    make.make_claim(published=False)
    assert reader.get(address)["ETag"] == plain["ETag"], "a draft is not told of"
    make.make_claim()
    assert reader.get(address)["ETag"] != plain["ETag"]
    assert (plain["Access-Control-Allow-Origin"], plain["Cache-Control"]) == ("*", "no-cache")
    assert {"Cookie", "Authorization", "Accept-Encoding"} <= {name.strip() for name in plain["Vary"].split(",")}

    person = Client()
    person.force_login(make.make_user())
    own = person.get(address, headers={"Accept-Encoding": "gzip"})
    assert "Access-Control-Allow-Origin" not in own
    assert "Content-Encoding" not in own
    assert own["Cache-Control"] == "private, no-store"
    assert len(own.json()["results"]) == len(plain.json()["results"]) + 2, "and holds the draft"

    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    preflight = reader.options(address, headers=asked)
    assert (preflight.status_code, preflight["Access-Control-Allow-Origin"]) == (204, "*")
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Authorization" not in preflight["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in preflight
    assert reader.head(f"{V1}claims/{claim.ref}/").content == b""


def test_the_schema_is_valid_and_names_every_address(capsys):
    schema_module.schema.cache_clear()
    answer = Client().get(f"{V1}schema/")
    assert capsys.readouterr().err == "", "drf-spectacular tells there of two shapes with one name"

    schema = json.loads(answer.content)
    validate(schema)
    assert {f"{V1}{name}/" for name in LISTS} <= set(schema["paths"])
    stance = next(p for p in schema["paths"][f"{V1}claims/"]["get"]["parameters"] if p["name"] == "stance")
    assert "did_not_reply" in stance["schema"]["enum"]
    assert all("404" in operation["responses"] for path in schema["paths"].values() for operation in path.values())
