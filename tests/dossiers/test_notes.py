"""Notes and bibliography say everything that is recorded, and say so where something is not."""

import pytest

from dossiers import citations
from tests.dossiers import given
from web.edtf import parse


def words(runs):
    return " ".join(run.text for run in runs)


def test_a_note_holds_title_publisher_date_locator_address_archive_and_day_of_access():
    note = words(citations.note(given.statement("dddddd1")))

    assert note.startswith(
        "A. Writer, “一篇文章”, [in English: An article], The Daily, 3 December 2022, paragraph 12. "
        "https://daily.example/1 Archived at https://archive.example/1 Accessed 20 November 2026."
    )
    assert note.endswith("Statement dddddd1.")


def test_what_is_not_recorded_is_said_to_be_missing():
    bare = given.statement("dddddd1", passage=given.passage(1, given.BARE, locator="", locator_label=""))

    note = words(citations.note(bare))

    assert note.startswith("Untitled page, undated. Republished copy. No address recorded.")


def test_an_address_without_a_day_of_access_says_so():
    entry = words(citations.bibliography(given.document(accessed=None)))

    assert "Day of access not recorded." in entry


def test_only_the_speakers_own_words_are_called_so():
    own = words(citations.note(given.statement("dddddd1")))
    reported = words(
        citations.note(given.statement("dddddd1", passage=given.passage(1, given.document(), words="reported")))
    )

    assert "In the speaker's own words: “我们没有这样的站”." in own
    assert "As The Daily reports it: ‘我们没有这样的站’." in reported
    assert "own words" not in reported


def test_a_translation_names_its_translator():
    note = words(citations.note(given.statement("dddddd1")))

    assert "In English, translated by the desk: ‘We have no such stations’." in note


def test_the_way_here_runs_from_the_speaker_to_the_text_that_was_read():
    statements = {note.statement.ref: note.statement for note in given.accounts().notes}

    note = words(citations.note(statements["rrrrrr1"]))

    assert "The way here: Untitled page → The Agency → The Observers." in note
    assert "Original not seen: read in a republished copy, through The Agency." in note


@pytest.mark.parametrize(
    ("result", "page", "expected"),
    [
        ("exact", 12, "Words found letter by letter in the preserved copy on page 12, SHA-256 abababababababab…."),
        ("normalised", None, "Words found in the preserved copy after the declared normalisation, SHA-256 abab"),
        ("not_found", None, "Words not found in the preserved copy, SHA-256 abab"),
        ("ambiguous", None, "Words found in more than one place of the preserved copy, SHA-256 abab"),
        ("no_text", None, "Words not machine-checkable: the preserved copy holds no text, SHA-256 abab"),
    ],
)
def test_a_note_says_what_a_machine_found_in_the_preserved_copy(result, page, expected):
    passage = given.passage(1, given.document(), found=result, found_on_page=page, copy_sha256="ab" * 32)

    assert expected in words(citations.note(given.statement("dddddd1", passage=passage)))


@pytest.mark.parametrize("result", ["", "no_copy"])
def test_a_note_claims_no_check_where_there_is_no_copy(result):
    passage = given.passage(1, given.document(), found=result)

    assert "SHA-256" not in words(citations.note(given.statement("dddddd1", passage=passage)))


def test_an_origin_that_the_passage_does_not_state_is_not_made_up():
    note = words(citations.note(given.statement("dddddd1", origin_stated=False)))

    assert "The passage does not say where the account comes from." in note


def test_dates_are_never_made_more_exact():
    entry = words(citations.bibliography(given.document(issued=parse("2022-11~"))))

    assert "about November 2022." in entry


def test_the_language_of_a_title_and_of_a_passage_goes_with_it():
    runs = citations.note(given.statement("dddddd1"))

    assert {run.language for run in runs if "一篇文章" in run.text or "我们" in run.text} == {"zh-Hans"}
