"""A dossier in each style and format: whole notes, the bibliography of the style, and everything else as it was."""

import json
from io import BytesIO, StringIO

import docx
import pytest
from django.core.management import CommandError, call_command

from dossiers.choice import Choice
from dossiers.compose import compose
from dossiers.formats import FORMATS
from sources.citing.runs import in_words
from sources.citing.styles import STYLES
from tests.dossiers import given, readers
from tests.factories import make_claim, make_country
from web.typed import one_line

TYPESET = ("pdf", "docx", "odt", "epub", "html", "md")


def dossier(style, typed=""):
    return compose(given.ITALY, given.accounts(typed), [], [], made_at=given.NOON, choice=Choice(style=style))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("suffix", TYPESET)
def test_notes_and_bibliography_come_in_the_style(suffix, style):
    made = dossier(style)

    text = readers.squashed(readers.text_of(suffix, FORMATS[suffix].render(made)))

    for runs in (*(note.runs for note in made.notes), *(source.runs for source in made.sources)):
        assert readers.squashed(in_words(runs)) in text
    assert readers.squashed(made.style_words) in text


def test_the_spreadsheet_prints_the_entries_of_the_style():
    made = dossier("bluebook")

    text = readers.text_of("xlsx", FORMATS["xlsx"].render(made))

    assert all(in_words(source.runs) in text for source in made.sources)


@pytest.mark.parametrize("style", STYLES)
def test_passage_way_and_ref_follow_the_citation(style):
    for note in dossier(style).notes:
        words = in_words(note.runs)

        assert words.endswith(f"Statement {note.ref}.")
        assert words.index("Archived" if "archive.example" in words else "No address") < words.index(note.exact)


@pytest.mark.parametrize("suffix", TYPESET)
def test_hostile_words_stand_in_a_styled_dossier_as_they_were_typed(suffix):
    typed = "<b>x</b> \\emph{y} *z* “q” 'r' $s$ 警侨 Чачак \x07 end"
    made = dossier("chicago", typed)

    text = readers.squashed(readers.text_of(suffix, FORMATS[suffix].render(made)))

    assert readers.squashed(one_line(typed)) in text
    if suffix == "pdf":  # the foot of a page may stand within a note
        assert text.count(readers.squashed(one_line(typed))) > 10 * len(made.notes)
        return
    for note in made.notes:
        assert readers.squashed(one_line(in_words(note.runs))) in text


def test_word_sets_titles_of_the_bluebook_in_small_capitals():
    made = dossier("bluebook")
    document = docx.Document(BytesIO(FORMATS["docx"].render(made)))

    notes = next(
        part.blob.decode() for part in document.part.package.iter_parts() if part.partname.endswith("/footnotes.xml")
    )

    assert "<w:smallCaps" in notes


@pytest.mark.parametrize("style", STYLES)
def test_the_json_names_the_style_and_carries_csl_json_as_it_is(style):
    own, styled = (json.loads(FORMATS["json"].render(dossier(each))) for each in ("own", style))

    assert (own["style"], styled["style"]) == ("own", style)
    assert {source["slug"]: source["csl"] for source in own["sources"]} == {
        source["slug"]: source["csl"] for source in styled["sources"]
    }
    assert [note["ref"] for note in own["notes"]] == [note["ref"] for note in styled["notes"]]


@pytest.mark.django_db
def test_the_address_the_form_and_the_file_name_say_the_style(client):
    claim = make_claim()

    page = client.get("/countries/it/dossier/?style=apa").content.decode()
    file = client.get("/countries/it/dossier.md?style=apa")

    assert "/countries/it/dossier.pdf?style=apa" in page
    assert '<option value="apa" selected>' in page
    assert "on-record-italy-apa-" in file["Content-Disposition"]
    assert "APA" in file.content.decode()
    assert claim.ref in file.content.decode()
    assert client.get("/countries/it/dossier.md")["ETag"] != file["ETag"]


@pytest.mark.django_db
def test_a_style_that_there_is_not_is_refused_in_a_sentence(client):
    make_claim()

    page, file = (client.get(f"/countries/it/dossier{ending}?style=harvard") for ending in ("/", ".md"))

    assert "There is no citation style “harvard”." in page.content.decode()
    assert page.status_code == 200
    assert "There is no citation style “harvard”." in file.content.decode()
    assert file.status_code == 400


@pytest.mark.django_db
def test_the_command_takes_a_style(tmp_path):
    claim = make_claim()
    path = tmp_path / "italy.md"

    call_command("dossier", "it", format="md", style="oscola", output=str(path), stdout=StringIO())

    assert "OSCOLA" in path.read_text()
    assert claim.ref in path.read_text()
    with pytest.raises(CommandError, match="There is no citation style “harvard”"):
        call_command("dossier", "it", format="md", style="harvard", stdout=StringIO())


@pytest.mark.django_db
def test_an_empty_dossier_is_made_in_a_style_too(client):
    make_country()

    assert client.get("/countries/it/dossier.md?style=ieee").status_code == 200
