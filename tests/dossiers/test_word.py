"""The Word document: real footnotes, headings, tables with header rows, properties."""

import io

import docx as python_docx
import pytest

from dossiers.render import docx
from tests.dossiers import given, readers

WORD = readers.WORD


@pytest.fixture(scope="module")
def content():
    return docx.render(given.dossier())


def test_every_note_is_a_real_footnote_with_its_number(content):
    dossier = given.dossier()

    notes = readers.footnotes(content)

    assert len(notes) == len(dossier.notes)
    for given_note, found in zip(dossier.notes, notes, strict=True):
        assert f"Statement {given_note.ref}." in found


def test_footnotes_stand_in_the_text_in_the_order_of_their_numbers(content):
    document = python_docx.Document(io.BytesIO(content))

    marks = list(document.element.body.iter(f"{WORD}footnoteReference"))
    numbers = [int(mark.get(f"{WORD}id")) for mark in marks]

    assert numbers == sorted(numbers)
    assert len(numbers) == len(given.dossier().notes)


def test_sections_questions_and_cards_have_styles_of_their_own(content):
    document = python_docx.Document(io.BytesIO(content))

    headings = {(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style}

    assert ("Title", "Reported overseas police stations in Italy: who says what") in headings
    assert ("Heading 1", "Summary") in headings
    assert ("Heading 2", "1. What is said to be there?") in headings
    assert ("Heading 3", "What is there?") in headings
    assert ("Card Label", "1.1 Chinese authorities and state media") in headings


def test_every_table_repeats_its_header_row(content):
    document = python_docx.Document(io.BytesIO(content))

    assert document.tables
    for table in document.tables:
        assert table.rows[0]._tr.find(f"{WORD}trPr/{WORD}tblHeader") is not None


def test_the_document_names_its_title_and_its_language(content):
    document = python_docx.Document(io.BytesIO(content))

    assert document.core_properties.title == given.dossier().title
    assert document.core_properties.author == "On Record"
    language = document.styles.element.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr/{WORD}lang")
    assert language.get(f"{WORD}val") == "en-GB"
    assert document.core_properties.created.replace(tzinfo=None) == given.NOON.replace(tzinfo=None)
