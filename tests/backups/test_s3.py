"""A site whose files lie in buckets: backed up, lost, restored, and moved into folders and back."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from config import captures
from operations.backup import making, restoring
from sources.models import Capture, PreservedFile
from tests.adding.scene import make_scene
from tests.backups.whole import here, rows_of
from tests.preserving.bring import bring

pytestmark = pytest.mark.django_db(transaction=True)

KINDS = ("captures", "exports")
TEXT = b"An invented text, kept before.\n"
LONG = b"".join(b"Line %d of an invented text.\n" % number for number in range(400_000))  # more than one piece


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Where a server that speaks S3 answers."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def buckets(server: str, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[dict[str, Any]]:
    """Empty buckets, in which this site keeps its files."""
    keys = {"S3_ENDPOINT": server, "S3_REGION": "eu-central-1", "S3_ACCESS_KEY": "a-key", "S3_SECRET_KEY": "a-secret"}
    for name, value in keys.items():
        monkeypatch.setenv(name, value)
    storages = {kind: captures.storage(tmp_path / "unused", kind) for kind in KINDS}
    settings.STORAGES = {**settings.STORAGES, **storages}
    there = boto3.resource("s3", endpoint_url=server, region_name="eu-central-1",
                           aws_access_key_id="a-key", aws_secret_access_key="a-secret")  # fmt: skip
    where = {"LocationConstraint": "eu-central-1"}
    made = {kind: there.create_bucket(Bucket=kind, CreateBucketConfiguration=where) for kind in KINDS}
    yield made
    for bucket in made.values():
        bucket.objects.all().delete()
        bucket.delete()


@pytest.fixture
def backup(transactional_db: Any, buckets: dict[str, Any], tmp_path: Any) -> Any:
    """A backup of a small site in buckets."""
    scene = make_scene()
    for name, content in (("short.txt", TEXT), ("long.txt", LONG)):
        bring(scene.source, content, name=name)
    return making.make(tmp_path / "backup.tar")


def lying_in(bucket: Any) -> dict[str, bytes]:
    """What a bucket holds."""
    return {each.key: each.get()["Body"].read() for each in bucket.objects.all()}


def restore(backup: Any, **options: Any) -> restoring.Restored:
    with backup.path.open("rb") as content:
        return restoring.restore(content, **options)


def test_what_lay_in_a_bucket_comes_back_into_it(backup, buckets, other_database):
    before, rows = lying_in(buckets["captures"]), rows_of(here())
    assert sorted(map(len, before.values())) == [len(TEXT), len(LONG)]
    assert backup.files == 2
    assert backup.faults == []
    buckets["captures"].objects.all().delete()

    with other_database():
        restored = restore(backup)
        assert rows_of(here()) == rows

    assert (restored.files, restored.were_there) == (2, 0)
    assert lying_in(buckets["captures"]) == before


def test_what_is_whole_in_the_bucket_is_left_and_what_is_not_is_repaired(backup, buckets, other_database):
    before = lying_in(buckets["captures"])
    short = next(key for key, content in before.items() if content == TEXT)
    buckets["captures"].put_object(Key=short, Body=b"spoiled")

    with other_database():
        restored = restore(backup)

    assert (restored.files, restored.were_there) == (1, 1)
    assert lying_in(buckets["captures"]) == before


def test_what_fails_takes_away_what_it_had_put_into_the_bucket(backup, buckets, other_database, monkeypatch):
    buckets["captures"].objects.all().delete()

    def broken(*args: Any, **options: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, "_database", broken)
    with other_database(), pytest.raises(OSError, match="No space"):
        restore(backup)

    assert lying_in(buckets["captures"]) == {}


def test_a_backup_of_a_bucket_restores_into_folders(backup, buckets, other_database, settings, tmp_path):
    before = lying_in(buckets["captures"])
    folders = {kind: captures.storage(tmp_path / kind, "") for kind in KINDS}
    settings.STORAGES = {**settings.STORAGES, **folders}

    with other_database():
        restore(backup)

    assert {key: (tmp_path / "captures" / key).read_bytes() for key in before} == before


def test_a_file_that_the_bucket_has_lost_is_named_and_the_rest_is_kept(backup, buckets, tmp_path):
    lost = PreservedFile.objects.get(size=len(TEXT))
    buckets["captures"].Object(f"{lost.sha256[:2]}/{lost.sha256[2:4]}/{lost.sha256}").delete()

    second = making.make(tmp_path / "second.tar")

    assert second.files == 1
    assert [fault for fault in second.faults if lost.sha256 in fault] == second.faults
    assert len(second.faults) == 1
    assert Capture.objects.count() == 2
