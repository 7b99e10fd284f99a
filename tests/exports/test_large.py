"""A dossier above the limit: a page that offers to make it, and volumes in one archive when it is made."""

import io
import zipfile

import pytest

from dossiers.exports import actions
from dossiers.formats import FORMATS
from tests.factories import make_claim

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_limit(monkeypatch):
    """Two statements are many."""
    claims = [make_claim(statement=f"Sentence {number}.") for number in range(3)]
    monkeypatch.setattr("dossiers.volumes.LIMIT", 2)
    return claims


@pytest.mark.parametrize("suffix", ["pdf", "docx", "odt", "html", "epub", "md", "zip"])
def test_it_is_offered_and_not_made_while_somebody_waits(client, suffix):
    answer = client.get(f"/countries/it/dossier.{suffix}?paper=letter")

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "It holds more than 2 statements." in page
    assert f'action="/countries/it/dossier/make/{suffix}/"' in page
    assert '<input type="hidden" name="paper" value="letter">' in page


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx"])
def test_the_data_is_served_at_once_unless_a_style_has_to_cite_it(client, suffix):
    assert client.get(f"/countries/it/dossier.{suffix}").status_code == 200
    assert client.get(f"/countries/it/dossier.{suffix}?style=apa").status_code == 403


def test_some_questions_are_served_at_once(client, small_limit):
    question = small_limit[0].question.slug

    assert client.get(f"/countries/it/dossier.md?question={question}").status_code == 200


def test_it_is_made_in_volumes_with_progress_and_served_as_one_archive(client, made, monkeypatch, small_limit):
    seen, before = [], actions.move_on

    def watched(export, step, **given):
        before(export, step, **given)
        seen.append((str(step), given["volume"], given["volumes"]))

    monkeypatch.setattr(actions, "move_on", watched)
    export = made("md")

    answer = client.get(export.file_url())
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        names = archive.namelist()
        text = "".join(archive.read(name).decode() for name in names)
    assert seen == [("setting", 0, 2), ("setting", 0, 2), ("setting", 1, 2), ("keeping", 2, 2)]
    assert (export.volumes, export.suffix, answer["Content-Type"]) == (2, "md.zip", "application/zip")
    assert export.file_url().endswith(".md.zip")
    assert names[-1] == "CONTENTS.txt"
    assert all(claim.ref in text for claim in small_limit)
    assert sorted(export.statements) == sorted(claim.ref for claim in small_limit)


def test_the_page_counts_the_volumes(client, ask):
    export = ask("md")
    begun = actions.begin(export.pk, at=export.asked_at)
    actions.move_on(begun, "setting", volume=1, volumes=2)  # type: ignore[arg-type]

    assert "Setting notes and pages: 1 of 2 volumes" in client.get(export.get_absolute_url()).content.decode()


def test_the_command_writes_an_archive(tmp_path, capsys):
    from django.core.management import call_command

    call_command("dossier", "it", "--format", "md", "--output", str(tmp_path / "italy.md"))

    assert "italy.md.zip" in capsys.readouterr().out
    assert zipfile.is_zipfile(tmp_path / "italy.md.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["italy.md.zip"]


def test_every_format_is_either_data_a_package_or_cut_into_volumes():
    from dossiers.large import PACKAGE
    from dossiers.render.bound import TYPESET

    assert set(FORMATS) == TYPESET | {PACKAGE, "json", "csv", "xlsx"}
