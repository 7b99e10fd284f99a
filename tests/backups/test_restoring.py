"""A backup comes back whole or not at all; what was removed after it stays removed."""

import os
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from claims.actions.removing import Order, remove_claim
from claims.models import Claim, Removal
from operations import postgres
from operations.backup import archive, removals, restoring
from sources.models import Capture, Takedown
from sources.preserving.giving_up import take_down
from tests.backups.whole import files_of, here, rows_of
from tests.factories import NOON, make_claim, make_user
from users.models import Role

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("/", "/countries/it/", "/claims/", "/claims.csv", "/sources/", "/corrections/log/")


def restore(file, **options):
    """Restore into the database that is in use."""
    with file.open("rb") as content:
        return restoring.restore(content, **options)


def repacked(backup, **changes):
    """The same backup with a changed manifest; its checksums fit that."""
    with backup.open("rb") as file:
        manifest = archive.verify(file)
        parts = [(head.name, content.read()) for head, content in archive.members(rewound(file))]
    with backup.open("wb") as file, BytesIO() as checksums:
        writer = archive.Writer(file, checksums, made_at=0)
        for name, content in parts:
            if name not in (archive.MANIFEST, archive.CHECKSUMS):
                writer.add(name, [content])
        writer.finish({**manifest, **changes})


def rewound(file):
    """From its beginning."""
    file.seek(0)
    return file


def read_by_anybody(page):
    """The bytes of a page or a file, without the token and the moment that each answer has of its own."""
    response = Client().get(page)
    assert response.status_code == 200
    own = rb'name="csrfmiddlewaretoken" value="[^"]+"|as_of=[-\d]+T[\d:]+Z|[\d:]+ UTC'
    return re.sub(own, b"", response.getvalue())


def test_it_comes_back_with_the_bytes_of_every_page(backup, other_database, places):
    before = {page: read_by_anybody(page) for page in PAGES}
    files = files_of(places["captures"])
    rows = rows_of(here())
    shutil.rmtree(places["captures"])

    with other_database():
        restored = restore(backup)
        after = {page: read_by_anybody(page) for page in PAGES}
        rows_there = rows_of(here())
        latest = make_claim()

    assert latest.pk > max(Claim.objects.values_list("pk", flat=True))
    assert after == before
    assert rows_there == rows
    assert files_of(places["captures"]) == files
    assert (restored.files, restored.were_there, restored.same_key) == (1, 0, True)


def test_a_database_that_holds_something_is_refused(backup):
    rows = rows_of(here())

    with pytest.raises(restoring.Refused, match="not empty"):
        restore(backup)

    assert rows_of(here()) == rows


def test_it_takes_the_place_of_what_is_there_when_told_unless_the_site_is_in_use(backup, other_database):
    with other_database():
        with psycopg.connect(here(), autocommit=True) as server:
            server.execute("CREATE TABLE lost AS SELECT 1 AS one")
            with pytest.raises(restoring.Refused, match="stop the site"):
                restore(backup, replace=True)

        restore(backup, replace=True)

        assert [claim.statement for claim in Claim.objects.all()] == ["It was said before."]
        assert '"public"."lost"' not in rows_of(here())


@pytest.mark.parametrize("replace", [False, True])
def test_what_fails_leaves_the_database_and_the_folders_as_they_were(backup, other_database, places, replace):
    shutil.rmtree(places["captures"])
    repacked(backup, rows={"public.claims_claim": 17})

    with other_database():
        if replace:
            with psycopg.connect(here()) as server:
                server.execute("CREATE TABLE kept AS SELECT 1 AS one")
        before = rows_of(here())
        with pytest.raises(postgres.Failed, match="claims_claim does not have 17 rows"):
            restore(backup, replace=replace)

        assert rows_of(here()) == before
    assert files_of(places["captures"]) == {}


def test_a_file_that_has_lost_its_bytes_here_is_repaired(backup, other_database, places):
    [path] = [path for path in places["captures"].rglob("*") if path.is_file()]
    whole = path.read_bytes()
    path.unlink()
    path.write_bytes(b"cut off")

    with other_database():
        restore(backup)

    assert path.read_bytes() == whole


def test_a_backup_of_a_newer_release_is_refused(backup, other_database):
    repacked(backup, migrations=["claims.9999_later"])

    with other_database(), pytest.raises(restoring.Refused, match="does not know claims"):
        restore(backup)


def test_another_key_is_noticed(backup, settings):
    with backup.open("rb") as file:
        restored = restoring.Restored(archive.verify(file))
    assert restored.same_key

    settings.SECRET_KEY = "another key that only this test knows, and that protects nothing"

    assert not restored.same_key


def test_what_was_removed_after_the_backup_is_removed_again(backup, other_database, tmp_path):
    editor = make_user(role=Role.EDITOR)
    claim, capture = Claim.objects.get(), Capture.objects.get()
    take_down(capture, reason="privacy", note="Of a court.", by=editor, at=NOON)
    remove_claim(claim, Order(reason="safety", by=editor, at=NOON))
    call_command("list_removals", str(tmp_path / "removed.json"))
    listed = (tmp_path / "removed.json").read_text()

    with other_database():
        restore(backup)
        assert Client().get(f"/claims/{claim.ref}/").status_code == 200
        done = removals.apply(removals.read(listed))

        assert done == 2
        assert Client().get(f"/claims/{claim.ref}/").status_code == 410
        assert Removal.objects.get().reason == "safety"
        assert Takedown.objects.get().reason == "privacy"
        assert removals.apply(removals.read(listed)) == 0
    assert "It was said before" not in listed
    assert "Of a court" not in listed


def test_a_list_that_is_none_is_refused(tmp_path, backup):
    (tmp_path / "list").write_text("[]")

    with pytest.raises(CommandError, match="no list of removals"):
        call_command("restore", str(backup), "--removals", str(tmp_path / "list"))


@pytest.fixture
def older_server(folder):
    """A server of another version, where this machine has one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("This machine has no PostgreSQL beside the project's own.")
    programs, home = found[-1].parent, folder / "older"
    home.mkdir()
    account: dict[str, Any] = {"user": "nobody"} if os.geteuid() == 0 else {}
    if account:
        shutil.chown(home, "nobody")

    def run(name, *words):
        subprocess.run([programs / name, *words], cwd="/", check=True, stdout=subprocess.DEVNULL, **account)

    run("initdb", "-D", home / "data", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "on_record")
    run("pg_ctl", "-D", home / "data", "-o", f"-c listen_addresses= -k {home}", "-l", home / "log", "-w", "start")
    yield f"host={home} user=on_record dbname=postgres"
    run("pg_ctl", "-D", home / "data", "-m", "immediate", "stop")


def test_a_server_of_another_version_holds_the_same_rows(backup, older_server, monkeypatch):
    rows = rows_of(here())
    with psycopg.connect(older_server) as server:
        assert server.info.server_version // 10_000 != postgres_version()

    monkeypatch.setattr(postgres, "database", lambda: older_server)
    restore(backup)

    assert rows_of(older_server) == rows


def postgres_version():
    """The major version of the tests' own server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def test_a_check_restores_nothing(backup, capsys):
    call_command("restore", str(backup), "--check")

    assert "is whole: taken at" in capsys.readouterr().out
