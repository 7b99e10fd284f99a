"""`manage.py check_captures`: each thing that can be wrong is found, and nothing else is."""

import json
import os
import time
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command

from config import captures
from sources.models import PreservedFile
from sources.preserving import checking, store
from sources.preserving.folder import PARTIAL
from sources.preserving.giving_up import is_needed
from sources.preserving.need import with_need
from tests.factories import (
    NOON,
    make_capture,
    make_file,
    make_pending_capture,
    make_release,
    make_source,
    make_takedown,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """The storage of a real site, in a folder of its own, and a memory of its own."""
    place = tmp_path / "captures"
    settings.STORAGES = {**settings.STORAGES, "captures": captures.storage(place, "")}
    settings.VAR_DIR = tmp_path / "var"
    return place


def check(*options, said=None):
    """What the check says, line by line; raises CommandError when it found something."""
    said = said or StringIO()
    call_command("check_captures", *options, "--verbosity=0", stdout=said, stderr=StringIO())
    return said.getvalue().splitlines()


def found(*options):
    """The lines of a check that must fail with exit code 1."""
    said = StringIO()
    with pytest.raises(CommandError) as failed:
        check(*options, said=said)
    assert failed.value.returncode == 1
    return said.getvalue().splitlines()


def path_of(folder, file):
    """Where its bytes lie."""
    return folder / store.key_of(file.sha256)


def overwrite(path, content):
    """Write into a preserved file, as no program of ours does."""
    path.chmod(0o600)
    path.write_bytes(content)


def age(path, hours):
    """Make a file look older."""
    moment = time.time() - hours * 3600
    os.utime(path, (moment, moment))


def test_nothing_is_wrong_where_nothing_is_preserved():
    assert check() == ["0 files, 0 bytes: every one is what it was."]


def test_whole_files_are_told_to_be_whole():
    make_capture(content=b"One.", exchange=make_file(content=b"The exchange."))
    make_capture(content=b"Two.")
    make_pending_capture(file=make_file(content=b"Three."))
    make_release(file=make_file(content=b"Four."), capture=make_capture(content=b"Five."))

    assert check() == ["6 files, 37 bytes: every one is what it was."]


def test_a_missing_file_is_found(folder):
    capture = make_capture(content=b"One.", source=make_source(slug="an-article"))
    path_of(folder, capture.file).unlink()

    assert found() == [f"missing: {store.key_of(capture.file.sha256)} (of an-article)"]


@pytest.mark.parametrize("content", [b"Two.", b"One", b"One. ", b""])
def test_a_changed_file_is_found(folder, content):
    capture = make_capture(content=b"One.", source=make_source(slug="an-article"))
    overwrite(path_of(folder, capture.file), content)

    (line,) = found()
    assert line.startswith(f"changed: {store.key_of(capture.file.sha256)} (")
    assert line.endswith("of an-article)")


def test_one_bit_in_a_large_file_is_found(folder):
    capture = make_capture(content=bytes(5_000_000))
    content = bytearray(5_000_000)
    content[4_321_987] = 1
    overwrite(path_of(folder, capture.file), bytes(content))

    assert found()[0].startswith("changed: ")


@pytest.mark.parametrize(
    "name",
    ["notes.txt", "ab/notes.txt", "ab/cd/notes.txt", "others/deep/notes.txt", f"ab/cd/{'ab' * 32}", "ab/cd/abcd"],
)
def test_an_extra_file_is_found(folder, name):
    make_capture(content=b"One.")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"Extra.")

    (line,) = found()
    assert line.startswith(f"extra: {name} (6 bytes ")


def test_a_copy_of_a_file_under_another_name_is_extra(folder):
    capture = make_capture(content=b"One.")
    path = folder / "ab" / "cd" / capture.file.sha256
    path.parent.mkdir(parents=True)
    path.write_bytes(b"One.")

    (line,) = found()
    assert line.startswith(f"extra: ab/cd/{capture.file.sha256} ")


def test_bytes_that_no_copy_needs_are_extra():
    file = make_file(content=b"Brought, and never attached.")

    (line,) = found()
    assert line.startswith(f"extra: {store.key_of(file.sha256)} (28 bytes that no copy needs")


def test_bytes_of_a_copy_that_was_taken_down_are_found_and_their_absence_is_right(folder):
    capture = make_capture(content=b"One.")
    make_takedown(capture=capture)

    (line,) = found()
    assert line.startswith(f"taken down, still there: {store.key_of(capture.file.sha256)} ")
    store.erase(capture.file)
    assert check()[0].endswith("every one is what it was.")


def test_bytes_that_another_copy_still_needs_are_no_fault():
    taken_down = make_capture(content=b"One.")
    make_takedown(capture=taken_down)
    make_capture(file=taken_down.file)

    assert check()[0].endswith("every one is what it was.")


def test_what_is_being_written_is_no_fault_and_what_was_left_half_written_is(folder):
    make_capture(content=b"One.")
    partial = folder / PARTIAL / "something-begun"
    partial.write_bytes(b"Half of")

    assert check()[0].endswith("every one is what it was.")
    age(partial, 25)
    assert found() == [f"extra: {PARTIAL}/something-begun (7 bytes of a write that broke off)"]


def test_every_fault_is_counted_in_the_end(folder):
    lost, changed = make_capture(content=b"One."), make_capture(content=b"Two.")
    path_of(folder, lost.file).unlink()
    overwrite(path_of(folder, changed.file), b"Tow.")
    (folder / "notes.txt").write_bytes(b"Extra.")

    with pytest.raises(CommandError, match=r"2 files checked: 1 missing, 1 changed, 1 extra\."):
        check()


# Erasing what is too much


