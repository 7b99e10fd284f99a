"""A run that was broken off goes on where it stopped, and is what a run without a break would have been."""

import json
from dataclasses import replace

import pytest

from operations.static_copy import making, sameness
from operations.static_copy.journal import NotCopied, locked
from stations.models import Country
from tests.factories import make_claim, make_comment
from tests.static_copy.conftest import THEN


class Broken(Exception):
    """What stands for a killed program: nothing is tidied away after it."""


def break_off(place, *, at, after):
    """Begin a copy and leave it in the middle of a stage, after so many steps of it; the folder it leaves."""

    def told(what, done, of):
        if what == at and done >= after:
            raise Broken

    with pytest.raises(Broken):
        making.make(place, at=THEN, formats=["json", "md"], told=told)
    assert not place.exists()
    return place.with_name(f"{place.name}.unfinished")


def contents(folder):
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_broken_run_goes_on_without_what_was_cut_off_and_gives_the_same_bytes(site, copy, tmp_path):
    """As a killed program leaves it: a line that was cut off, a file that was cut off, one that is not there."""
    unfinished = break_off(tmp_path / "copy", at="pages", after=60)
    journal = unfinished / "journal.jsonl"
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join(lines[:-1]) + lines[-1][:30])
    first = unfinished / "asked" / "index.html"
    first.write_bytes(first.read_bytes()[:100])
    (unfinished / "asked" / "claims" / "index.html").unlink()

    made = making.make(tmp_path / "copy", at=None, formats=["json", "md"])

    assert len(lines) > 60
    assert made.recalled == len(lines) - 1 - 3
    assert contents(tmp_path / "copy") == contents(copy), "under the moment of the first run, too"
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_what_broke_off_when_all_was_asked_asks_nothing_again(site, copy, tmp_path):
    unfinished = break_off(tmp_path / "copy", at="links", after=5)
    asked = [json.loads(line) for line in (unfinished / "journal.jsonl").read_text().splitlines()[1:]]

    made = making.make(tmp_path / "copy", at=THEN, formats=["json", "md"])

    assert {"/countries/it/dossier.md", "/claims/"} <= {answer["address"] for answer in asked}
    assert made.recalled > 0.9 * len({answer["address"] for answer in asked}), "all but the copy’s own pages"
    assert contents(tmp_path / "copy") == contents(copy)


def test_two_runs_do_not_write_into_one_copy(site, tmp_path):
    with locked(tmp_path / "copy.unfinished"), pytest.raises(NotCopied, match="Another run"):
        making.make(tmp_path / "copy", at=THEN, formats=[])


@pytest.mark.django_db
def test_only_the_same_copy_of_the_same_records_is_gone_on_with():
    before = making.begin(None, at=THEN, formats=["json"])
    later = THEN.replace(hour=17)

    assert making.begin(before, at=None, formats=["json"]) == before
    assert making.begin(before, at=THEN, formats=["json"]) == before
    assert making.begin(before, at=later, formats=["json"]) != before
    assert making.begin(before, at=None, formats=["json", "md"]) != before
    for other in (
        replace(before, program="of an earlier release"),
        replace(before, day="2026-11-29"),
        replace(before, records="others"),
    ):
        assert making.begin(other, at=None, formats=["json"]) != other


@pytest.mark.django_db
def test_whatever_is_written_to_a_record_makes_it_another_moment():
    claim = make_claim()
    seen = [sameness.records()]

    country = Country.objects.filter(claims=claim)
    country.update(name="As it is called now")
    seen.append(sameness.records())
    country.update(name="As it is called now")
    seen.append(sameness.records())
    make_claim()
    seen.append(sameness.records())

    assert len(set(seen)) == 4
    assert sameness.records() == seen[-1]


@pytest.mark.django_db
def test_what_the_desk_says_to_itself_does_not():
    draft = make_claim(published=False)
    before = sameness.records()

    make_comment(claim=draft)

    assert sameness.records() == before
