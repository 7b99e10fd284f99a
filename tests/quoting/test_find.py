"""Looking for a quotation: where it stands, which place is meant, what is left out."""

import pytest

from sources.quoting.find import Quotation, Text, look_for
from sources.quoting.omissions import FARTHEST_APART
from tests.quoting.seeking import result, seek, stands


def test_the_same_letters_are_found_exactly():
    found = seek("the police station", "So the police station closed.")

    assert (found.result, found.spans, found.places, found.page) == ("exact", [(3, 21)], 1, None)


def test_other_white_space_is_found_by_the_rules():
    found = seek("the police station", "So the police\nstation closed.")

    assert (found.result, found.spans) == ("normalised", [(3, 21)])


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»", "„{}“", "‘{}’", " {} ", "「{}」", "« {} »"])
def test_quotation_marks_around_the_whole_are_not_looked_for(marks):
    assert seek(marks.format("the police station"), "So the police station closed.").result == "exact"


def test_quotation_marks_of_two_quotations_are_not_around_the_whole():
    assert result("“stations” and “offices”", "stations” and “offices") == "not_found"


def test_words_that_stand_twice_are_ambiguous():
    found = seek("21 stations", "In Rome 21 stations, in Milan 21 stations.")

    assert (found.result, found.places, found.spans) == ("ambiguous", 2, [])


def test_a_place_that_only_the_rules_find_makes_an_exact_one_ambiguous():
    assert seek("21 stations", "In Rome 21 stations, in Milan 21\nstations.").places == 2


@pytest.mark.parametrize(
    ("rest", "start"),
    [
        ({"prefix": "In Rome"}, 8),
        ({"prefix": "in  Mi-\nlan "}, 30),
        ({"suffix": ", in Milan"}, 8),
        ({"suffix": "."}, 30),
        ({"prefix": "in Milan ", "suffix": "."}, 30),
        ({"prefix": "in Milan ", "suffix": "!"}, 30),
    ],
)
def test_what_stands_before_or_after_tells_the_place(rest, start):
    found = seek("21 stations", "In Rome 21 stations, in Milan 21 stations.", **rest)

    assert found.result == "exact"
    assert found.spans[0][0] == start
    assert found.places == 2


@pytest.mark.parametrize("rest", [{"prefix": "in Naples"}, {"prefix": "In Rome", "suffix": "."}, {"page": 1}])
def test_what_tells_no_place_leaves_it_ambiguous(rest):
    assert seek("21 stations", "In Rome 21 stations, in Milan 21 stations.", **rest).result == "ambiguous"


def test_a_wrong_prefix_does_not_lose_the_only_place():
    assert seek("21 stations", "In Rome 21 stations.", prefix="in Naples").result == "exact"


def test_the_page_of_the_locator_tells_the_place():
    copy = "21 stations here. 21 stations there."

    found = seek("21 stations", copy, page_starts=(0, 18), page=2)

    assert (found.spans, found.page, found.places) == ([(18, 29)], 2, 2)


def test_a_page_is_only_used_where_there_are_two_places():
    assert seek("21 stations", "21 stations here.", page_starts=(0, 12), page=9).page == 1


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\n"])
def test_the_paragraph_of_the_locator_tells_the_place(gap):
    copy = gap.join(["One.", "Two 21 stations.", "Three 21 stations."])

    found = seek("21 stations", copy, paragraph=3)

    assert found.spans[0][0] == copy.rindex("21")


