"""A release holds everything public of its day, says how it is cited, never changes, and goes when it has to."""

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import date, timedelta

import jsonschema
import pytest
import yaml
from datacite import schema45
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from frictionless import Package

from claims.actions.removing import Order, remove_claim, remove_names
from claims.models import Claim
from config import captures
from dossiers.exports import store, tidying
from dossiers.releases import gone, kept
from dossiers.releases.making import NotReleased, make_release
from tests import factories as make
from tests.rules.test_nothing_leaks import HIDDEN, SHOWN, say_something_of_each_kind
from tests.writing import written

pytestmark = pytest.mark.django_db
SITE = "https://record.example"
DAY = date(2026, 12, 1)
CFF = {
    "type": "object",
    "additionalProperties": False,
    "required": ["cff-version", "message", "title", "authors"],
    "properties": {
        "cff-version": {"const": "1.2.0"},
        "message": {"type": "string", "minLength": 1},
        "type": {"enum": ["dataset", "software"]},
        "title": {"type": "string", "minLength": 1},
        "abstract": {"type": "string", "minLength": 1},
        "authors": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
        },
        "version": {"type": "string", "minLength": 1},
        "date-released": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "url": {"type": "string", "pattern": "^https?://"},
        "doi": {"type": "string", "pattern": r"^10\.\d{4,9}(\.\d+)?/\S+$"},
        "license": {"enum": ["CC-BY-4.0", "CC0-1.0"]},
        "license-url": {"type": "string", "pattern": "^https?://"},
    },
}


@pytest.fixture(autouse=True)
def place(tmp_path, settings):
    """Where exports and releases lie."""
    settings.STORAGES = {**settings.STORAGES, "exports": captures.storage(tmp_path / "exports", "")}
    return tmp_path / "exports"


def released(on=DAY, **options):
    told = make_release(on=on, site=SITE, **options)
    with kept.open_bytes(told) as file:
        content = file.read()
    return told, content, zipfile.ZipFile(io.BytesIO(content))


def got(client, told):
    answer = client.get(f"/data/releases/{told.file_name}")
    return answer.status_code, b"".join(answer) if answer.streaming else answer.content


