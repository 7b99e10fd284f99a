"""A backup is there whole or not at all, and says what it could not hold."""

import json
import re
import resource
import stat
import subprocess
import tarfile
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command

from operations import postgres
from operations.backup import archive, making
from sources.models import Capture
from tests.preserving.bring import bring

pytestmark = pytest.mark.django_db(transaction=True)


def call(*words):
    """What a command says, and how it ends."""
    try:
        call_command(*words)
    except CommandError as failure:
        return str(failure), failure.returncode
    return "", 0


@contextmanager
def room_for(size):
    """No file of this process may become larger."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_only_its_owner_may_read_it(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_any_machine_opens_it_and_compares_its_checksums(backup, tmp_path):
    subprocess.run(["tar", "-xf", str(backup), "-C", str(tmp_path)], check=True)

    compared = subprocess.run(["sha256sum", "--check", "--strict", archive.CHECKSUMS], cwd=tmp_path, check=False)

    manifest = json.loads((tmp_path / archive.MANIFEST).read_text())
    assert compared.returncode == 0
    assert (manifest["files"], manifest["rows"]["public.claims_claim"]) == (1, 1)
    assert re.fullmatch(r"\d+\.\d+\.\d+ \([0-9a-f]{12}\)", manifest["release"])


def test_the_database_in_it_is_one_that_pg_restore_lists(backup, tmp_path):
    with tarfile.open(backup) as opened:
        opened.extract(archive.DATABASE, tmp_path, filter="data")

    listed = subprocess.run(
        [postgres.program("pg_restore"), "--list", tmp_path / archive.DATABASE], capture_output=True, text=True
    )

    assert "TABLE DATA public claims_claim" in listed.stdout


def test_a_backup_is_never_overwritten(backup):
    before = backup.read_bytes()

    said, code = call("backup", str(backup))

    assert (said, code) == (f"No backup was made. {backup} exists: a backup is never overwritten.", 1)
    assert backup.read_bytes() == before


def test_a_disk_without_room_leaves_nothing(backup, tmp_path):
    with room_for(backup.stat().st_size - 5000):
        said, code = call("backup", str(tmp_path / "second.tar"))

    assert "cannot be written" in said
    assert code == 1
    assert [path.name for path in tmp_path.glob("second*")] == []


def test_a_folder_that_is_not_there_gets_a_sentence(backup, tmp_path):
    said, code = call("backup", str(tmp_path / "nowhere" / "second.tar"))

    assert "cannot be written (No such file or directory)" in said
    assert code == 1


def test_a_database_that_cannot_be_dumped_leaves_nothing(backup, tmp_path, settings):
    settings.POSTGRES_PROGRAMS = str(tmp_path)

    said, _code = call("backup", str(tmp_path / "second.tar"))

    assert "pg_dump cannot be run: No such file or directory" in said
    assert [path.name for path in tmp_path.glob("second*")] == []


def test_two_that_write_the_same_file_do_not_meet(backup, tmp_path):
    with making._beside(tmp_path / "second.tar"):
        said, _code = call("backup", str(tmp_path / "second.tar"))

    assert "is being written by another backup" in said


def test_what_a_killed_backup_has_left_is_overwritten(backup, tmp_path):
    (tmp_path / "second.tar.partial").write_bytes(b"what was written until then" * 100_000)

    made = making.make(tmp_path / "second.tar")

    with made.path.open("rb") as file:
        assert making.check(file)["files"] == 1
    assert [path.name for path in tmp_path.glob("*.partial")] == []


@pytest.mark.parametrize(("fault", "said"), [("missing", "cannot be read"), ("changed", "holds other bytes")])
def test_a_file_that_is_missing_or_changed_here_is_named_and_the_rest_is_kept(backup, places, tmp_path, fault, said):
    capture = Capture.objects.get()
    bring(capture.source, b"A second text.\n", name="second.txt")
    [path] = places["captures"].rglob(capture.file.sha256)
    path.unlink()
    if fault == "changed":
        path.write_bytes(b"Something else.")

    told, code = call("backup", str(tmp_path / "second.tar"))

    assert f"{capture.file.sha256} {said}" in told
    assert code == 2
    with (tmp_path / "second.tar").open("rb") as file:
        manifest = making.check(file)
    assert (manifest["files"], len(manifest["missing_or_changed"])) == (1, 1)


@pytest.mark.parametrize("part", ["the database", "a file", "a checksum", "the manifest", "the end"])
def test_a_fault_in_any_part_is_noticed(backup, part):
    content = bytearray(backup.read_bytes())
    places = {
        "the database": content.find(b"PGDMP") + 20_000,
        "a file": content.find(b"An invented text"),
        "a checksum": content.find(b"  database.dump\n") - 10,
        "the manifest": content.find(b'"taken_at": "20') + 15,
    }
    if part == "the end":
        del content[-12_000:]
    else:
        content[places[part]] ^= 1
    backup.write_bytes(content)

    with backup.open("rb") as file, pytest.raises(archive.NotWhole):
        making.check(file)


def test_whatever_is_not_a_backup_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("These are notes." * 1000)

    with (tmp_path / "notes.txt").open("rb") as file, pytest.raises(archive.NotWhole, match="not an archive"):
        making.check(file)


def test_a_name_that_leads_elsewhere_is_refused(tmp_path):
    (tmp_path / "evil").write_text("x")
    with tarfile.open(tmp_path / "evil.tar", "w") as made:
        made.add(tmp_path / "evil", "captures/../../etc/passwd")

    with (tmp_path / "evil.tar").open("rb") as file, pytest.raises(archive.NotWhole, match="not what its name says"):
        making.check(file)
