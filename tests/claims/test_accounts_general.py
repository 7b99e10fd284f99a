"""General statements beside a country's accounts, and who sees what until when."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from claims.accounts.arrange import country_accounts
from claims.choices import Stance
from tests.claims.printed import cards, row
from tests.factories import (
    make_claim,
    make_country,
    make_network,
    make_question,
    make_user,
)
from web.moments import Moment, looking_from

pytestmark = pytest.mark.django_db
READER = AnonymousUser()


def test_a_general_denial_joins_a_row_that_holds_an_account_about_the_country(italy, existence, ngo, beijing):
    make_claim(question=existence, choice="police-station", asserted_by=ngo)
    make_claim(
        question=existence,
        choice="police-station",
        asserted_by=beijing,
        stance=Stance.DENIES,
        subject=make_network(),
        asked_about=make_country(code="HU"),
    )

    found = row(country_accounts(italy, READER))

    assert [card.general for side in found.sides for card in side.cards] == [True, False]
    assert found.verdict_words == "Conflicts only with a general statement"
    assert found.origins.origins == 1


def test_a_general_accusation_joins_by_the_same_rule(italy, existence, ngo, ministry):
    make_claim(question=existence, choice="association", asserted_by=ministry)
    make_claim(question=existence, choice="police-station", asserted_by=ngo, subject=make_network())

    found = row(country_accounts(italy, READER))

    assert [card.speaker.name for side in found.sides for card in side.cards if card.general] == ["Safeguard Defenders"]


def test_a_general_statement_makes_no_row_of_its_own(italy, existence, how_many, ngo, beijing):
    make_claim(question=how_many, count_value=11, asserted_by=ngo)
    make_claim(question=existence, choice="association", asserted_by=beijing, subject=make_network())

    accounts = country_accounts(italy, READER)

    assert [heading.slug for heading in accounts.headings] == ["how-many"]
    assert accounts.closing == ()


def test_general_statements_made_when_asked_about_the_country_stand_in_the_closing_section(italy, existence, beijing):
    make_claim(question=existence, choice="association", asserted_by=beijing, subject=make_network(), asked_about=italy)
    make_claim(
        question=existence,
        choice="association",
        asserted_by=beijing,
        subject=make_network(),
        asked_about=make_country(code="HU"),
        asserted_on="2023",
    )

    accounts = country_accounts(italy, READER)

    assert accounts.headings == ()
    assert cards(accounts) == [("G.1", "Foreign Ministry of China", "says", "A community association")]
    assert len(accounts.notes) == 1


def test_a_general_statement_on_a_question_that_is_not_marked_stands_once_in_the_closing_section(italy, ngo, beijing):
    unmarked = make_question()
    make_claim(question=unmarked, choice="yes", asserted_by=ngo)
    make_claim(question=unmarked, choice="no", asserted_by=beijing, subject=make_network())

    accounts = country_accounts(italy, READER)

    assert [card.speaker.name for card in accounts.closing] == ["Foreign Ministry of China"]
    assert not accounts.conflicts


def test_two_general_statements_do_not_make_a_country_conflict(italy, existence, ngo, ministry, beijing):
    make_claim(question=existence, choice="undeclared-station", asserted_by=ministry, stance=Stance.HAS_NO_RECORD)
    make_claim(question=existence, choice="police-station", asserted_by=ngo, subject=make_network())
    make_claim(
        question=existence, choice="police-station", asserted_by=beijing, subject=make_network(), stance=Stance.DENIES
    )

    assert not country_accounts(italy, READER).conflicts


def test_a_denial_of_a_narrower_answer_names_the_lines_that_it_does_not_meet(italy, existence, ngo, beijing):
    make_claim(question=existence, choice="police-station", asserted_by=ngo)
    make_claim(
        question=existence,
        choice="undeclared-station",
        asserted_by=beijing,
        stance=Stance.DENIES,
        subject=make_network(),
    )

    accounts = country_accounts(italy, READER)

    assert not accounts.conflicts
    assert [card.narrower_than for card in accounts.cards] == [("1.2",), ()]


def test_readers_see_neither_drafts_nor_withdrawn_nor_restricted_statements(italy, existence, ngo):
    make_claim(question=existence, choice="police-station", asserted_by=ngo, published=False)
    make_claim(
        question=existence, choice="police-station", asserted_by=ngo, state="withdrawn", withdrawn_reason="Wrong."
    )
    restricted = make_claim(
        question=existence,
        choice="police-station",
        asserted_by=ngo,
        restricted=True,
        restricted_reason="For this test.",
    )

    assert country_accounts(italy, READER).cards == ()
    assert [note.statement.ref for note in country_accounts(italy, make_user()).notes] == [restricted.ref]


def test_said_by_a_day_keeps_what_had_certainly_been_said(italy, existence, ngo):
    kept = make_claim(question=existence, choice="police-station", asserted_by=ngo, asserted_on="2022-12-05")
    for later in ("2022-12-06", "2022-12", "2022", ""):
        make_claim(question=existence, choice="police-station", asserted_by=ngo, asserted_on=later)

    with looking_from(Moment(said_by=date(2022, 12, 5))):
        accounts = country_accounts(italy, READER)

    assert [note.statement.ref for note in accounts.notes] == [kept.ref]
    assert accounts.said_by == date(2022, 12, 5)


def test_a_country_without_a_claim_has_empty_accounts(italy):
    accounts = country_accounts(italy, READER)

    assert (accounts.headings, accounts.closing, accounts.notes, accounts.documents) == ((), (), (), ())
    assert len(accounts.silent_sides) == 6
