"""The same answer drawn together, several answers of one speaker kept, rebuttals beside what they answer."""

import pytest

from claims.accounts.numbering import numbered
from claims.accounts.rows import View, heading_row, question_row
from claims.accounts.side_by_side import Accounts, QuestionRow
from claims.accounts.statement import Option, Statement
from claims.choices import Stance
from claims.conflict import conflict_between
from claims.wording import conflict_explained, conflict_on, conflict_sentence
from tests.claims.said import (
    CNN,
    ITALY,
    LESPRESSO,
    MFA,
    MILAN,
    MINISTRY,
    NETWORK,
    PRATO,
    PRATO_CITY,
    PRATO_STATION,
    SD,
    STATION,
    STATUS,
    UNDECLARED,
    about,
    denies,
    document,
    has_no_record,
    known,
    says,
    speaker,
    stations,
)
from tests.claims.said import (
    COMMUNITY as ASSOCIATION,
)

CLOSED = Option("closed", "Closed", excludes=frozenset({"open"}))
OPEN = Option("open", "Open", excludes=frozenset({"closed"}))
EMBASSY = speaker("embassy", "mission", "CN", name="Embassy of China")
FLORENCE = about("florence", "place", "IT", ITALY)
ROME = about("rome", "place", "IT", ITALY)
VENICE = about("venice", "place", "IT", ITALY)
BOLZANO = about("bolzano", "place", "IT", ITALY)


def page(*statements):
    """The statements as one page shows them: the questions under their headings, every line numbered."""
    everything = known(*statements)
    view = View(None, everything, {})
    asked: dict[str, list[Statement]] = {}
    headings: dict[int, list[QuestionRow]] = {}
    for each in statements:
        asked.setdefault(each.asked.slug, []).append(each)
    for found in asked.values():
        headings.setdefault(found[0].asked.heading_order, []).append(question_row(found, view))
    rows = tuple(heading_row(headings[order][0].asked, tuple(headings[order])) for order in sorted(headings))
    return numbered(Accounts(rows, (), (), (), everything))


def row(*statements):
    """The first row of such a page."""
    return page(*statements).headings[0].questions[0]


# The same answer


def test_one_answer_counts_its_sources_origins_and_occasions_whoever_gives_it():
    report = says(SD, 11, said_on="2022-12-05")
    articles = [says(SD, 11, said_on="2022-12", restates=(report.ref,)) for _ in range(3)]
    again = says(SD, 11, said_on="2024-07")

    (answer,) = row(report, *articles, again).answers

    assert (answer.origins.sources, answer.origins.origins) == (5, 1)
    assert answer.told.times == 2
    assert (str(answer.told.first), str(answer.told.last)) == ("5 December 2022", "July 2024")
    assert [each.name for each in answer.speakers] == ["Safeguard Defenders"]
    assert answer.lines == ("2.1",)


def test_speakers_who_give_one_answer_stand_on_one_line_with_the_lines_of_their_cards():
    found = row(says(SD, 11), says(CNN, 11), says(LESPRESSO, stations(10, "≥")))

    assert [(each.answer.text, len(each.speakers), len(each.lines)) for each in found.answers] == [
        ("11 stations", 2, 2),
        ("at least 10 stations", 1, 1),
    ]


def test_a_choice_is_one_answer_about_several_subjects_and_a_number_is_not():
    places = row(says(SD, STATION, about=MILAN), says(SD, STATION, about=PRATO))
    numbers = row(says(SD, 2, about=MILAN), says(SD, 2, about=PRATO))

    assert [[each.label for each in answer.abouts] for answer in places.answers] == [["Milan", "Prato"]]
    assert len(numbers.answers) == 2


def test_saying_and_denying_are_two_answers_and_silence_is_one_of_its_own():
    found = row(says(SD, STATION), denies(MFA, STATION), says(MINISTRY, stance=Stance.DID_NOT_REPLY))

    assert {each.stance for each in found.answers} == {"says", "denies", "did_not_reply"}


def test_an_undated_statement_is_an_occasion_without_a_day():
    (answer,) = row(says(SD, 11, said_on=""), says(SD, 11, said_on="2022-12")).answers

    assert (answer.told.times, str(answer.told.first), str(answer.told.last)) == (2, "December 2022", "December 2022")


# Several answers of one speaker


