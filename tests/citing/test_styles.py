"""Each style, rendered by pandoc: nothing recorded is lost, nothing typed is read as markup, no note is shortened."""

from dataclasses import replace

import pytest

from sources.citing.citable import Cited
from sources.citing.processor import footnote, write
from sources.citing.runs import in_words
from sources.citing.styles import STYLES
from tests.citing import given
from tests.dossiers.given import document
from web.typed import one_line

HASH = "ab" * 32
EDTF = {
    "2022-12-03": "2022",
    "2022~": "ca. 2022",
    "2022?": "2022?",
    "2022%": "ca. 2022?",
    "2016/2018": "2016–2018",
    "2015/..": "since 2015",
    "../2015": "until 2015",
    "[2018..2019]": "2018 or 2019",
    "2022-21": "spring 2022",
}
every_style = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)


@every_style
def test_markup_quotes_and_scripts_are_printed_as_they_were_typed(style):
    cited = {kind: Cited(given.hostile(kind)) for kind in given.HOSTILE}

    written = write(style, cited.values())

    for kind, one in cited.items():
        for text in (in_words(written.notes[one]), in_words(written.entries[one.document.slug])):
            assert one_line(given.HOSTILE[kind]).rstrip(".") in text, (kind, text)


@every_style
def test_a_style_changes_nothing_but_the_capitals_of_an_english_title(style):
    for kind in ("html", "markdown", "latex", "quotes"):
        note = in_words(footnote(style, Cited(replace(given.hostile(kind), language="en"))))

        assert one_line(given.HOSTILE[kind]).casefold() in note.casefold()


@every_style
def test_a_note_holds_place_address_archive_day_of_access_and_hash(style):
    cited = Cited(document(language="en", title="A title", translated_title="Its translation"), "page", "77", HASH)

    note = in_words(footnote(style, cited))

    assert [note.count(part) for part in ("https://daily.example/1", "https://archive.example/1", HASH)] == [1, 1, 1]
    assert note.casefold().count("accessed") == note.count("2026") == 1
    assert all(part in note for part in ("77", "A. Writer", "The Daily", "[Its translation]"))


@every_style
@pytest.mark.parametrize(
    "place", [("page", "5-7, 9"), ("timestamp", "01:02:03"), ("section", "{3}"), ("note", "12 ff.")]
)
def test_no_place_in_a_source_is_lost(style, place):
    note = in_words(footnote(style, Cited(document(), *place)))

    assert place[1].replace("-", "–") in note.replace("-", "–")


@every_style
@pytest.mark.parametrize(("edtf", "words"), EDTF.items(), ids=EDTF)
def test_a_date_is_never_more_exact_than_it_is_known_and_stands_once(style, edtf, words):
    note = in_words(footnote(style, Cited(given.dated(edtf))))

    assert words.casefold() in note.casefold()
    assert f"{words}{words}" not in note
    assert f"{words}, {words}" not in note
    assert edtf in ("2022-12-03", words) or edtf not in note


@every_style
def test_a_source_without_title_author_and_date_prints_something_true(style):
    whole = in_words(footnote(style, Cited(given.NOTHING)))
    bare = in_words(footnote(style, Cited(replace(given.NOTHING, url=""))))

    assert "[Untitled page]" in whole
    assert "https://nothing.example/1" in whole
    assert "Day of access not recorded." in whole
    assert "n.d." in whole or "Undated." in whole
    assert "No address recorded." in bare
    assert "Republished copy." in bare


@every_style
def test_every_note_is_whole_as_if_it_were_the_first(style):
    source = document(language="en", title="A title of some length", translated_title="")
    cited = [Cited(source, "page", str(number)) for number in (3, 4, 4, 5)]

    notes = write(style, cited).notes

    assert len(notes) == 3
    for note in map(in_words, notes.values()):
        assert "title of some length" in note.casefold()
        assert not any(short in note.casefold() for short in ("ibid", "supra", "id.", "(n 1)", "———"))


@every_style
def test_each_source_stands_once_in_the_bibliography_with_its_own_author(style):
    sources = [document(slug=f"s-{n}", title=f"Title {n}", translated_title="", language="en") for n in range(4)]

    entries = write(style, [Cited(one, "page", str(n)) for one in sources for n in (1, 2)]).entries

    assert sorted(entries) == ["s-0", "s-1", "s-2", "s-3"]
    assert all("A. Writer" in in_words(entry) for entry in entries.values())


@every_style
def test_the_language_of_a_title_goes_with_it(style):
    runs = footnote(style, Cited(document()))

    assert {run.language for run in runs if "一篇文章" in run.text} == {"zh-Hans"}


def test_the_styles_keep_their_own_order():
    cited = Cited(document(language="en", title="A title", translated_title=""), "paragraph", "12")
    begins = {
        "chicago": "A. Writer, “A Title,” The Daily, December 3, 2022, para. 12, https://daily.example/1.",
        "chicago-author-date": "(A. Writer 2022, para. 12) A. Writer. 2022. “A Title.” The Daily, December 3.",
        "apa": "(A. Writer, 2022, para. 12) A. Writer. (2022, December 3). A title. The Daily.",
        "mla": "(A. Writer, par. 12) A. Writer. “A Title.” The Daily, 3 Dec. 2022, https://daily.example/1.",
        "oscola": "A. Writer, ‘A Title’ The Daily (3 December 2022) para 12 <https://daily.example/1> accessed 20 Nov",
        "bluebook": "A. Writer, A Title, The Daily, Dec. 3, 2022, https://daily.example/1. Paragraph 12.",
        "ieee": "A. Writer, “A title,” The Daily, Dec. 03, 2022. Accessed: Nov. 20, 2026. [Online]. Available:",
    }

    for slug, words in begins.items():
        assert in_words(footnote(STYLES[slug], cited)).startswith(words), in_words(footnote(STYLES[slug], cited))


def test_a_numbered_style_numbers_a_dossier_and_not_a_footnote_that_stands_alone():
    cited = Cited(document(), "page", "5")

    numbered = in_words(write(STYLES["ieee"], [cited]).notes[cited])

    assert numbered.startswith("[1, p. 5] A. Writer")
    assert not in_words(footnote(STYLES["ieee"], cited)).startswith("[1")
    assert "Page 5." in in_words(footnote(STYLES["ieee"], cited))


def test_the_same_sources_give_the_same_words_twice():
    cited = [Cited(given.hostile(kind), "page", "5") for kind in given.HOSTILE]

    assert write(STYLES["chicago"], cited) == write(STYLES["chicago"], list(cited))


@every_style
def test_a_publisher_is_named_even_where_the_address_holds_its_name(style):
    source = document(
        slug="x", publisher="Daily", container_title="", url="https://daily.example/1", csl_type="webpage"
    )

    for runs in (footnote(style, Cited(source)), write(style, [Cited(source)]).entries["x"]):
        assert "Daily" in " ".join(run.text for run in runs if run.style != "address")
