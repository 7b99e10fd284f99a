"""A package of a choice and of a moment: several countries, headings in another language, drafts, the past."""

import json

import bagit
import pgtrigger
import pytest
from django.test import Client

from dossiers.choice import Choice
from tests import factories as make
from tests.dossiers import readers
from tests.moments.scene import now
from tests.package import scene
from tests.package.test_bag import faults_by_frictionless
from web import moments

pytestmark = pytest.mark.django_db


def checked(content, folder):
    """The package in a folder, when a library, frictionless and its own program have found it whole."""
    top = scene.unpacked(content, folder)
    bagit.Bag(str(top)).validate()
    assert faults_by_frictionless(top) == []
    said = scene.verify(program=top / "verify.py")
    assert (said.code, said.last.split(":")[0]) == (0, "WHOLE")
    return top


def test_several_countries_make_one_whole_package(tmp_path):
    scene.italy()
    network = make.make_network()
    croatia = make.make_country(code="HR")
    make.make_claim(subject=network, statement="They deny it of all countries.", asked_about=make.make_country())
    make.make_claim(subject=make.make_place(country=croatia), statement="A sentence of Croatia.")

    content = scene.package(choice=Choice(further=("HR",)))

    top = checked(content, tmp_path / "out")
    assert "A sentence of Croatia." in (top / "data/dossier.html").read_text()


def test_headings_in_another_language_leave_the_package_whole_and_its_page_english(tmp_path):
    scene.italy()

    top = checked(scene.package(choice=Choice(language="it")), tmp_path / "out")

    page = (top / "index.html").read_text()
    assert '<html lang="en-GB">' in page
    assert "Check it" in page


def test_a_package_with_drafts_says_so_on_its_page_and_in_its_text(tmp_path):
    scene.italy()
    make.make_claim(statement="A sentence in hand.", published=False)

    content = scene.package(choice=Choice(drafts=True), user=make.the_editor())

    top = checked(content, tmp_path / "out")
    for name in ("index.html", "README.txt"):
        assert "DRAFT: it holds statements that no editor has published" in (top / name).read_text()
    assert "A sentence in hand." in (top / "data/dossier.json").read_text()


def test_drafts_bring_no_copy_that_readers_may_not_open():
    found = scene.source_with_copy("draft", text=f"{scene.TEXT} {scene.SECRET}")
    with pgtrigger.ignore("claims.Claim:claim_step_is_known"):
        type(found.claim).objects.filter(pk=found.claim.pk).update(state="draft", reviewed_by=None, reviewed_at=None)

    content = scene.package(choice=Choice(drafts=True), user=make.the_editor())

    assert b"A sentence, draft." in content
    assert scene.SECRET.encode() not in content


def test_the_package_of_an_earlier_moment_holds_the_copies_of_then(tmp_path):
    first = scene.source_with_copy("first", rights="public_record", released=True)
    before = moments.as_text(now())
    scene.source_with_copy("second", rights="public_record", released=True)
    later = make.make_capture(source=first.source, content=b"preserved afterwards")

    content = Client().get("/countries/it/dossier.zip", {"as_of": before}).content

    top = checked(content, tmp_path / "out")
    copies = json.loads((top / "data/package.json").read_text())["copies"]
    assert [copy["source"] for copy in copies] == ["source-first"]
    assert later.file.sha256.encode() not in content


def test_what_was_taken_down_since_is_in_no_package_of_then():
    found = scene.source_with_copy("first", rights="public_record", released=True)
    before = moments.as_text(now())
    make.make_takedown(capture=found.capture, taken_down_at=now())

    files = readers.packed(Client().get("/countries/it/dossier.zip", {"as_of": before}).content)

    (copy,) = json.loads(files["data/package.json"])["copies"]
    assert (copy["handing"], copy["file"], copy["text"]) == ("taken_down", "", "")


def test_what_had_been_said_by_a_day_makes_a_whole_package(tmp_path):
    scene.italy()
    make.make_claim(asserted_on="", statement="Undated.")

    content = Client().get("/countries/it/dossier.zip", {"said_by": "2023-01-01"}).content

    top = checked(content, tmp_path / "out")
    assert "Only what had been said by 1 January 2023" in (top / "index.html").read_text()


def test_what_is_too_much_for_one_file_comes_in_volumes_that_the_page_links(tmp_path, monkeypatch):
    monkeypatch.setattr("dossiers.volumes.SMALLER", {"pdf": 2, "html": 3})
    station = make.make_station()
    for number in range(5):
        make.make_claim(subject=station, question=make.make_question(), statement=f"Sentence number {number}.")

    top = checked(scene.package(), tmp_path / "out")

    printed = sorted(path.name for path in (top / "data").glob("*.pdf"))
    assert printed == [f"dossier-volume-{number}-of-3.pdf" for number in (1, 2, 3)]
    read = sorted(path.name for path in (top / "data").glob("*.html"))
    assert read == [f"dossier-volume-{number}-of-2.html" for number in (1, 2)]
    page, told = (top / "index.html").read_text(), (top / "README.txt").read_text()
    assert all(f'href="data/{name}"' in page for name in [*printed, *read])
    assert "data/dossier.html" not in page
    assert printed[0] in told
    assert read[0] in told
    words = "".join(readers.text_of("pdf", (top / "data" / name).read_bytes()) for name in printed)
    assert all(f"Sentence number {number}." in words for number in range(5))
