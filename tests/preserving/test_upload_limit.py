"""Uploads that nobody will keep are cut off early; those that are kept never sit in memory."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from sources.models import Capture
from sources.preserving import upload_limit
from sources.preserving.upload_limit import is_over_the_limit
from tests.factories import make_source, make_user
from tests.preserving.bring import kept
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)
LIMIT = 64 * 1024


class Counted(BytesIO):
    """A body that counts what was read of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        """As a server's stream."""
        piece = super().read(size)
        self.taken += len(piece)
        return piece


def multipart(size: int, *, after: str = "") -> bytes:
    """A form with a file of this size, and a field after it."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    field = f'\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="after"\r\n\r\n{after}'
    return head.encode() + b"a" * size + field.encode() + f"\r\n--{BOUNDARY}--\r\n".encode()


def request_with(body: bytes, *, announced: int | None = None, user: User | None = None):
    """A request whose body has not been read, and the stream that it is read from."""
    stream = Counted(body)
    request = RequestFactory().generic("POST", "/", b"x", content_type=MULTIPART_CONTENT)
    request.META["CONTENT_LENGTH"] = str(announced or len(body))
    request._stream = stream
    if user is not None:
        request.user = user
    return request, stream


@pytest.fixture(autouse=True)
def limits(settings, monkeypatch):
    settings.CAPTURE_MAX_BYTES = LIMIT
    monkeypatch.setattr(upload_limit, "BESIDE_THE_FILE", LIMIT)


def test_a_file_within_the_limit_goes_to_disk_and_the_rest_of_the_form_is_there():
    request, _stream = request_with(multipart(LIMIT, after="said"), user=make_user())

    assert not is_over_the_limit(request)
    assert isinstance(request.FILES["file"], TemporaryUploadedFile)
    assert request.FILES["file"].size == LIMIT
    assert request.POST["after"] == "said"
    request.FILES["file"].close()


def test_an_upload_that_is_announced_as_far_too_large_ends_at_the_first_byte_of_its_file():
    request, stream = request_with(multipart(100 * LIMIT), user=make_user())

    assert is_over_the_limit(request)
    assert not request.FILES
    assert stream.taken <= 2 * LIMIT


@pytest.mark.parametrize("announced", [3 * LIMIT, LIMIT])
def test_an_upload_that_is_too_large_is_heard_to_its_end_and_written_nowhere(announced):
    body = multipart(3 * LIMIT, after="said")
    request, stream = request_with(body, announced=announced, user=make_user())

    assert is_over_the_limit(request)
    assert not request.FILES
    assert request.POST["after"] == "said"
    assert stream.taken == len(body)


def test_a_file_of_somebody_without_an_account_is_passed_over_and_the_rest_of_the_form_is_there():
    request, _stream = request_with(multipart(LIMIT // 2, after="said"))

    assert not request.FILES
    assert request.POST["after"] == "said"


def test_the_page_says_how_large_a_file_may_be(folder, settings):
    settings.CAPTURE_MAX_BYTES = 1024 * 1024
    client, source = Client(), make_source()
    client.force_login(make_user())
    big = BytesIO(b"a" * (3 * 1024 * 1024))
    big.name = "big.txt"

    page = client.post(f"/sources/{source.slug}/captures/upload/", {"file": big})
    big.seek(0)
    told = client.post(
        f"/sources/{source.slug}/captures/upload/", {"file": big}, headers={"Accept": "application/json"}
    )

    sentence = "The file is larger than 1 MB. Files of that size are not kept."
    assert page.status_code == told.status_code == 422
    assert sentence in page.content.decode()
    assert told.json() == {"problem": sentence}
    assert kept(folder) == set()
    assert not Capture.objects.exists()
