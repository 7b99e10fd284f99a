"""The OpenDocument text: real footnotes, headings, tables with header rows, links that lead somewhere, properties."""

import zipfile
from io import BytesIO

import pytest
from lxml import etree
from odf import dc, meta, table, text

from dossiers.render import odt
from tests.dossiers import given, readers

STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


@pytest.fixture(scope="module")
def content():
    return odt.render(given.dossier())


@pytest.fixture(scope="module")
def document(content):
    return readers.opendocument(content)


def words_of(nodes):
    return [readers.said(node) for node in nodes]


def test_every_note_is_a_real_footnote_in_the_order_of_its_number(document):
    dossier = given.dossier()

    notes = document.getElementsByType(text.Note)

    assert [note.getAttribute("noteclass") for note in notes] == ["footnote"] * len(dossier.notes)
    for number, (given_note, found) in enumerate(zip(dossier.notes, words_of(notes), strict=True), start=1):
        assert found.startswith(str(number))
        assert f"Statement {given_note.ref}." in found


def test_headings_have_their_levels(document):
    headings = [(int(one.getAttribute("outlinelevel")), readers.said(one))
                for one in document.getElementsByType(text.H)]  # fmt: skip

    assert (1, "Summary") in headings
    assert (2, "1. What is said to be there?") in headings
    assert (3, "What is there?") in headings


def test_every_table_has_a_header_row(document):
    tables = document.getElementsByType(table.Table)

    assert tables
    assert len(document.getElementsByType(table.TableHeaderRows)) == len(tables)


def test_every_style_that_a_paragraph_names_is_there(content):
    with zipfile.ZipFile(BytesIO(content)) as parts:
        body, styles = (etree.fromstring(parts.read(name)) for name in ("content.xml", "styles.xml"))

    known = {one.get(f"{{{STYLE}}}name") for tree in (body, styles) for one in tree.iter(f"{{{STYLE}}}style")}
    used = {one.get(f"{{{TEXT}}}style-name") for kind in ("p", "h") for one in body.iter(f"{{{TEXT}}}{kind}")}

    assert "Card_20_Label" in used
    assert used <= known


def test_every_link_within_it_ends_at_a_bookmark(document):
    places = {mark.getAttribute("name") for mark in document.getElementsByType(text.BookmarkStart)}
    places |= {mark.getAttribute("name") for mark in document.getElementsByType(text.Bookmark)}
    links = [link.getAttribute("href") for link in document.getElementsByType(text.A)]

    within = {link.removeprefix("#") for link in links if link.startswith("#")}

    assert "line-1-1" in within
    assert within <= places


def test_it_names_its_title_its_maker_and_its_moment(document):
    def said(kind):
        return words_of(document.meta.getElementsByType(kind))

    assert said(dc.Title) == [given.dossier().title]
    assert said(meta.InitialCreator) == ["On Record"]
    assert said(dc.Language) == ["en-GB"]
    assert said(meta.CreationDate) == ["2026-11-24T12:30:00Z"]
