"""The package as other programs see it: a valid bag, a valid data package, a crate whose every name is there."""

import csv
import io
import json
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import bagit
import pytest
from frictionless import Package, system

from dossiers.formats import FORMATS
from dossiers.plain import digest
from tests import factories as make
from tests.dossiers import given, readers
from tests.package import scene

pytestmark = pytest.mark.django_db
HARMLESS = {"html", "pdf", "csv", "json", "txt", "py", "bin"}


def check_with_bagit(top):
    bag = bagit.Bag(str(top))
    bag.validate()
    return bag


def faults_by_frictionless(top):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with system.use_context(trusted=True):
            report = Package(str(top / "data/datapackage.json")).validate()
    return [error for task in report.tasks for error in task.errors] + list(report.errors)


@pytest.mark.parametrize("country", ["IT", "HU"])
def test_it_is_a_valid_bag_and_a_valid_data_package(tmp_path, country):
    scene.italy()

    top = scene.unpacked(scene.package(make.make_country(code=country)), tmp_path / "out")

    bag = check_with_bagit(top)
    assert bag.info["Source-Organization"] == "On Record"
    assert bag.info["Bagging-Date"] == make.NOON.date().isoformat()
    assert len(bag.tagfile_entries()) == 7
    assert faults_by_frictionless(top) == []


def test_frictionless_sees_a_row_that_points_at_nothing(tmp_path):
    scene.italy()
    top = scene.unpacked(scene.package(), tmp_path / "out")

    scene.rewrite_csv(top, "sources", lambda rows: rows[1:])

    assert {error.type for error in faults_by_frictionless(top)} == {"foreign-key"}


def test_what_the_fields_hold_is_told(tmp_path):
    scene.italy()

    top = scene.unpacked(scene.package(), tmp_path / "out")
    described = json.loads((top / "data/datapackage.json").read_text())

    resources = {one["name"]: one["schema"] for one in described["resources"]}
    types = {field["name"]: field["type"] for schema in resources.values() for field in schema["fields"]}
    assert (types["count"], types["said_on_earliest"], types["origin_stated"]) == ("integer", "date", "boolean")
    assert all(field["description"] for schema in resources.values() for field in schema["fields"])
    assert {name for name, schema in resources.items() if schema["foreignKeys"]} == {
        "statements", "citations", "relays", "copies"
    }  # fmt: skip


def test_names_are_ours_and_nothing_of_an_uploader_is_one():
    found = scene.source_with_copy("open", rights="public_record")
    evil = make.make_capture(source=found.source, content=b"<svg onload='x'>", name="../../e vil<b>.html")
    make.make_release(capture=evil, file=make.make_file(content=scene.PAGE))

    names = list(readers.packed(scene.package()))

    assert [name for name in names if not name.isascii() or " " in name or ".." in name] == []
    assert not any("vil" in name for name in names)
    assert {name.rpartition(".")[2] for name in names} <= HARMLESS
    assert any(name.startswith("data/copies/") for name in names)


def test_it_holds_the_same_as_the_other_formats():
    scene.italy()

    files = readers.packed(scene.package())

    told = json.loads(files["data/dossier.json"])
    rows = list(csv.DictReader(io.StringIO(files["data/tables/statements.csv"].decode(), newline="")))
    annotated = json.loads(files["data/annotations.json"])["items"]
    assert [row["statement_ref"] for row in rows] == [note["ref"] for note in told["notes"]]
    assert [one["id"].split(":")[3] for one in annotated] == [note["ref"] for note in told["notes"]]
    assert json.loads(files["data/sources.csl.json"]) == [source["csl"] for source in told["sources"]]
    words = readers.squashed("".join(readers.html(files["data/dossier.html"]).words))
    assert all(readers.squashed(note["sentence"]) in words for note in told["notes"])


def test_a_quotation_is_annotated_where_it_stands():
    found = scene.italy()

    files = readers.packed(scene.package())

    (one,) = (
        one for one in json.loads(files["data/annotations.json"])["items"] if f":{found.open.claim.ref}:" in one["id"]
    )
    (target,) = one["target"]
    position, quote = target["selector"]
    text = files[f"data/{target['source']}"].decode()
    assert text[position["start"] : position["end"]] == quote["exact"] == scene.WORDS
    assert text[: position["start"]].endswith(quote["prefix"])
    assert text[position["end"] :].startswith(quote["suffix"])


def test_the_crate_names_every_file_with_its_hash():
    scene.italy()

    files = readers.packed(scene.package())
    entities = {one["@id"]: one for one in json.loads(files["data/ro-crate-metadata.json"])["@graph"]}

    root = entities["./"]
    parts = {part["@id"] for part in root["hasPart"]}
    assert parts == {name.removeprefix("data/") for name in files if name.startswith("data/")} - {
        "ro-crate-metadata.json"
    }
    assert entities["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    for name in parts:
        assert entities[name]["contentSize"] == str(len(files[f"data/{name}"]))
    points = {end["@id"] for one in entities.values() for end in _ends(one)}
    assert points - set(entities) - {"https://w3id.org/ro/crate/1.1"} == set()


def _ends(value):
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value
        else:
            for inside in value.values():
                yield from _ends(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _ends(inside)


def test_the_page_links_what_is_there_and_runs_and_fetches_nothing():
    scene.italy()

    files = readers.packed(scene.package())
    page = files["index.html"].decode()

    links = {part.split('"')[0] for part in page.split('href="')[1:]}
    local = {link.split("#")[0] for link in links if not link.startswith(("http", "#"))}
    assert local - set(files) == set()
    assert {name for name in files if name.startswith(("data/copies", "data/texts", "data/tables"))} <= local
    assert not any(tag in page for tag in ("<script", "<img", "<link", "<iframe", "@import", "url("))


def test_typed_text_stays_text_on_the_page():
    text = "<script>alert(1)</script> & \u202eturned"

    page = readers.packed(FORMATS["zip"].render(given.dossier(text)))["index.html"].decode()

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \u202eturned\u202c" in page


BY_COMMAND = """
import io, sys, os
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from dossiers.formats import FORMATS
from tests.dossiers import given
sys.stdout.buffer.write(FORMATS["zip"].render(given.dossier("a <b>text</b> 警侨")))
"""


def test_the_same_dossier_gives_the_same_bytes_in_fresh_processes():
    made = []
    for zone, locale, seed in [("UTC", "C", "1"), ("Asia/Shanghai", "de_DE.UTF-8", "77")]:
        surroundings = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"}
        done = subprocess.run(
            [sys.executable, "-c", BY_COMMAND], capture_output=True, env=surroundings, cwd=Path(), check=True
        )
        made.append(done.stdout)

    assert made[0] == made[1]
    assert made[0] == FORMATS["zip"].render(given.dossier("a <b>text</b> 警侨"))
    with zipfile.ZipFile(io.BytesIO(made[0])) as package:
        assert {info.compress_type for info in package.infolist()} == {zipfile.ZIP_STORED}
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_its_name_and_its_bag_say_the_digest():
    dossier = given.dossier()

    files = readers.packed(FORMATS["zip"].render(dossier))

    assert f"External-Identifier: urn:sha256:{digest(dossier)}\n" in files["bag-info.txt"].decode()
    assert digest(dossier) in files["README.txt"].decode()
    assert digest(dossier) in files["index.html"].decode()
