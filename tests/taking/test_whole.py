"""The whole record as one database, its dictionary and codebook, read by programs that are not ours."""

import csv
import io
import sqlite3

import pytest
import sqlite_utils
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from frictionless import Package, Resource

from claims.models import Claim
from dossiers.whole import sqlite
from dossiers.whole.dictionary import data_package, dictionary
from dossiers.whole.lists import LISTS
from dossiers.whole.tables import TABLES
from tests import factories as make
from tests.browse.cast import full_claim
from tests.rules.test_nothing_leaks import HIDDEN, SHOWN, say_something_of_each_kind

pytestmark = pytest.mark.django_db


def opened(tmp_path, name="made.sqlite"):
    path = tmp_path / name
    sqlite.write(path, on=make.NOON.date())
    return sqlite_utils.Database(path)


def test_the_database_holds_what_readers_may_see_and_nothing_else(client, tmp_path):
    say_something_of_each_kind()
    full_claim()
    make.make_search()

    database = opened(tmp_path)
    listed = client.get("/claims/").context["listing"].total

    assert database["claims"].count_where("state = 'published'") == listed
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert HIDDEN.encode() not in (tmp_path / "made.sqlite").read_bytes()
    assert SHOWN.encode() in (tmp_path / "made.sqlite").read_bytes()
    assert {key.other_table for key in database["claims"].foreign_keys} >= {"citations", "parties", "questions"}
    pointed_at = [
        row[4] for name in database.table_names() for row in database.execute(f"PRAGMA foreign_key_list([{name}])")
    ]
    assert pointed_at
    assert None not in pointed_at
    claim = Claim.objects.get(ref=next(iter(database["relays"].rows))["claim"])
    row = database["claims"].get(claim.ref)
    assert (row["statement"], row["speaker"]) == (claim.statement, claim.asserted_by.slug)
    assert database["citations"].get(row["citation"])["quote"] == claim.citation.exact


def test_words_are_found_in_any_script_and_the_file_says_what_it_is(tmp_path):
    found = make.make_claim(statement="The 警侨服务站 in Čačak was opened.")
    make.make_claim(statement="Something else.")

    database = opened(tmp_path)
    told = {row["name"]: row["value"] for row in database["metadata"].rows}

    assert database["claims"].detect_fts() == "claims_fts"
    for words in ("警侨服务", "Čačak", "opened"):
        assert [row["ref"] for row in database["claims"].search(words)] == [found.ref]
    assert told["licence"] == "CC BY 4.0"
    assert told["made_on"] == "2026-11-24"
    assert database["dictionary"].count == sum(len(table.columns) for table in TABLES)


def test_equal_records_give_equal_bytes_from_the_page_and_the_command(client, tmp_path, settings):
    full_claim()

    call_command("export_sqlite", str(tmp_path / "by command.sqlite"), verbosity=0)
    answer = client.get("/data/on-record.sqlite")
    content = b"".join(answer.streaming_content)

    assert content == (tmp_path / "by command.sqlite").read_bytes()
    assert answer["Link"].endswith('rel="license"')
    assert client.get("/data/on-record.sqlite", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    with sqlite3.connect(tmp_path / "by command.sqlite") as file:
        assert file.execute("SELECT count(*) FROM claims").fetchone()[0] >= 1


def test_what_is_removed_or_restricted_is_gone_from_the_next_database(tmp_path):
    claim = full_claim(statement="A sentence that goes.")
    assert opened(tmp_path, "before.sqlite")["claims"].get(claim.ref)

    source = claim.citation.source
    type(source).objects.filter(pk=source.pk).update(restricted=True, restricted_reason="A reason.")

    content = opened(tmp_path, "after.sqlite")
    assert not list(content["claims"].rows_where("ref = ?", [claim.ref]))
    assert b"A sentence that goes." not in (tmp_path / "after.sqlite").read_bytes()


def test_every_column_of_every_file_and_table_has_a_meaning():
    entries = {(entry.where, entry.column): entry for entry in dictionary()}

    wanted = {(f"{one.name}.csv", name) for one in LISTS for name in one.columns}
    wanted |= {(f"on-record.sqlite: {table.name}", name) for table in TABLES for name in table.columns}
    assert entries.keys() == wanted
    assert all(entry.meaning.endswith((".", ")")) for entry in entries.values())


def test_frictionless_reads_the_lists_by_the_types_that_the_package_declares(client, tmp_path):
    full_claim()
    make.make_claim(count_value=None)
    described = data_package("")

    for resource in described["resources"]:
        name = f"{resource['name']}.csv"
        (tmp_path / name).write_bytes(b"".join(client.get(resource["path"]).streaming_content))
        resource["path"] = name
    report = Package.from_descriptor(described, basepath=str(tmp_path)).validate()

    assert report.valid, report.flatten(["title", "note"])
    assert client.get("/data/datapackage.json").json()["resources"][0]["path"] == "http://testserver/claims.csv"
    assert {each["name"] for each in described["resources"]} == {one.name for one in LISTS}


def test_the_codebook_holds_each_question_and_choice_with_an_example(client):
    claim = make.make_claim(choice="yes", statement="An example.")

    content = client.get("/data/codebook.csv").content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(content)))
    line = next(line for line in lines if line["choice"] == claim.choice.slug)

    assert (line["question"], line["example_ref"]) == (claim.question.slug, claim.ref)
    assert line["wording"] == claim.question.wording
    assert len(client.get("/data/codebook.json").json()["rows"]) == len(lines)
    with Resource(content.encode(), format="csv") as table:
        assert len(table.read_rows()) == len(lines)


def test_the_page_says_what_there_is_in_as_many_queries_for_many_rows(client, settings):
    settings.DATA_LICENCE_NAME = "Another licence 1.0"
    full_claim()
    with CaptureQueriesContext(connection) as few:
        page = client.get("/data/").content.decode()
    for n in range(5):
        full_claim(n)

    with CaptureQueriesContext(connection) as many:
        client.get("/data/")

    assert "Another licence 1.0" in page
    assert 'href="/claims.jsonl"' in page
    assert 'href="/data/on-record.sqlite"' in page
    assert len(many) == len(few)