def test_pages_are_counted_from_one_and_a_page_begins_at_its_first_character():
    text = Text("one two three", (0, 4, 8))

    assert [text.page_of(offset) for offset in (0, 3, 4, 7, 8, 12)] == [1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize("sign", ["[…]", "[...]", "(…)", "(...)", "…", "...", "[ … ]"])
def test_words_left_out_are_marked(sign):
    copy = "The centre says that, as was reported before, it counted 102 stations."

    found = seek(f"The centre says that {sign} it counted 102 stations", copy)

    assert found.result == "exact"
    assert [copy[start:end] for start, end in found.spans] == ["The centre says that", "it counted 102 stations"]


@pytest.mark.parametrize("sign", ["……", "［……］", "[…]"])
def test_words_left_out_are_marked_in_chinese(sign):
    assert stands(f"内政部表示，没有{sign}知道有任何一处", "内政部表示，没有见过，警察工会也知道有任何一处。")


def test_an_omission_at_an_end_says_nothing():
    assert result("… the police station […]", "So the police station closed.") == "exact"


@pytest.mark.parametrize(
    "quotation",
    [
        "it counted 102 stations […] The centre says that",  # in the other order
        "The centre says that it counted 102 stations",  # without a sign
        "The centre says that […] it counted 54 stations",  # a part that stands nowhere
        "The centre […] it counted 102 stations",  # a part of two words
        "The centre says that […] stations",
        "The centre says […] that, as was reported […] before, it counted 21",
    ],
)
def test_an_omission_hides_nothing_else(quotation):
    copy = "The centre says that, as was reported before, it counted 102 stations."

    assert result(quotation, copy) == "not_found"


def test_parts_may_not_be_far_apart():
    def apart(length: int) -> str:
        return "The centre says that" + " " + "x" * (length - 2) + " " + "it counted 102 stations"

    quotation = "The centre says that […] it counted 102 stations"

    assert stands(quotation, apart(FARTHEST_APART))
    assert result(quotation, apart(FARTHEST_APART + 1)) == "not_found"


def test_parts_that_can_be_joined_in_two_ways_are_ambiguous():
    copy = "The centre says that it counted 102 stations; it counted 102 stations."

    assert seek("The centre says that […] it counted 102 stations", copy).places == 2


def test_a_suffix_tells_which_of_two_ways_is_meant():
    copy = "The centre says that it counted 102 stations; it counted 102 stations."

    assert seek("The centre says that […] it counted 102 stations", copy, suffix=".").spans[1] == (46, 69)


def test_dots_that_the_copy_holds_are_found_as_they_are():
    assert result("It is all rumours... I want to go", "“It is all rumours… I want to go,” he said") == "normalised"


def test_a_word_dropped_beside_the_dots_of_the_copy_is_not_an_omission():
    copy = "“It is all only rumours... I want to clear my name now.”"

    assert result("It is all ... I want to clear my name", copy) == "not_found"
    assert stands("It is all […] I want to clear my name", copy)


@pytest.mark.parametrize(
    "quotation", ["[the centre] counted 102 stations", "it counted 102 [reported] stations", "[i]t counted"]
)
def test_words_put_into_brackets_are_not_in_the_source(quotation):
    found = seek(quotation, "The centre said it counted 102 stations.")

    assert (found.result, found.reason) == ("not_found", "insertion")


def test_brackets_of_the_source_are_found():
    assert result("they [the officers] left", "“they [the officers] left”") == "exact"


@pytest.mark.parametrize("quotation", ["", "  ", "…", "[…]", "“”", "\u200b"])
def test_nothing_is_found_for_no_words(quotation):
    found = seek(quotation, "Some text, “” … […].")

    assert found.result in ("not_found", "exact", "ambiguous", "normalised")
    assert not found.spans or quotation.strip()


def test_a_part_that_is_too_short_is_named_as_the_reason():
    assert seek("The centre […] it counted 102", "The centre said it counted 102.").reason == "short_part"


def test_a_text_is_normalised_once_for_many_quotations():
    text = Text("So the police\nstation closed.")

    first = text.normalised
    look_for(Quotation("the police station"), text)
    look_for(Quotation("closed"), text)

    assert text.normalised is first


def test_many_places_do_not_take_long():
    import time

    started = time.perf_counter()

    found = seek("ha ha […] ha ha ha […] ha ha ha", "ha " * 30_000)

    assert found.result in ("ambiguous", "not_found")
    assert time.perf_counter() - started < 5
