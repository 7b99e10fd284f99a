"""/verify/: says of a file or a checksum what it is and what has changed since; keeps nothing; loses nothing."""

import io
import re
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions import withdraw
from claims.actions.removing import Order, remove_claim
from claims.models import Claim
from dossiers.exports import tidying
from dossiers.exports.recognising import checksum_in
from sources.models import Source
from tests.factories import make_capture, make_claim, make_user

pytestmark = pytest.mark.django_db

NOTHING_CHANGED = "Nothing: every statement is as it was, and none was added."


@pytest.fixture(autouse=True)
def claim():
    return make_claim(statement="A published sentence.")


@pytest.fixture
def content(client):
    return lambda export: client.get(export.file_url()).getvalue()


@pytest.fixture
def told(client):
    """What the page says of a file."""

    def saying(data, name="a-file.pdf", status=200, **more):
        answer = client.post("/verify/", {"file": SimpleUploadedFile(name, data), **more})
        assert answer.status_code == status
        return answer.content.decode()

    return saying


@pytest.mark.parametrize("suffix", ["pdf", "csv", "json", "md", "zip"])
def test_a_recorded_file_is_recognised_by_its_bytes(told, made, content, suffix):
    export = made(suffix, paper="letter", said_by="2022-12-31")

    page = told(content(export))

    assert "Exactly this file was made and recorded here." in page
    for fact in (export.sha256, export.release, "paper=letter", "said_by=2022-12-31", "Italy", suffix):
        assert fact in page
    assert f"{export.made_at:%H:%M:%S} UTC" in page
    assert NOTHING_CHANGED in page
    assert f'href="{export.file_url()}"' in page


def test_a_checksum_in_the_address_is_a_link_to_the_same(client, made):
    export = made()

    for typed in (export.sha256, export.sha256.upper(), f"{export.sha256}  on-record-italy.json"):
        assert "Exactly this file was made" in client.get("/verify/", {"sha256": typed}).content.decode()


def test_the_digest_that_is_printed_in_a_dossier_is_recognised(client, made):
    export = made("md")

    page = client.get("/verify/", {"sha256": export.digest}).content.decode()

    assert "A file that holds exactly this was made and recorded here." in page


def test_what_has_changed_since_is_counted(client, claim, made):
    changed, withdrawn, removed = (make_claim(statement=f"Sentence {number}.") for number in range(3))
    export = made("csv")
    editor = make_user(role="editor")
    Claim.objects.filter(pk=changed.pk).update(statement="Another sentence.")
    withdraw(withdrawn, reason="A mistake.", by=editor, at=timezone.now())
    remove_claim(removed, Order(reason="safety", by=editor, at=timezone.now()))
    make_claim(statement="Said since.")
    make_claim(statement="Said since as well.")

    page = client.get("/verify/", {"sha256": export.sha256}).content.decode()

    assert "Statements added: 2; changed: 1; withdrawn by the editors: 1; no longer shown: 1." in page
    assert f"Statement {removed.ref}</a>: removed on" in page
    assert "Sentence 2." not in page
    assert f'href="{export.file_url()}"' not in page


def test_an_erased_export_is_still_recognised(client, claim, made):
    export = made("csv")
    remove_claim(claim, Order(reason="safety", by=make_user(role="editor"), at=timezone.now()))
    tidying.erase_with_something_gone(at=timezone.now())

    assert "Its bytes were erased on" in client.get("/verify/", {"sha256": export.sha256}).content.decode()


def test_one_changed_byte_is_not_recognised(told, made, content):
    page = told(content(made("csv")) + b"\n")

    assert "Not recognised" in page
    assert "Nothing recorded here has this checksum." in page


@pytest.mark.parametrize("suffix", ["json", "zip"])
def test_a_dossier_that_was_never_recorded_is_recognised_while_the_record_holds_the_same(client, told, suffix):
    data = client.get(f"/countries/it/dossier.{suffix}?paper=letter&said_by=2023").getvalue()

    page = told(data)
    assert "A dossier made today with the same choice holds exactly the same." in page
    assert "By its own words this is a dossier of Italy" in page

    make_claim(statement="Said before.", asserted_on="2022-01-01")
    assert "Whether it was ever made here cannot be told from it." in told(data)


def test_a_dossier_taken_at_once_is_recognised_where_the_same_was_recorded(client, told, made):
    data = client.get("/countries/it/dossier.json").getvalue()
    made("json")
    make_claim(statement="Said since.")
    # Made in the same second, the two would be the same file.
    other_second = re.sub(rb'("made_at": "[^"]+:)\d\d\+', rb"\g<1>61+", data)

    page = told(other_second)

    assert "A file that holds exactly this was made and recorded here." in page
    assert "Statements added: 1; changed: 0;" in page


def test_a_preserved_copy_is_recognised_where_readers_may_know_of_it(client, told):
    copy, hidden = make_capture(content=b"Some words."), make_capture(content=b"Hidden words.")
    Source.objects.filter(pk=hidden.source_id).update(restricted=True, restricted_reason="A court has been asked.")

    page = told(b"Some words.")

    assert copy.source.get_absolute_url() in page
    assert "Not recognised" in told(b"Hidden words.")


