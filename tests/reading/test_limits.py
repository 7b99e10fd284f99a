"""The process that opens preserved files: what it may use, what it may touch, and that it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from sources.models import FileText
from sources.preserving import store
from sources.reading import LONG, QUICK, Limits, apart, kernel, read_file
from sources.tasks import read_in_background
from tests.factories import NOON, make_capture, make_citation, make_file
from tests.reading.making import make_pdf, read

MEGABYTE = 1024 * 1024
IMPATIENT = Limits(seconds=0, memory=QUICK.memory, text=QUICK.text, goes_on=True)
SLOW_PAGE = b"<html><body>" + b"<p>The <b>ministry</b> has no record.</p>" * 200_000

# What a file that has taken over the process would try, after the limits were taken on.
ATTACK = """
import json, os, socket, sys
from pathlib import Path
from sources.reading import confinement
folder, path, outside = map(Path, sys.argv[1:4])
job = {"parent": os.getppid(), "path": str(path), "memory": 1 << 30, "seconds": 9, "written": 1 << 20}
missing = confinement.enter(folder, job)
def tried(deed):
    try:
        deed()
    except OSError as error:
        return type(error).__name__
    return "done"
print(json.dumps({
    "missing": missing,
    "read the file": tried(lambda: path.read_bytes()),
    "write an answer": tried(lambda: (folder / "answer").write_bytes(b"x")),
    "write a long answer": tried(lambda: (folder / "long").write_bytes(bytes(1 << 21))),
    "read another file": tried(lambda: outside.read_bytes()),
    "read the server's secrets": tried(lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes()),
    "read the project's settings": tried(lambda: Path("manage.py").read_bytes()),
    "write elsewhere": tried(lambda: outside.with_name("new").write_bytes(b"x")),
    "connect": tried(lambda: socket.create_connection(("127.0.0.1", 9), 1)),
    "connect to a local socket": tried(lambda: socket.socket(socket.AF_UNIX)),
    "leave its group": tried(os.setsid),
    "stop the server": tried(lambda: os.kill(os.getppid(), 0)),
    "learn": sorted(os.environ),
}))
"""


def attack(folder: Path) -> dict[str, str]:
    (folder / "passing").mkdir()
    (folder / "kept").write_bytes(b"a preserved file")
    (folder / "outside").write_bytes(b"another file")
    script = folder / "attack.py"
    script.write_text(ATTACK)
    paths = [str(folder / name) for name in ("passing", "kept", "outside")]
    environment = {"PYTHONPATH": str(apart.BASE_DIR), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-P", str(script), *paths],
        capture_output=True, check=True, env=environment, cwd=apart.BASE_DIR,
    )  # fmt: skip
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_the_process_can_read_its_file_and_write_its_answer_up_to_a_size(tmp_path):
    found = attack(tmp_path)

    assert found["read the file"] == found["write an answer"] == "done"
    assert found["write a long answer"] == "OSError"


def test_the_process_can_open_nothing_else_where_the_kernel_has_landlock(tmp_path):
    found = attack(tmp_path)

    refused = "done" if "files" in found["missing"] else "PermissionError"
    for deed in ("read another file", "read the server's secrets", "read the project's settings", "write elsewhere"):
        assert found[deed] == refused, deed


def test_the_process_can_talk_to_nobody_where_the_kernel_has_seccomp(tmp_path):
    found = attack(tmp_path)

    if "network" in found["missing"]:
        assert found["leave its group"] == "done"
    else:
        for deed in ("connect", "connect to a local socket", "leave its group"):
            assert found[deed] == "PermissionError", deed


def test_the_process_learns_no_secret_of_the_server(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://a:secret@db.example/on_record")

    environment = apart.environment(tmp_path)

    assert "secret" not in " ".join(environment.values())
    assert "SECRET_KEY" not in environment


def test_the_process_starts_without_django():
    loaded = "import sys, sources.reading.child; print([name for name in sys.modules if name.startswith('django')])"

    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True, cwd=apart.BASE_DIR)

    assert done.stdout.strip() == b"[]"


@pytest.mark.django_db
def test_a_file_that_needs_more_memory_than_is_allowed_is_too_large():
    found = read(b"word " * (30 * MEGABYTE), Limits(seconds=30, memory=256 * MEGABYTE, text=10**9))

    assert (found.outcome, found.problem) == ("failed", "too_large")


@pytest.mark.django_db
def test_a_file_that_takes_too_long_is_given_up_in_time():
    began = time.monotonic()

    found = read(SLOW_PAGE, Limits(seconds=1, memory=QUICK.memory, text=10**9))

    assert found.problem == "too_long"
    assert time.monotonic() - began < 10


@pytest.mark.django_db
def test_no_folder_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    read(make_pdf("Words."))
    read(SLOW_PAGE, Limits(seconds=1, memory=QUICK.memory, text=10**9))

    assert list(tmp_path.iterdir()) == []


def test_the_process_ends_with_the_server(tmp_path):
    """Killed without a word, the server leaves no reader behind."""
    (tmp_path / "slow.html").write_bytes(SLOW_PAGE * 10)
    server = (
        "import sys\nfrom pathlib import Path\nfrom sources.reading import LONG, apart\n"
        "with apart.done('read', Path(sys.argv[1]), LONG, written=10**9): pass\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", server, str(tmp_path / "slow.html")],
        cwd=apart.BASE_DIR, env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    reader = wait_for(lambda: readers(tmp_path))

    running.send_signal(signal.SIGKILL)
    running.wait()

    assert reader
    assert wait_for(lambda: not readers(tmp_path))


def readers(folder: Path) -> list[int]:
    """The processes that read a file for a folder below this one."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"sources.reading.child" in words and str(folder).encode() in words:
                found.append(int(entry.name))
    return found


