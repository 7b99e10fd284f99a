"""The desk is named in what readers see and take away, and never the person: no page, export or property of a file."""

import io
import re
import zipfile

import pypdf
import pytest
from django.test import Client

from tests import factories as make
from tests.rules.test_nothing_leaks import addresses, say_something_of_each_kind
from users.models import User

pytestmark = pytest.mark.django_db

# Each account of the cast is given this in its address, so that whoever enters, checks, publishes or exports has it.
PLANTED = "zqperson"
FILES = ["pdf", "docx", "odt", "epub", "html", "md", "csv", "json", "xlsx", "zip"]
ANYONE = re.compile(rf"{PLANTED}|@desk\.example", re.IGNORECASE)


def plant() -> None:
    for person in User.objects.all():
        User.objects.filter(pk=person.pk).update(email=f"{PLANTED}-{person.pk}@desk.example")


def read_of(answer) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def texts_in(name: str, content: bytes):
    """The file, the files in it, and what a PDF says and says of itself."""
    yield name, content.decode(errors="replace")
    if name.endswith("pdf"):
        document = pypdf.PdfReader(io.BytesIO(content))
        yield f"{name}: words", "\n".join(page.extract_text() for page in document.pages)
        about = document.xmp_metadata.stream.get_data().decode() if document.xmp_metadata else ""
        yield f"{name}: properties", f"{document.metadata} {about}"
        for attached, versions in document.attachments.items():
            yield from texts_in(f"{name}: {attached}", versions[0])
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.namelist():
                yield from texts_in(f"{name}: {part}", package.read(part))


def test_no_page_or_list_that_readers_open_names_a_person():
    claims = say_something_of_each_kind()
    plant()
    reader = Client()
    walked = 0

    for address in addresses(claims):
        answer = reader.get(address)
        text = read_of(answer).decode(errors="replace")
        plant()  # some rows are made on the way, and by whom
        assert not ANYONE.search(text), address
        assert not ANYONE.search(str(dict(answer.headers))), address
        walked += 1

    assert walked > 100


def test_no_file_of_a_dossier_names_a_person_in_its_words_parts_or_properties():
    claims = say_something_of_each_kind()
    for _address in addresses(claims):
        pass  # copies, searches and letters are made on the way
    plant()
    looked_at = 0

    for suffix in FILES:
        answer = Client().get(f"/countries/it/dossier.{suffix}")
        assert answer.status_code == 200
        for name, text in texts_in(f"dossier.{suffix}", read_of(answer)):
            assert not ANYONE.search(text), name
            looked_at += 1

    assert looked_at > 60


def test_a_page_of_an_export_names_nobody_who_asked_for_it():
    export = make.make_export_in_hand(made_by=make.make_user(role="editor"))
    plant()

    page = Client().get(f"/exports/{export.key}/")

    assert not ANYONE.search(page.content.decode())


def test_the_walk_would_notice():
    person = make.make_user()
    plant()
    person.refresh_from_db()

    assert ANYONE.search(f"entered by {person}")
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("docProps/core.xml", f"<dc:creator>{person}</dc:creator>")
    assert [name for name, text in texts_in("a.docx", package.getvalue()) if ANYONE.search(text)] != []
