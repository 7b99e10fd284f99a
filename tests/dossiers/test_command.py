"""`manage.py dossier`: whole files, plain words, nothing left behind."""

import io
import resource

import pytest
from django.core.management import CommandError, call_command

from dossiers.formats import FORMATS
from dossiers.management.commands.dossier import whole_or_nothing
from tests.dossiers import readers
from tests.factories import make_claim, make_country, make_place

pytestmark = pytest.mark.django_db


def run(*arguments, **options):
    out = io.StringIO()
    call_command("dossier", *arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_it_writes_a_dossier_in_every_format(tmp_path, suffix):
    claim = make_claim()
    target = tmp_path / f"italy.{suffix}"

    said = run("it", "--format", suffix, "--output", str(target))

    assert said == f"Wrote {target}.\n"
    assert claim.ref in readers.text_of(suffix, target.read_bytes())


def test_said_by_is_understood(tmp_path):
    make_claim(asserted_on="2023-07-01", statement="Said after.")
    target = tmp_path / "italy.json"

    run("it", "--format", "json", "--said-by", "2023-06-30", "--output", str(target))

    assert "Said after." not in target.read_text()


def test_all_writes_every_country_with_statements_and_shows_how_far_it_is(tmp_path, capsys):
    make_claim()
    make_claim(subject=make_place(country=make_country(code="HU")))
    make_country(code="FR")

    said = run("all", "--format", "md", "--output", str(tmp_path / "new folder"))

    names = sorted(path.name.split("-20")[0] for path in (tmp_path / "new folder").iterdir())
    assert names == ["on-record-hungary", "on-record-italy"]
    assert said.startswith("Wrote 2 dossiers to ")
    assert "2/2" in capsys.readouterr().err


def test_the_same_moment_gives_the_same_file(tmp_path, monkeypatch):
    make_claim()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")

    for name in ("one.pdf", "two.pdf"):
        run("it", "--output", str(tmp_path / name))

    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["zz"], "There is no country with the code “zz”."),
        (
            ["it", "--format", "exe"],
            "There is no format “exe”. Choose one of pdf, docx, odt, html, epub, md, xlsx, csv, json, zip.",
        ),
        (["it", "--said-by", "30.6.2023"], "“30.6.2023” is not a date. Write 2023-06-30, 2023-06 or 2023."),
        (["it", "--said-by", "2023-02-30"], "“2023-02-30” is not a date. Write 2023-06-30, 2023-06 or 2023."),
    ],
)
def test_what_cannot_be_made_is_said_in_one_sentence(arguments, words):
    make_country()

    with pytest.raises(CommandError) as refused:
        run(*arguments)

    assert str(refused.value) == words


def test_a_place_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    make_claim()
    target = tmp_path / "no such folder" / "italy.csv"

    with pytest.raises(CommandError, match="cannot be written"):
        run("it", "--format", "csv", "--output", str(target))

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_finished_leaves_the_old_one_as_it_was(tmp_path):
    target = tmp_path / "italy.csv"
    target.write_bytes(b"the old one")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"), whole_or_nothing(target) as file:
            file.write(b"x" * 1_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]


def test_a_character_that_no_font_has_is_reported_by_name(tmp_path):
    make_claim(statement="A face \U0001f600.")
    complaints = io.StringIO()

    call_command("dossier", "it", output=str(tmp_path / "italy.pdf"), stdout=io.StringIO(), stderr=complaints)

    assert "grinning face" in complaints.getvalue()
