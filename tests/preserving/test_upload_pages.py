"""Bringing a copy through the pages, with and without JavaScript."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sources.models import Capture, Fetch
from tests.factories import make_source, make_user
from tests.preserving.bring import NOTE, bring, kept

pytestmark = pytest.mark.django_db(transaction=True)
JSON = {"Accept": "application/json"}


def address(source, way="upload"):
    """Where a copy of the source is sent."""
    return f"/sources/{source.slug}/captures/{way}/"


def file(content=NOTE, name="note.txt"):
    """As a browser sends it; what it says of the kind counts for nothing."""
    return {"file": SimpleUploadedFile(name, content, content_type="text/html")}


@pytest.fixture
def anna(client):
    user = make_user()
    client.force_login(user)
    return user


def test_an_upload_ends_at_the_new_copy(client, anna):
    source = make_source()

    response = client.post(address(source), file())

    capture = Capture.objects.get(source=source)
    assert response.status_code == 302
    assert response["Location"] == f"/sources/{source.slug}/#capture-{capture.pk}"
    assert capture.captured_by == anna


def test_the_script_is_told_where_the_new_copy_is(client, anna):
    source = make_source()

    response = client.post(address(source), file(), headers=JSON)

    capture = Capture.objects.get(source=source)
    assert response.status_code == 200
    assert response.json()["address"] == f"/sources/{source.slug}/#capture-{capture.pk}"
    assert response.json()["new"] is True


def test_the_same_bytes_twice_are_told_and_add_nothing(client, anna):
    source = make_source()
    capture = bring(source, NOTE)

    page = client.post(address(source), file())
    told = client.post(address(source), file(), headers=JSON).json()

    assert Capture.objects.get() == capture
    assert "This source has this very copy already, since 24 November 2026" in page.content.decode()
    assert f"/sources/{source.slug}/#capture-{capture.pk}" in page.content.decode()
    assert told["new"] is False
    assert "this very copy already" in told["sentence"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a file first."),
        ({"file": ""}, "Choose a file first."),
        (file(b""), "The file is empty: there is nothing to preserve."),
    ],
)
def test_a_refusal_is_one_sentence_with_the_form_below_it(client, anna, sent, sentence):
    source = make_source()

    page = client.post(address(source), sent)
    told = client.post(address(source), sent, headers=JSON)

    assert page.status_code == told.status_code == 422
    assert sentence in page.content.decode()
    assert 'type="file"' in page.content.decode()
    assert told.json() == {"problem": sentence}
    assert not Capture.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../x", "x"),
        ("a\x00b.txt", "ab.txt"),
        ("ن" * 296 + ".txt", "ن" * 251 + ".txt"),
        ("تقرير.txt", "تقرير.txt"),
        ("invoice\u202etxt.exe", "invoicetxt.exe"),
    ],
)
def test_a_name_is_shown_and_is_never_a_path(client, anna, folder, name, kept_as):
    source = make_source()

    client.post(address(source), file(name=name))

    capture = Capture.objects.get()
    assert capture.name == kept_as
    assert kept(folder) == {capture.file.sha256}
    assert f'<bdi class="file-name">{kept_as}</bdi>' in client.get(f"/sources/{source.slug}/").content.decode()


def test_fetching_an_address_that_is_refused_is_one_sentence(client, anna):
    source = make_source(url="http://127.0.0.1:9/secret")

    page = client.post(address(source, "fetch"))
    told = client.post(address(source, "fetch"), headers=JSON)

    assert page.status_code == told.status_code == 422
    assert told.json()["problem"] in page.content.decode()
    assert not Fetch.objects.exists()


@pytest.mark.parametrize("way", ["upload", "fetch"])
def test_readers_bring_nothing(client, folder, way):
    source = make_source()

    page = client.post(address(source, way), file())
    told = client.post(address(source, way), file(), headers=JSON)

    assert page.status_code == 302
    assert page["Location"].startswith("/accounts/login/")
    assert told.status_code == 401
    assert "signed out" in told.json()["problem"]
    assert kept(folder) == set()
    assert not Capture.objects.exists()


@pytest.mark.parametrize("way", ["upload", "fetch"])
def test_a_source_that_is_not_there_takes_nothing(client, anna, way):
    assert client.post(f"/sources/no-such-source/captures/{way}/", file()).status_code == 404


@pytest.mark.parametrize("way", ["upload", "fetch"])
def test_asking_is_not_bringing(client, anna, way):
    assert client.get(address(make_source(), way)).status_code == 405


def test_a_form_from_elsewhere_is_refused(anna):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(anna)

    assert strict.post(address(make_source()), file()).status_code == 403
    assert not Capture.objects.exists()
