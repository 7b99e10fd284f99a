"""Keeping bytes: whole or not at all, once, unchanged, and never in memory."""

import os
import signal
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction

from config import captures
from sources.models import PreservedFile
from sources.preserving import store
from sources.preserving.folder import PARTIAL
from tests.factories import NOON, make_file

WORDS = b"The words of an invented note.\n"
NAME = sha256(WORDS).hexdigest()

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """The storage of a real site, in a folder of its own."""
    place = tmp_path / "captures"
    settings.STORAGES = {**settings.STORAGES, "captures": captures.storage(place, "")}
    return place


def names_in(folder):
    """Every file in it."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_bytes_are_kept_under_their_hash(folder):
    file = store.keep(BytesIO(WORDS), at=NOON)

    assert (file.sha256, file.size, file.media_type, file.stored_at) == (NAME, len(WORDS), "text/plain", NOON)
    assert names_in(folder) == [f"{NAME[:2]}/{NAME[2:4]}/{NAME}"]
    with store.open_bytes(file) as content:
        assert content.read() == WORDS
    with store.on_disk(file) as path:
        assert path.read_bytes() == WORDS


def test_the_same_bytes_are_one_file(folder):
    first = store.keep(BytesIO(WORDS), at=NOON)
    second = store.keep(BytesIO(WORDS), at=datetime(2027, 1, 1, tzinfo=UTC), media_type="text/html")

    assert second == first
    assert (second.stored_at, second.media_type) == (NOON, "text/plain")
    assert len(names_in(folder)) == 1


def test_bytes_are_kept_from_where_the_stream_stands():
    content = BytesIO(b"Read already. " + WORDS)
    content.seek(14)

    assert store.keep(content, at=NOON).sha256 == NAME


def test_a_kept_file_cannot_be_written_into_by_others(folder):
    store.keep(BytesIO(WORDS), at=NOON)
    path = folder / store.key_of(NAME)

    assert stat.S_IMODE(path.stat().st_mode) == 0o440
    assert {stat.S_IMODE(each.stat().st_mode) & 0o027 for each in [path.parent, path.parent.parent, folder]} == {0}


def test_erased_bytes_are_gone_and_their_row_stays(folder):
    file = store.keep(BytesIO(WORDS), at=NOON)

    store.erase(file)
    store.erase(file)

    assert names_in(folder) == []
    assert PreservedFile.objects.get().sha256 == NAME
    with pytest.raises(FileNotFoundError):
        store.open_bytes(file)
    with pytest.raises(FileNotFoundError), store.on_disk(file):
        pass


def test_erased_bytes_can_be_brought_again(folder):
    first = store.keep(BytesIO(WORDS), at=NOON)
    store.erase(first)

    again = store.keep(BytesIO(WORDS), at=NOON)

    assert again == first
    assert len(names_in(folder)) == 1


@pytest.mark.parametrize("there", [b"", WORDS[:-5], WORDS + b"more"])
def test_a_file_of_the_wrong_length_is_written_again(folder, there):
    path = folder / store.key_of(NAME)
    path.parent.mkdir(parents=True)
    path.write_bytes(there)

    assert not store.is_whole(NAME, len(WORDS))
    store.keep(BytesIO(WORDS), at=NOON)

    assert store.is_whole(NAME, len(WORDS))
    assert path.read_bytes() == WORDS
    assert len(names_in(folder)) == 1


class BreaksOff(ContentFile[bytes]):
    """Content that ends in an error halfway."""

    def chunks(self, chunk_size=None):
        """Half of it."""
        yield WORDS[:10]
        raise OSError("no space left on the disk")


def test_a_write_that_fails_leaves_nothing(folder):
    with pytest.raises(OSError, match="no space"):
        storages["captures"].save(store.key_of(NAME), BreaksOff(WORDS))

    assert names_in(folder) == []


def test_a_stream_that_breaks_off_leaves_nothing(folder):
    class Broken(BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise OSError("the person went away")
            return super().read(10)

    with pytest.raises(OSError, match="went away"):
        store.keep(Broken(WORDS), at=NOON)

    assert not folder.exists()
    assert not PreservedFile.objects.exists()


WRITES_FOR_EVER = """
import sys, time
from sources.preserving.folder import Folder

class Slow:
    def chunks(self):
        while True:
            yield b"x" * 100_000
            print("written", flush=True)
            time.sleep(0.01)

Folder(location=sys.argv[1])._save(sys.argv[2], Slow())
"""


def test_a_program_that_is_killed_while_writing_leaves_no_file_that_counts(folder):
    command = [sys.executable, "-c", WRITES_FOR_EVER, str(folder), store.key_of(NAME)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    writing = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    with writing:
        assert writing.stdout.readline() == b"written\n"
        writing.send_signal(signal.SIGKILL)

    assert not storages["captures"].exists(store.key_of(NAME))
    assert [name.startswith(f"{PARTIAL}/{NAME}-") for name in names_in(folder)] == [True]
    file = store.keep(BytesIO(WORDS), at=NOON)
    with store.open_bytes(file) as content:
        assert content.read() == WORDS


@pytest.mark.django_db(transaction=True)
def test_two_people_keep_the_same_bytes_at_once(folder):
    barrier, kept, faults = threading.Barrier(4), [], []

    def keep():
        try:
            barrier.wait(10)
            kept.append(store.keep(BytesIO(WORDS), at=NOON).pk)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    people = [threading.Thread(target=keep) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert faults == []
    assert len(kept) == 4
    assert len(set(kept)) == 1
    assert PreservedFile.objects.count() == 1
    assert len(names_in(folder)) == 1


def test_bytes_are_written_before_their_row(folder):
    """So that a crash between the two leaves bytes that nobody knows, and never a row without bytes."""
    with transaction.atomic():
        store.keep(BytesIO(WORDS), at=NOON)
        transaction.set_rollback(True)

    assert not PreservedFile.objects.exists()
    assert names_in(folder) == [store.key_of(NAME)]


KEEPS_MUCH = """
import resource, sys
import django
django.setup()
from tempfile import SpooledTemporaryFile
from django.core.files.base import File
from django.core.files.storage import storages
from sources.preserving import store
from sources.preserving.folder import Folder

class Zeros:
    left = int(sys.argv[2])

    def read(self, size):
        size = min(size, self.left)
        self.left -= size
        return bytes(size)

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

storages._storages = {"captures": Folder(location=sys.argv[1])}
before = peak()
with SpooledTemporaryFile(max_size=store.IN_MEMORY) as copy:
    name, size = store._copied(Zeros(), copy)
    store.media_type_of(copy)
    copy.seek(0)
    store.storage().save(store.key_of(name), File(copy))
print(size, peak() - before)
"""


def test_a_large_file_is_never_in_memory(folder):
    """Everything that `keep` does to the bytes, in a program of its own, whose memory is measured in MB."""
    command = [sys.executable, "-c", KEEPS_MUCH, str(folder), str(150 * 1024 * 1024)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    said = subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout

    size, grown = map(int, said.split())
    assert size == 150 * 1024 * 1024
    assert grown < 30


def test_a_file_made_for_a_test_is_kept():
    assert make_file(content=WORDS).sha256 == NAME
