"""Whether the words stand in the copy, said while they are typed and written down when the form is saved."""

import html
import re

import pytest

from claims.models import Claim
from sources.models import Citation
from tests.adding.evidence import copy_of, held, part, press, typed_words, value_of
from tests.adding.scene import ADDRESS, filled, only_claim
from tests.factories import make_source, make_takedown

TEXT = (
    "There is one station in Prato, the group said.\n\n"
    "On Monday the ministry did not reply. On Tuesday the ministry did not reply.\n\n"
    "The office speaks of “two hundred” towns."
)
HERE = {"source_is": "here", "source": "the-article"}


def said(client, **form):
    """What the form says about the words."""
    return part(press(client, "show", **{**HERE, **form}), "check-said")


def below(client, **form):
    """What stands below that: the nearest passage, or the places to choose from."""
    return part(press(client, "show", **{**HERE, **form}), "check-nearest")


def save(client, **changes):
    """Save; the page that comes next."""
    response = client.post(ADDRESS, filled(**changes), follow=True)

    assert response.status_code == 200
    return html.unescape(response.content.decode())


# The six results


def test_words_that_stand_there_letter_by_letter_are_said_to(alice, scene):
    copy_of(scene.source, TEXT)

    assert said(alice, exact="one station in Prato").startswith(
        "Found letter by letter. In the copy of 24 November 2026"
    )


def test_words_with_other_quotation_marks_are_found_after_the_normalisation(alice, scene):
    copy_of(scene.source, TEXT)

    assert said(alice, exact='speaks of "two  hundred" towns').startswith("Found after the declared normalisation.")


def test_words_that_do_not_stand_there_are_said_plainly_not_to(alice, scene):
    copy_of(scene.source, TEXT)

    assert said(alice, exact="two stations in Prato").startswith("Not found in the copy.")


def test_words_in_several_places_ask_which_is_meant(alice, scene):
    copy_of(scene.source, TEXT)

    assert said(alice, exact="the ministry did not reply").startswith(
        "Stands in 2 places: add the words before or after"
    )


def test_a_copy_without_text_says_that_no_machine_can_look(alice, scene):
    copy_of(scene.source, "", outcome="no_text")

    assert said(alice, exact="one station").startswith("No text could be read from the copy")


def test_a_document_without_a_copy_says_that_nothing_can_be_checked_yet(alice, scene):
    assert said(alice, exact="one station") == "No copy is preserved: the quotation cannot be checked yet."


def test_nothing_is_said_while_no_words_are_typed(alice, scene):
    copy_of(scene.source, TEXT)

    assert said(alice, exact="  ") == ""


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("one station in Prato", "exact"),
        ('speaks of "two hundred" towns', "normalised"),
        ("two stations in Prato", "not_found"),
        ("the ministry did not reply", "ambiguous"),
    ],
)
def test_what_was_found_is_written_down_when_the_form_is_saved_and_never_stops_it(alice, scene, words, result):
    copy_of(scene.source, TEXT)

    save(alice, exact=words)

    assert only_claim().citation.quote_check.result == result


def test_a_page_is_named_with_what_is_found(alice, scene):
    copy_of(scene.source, TEXT, page_starts=[0, TEXT.index("On Tuesday")])

    assert said(alice, exact="speaks of “two hundred” towns").startswith("Found letter by letter, page 2.")


def test_a_copy_that_was_taken_down_is_not_looked_in(alice, scene):
    make_takedown(capture=copy_of(scene.source, TEXT))

    assert said(alice, exact="one station").startswith("No copy is preserved")


def test_the_copy_of_another_document_is_not_looked_in(alice, scene):
    other = copy_of(make_source(), TEXT)

    assert said(alice, exact="one station in Prato", capture=other.pk).startswith("No copy is preserved")


# Not found