def wait_for(found):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if answer := found():
            return answer
        time.sleep(0.02)
    return None


@pytest.mark.django_db
def test_what_takes_too_long_for_a_request_is_read_by_the_queue_once():
    file = make_file(content=SLOW_PAGE)

    for _ in range(2):
        assert read_file(file, at=NOON, limits=IMPATIENT).problem == "unfinished"

    jobs = ProcrastinateJob.objects.filter(task_name="sources.tasks.read_in_background")
    assert [job.args for job in jobs] == [{"file_id": file.pk}]


@pytest.mark.django_db
def test_what_is_too_large_for_a_request_is_read_whole_by_the_queue():
    file = make_capture(content=b"<p>" + b"word " * 2_100_000).file

    assert read_file(file, at=NOON).problem == "unfinished"
    read_in_background(file.pk)

    assert len(FileText.objects.get(file=file).text) == 5 * 2_100_000 - 1


@pytest.mark.django_db
def test_what_the_queue_has_given_up_is_not_read_again():
    found = read(SLOW_PAGE, Limits(seconds=0, memory=LONG.memory, text=LONG.text))

    assert found.problem == "too_long"
    assert not ProcrastinateJob.objects.filter(task_name="sources.tasks.read_in_background").exists()


@pytest.mark.django_db
def test_the_queue_reads_the_file_and_looks_again_for_its_passages():
    capture = make_capture(content=b"The ministry has no record of any such office.")
    citation = make_citation(source=capture.source, exact="no record of any such office")

    read_in_background(capture.file_id)

    assert FileText.objects.get(file=capture.file).text.startswith("The ministry")
    assert citation.quote_check.result == "exact"


@pytest.mark.django_db
def test_a_file_that_is_gone_could_not_be_read():
    file = make_file(content=b"Words.")
    store.erase(file)

    found = read_file(file, at=NOON)

    assert (found.outcome, found.problem) == ("failed", "broken")


@pytest.mark.django_db
def test_a_name_that_looks_like_an_option_is_only_a_name(tmp_path, settings):
    strange = tmp_path / "--help; rm -rf $HOME\n"
    strange.mkdir()
    settings.STORAGES = {
        **settings.STORAGES,
        "captures": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": strange},
        },
    }

    assert read(b"Words.").text == "Words."


def test_every_machine_that_is_named_refuses_the_same_calls():
    assert {len(calls) for _, calls in kernel.REFUSED.values()} == {8}
