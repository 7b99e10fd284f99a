"""Every format is made from one dossier, says the same, and stays as typed. No test here may reach the database."""

from functools import cache

import pytest

from dossiers.compose import compose
from dossiers.formats import FORMATS
from tests.dossiers import given, readers
from tests.dossiers.readers import shape_of, squashed, text_of

SUFFIXES = sorted(FORMATS)
FOR_READERS = ["pdf", "docx", "odt", "html", "epub", "md"]
HARMLESS = "harmless"
HOSTILE = [
    "*stars* and **more** _emphasis_ ~~struck~~ H~2~O `code` $x^2$ $$y$$",
    "<b>bold</b> & <script>alert(1)</script> &amp; &#60;",
    'a \\ backslash \\n \\emph{x} #strong[x] #link("x") #{1+1} {#name .class}',
    "[link](https://evil.example) ![picture](x.png) [^1] ^[note] [@x]",
    "https://address.example/a_b*c www.address.example",
    "@cite and [@x] and somebody@desk.example",
    "=SUM(1)",
    "# a heading",
    "| a | b |",
    "1. one",
    "- a list",
    "> a quotation",
    "--- a rule ---",
    "key: value",
]
# A page is laid out and read back in seconds, and takes its text as data: all of them at once.
AT_ONCE = {"pdf", "xlsx", "zip"}
TYPED = [
    *((suffix, typed) for suffix in SUFFIXES if suffix not in AT_ONCE for typed in HOSTILE),
    *((suffix, " ".join(HOSTILE)) for suffix in sorted(AT_ONCE)),
]


def made(suffix, dossier):
    return FORMATS[suffix].render(dossier)


@cache
def harmless_shape(suffix):
    return shape_of(suffix, made(suffix, given.dossier(HARMLESS)))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_dossier_gives_the_same_bytes(suffix):
    first = made(suffix, given.dossier())
    second = made(suffix, given.dossier())

    assert first == second


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_prints_every_line_number_and_statement(suffix):
    dossier = given.dossier()

    text = squashed(text_of(suffix, made(suffix, dossier)))

    for card in dossier.cards:
        assert card.number in text
        assert squashed(card.sentence) in text
        assert card.ref in text


@pytest.mark.parametrize("suffix", FOR_READERS)
def test_every_format_for_readers_prints_every_note_whole(suffix):
    dossier = given.dossier()

    text = squashed(text_of(suffix, made(suffix, dossier)))

    for note in dossier.notes:
        assert squashed(" ".join(run.text for run in note.runs)) in text


@pytest.mark.parametrize("suffix", FOR_READERS)
def test_every_format_for_readers_says_what_is_held_left_out_and_not_seen(suffix):
    dossier = given.dossier()

    text = squashed(text_of(suffix, made(suffix, dossier)))

    (conflict,) = dossier.summary.conflicts
    for words in (*dossier.summary.leaves_out, conflict.sentence, "at least 11 stations"):
        assert squashed(words) in text
    assert squashed("Where accounts conflict") in text
    assert squashed("What nobody here has seen") in text
    assert squashed("Untitled page → The Agency → The Observers") in text
    assert squashed("24 November 2026, 12:30 UTC") in text


@pytest.mark.parametrize(("suffix", "typed"), TYPED)
def test_typed_text_comes_out_as_typed_and_changes_no_structure(suffix, typed):
    harmless = harmless_shape(suffix)

    content = made(suffix, given.dossier(typed))

    assert squashed(typed) in squashed(text_of(suffix, content))
    assert shape_of(suffix, content) == harmless


@pytest.mark.parametrize("suffix", ["docx", "odt", "html", "epub", "md", "csv", "xlsx"])
def test_an_open_mark_of_direction_ends_with_the_text_that_holds_it(suffix):
    content = made(suffix, given.dossier("\u202eturned"))

    text = text_of(suffix, content)

    assert "\u202eturned\u202c" in text
    assert text.count("\u202e") == text.count("\u202c")


@pytest.mark.parametrize("suffix", [*FOR_READERS, "csv", "xlsx"])
def test_a_control_character_is_shown_as_a_mark(suffix):
    content = made(suffix, given.dossier("bell\x07rings"))

    assert "bell[U+0007]rings" in squashed(text_of(suffix, content))


@pytest.mark.parametrize("suffix", [*FOR_READERS, "xlsx", "json"])
def test_a_country_without_statements_gets_a_dossier_that_says_so(suffix):
    dossier = given.empty_dossier()

    text = squashed(text_of(suffix, made(suffix, dossier)))

    assert squashed(dossier.country.name) in text
    assert squashed(dossier.summary.nothing) in text


def test_the_csv_of_a_country_without_statements_says_so_in_a_row_of_its_own():
    dossier = given.empty_dossier()

    heads, row = readers.rows(made("csv", dossier))

    assert len(row) == len(heads)
    assert dossier.summary.nothing in row


@pytest.mark.parametrize("suffix", FOR_READERS)
def test_twenty_thousand_characters_without_a_space_are_printed_whole(suffix):
    word = "abcdefghij" * 2000

    content = made(suffix, given.dossier_with_sentence(word))

    assert word in squashed(text_of(suffix, content))


@pytest.mark.parametrize("suffix", FOR_READERS)
def test_two_hundred_notes_on_one_row_are_all_there(suffix):
    dossier = compose(given.ITALY, given.one_row_with(200), [], [], made_at=given.NOON)

    text = squashed(text_of(suffix, made(suffix, dossier)))

    assert len(dossier.notes) == 200
    assert [n for n in range(1, 201) if squashed(f"Article {n}”") not in text] == []
    assert [n for n in range(1, 201) if squashed(f"Time {n}.") not in text] == []
