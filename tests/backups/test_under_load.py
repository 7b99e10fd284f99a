"""A backup made while people write, restored elsewhere: every row and every file is what it was at its moment."""

import subprocess
import sys
from contextlib import contextmanager
from io import BytesIO
from threading import Event, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone

from claims.models import Claim
from config import embedded_postgres
from config.env import BASE_DIR
from dossiers.exports import store as exports
from operations.backup import making, snapshot
from sources.models import Capture, PreservedFile
from sources.preserving.giving_up import take_down
from tests.adding.scene import ADDRESS, filled, make_scene, signed_in
from tests.backups.whole import elsewhere, files_of, here, rows_of
from tests.factories import make_claim, make_export, make_source
from tests.preserving.bring import bring

KEY = "a key that only the tests know, and that protects nothing"


class Writers:
    """People who add statements and bring copies, each through the pages, until they are told to stop."""

    def __init__(self, scene, *, at_work):
        self.scene, self.stop, self.faults, self.written = scene, Event(), [], 0
        self.threads = [Thread(target=self.write, args=(number,)) for number in range(at_work)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def write(self, number):
        browser, count = signed_in(self.scene.alice), 0
        try:
            while not self.stop.is_set():
                count += 1
                words = f"Writer {number} says for the {count}th time that there is one in Italy."
                added = browser.post(ADDRESS, filled(exact=words, statement=words))
                file = SimpleUploadedFile(f"{number}-{count}.txt", f"{words}\n".encode())
                brought = browser.post("/sources/the-article/captures/upload/", {"file": file})
                if (added.status_code, brought.status_code) != (302, 302):
                    self.faults.append((added.status_code, brought.status_code))
                self.written += 1
        finally:
            connections.close_all()


@pytest.fixture
def scene(transactional_db, places):
    """Some statements, copies and an export, before anybody else begins to write."""
    scene = make_scene()
    for number in range(5):
        make_claim(question=scene.existence, subject=scene.italy, statement=f"Said before, {number}.")
        bring(scene.source, b"An invented text, kept before. %d\n" % number, name="before.txt")
    content = BytesIO(b"An invented export.")
    digest, size = exports.digest_and_size(content)
    exports.keep(digest, content)
    make_export(sha256=digest, size=size)
    return scene


@pytest.fixture
def restored_elsewhere(environment, folder):
    """Restore a backup as on another machine, in one command; the new site's server runs until the test is over."""
    leases: list[embedded_postgres.Lease] = []

    def restoring(file):
        var_dir = folder / f"elsewhere {len(leases)}"
        settings = {**environment, "VAR_DIR": str(var_dir), "SECRET_KEY": KEY}
        command = [sys.executable, "manage.py", "restore", str(file)]
        ran = subprocess.run(command, cwd=BASE_DIR, env=settings, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        leases.append(embedded_postgres.lease(var_dir))
        return var_dir, ran.stdout

    yield restoring
    for lease in leases:
        lease.release()


def test_every_row_and_every_file_is_what_it_was_at_the_moment_of_the_backup(
    scene, places, tmp_path, restored_elsewhere, monkeypatch
):
    seen = {}
    taken = snapshot.taken

    @contextmanager
    def watched(listed):
        with taken(listed) as moment:
            seen.update(rows_of(here(), moment.key))
            yield moment

    monkeypatch.setattr(making, "taken", watched)
    with Writers(scene, at_work=2) as writers:
        while writers.written < 2:
            assert not writers.faults
        made = making.make(tmp_path / "backup.tar")
        written_by_then = writers.written
        while writers.written < written_by_then + 2:
            assert not writers.faults
    var_dir, said = restored_elsewhere(made.path)

    assert writers.faults == made.faults == made.given_up == []
    assert rows_of(elsewhere(var_dir)) == seen
    assert len(seen['"public"."claims_claim"']) < Claim.objects.count()
    files = {row.split(",")[1] for row in seen['"public"."sources_preservedfile"']}
    restored = files_of(var_dir / "captures")
    assert set(restored.values()) == {name.rpartition("/")[2] for name in restored} == files
    assert restored.items() <= files_of(places["captures"]).items()
    assert len(restored) < PreservedFile.objects.count()
    assert files_of(var_dir / "exports") == files_of(places["exports"]) != {}
    assert f"{len(restored) + 1} files put in place" in said


def test_what_is_taken_down_while_a_backup_is_made_is_said_and_is_no_fault(scene, places, tmp_path):
    capture = Capture.objects.standing().order_by("pk")[0]
    kept = capture.file.sha256

    done = Event()

    def in_between():
        take_down(capture, reason="privacy", note="", by=scene.bob, at=timezone.now())
        connections.close_all()
        done.set()

    def told(size):
        if not done.is_set():
            thread = Thread(target=in_between)
            thread.start()
            thread.join()

    made = making.make(tmp_path / "backup.tar", told=told)

    assert made.given_up == [f"captures/{kept[:2]}/{kept[2:4]}/{kept}"]
    assert made.faults == []
    assert kept.encode() in made.path.read_bytes()  # in the manifest alone
    assert b"An invented text, kept before. 0\n" not in made.path.read_bytes()


def test_what_is_written_after_the_moment_is_not_in_it(scene, places, tmp_path):
    source = make_source()
    made = making.make(tmp_path / "backup.tar")
    bring(source, b"Brought afterwards.\n", name="late.txt")

    assert b"Brought afterwards." not in made.path.read_bytes()
