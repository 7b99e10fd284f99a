"""Mending a passage: who may, what is looked for, what is kept."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from claims import actions
from claims.actions.mending import Mended, mend_passage
from claims.actions.versions import version_of
from sources.choices import QuoteResult
from sources.models import Citation
from tests import factories as make
from users.models import Role, User

pytestmark = pytest.mark.django_db

COPY = "The office said that it had counted 21 stations in 135 towns.\n\nIt did not visit them."
SLIP = "counted 135 stations in 21 towns"
WORDS = "counted 21 stations in 135 towns"


@pytest.fixture
def author() -> User:
    return make.make_user(email="ada@desk.example")


@pytest.fixture
def editor() -> User:
    return make.make_user(role=Role.EDITOR)


def passage_with_a_slip(author: User, *, published: bool = False) -> Citation:
    """A passage that misquotes its copy, and one statement drawn from it."""
    capture = make.make_capture(captured_by=author)
    make.make_file_text(file=capture.file, text=COPY)
    citation = make.make_citation(source=capture.source, exact=SLIP, locator_label="", locator="")
    make.make_claim(citation=citation, created_by=author, published=published)
    return citation


def sent(**changed: str) -> dict[str, str]:
    """The form as it stands when the words are right, of the passage as it is now."""
    version = str(version_of(Citation.objects.get()))
    return {
        "exact": WORDS,
        "words": "reported",
        "passage_language": "en",
        "act": "save",
        "read_version": version,
        **changed,
    }


def address(citation: Citation) -> str:
    return reverse("claims:mend", args=[citation.pk])


def test_the_form_shows_the_nearest_words_of_the_copy_and_says_that_they_are_no_match(client: Client, author: User):
    citation = passage_with_a_slip(author)
    client.force_login(author)

    page = client.get(address(citation)).content.decode()

    assert "Not found in the copy" in page
    assert "This is not a match." in page
    assert "<del>" in page
    assert "<ins>" in page


def test_one_button_takes_the_words_of_the_copy(client: Client, author: User):
    citation = passage_with_a_slip(author)
    client.force_login(author)

    page = client.post(address(citation), sent(exact=SLIP, act="take-nearest")).content.decode()

    assert WORDS in page
    assert "Found letter by letter" in page
    assert Citation.objects.get(pk=citation.pk).exact == SLIP


def test_one_of_several_places_is_chosen_by_a_button_and_kept_with_the_words_around_it(client: Client, author: User):
    capture = make.make_capture(captured_by=author)
    make.make_file_text(file=capture.file, text="On Monday it did not reply. On Tuesday it did not reply.")
    citation = make.make_citation(source=capture.source, exact="it did not reply")
    make.make_claim(citation=citation, created_by=author, published=False)
    client.force_login(author)

    listed = client.get(address(citation)).content.decode()
    chosen = client.post(address(citation), sent(exact="it did not reply", act="this-place:1")).content.decode()
    before = re.search(r'name="words_before" value="([^"]+)"', chosen)
    assert before is not None
    client.post(address(citation), sent(exact="it did not reply", words_before=before.group(1)))

    assert "Which of these is meant?" in listed
    assert before.group(1).endswith("On Tuesday")
    assert Citation.objects.get(pk=citation.pk).quote_check.result == QuoteResult.EXACT


@pytest.mark.parametrize("act", ["this-place:", "this-place:77", "this-place:x", "this-place:" + "9" * 5000])
def test_a_place_that_is_not_there_changes_nothing(client: Client, author: User, act: str):
    citation = passage_with_a_slip(author)
    client.force_login(author)

    page = client.post(address(citation), sent(act=act)).content.decode()

    assert 'name="words_before" value' not in page


def test_a_mended_passage_is_looked_for_again_and_its_history_keeps_the_slip(client: Client, author: User):
    citation = passage_with_a_slip(author)
    client.force_login(author)

    response = client.post(address(citation), sent())

    mended = Citation.objects.get(pk=citation.pk)
    events = type(mended).pgh_event_model  # type: ignore[attr-defined]  # set by pghistory
    versions = events.objects.filter(pgh_obj_id=citation.pk).order_by("pgh_id")
    assert response.status_code == 302
    assert mended.exact == WORDS
    assert mended.quote_check.result == QuoteResult.EXACT
    assert [version.exact for version in versions] == [SLIP, WORDS]


def test_an_author_does_not_mend_what_readers_have_seen(client: Client, author: User):
    citation = passage_with_a_slip(author, published=True)
    client.force_login(author)

    response = client.post(address(citation), sent())

    assert response.status_code == 403
    assert "Readers have seen this passage" in response.content.decode()
    assert Citation.objects.get(pk=citation.pk).exact == SLIP


def test_nobody_mends_a_passage_on_which_somebody_elses_draft_rests(client: Client, author: User):
    citation = passage_with_a_slip(author)
    client.force_login(make.make_user())

    response = client.post(address(citation), sent())

    assert response.status_code == 403
    assert "Somebody else’s statement rests on this passage" in response.content.decode()


def test_an_editor_says_why_readers_find_other_words(client: Client, author: User, editor: User):
    citation = passage_with_a_slip(author, published=True)
    client.force_login(editor)

    without = client.post(address(citation), sent())
    with_reason = client.post(address(citation), sent(reason="Two numbers were swapped."))

    assert without.status_code == 422
    assert "Say why it is changed." in without.content.decode()
    assert WORDS in without.content.decode()
    assert with_reason.status_code == 302
    assert Citation.objects.get(pk=citation.pk).exact == WORDS


def test_the_action_asks_for_the_reason_as_well(author: User, editor: User):
    citation = passage_with_a_slip(author, published=True)

    with pytest.raises(actions.NotAllowed, match="Say why"):
        mend_passage(
            citation, Mended(exact=WORDS, words="reported", language="en"), by=editor, at=make.NOON, reason="  "
        )


def test_a_reader_finds_no_form(client: Client, author: User):
    citation = passage_with_a_slip(author, published=True)

    assert client.get(address(citation)).status_code == 302


def test_a_form_with_a_fault_is_shown_again_as_it_was_filled_in(client: Client, author: User):
    citation = passage_with_a_slip(author)
    client.force_login(author)

    response = client.post(address(citation), sent(locator="12", translation="A translation."))

    page = response.content.decode()
    assert response.status_code == 422
    assert "What does “12” count" in page
    assert "A translation says who translated it." in page
    assert "A translation." in page
