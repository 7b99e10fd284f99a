"""Through the real web server: a large upload never sits in memory, and one that is too large is told so."""

import os
from pathlib import Path
from uuid import uuid4

import pytest

from sources.models import Capture
from tests.factories import make_source, make_user
from tests.preserving.served import served, session_of

pytestmark = pytest.mark.django_db(transaction=True)
MEGABYTE = 1024 * 1024
SIZE = 100 * MEGABYTE
TOKEN = "a" * 32


def form_with(path: Path, size: int) -> Path:
    """A form on disk as a browser sends it, with a film of this size."""
    mark = uuid4().hex
    with path.open("wb") as form:
        form.write(
            f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n'
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n'.encode()
        )
        form.write(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42")
        for _ in range(size // MEGABYTE):
            form.write(os.urandom(MEGABYTE))
        form.write(f"\r\n--{mark}--\r\n".encode())
    return path.rename(path.with_name(mark))


def send(site, source, user, form: Path):
    """Post the form, piece by piece; the answer's status and text."""
    line = site.connect()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={form.name}",
        "Content-Length": str(form.stat().st_size),
        "Cookie": f"{session_of(user)}; csrftoken={TOKEN}",
        "Accept": "application/json",
    }
    with form.open("rb") as body:
        line.request("POST", f"/sources/{source.slug}/captures/upload/", body, headers)
    answer = line.getresponse()
    status, text = answer.status, answer.read().decode()
    line.close()
    return status, text


def ask(site, address, user, headers, method="GET"):
    """Ask for a file, and throw it away as it comes; the answer's status and how many bytes came."""
    line = site.connect()
    line.request(method, address, headers={**headers, "Cookie": session_of(user)})
    answer = line.getresponse()
    came = 0
    while piece := answer.read(MEGABYTE):
        came += len(piece)
    line.close()
    return answer.status, came


def test_an_upload_of_100_mb_never_sits_in_memory(tmp_path):
    source, anna = make_source(), make_user()
    form = form_with(tmp_path / "form", SIZE)
    with served(tmp_path) as site:
        send(site, make_source(), anna, form_with(tmp_path / "small", MEGABYTE))
        site.forget_peak()
        before = site.peak()

        status, text = send(site, source, anna, form)
        grown = site.peak() - before

    assert (status, '"new": true' in text) == (200, True)
    assert Capture.objects.get(source=source).file.size > SIZE
    print(f"grown by {grown / MEGABYTE:.1f} MB, from {before / MEGABYTE:.0f} MB")  # noqa: T201
    assert grown < 20 * MEGABYTE


def test_a_film_of_100_mb_is_handed_out_and_sought_in_without_sitting_in_memory(tmp_path):
    source, anna = make_source(), make_user()
    with served(tmp_path) as site:
        send(site, source, anna, form_with(tmp_path / "form", SIZE))
        address = f"/sources/{source.slug}/captures/{Capture.objects.get().pk}/file"
        ask(site, address, anna, {"Range": "bytes=0-0"})
        site.forget_peak()
        before = site.peak()

        whole = ask(site, address, anna, {})
        middle = ask(site, address, anna, {"Range": f"bytes={SIZE // 2}-"})
        head = ask(site, address, anna, {}, method="HEAD")
        grown = site.peak() - before

    size = Capture.objects.get().file.size
    assert (whole, middle, head) == ((200, size), (206, size - SIZE // 2), (200, 0))
    print(f"grown by {grown / MEGABYTE:.1f} MB while handing out")  # noqa: T201
    assert grown < 20 * MEGABYTE


def test_an_upload_over_the_limit_is_answered_with_a_sentence(tmp_path):
    source, anna = make_source(), make_user()
    form = form_with(tmp_path / "form", 30 * MEGABYTE)
    with served(tmp_path, CAPTURE_MAX_BYTES=str(10 * MEGABYTE)) as site:
        status, text = send(site, source, anna, form)

    assert (status, "The file is larger than 10 MB" in text) == (422, True)
    assert not Capture.objects.exists()
    assert not (tmp_path / "captures").exists()