def test_it_holds_what_readers_may_see_and_nothing_else(client, tmp_path):
    say_something_of_each_kind()
    told, content, archive = released()
    whole = {name: archive.read(name) for name in archive.namelist()}
    rows = list(csv.DictReader(io.StringIO(whole["lists/claims.csv"].decode("utf-8-sig"))))
    refs = {row["ref"] for row in rows}

    assert refs == {json.loads(line)["ref"] for line in whole["lists/claims.jsonl"].splitlines()}
    assert refs == {
        row["ref"] for row in csv.DictReader(io.StringIO(client.get("/claims.csv").getvalue().decode("utf-8-sig")))
    }
    assert refs <= set(told.statements)
    assert [name for name, each in whole.items() if HIDDEN.encode() in each] == []
    assert SHOWN.encode() in whole["lists/claims.csv"]
    assert SHOWN.encode() in whole["on-record.sqlite"]
    assert HIDDEN not in json.dumps(told.changes.added) + told.cff
    for line in whole.pop("SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(whole.pop(name)).hexdigest() == digest
    assert whole == {}
    archive.extractall(tmp_path / "opened")
    report = Package(str(tmp_path / "opened/datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "note"])[:3]
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (told.sha256, told.size)


def test_it_says_how_it_is_cited_as_programs_read_it():
    make.make_claim()
    told, _content, archive = released(doi="10.1234/record")
    cff, datacite = yaml.safe_load(archive.read("CITATION.cff")), json.loads(archive.read("datacite.json"))

    jsonschema.validate(cff, CFF)
    assert schema45.validator.is_valid(datacite), list(schema45.validator.iter_errors(datacite))
    assert (cff["version"], cff["date-released"], cff["license"]) == ("2026.12.01", "2026-12-01", "CC-BY-4.0")
    assert (cff["doi"], datacite["doi"], datacite["version"]) == ("10.1234/record", "10.1234/record", "2026.12.01")
    assert cff["url"] == datacite["url"] == f"{SITE}/data/releases/{told.file_name}"
    assert datacite["rightsList"][0]["rightsUri"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_licence_is_that_of_the_installation(settings):
    settings.DATA_LICENCE_NAME, settings.DATA_LICENCE_URL = "Terms of the House", "https://house.example/terms"
    make.make_claim()
    _told, _content, archive = released()
    cff, datacite = yaml.safe_load(archive.read("CITATION.cff")), json.loads(archive.read("datacite.json"))

    jsonschema.validate(cff, CFF)
    assert schema45.validator.is_valid(datacite)
    assert (cff["license-url"], "license" in cff) == ("https://house.example/terms", False)
    assert b"Terms of the House" in archive.read("README.txt")


def test_it_is_listed_and_handed_out_as_it_was_made(client):
    make.make_claim()
    told, content, _archive = released()
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/data/releases/").content.decode()
        answer = client.get(f"/data/releases/{told.file_name}")

    assert written(asked) == []
    assert (told.sha256 in page, f'href="/data/releases/{told.file_name}"' in page) == (True, True)
    assert b"".join(answer) == content
    assert answer["Content-Disposition"] == f'attachment; filename="{told.file_name}"'
    assert "creativecommons.org" in answer["Link"]
    again = client.get(f"/data/releases/{told.file_name}", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert client.get(f"/data/releases/on-record-{told.version}.cff").content.decode() == told.cff
    assert client.get(f"/data/releases/on-record-{told.version}.json").json() == told.datacite
    assert client.get("/data/releases/on-record-2026.12.02.zip").status_code == 404
    assert "/data/releases/" in client.get("/data/").content.decode()


def test_equal_records_give_equal_bytes_on_one_day(place):
    make.make_claim()
    told, content, _archive = released()
    kept.erase(told)
    (place / store.RELEASES / f"{told.version}.json").unlink()

    assert released()[1] == content


def test_the_next_one_says_what_changed_and_none_is_made_of_nothing():
    stays, changes, goes = make.make_claim(), make.make_claim(), make.make_claim()
    first = released()[0]
    with pytest.raises(NotReleased, match=r"Nothing has changed since release 2026\.12\.01\."):
        released(DAY + timedelta(days=1))
    Claim.objects.filter(pk=changes.pk).update(statement="It reads differently now.")
    Claim.objects.filter(pk=goes.pk).update(restricted=True, restricted_reason="So.", desk=make.make_desk())
    new = make.make_claim()

    second, _content, archive = released()

    assert (first.version, second.version) == ("2026.12.01", "2026.12.01.2")
    assert second.changes == kept.Changes("2026.12.01", [new.ref], [changes.ref], [goes.ref])
    words = archive.read("CHANGES.txt").decode()
    assert all(ref in words for ref in (new.ref, changes.ref, goes.ref))
    assert stays.ref not in words
    assert second.datacite["relatedIdentifiers"][0]["relatedIdentifier"].endswith(first.file_name)
    assert [told.version for told in kept.every()] == ["2026.12.01.2", "2026.12.01"]


@pytest.mark.parametrize("what", ["statement", "party", "source closed"])
def test_what_was_removed_or_closed_is_handed_out_by_no_release(client, place, what):
    party = make.make_party(name="A Name That Has To Go")
    claim = make.make_claim(statement="Words that have to go.", asserted_by=party)
    make.make_claim()
    told = released()[0]
    assert got(client, told)[0] == 200
    order = Order(reason="safety", by=make.make_user(role="editor"), at=timezone.now())
    if what == "statement":
        remove_claim(claim, order)
    elif what == "party":
        remove_names(claim.asserted_by, order, role="A body")
    else:
        type(claim.citation.source).objects.filter(pk=claim.citation.source_id).update(
            restricted=True, restricted_reason="So.", desk=make.make_desk()
        )

    status, page = got(client, told)

    assert (status, b"is not handed out any more" in page, b"Words that have to go" in page) == (410, True, False)
    assert "No longer handed out" in client.get("/data/releases/").content.decode()
    assert client.get(f"/data/releases/on-record-{told.version}.cff").status_code == 200
    assert gone.erase_with_something_gone() == 1
    assert not (place / store.RELEASES / f"{told.version}.zip").exists()
    assert got(client, told)[0] == 410
    following, content, archive = released(DAY + timedelta(days=1))
    assert got(client, following) == (200, content)
    word = b"A Name That Has To Go" if what == "party" else b"Words that have to go"
    assert [name for name in archive.namelist() if word in archive.read(name)] == []


def test_releases_are_no_strays_among_the_exports():
    make.make_claim()
    told, content, _archive = released()

    tidying.erase_strays(at=timezone.now() + timedelta(days=2))

    with kept.open_bytes(told) as file:
        assert file.read() == content


def test_a_release_is_never_written_over():
    make.make_claim()
    told, content, _archive = released()

    with pytest.raises(FileExistsError):
        kept.keep(told, io.BytesIO(b"other"))
    with kept.open_bytes(told) as file:
        assert file.read() == content


def test_the_command_says_what_it_made_or_why_not():
    make.make_claim()
    out = io.StringIO()
    call_command("make_release", site=f"{SITE}/", stdout=out)

    (told,) = kept.every()
    assert re.search(rf"{told.file_name}: [\d,]+ bytes, SHA-256 {told.sha256}", out.getvalue())
    assert told.datacite["url"].startswith(f"{SITE}/data/")
    for options, sentence in (
        ({"site": "record.example"}, "is no address of a site"),
        ({"site": SITE, "doi": "twelve"}, "is no DOI"),
        ({"site": SITE}, "Nothing has changed"),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command("make_release", **options)


def test_the_page_takes_a_fixed_number_of_queries(client):
    make.make_claim()
    released()
    with CaptureQueriesContext(connection) as few:
        client.get("/data/releases/")
    for number in range(1, 6):
        make.make_claim()
        released(DAY + timedelta(days=number))
    with CaptureQueriesContext(connection) as many:
        page = client.get("/data/releases/").content.decode()

    assert page.count("SHA-256 ") == 6
    assert len(many) == len(few)
