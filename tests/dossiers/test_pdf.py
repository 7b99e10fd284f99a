"""The PDF: tagged, named, with bookmarks, in fonts of our own, and without a box in place of a character."""

import pytest

from dossiers import glyphs
from dossiers.formats import FORMATS
from dossiers.render import pdf
from tests.dossiers import given, readers
from tests.dossiers.readers import squashed


@pytest.fixture(scope="module")
def reader():
    return readers.pdf(pdf.render(given.dossier()))


def test_the_pdf_has_a_title_and_a_language_and_shows_the_title(reader):
    assert reader.metadata.title == "Reported overseas police stations in Italy: who says what"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert bool(reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"])


def test_the_pdf_is_tagged_and_says_that_it_follows_pdf_ua(reader):
    assert bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_the_pdf_says_that_it_follows_pdf_a_and_brings_its_colours(reader):
    described = reader.trailer["/Root"]["/Metadata"].get_data()

    assert b"<pdfaid:part>3</pdfaid:part>" in described
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in described
    assert reader.trailer["/Root"]["/OutputIntents"]


def test_the_data_are_attached_as_they_are_in_the_json_format(reader):
    (attached,) = reader.attachments["dossier.json"]
    (file,) = reader.trailer["/Root"]["/AF"]

    assert attached == FORMATS["json"].render(given.dossier())
    assert file.get_object()["/AFRelationship"] == "/Data"


def test_every_heading_is_a_bookmark(reader):
    titles = [entry["/Title"] for entry in _flat(reader.outline)]

    for title in (
        "Summary",
        "Where accounts conflict",
        "1. What is said to be there?",
        "How many are there?",
        "Sources",
    ):
        assert title in titles


def test_the_day_of_the_pdf_is_that_of_the_dossier(reader):
    assert reader.metadata.creation_date == given.NOON


def test_only_the_projects_fonts_are_used_and_all_are_embedded(reader):
    fonts = {font["/BaseFont"].split("+")[-1] for page in reader.pages for font in _fonts(page)}

    assert fonts
    assert all(name.startswith("Noto") for name in fonts)


def test_chinese_croatian_and_cyrillic_are_set_as_text():
    content = pdf.render(given.dossier("警侨事务海外服务站 Čačak Đorđe Београд 華助中心"))

    text = squashed(readers.text_of("pdf", content))

    assert squashed("警侨事务海外服务站 Čačak Đorđe Београд 華助中心") in text
    assert given.dossier("警侨事务海外服务站 Čačak Đorđe Београд 華助中心").notices == ()


def test_a_character_that_no_font_has_is_named_and_marked():
    dossier = given.dossier("a face \U0001f600 here")

    text = squashed(readers.text_of("pdf", pdf.render(dossier)))

    assert dossier.notices == (
        "No font of the PDF has the character U+1F600 (grinning face); the PDF shows [U+1F600] in its place.",
    )
    assert squashed("a face [U+1F600] here") in text
    assert squashed(dossier.notices[0]) in text


def test_every_character_that_a_font_has_is_left_alone():
    text = "Žižek 警 Ж → ≥ “quoted” ‘so’ – …"

    assert glyphs.marked(text) == text


def test_line_and_note_numbers_lead_to_their_places(reader):
    pages = [page.indirect_reference.idnum for page in reader.pages]

    targets = [
        annotation.get_object()["/Dest"][0].idnum
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if "/Dest" in annotation.get_object()
    ]

    assert len(targets) > len(given.dossier().notes)
    assert set(targets) <= set(pages)


def _flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def _fonts(page):
    found = page["/Resources"].get("/Font", {})
    return [font.get_object() for font in found.values()]