def test_an_embassy_that_denies_a_station_and_calls_it_closed_is_shown_with_both():
    denied = denies(EMBASSY, STATION, said_on="2023-06-06")
    closed = says(EMBASSY, CLOSED, asked=STATUS, said_on="2023-06-06")

    for found in (heading.questions[0] for heading in page(denied, closed).headings):
        (course,) = found.courses
        assert [(turn.statement.stance, turn.statement.answer.text) for turn in course.turns] == [
            ("denies", "A Chinese police station"),
            ("says", "Closed"),
        ]
        assert not course.in_order


def test_a_number_that_grew_is_a_course_in_its_order_of_time_and_keeps_both():
    september, december = says(SD, 4, said_on="2022-09"), says(SD, 11, said_on="2022-12-05")

    found = row(december, september)

    (course,) = found.courses
    assert [turn.statement.ref for turn in course.turns] == [september.ref, december.ref]
    assert course.in_order
    assert len(found.cards) == 2


def test_answers_that_can_stand_together_and_were_given_at_once_are_no_course():
    people = Option("people", "People rather than premises")

    assert row(says(SD, STATION), says(SD, people)).courses == ()


def test_a_sequence_of_acts_is_a_course():
    opened = says(MINISTRY, Option("inquiry", "Inquiry opened"), asked=STATUS, said_on="2022-11")
    ordered = says(MINISTRY, Option("ordered", "Ordered closed"), asked=STATUS, said_on="2023-04")

    (course,) = row(opened, ordered).courses

    assert [turn.statement.ref for turn in course.turns] == [opened.ref, ordered.ref]


def test_answers_of_two_speakers_or_about_two_subjects_are_no_course():
    assert row(says(SD, 4, said_on="2022-09"), says(CNN, 11, said_on="2022-12")).courses == ()
    assert row(says(SD, 4, said_on="2022-09", about=MILAN), says(SD, 11, said_on="2022-12")).courses == ()


def test_who_only_says_that_it_closed_or_only_denies_it_has_given_one_answer():
    closed = says(EMBASSY, CLOSED, asked=STATUS)

    assert row(closed, says(EMBASSY, STATION)).courses == ()
    assert row(denies(EMBASSY, STATION), says(SD, CLOSED, asked=STATUS)).courses == ()


# Rebuttals


def test_a_rebuttal_and_what_it_answers_name_each_other_by_their_lines():
    said = says(SD, STATION)
    answer = denies(MINISTRY, STATION, rebuts=(said.ref,))

    cards = {card.newest.ref: card for card in row(said, answer).cards}

    assert [(each.statement.ref, each.line) for each in cards[said.ref].rebutted_by] == [
        (answer.ref, cards[answer.ref].number)
    ]
    assert [(each.statement.ref, each.line) for each in cards[answer.ref].rebuts] == [
        (said.ref, cards[said.ref].number)
    ]


def test_a_rebuttal_under_another_question_is_drawn_together_as_well():
    said = says(SD, CLOSED, asked=STATUS)
    answer = denies(MINISTRY, STATION, rebuts=(said.ref,))

    cards = {card.newest.ref: card for card in page(said, answer).cards}

    assert cards[said.ref].rebutted_by[0].line == cards[answer.ref].number


def test_statements_that_answer_each_other_name_each_other_once_in_each_way():
    one = says(SD, STATION, ref="caaaaaa", rebuts=("cbbbbbb",))
    other = denies(MFA, STATION, ref="cbbbbbb", rebuts=("caaaaaa",))

    found = row(one, other)

    assert [(len(card.rebuts), len(card.rebutted_by)) for card in found.cards] == [(1, 1), (1, 1)]
    assert len(found.conflicts) == 1


def test_one_statement_that_rebuts_two_which_exclude_each_other_stands_with_both():
    said, denied = says(SD, STATION), says(PRATO_CITY, ASSOCIATION)
    answer = says(MINISTRY, Option("people", "People"), rebuts=(said.ref, denied.ref))

    found = row(said, denied, answer)

    assert {card.newest.ref for card in found.cards if card.rebutted_by} == {said.ref, denied.ref}
    assert len(found.conflicts) == 3


def test_a_body_that_rebuts_itself_is_drawn_together_and_is_no_conflict():
    said = says(SD, STATION)

    found = row(said, denies(SD, STATION, rebuts=(said.ref,)))

    assert found.conflicts == ()
    assert sum(len(card.rebutted_by) for card in found.cards) == 1