def test_drafts_are_recognised_for_the_desk_alone(client, made):
    client.force_login(make_user())
    export = made("csv", drafts="yes")

    for sum_ in (export.sha256, export.digest):
        assert "Recognised" in client.get("/verify/", {"sha256": sum_}).content.decode()
        assert "Not recognised" in Client().get("/verify/", {"sha256": sum_}).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type a SHA-256, or choose a file."),
        ("abc123", "this has 6. Copy it whole."),
        ("a" * 63, "this has 63"),
        ("a" * 65, "this has 65"),
        ("d41d8cd98f00b204e9800998ecf8427e", "this has 32"),
        ("g" * 64, "this has others in it"),
        ("<script>", "this has others in it"),
        ("a" * 5000, "this has 5000"),
        ("\x00" * 64, "this has others in it"),
    ],
)
def test_what_is_no_checksum_is_told_and_nothing_is_lost(client, typed, sentence):
    answer = client.post("/verify/", {"sha256": typed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "<script>alert" not in page
    if len(typed) < 200 and typed.isalnum():
        assert f'value="{typed}"' in page


def test_an_empty_file_says_so(client):
    answer = client.post("/verify/", {"file": io.BytesIO(b"")})

    assert answer.status_code == 422
    assert "is empty" in answer.content.decode()


LYING = b'{"form": "on-record-dossier/7", "notes": [], "sources": [], "country": {"code": ["x"]}}'


@pytest.mark.parametrize("data", [b"{", b'{"form": "on-record-dossier/7"}', b"[1", b"PK\x03\x04", b"\xff" * 100, LYING])
def test_broken_files_are_not_recognised_and_break_nothing(told, data):
    assert "Not recognised" in told(data)


def test_a_file_that_is_too_large_is_refused_with_advice(settings, told):
    settings.VERIFY_MAX_BYTES = 1024 * 1024

    page = told(b"x" * (1024 * 1024 + 1), status=413)

    assert "larger than 1 MB" in page
    assert "sha256sum" in page


def test_nothing_is_written_and_nothing_is_kept(client, made, content, files, settings, tmp_path):
    data = content(made("json"))
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    before = files()

    with CaptureQueriesContext(connection) as captured:
        client.post("/verify/", {"file": SimpleUploadedFile("a.json", data)})
        client.get("/verify/", {"sha256": sha256(data).hexdigest()})

    assert {query["sql"].split()[0] for query in captured} <= {"SELECT", "SAVEPOINT", "RELEASE"}
    assert files() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_the_form_works_without_a_script_and_is_protected():
    client = Client(enforce_csrf_checks=True)
    page = client.get("/verify/").content.decode()

    assert 'enctype="multipart/form-data"' in page
    assert client.post("/verify/", {"sha256": "a" * 64}).status_code == 403
    token = client.cookies["csrftoken"].value
    assert client.post("/verify/", {"sha256": "a" * 64, "csrfmiddlewaretoken": token}).status_code == 200


def test_every_page_leads_here(client):
    for address in ("/", "/countries/it/", "/countries/it/dossier/"):
        assert 'href="/verify/"' in client.get(address).content.decode()


@pytest.fixture
def key(tmp_path, settings):
    """The installation's key."""
    call_command("make_signing_key", str(tmp_path / "key.pem"), stdout=io.StringIO())
    settings.SIGNING_KEY = str(tmp_path / "key.pem")


def test_a_recorded_export_is_signed_and_the_signature_is_checked(key, client, made, content, told):
    export = made("csv")
    data = content(export)
    answer = client.get(f"{export.file_url()}.sig")
    signature = answer.content

    assert "on-record-italy-" in answer["Content-Disposition"]
    assert client.get("/exports/signing-key.pem").content.startswith(b"-----BEGIN PUBLIC KEY-----")
    assert "The signature is good" in told(data, signature=SimpleUploadedFile("a.sig", signature))
    assert "The signature is not good" in told(data + b"x", signature=SimpleUploadedFile("a.sig", signature))
    assert "The signature is not good" in told(data, signature=SimpleUploadedFile("a.sig", b"short"))
    assert "signature is" not in told(data)
    assert f"{export.file_url()}.sig" in client.get(export.get_absolute_url()).content.decode()


def test_without_a_key_nothing_is_signed_and_the_page_says_so(client, made, content, told, settings):
    settings.SIGNING_KEY = ""
    export = made("csv")

    assert export.signature == ""
    assert client.get(f"{export.file_url()}.sig").status_code == 404
    assert client.get("/exports/signing-key.pem").status_code == 404
    assert "has no key" in told(content(export), signature=SimpleUploadedFile("a.sig", bytes(64)))


@pytest.mark.parametrize("rows", [1, 50])
def test_recognising_has_a_fixed_number_of_queries(client, made, rows):
    for number in range(rows):
        make_claim(statement=f"Sentence {number}.")
    export = made("csv")

    with CaptureQueriesContext(connection) as captured:
        client.get("/verify/", {"sha256": export.sha256})

    assert len(captured) == 24


@pytest.mark.parametrize("typed", ["SHA256: {}", "sha-256={}", "  {}\n", "{} *file name.pdf", "{}  file.pdf"])
def test_a_checksum_is_read_as_programs_write_it(typed):
    assert checksum_in(typed.format("A" * 64)) == "a" * 64
