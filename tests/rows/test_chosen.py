"""Choosing hides cards and rows, and changes nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.accounts.chosen import (
    MOST_CARDS,
    MOST_CONFLICTS,
    MOST_ON_A_PAGE,
    MOST_STATEMENTS,
    Chosen,
    bounded,
    marked,
    narrowed,
    one_page_of,
    pages_of,
    with_notes_of,
)
from claims.accounts.side_by_side import Accounts
from claims.sides import SIDES
from tests.claims.said import (
    CNN,
    COMMUNITY,
    ITALY,
    MFA,
    MILAN,
    MINISTRY,
    NETWORK,
    PRATO,
    SD,
    STATION,
    UNDECLARED,
    asked,
    denies,
    document,
    has_no_record,
    says,
    speaker,
)
from tests.claims.test_conflict_properties import linked_statements
from tests.claims.test_grouped import page

RUN_BY = asked("run-by", "party", heading="who-runs-it", heading_title="Who runs it?", heading_order=3)


@pytest.fixture
def italy():
    said = says(SD, STATION, about=PRATO, said_on="2022-12")
    return page(
        said,
        says(SD, STATION, said_on="2022-12"),
        denies(MINISTRY, STATION, rebuts=(said.ref,), said_on="2023"),
        has_no_record(MINISTRY, STATION, about=MILAN),
        denies(MFA, UNDECLARED, about=NETWORK),
        says(SD, 4, said_on="2022-09"),
        says(SD, 11, said_on="2022-12"),
        says(CNN, MFA, asked=RUN_BY, said_on="2024-05"),
    )


def lines(accounts):
    return [card.number for card in accounts.cards]


def speakers(accounts):
    return {card.speaker.slug for card in accounts.cards}


def test_nothing_chosen_is_everything(italy):
    kept, hidden = narrowed(italy, Chosen())

    assert kept == italy
    assert (hidden.cards, hidden.rows) == (0, 0)


def test_a_side_or_a_single_party_is_kept_and_the_rest_is_counted(italy):
    kept, hidden = narrowed(italy, Chosen(sides=frozenset({"host"}), parties=frozenset({"cnn"})))

    assert speakers(kept) == {"interior-ministry-italy", "cnn"}
    assert (hidden.cards, hidden.of_cards) == (len(italy.cards) - 3, len(italy.cards))
    assert (hidden.rows, hidden.of_rows) == (1, 3)
    assert kept.headings[0].questions[0].hidden == 3


def test_only_what_conflicts_leaves_the_cards_that_conflict(italy):
    kept, _hidden = narrowed(italy, Chosen(conflicts_only=True))

    assert [heading.slug for heading in kept.headings] == ["what-is-there"]
    assert all(card.conflicts_with for card in kept.cards)
    assert len(kept.cards) == 3


def test_headings_are_kept_with_all_their_cards(italy):
    kept, _hidden = narrowed(italy, Chosen(headings=frozenset({"how-many"})))

    assert [heading.slug for heading in kept.headings] == ["how-many"]
    assert len(kept.cards) == 2


def test_conflicts_first_puts_rows_and_cards_in_another_order_and_keeps_their_numbers(italy):
    kept, _hidden = narrowed(italy, Chosen(order="conflict"))

    first = kept.headings[0].questions[0]
    assert first.is_in_conflict
    assert all(
        [bool(card.conflicts_with) for card in side.cards]
        == sorted((bool(card.conflicts_with) for card in side.cards), reverse=True)
        for side in first.sides
    )
    assert sorted(lines(kept)) == sorted(lines(italy))


def test_newest_first_puts_the_row_with_the_newest_statement_first(italy):
    kept, _hidden = narrowed(italy, Chosen(order="date"))

    assert [heading.slug for heading in kept.headings] == ["who-runs-it", "what-is-there", "how-many"]


def test_sentences_about_hidden_accounts_are_hidden_and_the_words_of_the_row_stay(italy):
    before = italy.headings[0].questions[0]
    (after,) = narrowed(italy, Chosen(sides=frozenset({"chinese"})))[0].headings[0].questions

    assert before.conflicts
    assert before.remarks
    assert after.conflicts == ()
    assert len(after.remarks) == 1
    assert (after.verdict, after.verdict_words, after.origins) == (before.verdict, before.verdict_words, before.origins)


def test_an_answer_that_is_shown_counts_those_who_are_hidden_as_well():
    accounts = page(says(SD, 11), says(CNN, 11))

    kept, _hidden = narrowed(accounts, Chosen(parties=frozenset({"cnn"})))

    (answer,) = kept.headings[0].questions[0].answers
    assert (answer.origins.sources, len(answer.speakers)) == (2, 2)


CHOICES = st.builds(
    Chosen,
    sides=st.frozensets(st.sampled_from(SIDES)),
    parties=st.frozensets(st.sampled_from([SD.slug, MFA.slug, MINISTRY.slug])),
    headings=st.frozensets(st.sampled_from(["what-is-there", "how-many"])),
    conflicts_only=st.booleans(),
    order=st.sampled_from(["", "conflict", "date"]),
)


@given(linked_statements(), CHOICES)
def test_hiding_changes_no_verdict_no_conflict_and_no_number(every, chosen):
    accounts = page(*every)
    rows = {row.key: row for heading in accounts.headings for row in heading.questions}
    cards = {card.number: card for card in accounts.cards}

    kept, hidden = narrowed(accounts, chosen)

    for heading in kept.headings:
        for row in heading.questions:
            whole = rows[row.key]
            assert (row.verdict, row.origins) == (whole.verdict, whole.origins)
            assert set(row.conflicts) <= set(whole.conflicts)
            assert row.hidden == len(whole.cards) - len(row.cards)
    assert all(cards[card.number] == card for card in kept.cards)
    assert hidden.cards == len(accounts.cards) - len(kept.cards)
    assert kept.notes == accounts.notes


@given(linked_statements(), CHOICES)
def test_every_line_that_is_named_stands_on_the_page(every, chosen):
    shown = bounded(narrowed(page(*every), chosen)[0])

    there = set(lines(shown))
    for card in shown.cards:
        ends = [each.line for each in (*card.rebuts, *card.rebutted_by) if each.line]
        assert {*card.conflicts_with, *card.narrower_than, *ends} <= there
    for row in (row for heading in shown.headings for row in heading.questions):
        assert {line for answer in row.answers for line in answer.lines} <= there
        assert {turn.line for course in row.courses for turn in course.turns if turn.line} <= there


# Very many


def crowd(number):
    """A row in which so many papers give numbers of their own, of which the first conflicts with the ministry's."""
    papers = [speaker(f"paper-{n}", "news_media") for n in range(number)]
    return page(says(MINISTRY, 7), *(says(paper, 7 if n else 8) for n, paper in enumerate(papers)))