# Sentences


def explained(one, other):
    """The sentence about the conflict of two statements."""
    found = conflict_between(one, other, known(one, other))
    assert found
    return conflict_explained(found)


def test_a_conflict_is_explained_in_a_sentence_of_its_own():
    one = says(SD, STATION, about=PRATO, said_on="2022-12")
    other = says(PRATO_CITY, ASSOCIATION, about=PRATO, said_on="2022-10")

    assert explained(one, other) == (
        "Accounts conflict on Prato: Safeguard Defenders says a Chinese police station (December 2022); "
        "City administration of Prato says a community association (October 2022)."
    )


def test_what_is_said_of_a_station_in_a_city_is_about_the_city():
    one = says(SD, STATION, about=PRATO, said_on="2022-12")
    other = says(PRATO_CITY, ASSOCIATION, about=PRATO_STATION, said_on="2022-10")

    found = conflict_between(one, other, known(one, other))

    assert found
    assert conflict_on(found) == "Prato"
    assert conflict_sentence(found).endswith(
        "City administration of Prato says a community association (Prato Station, October 2022)."
    )


def test_a_conflict_with_a_general_statement_is_about_no_one_place():
    one, other = says(SD, STATION, about=MILAN), denies(MFA, STATION, about=NETWORK)

    assert explained(one, other).startswith("Accounts conflict: Safeguard")


def test_a_conflict_about_a_country_names_it_in_the_explanation_only():
    one, other = says(SD, STATION), denies(MINISTRY, STATION)

    found = conflict_between(one, other, known(one, other))

    assert found
    assert explained(one, other).startswith("Accounts conflict on Italy: Safeguard Defenders says")
    assert conflict_sentence(found).startswith("Safeguard Defenders says")


def test_who_has_no_record_is_told_with_the_places_and_that_no_number_is_held():
    places = (BOLZANO, FLORENCE, ROME, VENICE)
    every = [has_no_record(MINISTRY, STATION, about=place, said_on="2022-12-07") for place in places]

    (remark,) = row(says(SD, STATION, about=VENICE), *every).remarks

    assert remark.sentence == (
        "On Bolzano, Florence, Rome and Venice, Interior Ministry of Italy has no record of a Chinese police station "
        "(7 December 2022). We hold no number from it."
    )
    assert set(remark.refs) == {each.ref for each in every}


def test_whoever_gave_a_number_is_not_told_to_have_given_none():
    found = row(has_no_record(MINISTRY, STATION, about=VENICE), says(MINISTRY, 1))

    assert "no number" not in found.remarks[0].sentence


def test_a_narrower_denial_is_told_to_be_one():
    found = row(denies(MFA, UNDECLARED, about=NETWORK), says(SD, STATION, about=VENICE))

    assert found.conflicts == ()
    assert [each.sentence for each in found.remarks] == [
        "Foreign Ministry of China denies only an undeclared Chinese police station: a narrower point, so this does "
        "not conflict with the wider statement."
    ]


def test_a_number_of_an_unknown_time_is_told_not_to_be_compared():
    found = row(says(SD, stations(3), said_on="2022-09"), says(MINISTRY, stations(4), said_on=""))

    assert found.conflicts == ()
    assert [each.sentence for each in found.remarks] == [
        "Interior Ministry of Italy says 4 stations, undated: of an unknown time, so it is not compared with the "
        "other answers."
    ]


def test_an_undated_answer_that_nobody_contradicts_needs_no_remark():
    found = row(says(SD, stations(3), said_on="2022-09"), says(MINISTRY, stations(3), said_on=""))

    assert found.remarks == ()


# Many


def test_five_hundred_statements_in_one_cell_are_one_line_that_counts_them():
    every = [says(SD, STATION, said_on=f"{1500 + n}", source=document(f"s-{n}")) for n in range(500)]

    (answer,) = row(*every).answers

    assert (answer.origins.sources, answer.told.times, len(row(*every).cards)) == (500, 500, 1)


@pytest.mark.parametrize("number", [2, 12])
def test_thirty_questions_of_twelve_parties_keep_every_card(number):
    parties = [speaker(f"party-{n}", "news_media") for n in range(number)]

    found = row(*(says(party, n + 1) for n, party in enumerate(parties)))

    assert len(found.cards) == number
    assert len(found.conflicts) == number * (number - 1) // 2