def test_extra_files_are_erased_when_asked_and_older_than_a_day(folder):
    kept = make_capture(content=b"One.")
    unneeded = make_file(content=b"Nobody needs this.")
    old, new = folder / "old.txt", folder / "ab" / "new.txt"
    new.parent.mkdir(exist_ok=True)
    for path in (old, new):
        path.write_bytes(b"Extra.")
    for path in (old, path_of(folder, unneeded), path_of(folder, kept.file)):
        age(path, 25)

    lines = found("--delete-extra")

    assert [path.exists() for path in (old, path_of(folder, unneeded), new, path_of(folder, kept.file))] == [
        False,
        False,
        True,
        True,
    ]
    assert sorted(line.rpartition("; ")[2] for line in lines) == [
        "erased",
        "erased",
        "not erased, because it is not older than a day or is needed again",
    ]


def test_nothing_is_erased_unless_asked(folder):
    make_capture(content=b"One.")
    path = folder / "old.txt"
    path.write_bytes(b"Extra.")
    age(path, 100)

    found()

    assert path.exists()


def test_missing_and_changed_files_are_left_as_they_are(folder):
    capture = make_capture(content=b"One.")
    path = path_of(folder, capture.file)
    overwrite(path, b"Two.")
    age(path, 100)

    found("--delete-extra")

    assert path.read_bytes() == b"Two."


def test_bytes_that_are_needed_again_are_not_erased(folder):
    file = make_file(content=b"One.")
    age(path_of(folder, file), 100)
    make_capture(file=file)

    assert not checking.delete_extra(store.key_of(file.sha256), at=NOON)
    assert path_of(folder, file).exists()


# Going on


class Interrupted:
    """Ctrl-C while the so-manieth file is read."""

    def __init__(self, monkeypatch, at):
        self.read: list[str] = []
        whole = checking._hash

        def hash_until(key, read):
            if len(self.read) == at:
                raise KeyboardInterrupt
            self.read.append(key)
            return whole(key, read)

        monkeypatch.setattr(checking, "_hash", hash_until)


def test_an_interrupted_check_goes_on_where_it_was(folder, settings, monkeypatch):
    files = [make_capture(content=f"File {number}.".encode()).file for number in range(6)]
    keys = sorted(store.key_of(file.sha256) for file in files)
    (folder / keys[0]).chmod(0o600)
    (folder / keys[0]).write_bytes(b"Broken.")
    with monkeypatch.context() as patch:
        first = Interrupted(patch, at=3)
        with pytest.raises(CommandError, match="goes on where this one was") as stopped:
            check()
    assert stopped.value.returncode == 130

    second = Interrupted(monkeypatch, at=9)
    (line,) = found()

    assert first.read == keys[:3]
    assert second.read == keys[3:]
    assert line.startswith(f"changed: {keys[0]} ")
    assert not (settings.VAR_DIR / "check_captures.json").exists()


def test_a_check_from_the_start_forgets_the_interrupted_one(monkeypatch):
    for number in range(4):
        make_capture(content=f"File {number}.".encode())
    with monkeypatch.context() as patch:
        Interrupted(patch, at=2)
        with pytest.raises(CommandError):
            check()

    assert check("--from-start") == ["4 files, 28 bytes: every one is what it was."]


@pytest.mark.parametrize("left", ["", "{", "[]", '{"place": "another storage", "after": "zz", "read": 0, "files": 0}'])
def test_a_memory_that_cannot_be_used_is_no_obstacle(settings, left):
    make_capture(content=b"One.")
    settings.VAR_DIR.mkdir()
    (settings.VAR_DIR / "check_captures.json").write_text(left)

    assert check() == ["1 files, 4 bytes: every one is what it was."]


def test_a_check_that_is_killed_has_written_down_where_it_was(settings, monkeypatch):
    for number in range(3):
        make_capture(content=f"File {number}.".encode())
    monkeypatch.setattr("sources.management.commands.check_captures.REMEMBER_EVERY", -1)
    with monkeypatch.context() as patch:
        Interrupted(patch, at=2)
        with pytest.raises(CommandError):
            check()

    kept = json.loads((settings.VAR_DIR / "check_captures.json").read_text())
    assert kept["files"] == 2


def test_a_check_that_cannot_remember_says_so(settings, monkeypatch, tmp_path):
    (tmp_path / "a file").write_text("No folder.")
    settings.VAR_DIR = tmp_path / "a file"
    for number in range(3):
        make_capture(content=f"File {number}.".encode())
    Interrupted(monkeypatch, at=2)

    with pytest.raises(CommandError, match="cannot be remembered"):
        check()


def test_the_progress_is_shown(capsys):
    make_capture(content=b"x" * 100_000)

    call_command("check_captures", stdout=StringIO())

    assert "100%" in capsys.readouterr().err


def test_what_is_needed_is_the_same_asked_of_one_and_of_many():
    make_capture(content=b"1", exchange=make_file(content=b"2"))
    make_takedown(capture=make_capture(content=b"3", exchange=make_file(content=b"4")))
    make_pending_capture(file=make_file(content=b"5"), exchange=make_file(content=b"6"))
    make_release(file=make_file(content=b"7"))
    gone = make_capture(content=b"8")
    make_release(capture=gone, file=make_file(content=b"9"))
    make_takedown(capture=gone)
    store.keep(BytesIO(b"10"), at=NOON)

    by_many = {row.sha256: row.needed for row in with_need()}

    assert by_many == {row.sha256: is_needed(row) for row in PreservedFile.objects.all()}
    assert sorted(by_many.values()).count(True) == 6
    assert [row.was_taken_down for row in with_need().order_by("pk")].count(True) == 4
