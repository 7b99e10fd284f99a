"""Whose copy is in a package: only what an editor opened, never what is closed, taken down, lost or changed."""

import json
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.build import dossier_of
from dossiers.formats import FORMATS
from tests import factories as make
from tests.dossiers import readers
from tests.package import scene
from tests.package.scene import SECRET

pytestmark = pytest.mark.django_db


def copies(files):
    return {copy["source"]: copy for copy in json.loads(files["data/package.json"])["copies"]}


def test_a_copy_that_was_opened_is_there_as_it_was_opened_with_the_text_of_the_copy_itself():
    found = scene.italy().open

    files = readers.packed(scene.package())

    copy = copies(files)["source-open"]
    assert copy["handing"] == "whole"
    assert copy["sha256"] == found.capture.file.sha256
    assert copy["file_sha256"] == found.release.file.sha256
    assert files[f"data/{copy['file']}"] == b"open without what it says of itself"
    assert files[f"data/{copy['text']}"].decode() == scene.TEXT


def test_a_copy_that_may_not_be_handed_over_is_not_there_nor_its_text():
    found = scene.italy().closed

    content = scene.package()
    files = readers.packed(content)

    copy = copies(files)["source-closed"]
    assert (copy["handing"], copy["file"], copy["text"], copy["remarks"]) == ("hash_only", "", "", [])
    assert copy["sha256"] == found.capture.file.sha256
    assert SECRET.encode() not in content
    assert b"closed as it was preserved" not in content


def test_a_copy_that_was_taken_down_is_known_by_its_hash():
    scene.italy()

    content = scene.package()

    copy = copies(readers.packed(content))["source-down"]
    assert (copy["handing"], copy["file"], copy["text"], copy["remarks"]) == ("taken_down", "", "", [])
    assert b"down without what it says of itself" not in content


def test_rights_that_are_not_cleared_any_more_close_a_copy_again():
    found = scene.italy().open
    type(found.source).objects.filter(pk=found.source.pk).update(rights="not_cleared")

    files = readers.packed(scene.package())

    assert copies(files)["source-open"]["handing"] == "hash_only"
    assert not any(name.startswith(("data/copies/", "data/texts/")) for name in files)


def test_a_restricted_source_leaves_no_trace():
    hidden = scene.source_with_copy(SECRET, rights="public_record", released=True)
    scene.italy()
    type(hidden.source).objects.filter(pk=hidden.source.pk).update(restricted=True, restricted_reason="For this test.")

    content = scene.package()

    assert SECRET.encode() not in content
    assert hidden.capture.file.sha256.encode() not in content
    assert hidden.release.file.sha256.encode() not in content


def test_a_draft_is_not_there():
    make.make_claim(statement=f"A {SECRET} draft.", published=False)
    scene.italy()

    assert SECRET.encode() not in scene.package()


@pytest.mark.parametrize(
    ("harm", "words"),
    [(scene.lose, "copy missing"), (scene.tamper_with, "copy differs from its recorded hash")],
)
def test_a_copy_that_is_gone_or_changed_is_said_everywhere_and_the_package_is_made(tmp_path, harm, words):
    found = scene.italy().open
    harm(found.release.file)

    content = scene.package()
    files = readers.packed(content)

    copy = copies(files)["source-open"]
    assert (copy["file"], copy["remarks"]) == ("", [words])
    assert b"other bytes" not in content
    for page in ("index.html", "README.txt"):
        assert words in files[page].decode().lower()
    top = scene.unpacked(content, tmp_path / "out")
    said = scene.verify(program=top / "verify.py")
    assert said.code == 0
    assert said.last.startswith("WHOLE: ")
    assert words in said.last
    assert "1 standing in their copies" in said.last  # the text is what a machine read in the copy, and is here


def test_a_lost_copy_that_may_not_be_handed_over_is_said_as_well():
    scene.lose(scene.italy().closed.capture.file)

    files = readers.packed(scene.package())

    assert copies(files)["source-closed"]["remarks"] == ["copy missing"]


def test_many_copies_cost_no_more_queries():
    scene.italy()
    with CaptureQueriesContext(connection) as few:
        scene.package()
    for number in range(12):
        scene.source_with_copy(f"more-{number}", rights="public_record", released=True, text=f"{scene.TEXT} {number}")

    with CaptureQueriesContext(connection) as many:
        scene.package()

    assert len(many) == len(few)


def test_a_large_copy_passes_through_without_being_held_in_memory(tmp_path):
    found = scene.source_with_copy("large", rights="public_record")
    make.make_release(capture=found.capture, file=make.make_file(content=b"0123456789abcdef" * 2_500_000))
    dossier = dossier_of(make.make_country(), made_at=make.NOON)

    with (tmp_path / "italy.zip").open("w+b") as file:
        tracemalloc.start()
        FORMATS["zip"].make_into(dossier, file)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert (tmp_path / "italy.zip").stat().st_size > 40_000_000
    assert most < 25_000_000