def test_a_cell_shows_two_dozen_accounts_and_counts_the_rest():
    shown = bounded(crowd(500))

    media = next(side for side in shown.headings[0].questions[0].sides if side.slug == "media")
    assert (len(media.cards), media.left_out) == (MOST_CARDS, 500 - MOST_CARDS)
    assert any(card.conflicts_with for card in media.cards)


def wide(questions, papers):
    """A page of so many rows, each with as many papers on one side of which one conflicts with all others."""
    every = []
    for number in range(questions):
        each = asked(f"question-{number}", "count", heading=f"heading-{number}", heading_order=number, order=number)
        every.append(says(MINISTRY, 8, asked=each))
        every += [
            says(speaker(f"paper-{n}", "news_media"), 7 if n == papers - 1 else 8, asked=each) for n in range(papers)
        ]
    return page(*every)


def test_thirty_rows_of_twelve_accounts_are_shown_whole():
    assert len(bounded(wide(30, 11)).cards) == 360


def test_a_page_of_many_long_rows_shows_fewer_of_each_and_counts_the_rest():
    whole = wide(40, 20)
    shown = bounded(whole)

    media = [side for heading in shown.headings for side in heading.questions[0].sides if side.slug == "media"]
    assert len(shown.cards) <= MOST_ON_A_PAGE < len(whole.cards)
    assert {len(side.cards) for side in media} == {9}
    assert {side.left_out for side in media} == {11}
    assert all(card.conflicts_with or card.more_conflicts for card in shown.cards)


def test_whatever_is_left_out_stands_on_some_page_of_the_row():
    accounts = crowd(120)
    pages = [one_page_of(accounts, number) for number in range(1, pages_of(accounts) + 1)]

    assert pages_of(accounts) == 3
    assert sorted({line for each in pages for line in lines(each)}) == sorted(lines(accounts))


def test_conflicts_that_are_not_told_are_counted():
    papers = [speaker(f"paper-{n}", "news_media") for n in range(12)]
    shown = bounded(page(*(says(paper, n + 1) for n, paper in enumerate(papers))))

    row = shown.headings[0].questions[0]
    assert (len(row.conflicts), row.more_conflicts) == (MOST_CONFLICTS, 66 - MOST_CONFLICTS)


def test_a_card_of_five_hundred_statements_keeps_the_notes_of_those_it_names():
    every = [says(SD, STATION, said_on=str(1500 + n), source=document(f"s-{n}")) for n in range(500)]
    accounts = page(*every)

    shown = with_notes_of(bounded(accounts))

    assert len(accounts.notes) == 500
    assert len(shown.notes) == len(shown.documents) == MOST_STATEMENTS
    assert marked(shown) == {note.statement.ref for note in shown.notes}


def test_notes_of_what_stands_elsewhere_on_the_page_are_kept():
    accounts = page(says(SD, STATION), says(CNN, COMMUNITY, about=ITALY))
    hidden = accounts.cards[0].newest.ref
    kept, _hidden = narrowed(accounts, Chosen(parties=frozenset({accounts.cards[1].speaker.slug})))
    kept = replace(
        kept,
        headings=tuple(
            replace(h, questions=tuple(replace(q, conflicts=()) for q in h.questions)) for h in kept.headings
        ),
    )

    assert hidden not in {note.statement.ref for note in with_notes_of(kept).notes}
    assert hidden in {note.statement.ref for note in with_notes_of(kept, [hidden]).notes}


def test_an_empty_page_has_one_page():
    assert pages_of(Accounts((), (), (), ())) == 1