def test_the_nearest_passage_is_shown_with_the_differences_and_is_no_match(alice, scene):
    copy_of(scene.source, TEXT)

    page = press(alice, "show", **HERE, exact="There are two stations in Prato, the group said.")

    assert "The nearest passage of the copy, which is not a match:" in part(page, "check-nearest")
    assert re.search(r"<del>.*?are.*?</del>", page)
    assert re.search(r"<ins>.*?station\b.*?</ins>", page)
    assert "[only in the copy: is one station ]" in part(page, "check-nearest")


def test_taking_the_copys_words_mends_the_slip(alice, scene):
    copy_of(scene.source, TEXT)

    page = press(alice, "take-nearest", **HERE, exact="There is one station in Firenze, the group says.")

    assert typed_words(page) == "There is one station in Prato, the group said."
    assert part(page, "check-said").startswith("Found letter by letter")
    assert not Claim.objects.exists()


def test_words_that_nothing_comes_near_say_so(alice, scene):
    copy_of(scene.source, TEXT)

    page = press(alice, "show", **HERE, exact="Undici uffici altrove.")
    taken = press(alice, "take-nearest", **HERE, exact="Undici uffici altrove.")

    assert "Nothing in the copy comes near these words." in part(page, "check-nearest")
    assert "take-nearest" not in page
    assert typed_words(taken) == "Undici uffici altrove."


def test_parts_around_an_omission_that_are_too_short_are_explained(alice, scene):
    copy_of(scene.source, TEXT)

    assert "quote more of each" in said(alice, exact="There […] said.")


def test_words_in_square_brackets_are_explained(alice, scene):
    copy_of(scene.source, TEXT)

    assert "Words in square brackets are not the document’s" in said(
        alice, exact="There is one [police] station in Prato"
    )


# Several places

TWICE = "the ministry did not reply"


def test_the_places_are_listed_with_what_stands_around_them(alice, scene):
    copy_of(scene.source, TEXT)

    listed = below(alice, exact=TWICE)

    assert "Which of these is meant?" in listed
    assert f"On Monday {TWICE} . On Tuesday" in listed
    assert f"On Tuesday {TWICE} . The office" in listed


@pytest.mark.parametrize(("number", "day"), [(0, "Monday"), (1, "Tuesday")])
def test_the_place_that_is_chosen_is_told_by_the_words_around_it(alice, scene, number, day):
    copy_of(scene.source, TEXT)

    page = press(alice, f"this-place:{number}", **HERE, exact=TWICE)
    save(alice, exact=TWICE, words_before=value_of(page, "words_before"), words_after=value_of(page, "words_after"))

    assert value_of(page, "words_before").endswith(f"On {day}")
    assert part(page, "check-said").startswith("Found letter by letter")
    check = only_claim().citation.quote_check
    assert check.result == "exact"
    assert TEXT[: check.start].endswith(f"On {day} ")


def test_places_that_read_alike_far_around_are_told_by_more_words(alice, scene):
    same = "The very same sentence stands on both sides of it, word for word, and it is long enough to fill a line. "
    copy_of(scene.source, f"First. {same}They did not reply. {same}Second. {same}They did not reply. {same}Third.")

    page = press(alice, "this-place:1", **HERE, exact="They did not reply.")

    assert part(page, "check-said").startswith("Found letter by letter")
    assert "Third" in value_of(page, "words_after")


def test_of_many_places_a_few_are_listed_and_the_others_counted(alice, scene):
    copy_of(scene.source, " ".join(f"On day {n} they did not reply." for n in range(1, 31)))

    listed = below(alice, exact="they did not reply")

    assert listed.count("This one") == 5
    assert "and 25 more places" in listed


@pytest.mark.parametrize("act", ["this-place:9", "this-place:", "this-place:x", "this-place:-1", "this-place:٣"])
def test_a_place_that_is_not_there_changes_nothing(alice, scene, act):
    copy_of(scene.source, TEXT)

    page = press(alice, act, **HERE, exact=TWICE)

    assert value_of(page, "words_before") == value_of(page, "words_after") == ""


