"""Sources of one page, of a country and of a search as files: the same ones as the page shows, and no others."""

import json

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from sources.citing.files import FILES
from tests import factories as make
from tests.citing import readers
from tests.citing.csl_schema import SCHEMA
from tests.moments.scene import now, text_of
from tests.rules.test_visibility import RESTRICTED

pytestmark = pytest.mark.django_db
every_file = pytest.mark.parametrize("suffix", FILES)
LISTS = ("/sources", "/claims", "/countries/it/sources")


def source_of(title, **fields):
    claim_fields = {name: fields.pop(name) for name in ("published", "asserted_on", "statement") if name in fields}
    source = make.make_source(title=title, slug=title.lower().replace(" ", "-"), **fields)
    return make.make_claim(citation=make.make_citation(source=source), **claim_fields)


@pytest.fixture
def italy():
    source_of("Shown one", asserted_on="2022-12-03", statement="A sentence about bridges.")
    source_of("Shown two", asserted_on="2023-06-01", language="it")
    source_of("Hidden draft", published=False)
    source_of("Hidden source", **RESTRICTED)


def keys(client, address, suffix, **query):
    answer = client.get(f"{address}.{suffix}", query)
    assert answer.status_code == 200, text_of(answer)
    return sorted(readers.READ[suffix](text_of(answer)))


@every_file
@pytest.mark.parametrize("address", LISTS)
def test_what_readers_may_see_and_nothing_else(client, italy, suffix, address):
    assert keys(client, address, suffix) == ["shown-one", "shown-two"]


@every_file
def test_one_source(client, italy, suffix):
    assert keys(client, "/sources/shown-one", suffix) == ["shown-one"]
    for hidden in ("hidden-draft", "hidden-source"):
        assert client.get(f"/sources/{hidden}.{suffix}").status_code == 404


@every_file
def test_a_search_and_a_moment_narrow_the_file_as_they_narrow_the_list(client, italy, suffix):
    assert keys(client, "/claims", suffix, q="bridges") == ["shown-one"]
    assert keys(client, "/sources", suffix, language="it") == ["shown-two"]
    for address in LISTS:
        assert keys(client, address, suffix, said_by="2022-12-31") == ["shown-one"]


def test_a_past_moment_is_read_when_the_file_is_sent(client, italy):
    moment = now()
    source_of("Shown later")

    for address in LISTS:
        assert keys(client, address, "ris", as_of=moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")) == [
            "shown-one",
            "shown-two",
        ]


@every_file
def test_a_question_that_was_not_understood_is_refused_in_words(client, italy, suffix):
    answer = client.get(f"/claims.{suffix}?colour=red")

    assert answer.status_code == 400
    assert "knows no filter “colour”" in text_of(answer)


@every_file
def test_the_name_and_the_type_say_what_the_file_is(client, italy, suffix):
    answer = client.get(f"/countries/it/sources.{suffix}")

    assert answer["Content-Type"] == FILES[suffix].media_type
    assert answer["Content-Disposition"] == f'attachment; filename="on-record-sources-it{FILES[suffix].ending}"'


def test_where_there_is_no_other_json_it_is_csl_json(client, italy):
    for address in ("/sources/shown-one", "/countries/it/sources"):
        assert json.loads(text_of(client.get(f"{address}.json"))) == json.loads(
            text_of(client.get(f"{address}.csljson"))
        )
        jsonschema.validate(json.loads(text_of(client.get(f"{address}.json"))), SCHEMA)


def test_an_ending_that_there_is_not_is_not_found(client, italy):
    for address in ("/sources", "/claims", "/sources/shown-one", "/countries/it/sources"):
        assert client.get(f"{address}.endnote").status_code == 404
    assert client.get("/countries/xx/sources.bib").status_code == 404


def test_the_country_file_holds_the_bibliography_of_the_dossier(client, italy):
    dossier = json.loads(client.get("/countries/it/dossier.json").content)

    assert keys(client, "/countries/it/sources", "bib") == sorted(source["slug"] for source in dossier["sources"])


def test_pages_lead_to_the_files(client, italy):
    for page, path in (
        ("/sources/?language=it", "/sources.{}?language=it"),
        ("/claims/?q=bridges", "/claims.{}?q=bridges"),
        ("/sources/shown-one/", "/sources/shown-one.{}"),
        ("/countries/it/", "/countries/it/sources.{}"),
    ):
        html = client.get(page).content.decode()
        for suffix in FILES:
            assert f'href="{path.format(suffix)}"' in html, (page, suffix)


@every_file
@pytest.mark.parametrize("address", LISTS)
def test_a_file_takes_a_fixed_number_of_queries(client, italy, suffix, address):
    with CaptureQueriesContext(connection) as few:
        keys(client, address, suffix)
    for number in range(20):
        claim = source_of(f"More {number}")
        make.make_capture(source=claim.citation.source, content=f"<p>{number}</p>".encode())
    with CaptureQueriesContext(connection) as many:
        found = keys(client, address, suffix)

    assert len(found) == 22
    assert len(many) == len(few)


def test_the_hash_of_a_preserved_copy_is_in_the_file(client, italy):
    source = Claim.objects.get(citation__source__slug="shown-one").citation.source
    capture = make.make_capture(source=source, content=b"<p>Some words.</p>")

    assert capture.file.sha256 in text_of(client.get("/sources/shown-one.bib"))
