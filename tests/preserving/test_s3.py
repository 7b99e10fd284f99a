"""The same storage in a bucket that speaks S3: a server of our own, on this machine."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any

import boto3
import pytest
from django.core.management import CommandError, call_command
from moto.server import ThreadedMotoServer

from config import captures
from sources.preserving import shelf, store
from tests.factories import NOON, make_capture, make_file, make_takedown

WORDS = b"The words of an invented note.\n"
NAME = sha256(WORDS).hexdigest()
KEY = f"{NAME[:2]}/{NAME[2:4]}/{NAME}"
BUCKET = "preserved"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Where the server answers."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture(autouse=True)
def bucket(server: str, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[Any]:
    """An empty bucket, which the settings name as those of a real site would."""
    for name, value in {
        "S3_BUCKET": BUCKET,
        "S3_ENDPOINT": server,
        "S3_REGION": "eu-central-1",
        "S3_ACCESS_KEY": "a-key",
        "S3_SECRET_KEY": "a-secret",
    }.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, "captures": captures.storage(tmp_path / "unused", BUCKET)}
    settings.VAR_DIR = tmp_path / "var"
    resource = boto3.resource(
        "s3",
        endpoint_url=server,
        region_name="eu-central-1",
        aws_access_key_id="a-key",
        aws_secret_access_key="a-secret",
    )
    made = resource.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    yield made
    made.objects.all().delete()
    made.delete()


def names_in(bucket):
    """Every name in it."""
    return sorted(each.key for each in bucket.objects.all())


def check(*options):
    """The lines that a check says."""
    said = StringIO()
    try:
        call_command("check_captures", *options, "--verbosity=0", stdout=said, stderr=StringIO())
    except CommandError as failed:
        return [*said.getvalue().splitlines(), failed.returncode]
    return said.getvalue().splitlines()


def test_bytes_are_kept_in_the_bucket(bucket, tmp_path):
    file = store.keep(BytesIO(WORDS), at=NOON)

    assert names_in(bucket) == [KEY]
    assert bucket.Object(KEY).get()["Body"].read() == WORDS
    assert file.media_type == "text/plain"
    with store.open_bytes(file) as content:
        assert content.read() == WORDS
    with store.on_disk(file) as path:
        assert path.read_bytes() == WORDS
    assert not path.exists()
    assert not (tmp_path / "unused").exists()


def test_a_large_file_is_kept_in_parts(bucket):
    content = b"0123456789abcdef" * (20 * 1024 * 1024 // 16)

    file = store.keep(BytesIO(content), at=NOON)

    assert "-" in bucket.Object(store.key_of(file.sha256)).e_tag
    with store.open_bytes(file) as kept:
        assert sha256(kept.read()).hexdigest() == file.sha256 == sha256(content).hexdigest()


def test_the_same_bytes_are_one_name_in_the_bucket(bucket):
    assert store.keep(BytesIO(WORDS), at=NOON) == store.keep(BytesIO(WORDS), at=NOON)
    assert names_in(bucket) == [KEY]


def test_bytes_of_the_wrong_length_are_written_again(bucket):
    bucket.put_object(Key=KEY, Body=WORDS[:5])

    store.keep(BytesIO(WORDS), at=NOON)

    assert bucket.Object(KEY).get()["Body"].read() == WORDS


def test_bytes_are_erased_from_the_bucket(bucket):
    file = store.keep(BytesIO(WORDS), at=NOON)

    store.erase(file)
    store.erase(file)

    assert names_in(bucket) == []
    with pytest.raises(FileNotFoundError):
        store.open_bytes(file)
    with pytest.raises(FileNotFoundError), store.on_disk(file):
        pass


def test_whole_files_in_a_bucket_are_told_to_be_whole():
    for number in range(5):
        make_capture(content=f"File {number}.".encode())

    assert check() == ["5 files, 35 bytes: every one is what it was."]


def test_what_is_wrong_in_a_bucket_is_found(bucket):
    lost, changed, gone = (make_capture(content=content) for content in (b"One.", b"Two.", b"Three."))
    make_takedown(capture=gone)
    store.erase(lost.file)
    bucket.put_object(Key=store.key_of(changed.file.sha256), Body=b"Tow.")
    for key in ("notes.txt", "ab/notes.txt", "other/notes.txt"):
        bucket.put_object(Key=key, Body=b"Extra.")

    *lines, code = check()

    assert code == 1
    assert sorted(line.partition(" (")[0] for line in lines) == sorted(
        [
            f"missing: {store.key_of(lost.file.sha256)}",
            f"changed: {store.key_of(changed.file.sha256)}",
            f"taken down, still there: {store.key_of(gone.file.sha256)}",
            "extra: notes.txt",
            "extra: ab/notes.txt",
            "extra: other/notes.txt",
        ]
    )


def test_new_extra_bytes_in_a_bucket_are_not_erased(bucket):
    file = make_file(content=b"Nobody needs this.")

    assert "not erased" in check("--delete-extra")[0]
    assert names_in(bucket) == [store.key_of(file.sha256)]


def test_one_bucket_is_told_from_another(server):
    assert shelf.place() == f"{server} {BUCKET}"


def test_the_secret_of_the_bucket_is_shown_nowhere():
    assert "a-secret" not in repr(store.storage()) + str(store.storage())