@pytest.mark.parametrize("around", [{"words_before": "On Tuesday"}, {"words_after": "The office"}])
def test_words_before_or_after_tell_the_places_apart(alice, scene, around):
    copy_of(scene.source, TEXT)

    assert said(alice, exact=TWICE + ".", **around).startswith("Found letter by letter")


def test_a_paragraph_or_a_page_tells_the_places_apart(alice, scene):
    copy_of(scene.source, f"{TWICE}\n\n{TWICE}", page_starts=[0, len(TWICE)])

    assert said(alice, exact=TWICE, locator_label="page", locator="2").startswith("Found letter by letter, page 2")
    assert said(alice, exact=TWICE, locator_label="paragraph", locator="1").startswith("Found letter by letter")


# What a selection in the copy fills in


def test_a_selection_in_a_copy_fills_in_words_context_page_and_copy(alice, scene):
    older = copy_of(scene.source, TEXT)
    copy_of(scene.source, "Another edition.")
    query = {
        "source": "the-article",
        "capture": older.pk,
        "quote": TWICE,
        "prefix": "On Tuesday",
        "suffix": ".",
        "locator_label": "page",
        "page": "1",
        "at": TEXT.rindex(TWICE),
    }

    page = html.unescape(alice.get(ADDRESS, query).content.decode())

    assert typed_words(page) == TWICE
    assert value_of(page, "words_before") == "On Tuesday"
    assert value_of(page, "capture") == str(older.pk)
    assert re.search(r'<option value="page" selected>', page)
    assert value_of(page, "locator") == "1"
    assert part(page, "check-said").startswith("Found letter by letter")


def test_the_copy_that_was_selected_in_is_the_one_that_is_kept_with_the_passage(alice, scene):
    older = copy_of(scene.source, TEXT)
    copy_of(scene.source, TEXT + " More.")

    save(alice, exact="one station in Prato", capture=older.pk)

    assert only_claim().citation.capture == older


def test_a_copy_and_a_place_alone_give_the_document_and_the_words_around(alice, scene):
    copy = copy_of(scene.source, TEXT)

    page = alice.get(ADDRESS, {"capture": copy.pk, "quote": TWICE, "at": TEXT.rindex(TWICE)}).content.decode()

    assert 'name="source" value="the-article" checked' in page
    assert value_of(page, "words_before").endswith("On Tuesday")
    assert part(page, "check-said").startswith("Found letter by letter")


@pytest.mark.parametrize("at", ["", "3", "-1", "x", "9" * 30, "9" * 5000])
def test_a_place_where_the_words_do_not_stand_fills_nothing_in(alice, scene, at):
    copy = copy_of(scene.source, TEXT)

    page = alice.get(ADDRESS, {"capture": copy.pk, "quote": TWICE, "at": at}).content.decode()

    assert value_of(page, "words_before") == ""


# The page after saving


def test_the_saved_page_says_what_was_found_and_leads_to_the_passage(alice, scene):
    copy_of(scene.source, TEXT)

    page = save(alice, exact="one station in Prato")

    assert "Found letter by letter in the copy of 24 November 2026." in page
    assert f'href="/passages/{Citation.objects.get().pk}/"' in page


@pytest.mark.parametrize("words", ["two stations in Prato", TWICE])
def test_the_saved_page_leads_to_mending_what_was_not_found(alice, scene, words):
    copy_of(scene.source, TEXT)

    page = save(alice, exact=words)

    assert f'<a href="/passages/{Citation.objects.get().pk}/mend/">Mend the passage</a>' in page


def test_the_saved_page_of_a_document_without_a_copy_leads_to_preserving_one(alice, scene):
    page = save(alice)

    assert 'No preserved copy yet. <a href="/sources/the-article/' in page


def test_a_passage_that_is_here_already_is_not_looked_for_again(alice, scene):
    save(alice, pending=str(held(scene.alice).key))
    citation = Citation.objects.get()

    page = alice.get(ADDRESS, {"citation": citation.pk}).content.decode()

    assert 'id="check-said"' not in page
