"""What authorities did as a sequence: who says so, when, who disputes it; never a last word."""

import json

import pytest

from claims.accounts.statement import Option
from claims.choices import Stance, Timing
from claims.responses import NO_ANSWER, STAGE_OF, STAGES, responses_of
from claims.responses_in_words import disputes, stage_words, stages_words, told
from config.env import BASE_DIR
from tests.claims.laid_out import accounts
from tests.claims.said import (
    ITALY,
    LA_NAZIONE,
    MFA,
    MINISTRY,
    NETWORK,
    PRATO_STATION,
    SD,
    STATION,
    denies,
    says,
)
from tests.claims.said import asked as question

RESPONSE = question("host-response", timing=Timing.EVENT, heading_order=10)
STATUS = question("status", timing=Timing.DATED, heading_title="Is it open or closed?", heading_order=12)
INQUIRY, ORDERED = Option("inquiry-opened", "Inquiry opened"), Option("ordered-closed", "Ordered closed")
OPEN = Option("open", "Open", excludes=frozenset({"closed"}))
CLOSED = Option("closed", "Closed", excludes=frozenset({"open"}))


def sequences(*statements):
    return responses_of(accounts(*statements))


def test_steps_stand_in_the_order_of_their_time_and_those_without_a_day_last():
    closed = says(MFA, CLOSED, asked=STATUS, said_on="2023-05")
    inquiry = says(MINISTRY, INQUIRY, asked=RESPONSE, said_on="2022-10-26")
    undated = says(LA_NAZIONE, ORDERED, asked=RESPONSE, said_on="")

    (sequence,) = sequences(closed, undated, inquiry)

    assert [step.stage for step in sequence.steps] == ["investigating", "reported-closed", "ordered-closed"]
    assert stages_words(sequence) == "Investigating → Reported closed; undated: Ordered closed"


def test_an_act_stands_at_its_own_time_and_says_when_it_was_said():
    step = sequences(says(SD, CLOSED, asked=STATUS, said_on="2023-04-17", about_period="2022"))[0].steps[0]

    assert (str(step.when), str(step.said_on)) == ("2022", "17 April 2023")


def test_who_did_not_reply_is_a_step():
    step = sequences(says(MINISTRY, asked=RESPONSE, stance=Stance.DID_NOT_REPLY, sentence="No answer came."))[0].steps[
        0
    ]

    assert step.stage == NO_ANSWER
    assert told(step) == "Interior Ministry of Italy did not reply: No answer came."


def test_ordered_closed_is_not_closed_and_a_denial_of_the_order_is_a_disputed_step():
    (sequence,) = sequences(
        says(SD, ORDERED, asked=RESPONSE, said_on="2023-01"),
        denies(MINISTRY, ORDERED, asked=RESPONSE, said_on="2023-01"),
    )

    assert {step.stage for step in sequence.steps} == {"ordered-closed"}
    assert {stage_words(step) for step in sequence.steps} == {"Ordered closed", "Ordered closed (denied)"}
    assert all(step.is_disputed for step in sequence.steps)
    assert stages_words(sequence) == "Ordered closed (disputed)"


def test_accounts_that_conflict_name_each_other_by_line():
    (sequence,) = sequences(
        says(MFA, CLOSED, asked=STATUS, said_on="2023-02"), says(MINISTRY, OPEN, asked=STATUS, said_on="2023-02")
    )

    steps = {step.speaker.slug: step for step in sequence.steps}
    assert (
        disputes(steps["mfa-china"])
        == f"Disputed by Interior Ministry of Italy ({steps['interior-ministry-italy'].line})"
    )
    assert (
        disputes(steps["interior-ministry-italy"])
        == f"Disputed by Foreign Ministry of China ({steps['mfa-china'].line})"
    )


def test_steps_about_different_times_do_not_dispute_each_other():
    (sequence,) = sequences(
        says(MFA, CLOSED, asked=STATUS, said_on="2023-02"), says(MINISTRY, OPEN, asked=STATUS, said_on="2023-05-15")
    )

    assert not any(step.is_disputed for step in sequence.steps)


def test_each_subject_has_a_sequence_of_its_own_the_country_first():
    found = sequences(
        says(SD, CLOSED, asked=STATUS, about=PRATO_STATION), says(MINISTRY, INQUIRY, asked=RESPONSE, about=ITALY)
    )

    assert [sequence.about.slug for sequence in found] == ["italy", "prato-station"]


def test_one_answer_at_two_times_is_two_steps_and_the_same_time_in_two_texts_is_one():
    first = says(MINISTRY, INQUIRY, asked=RESPONSE, said_on="2022-11-01")
    again = says(MINISTRY, INQUIRY, asked=RESPONSE, said_on="2023-04-19")
    copied = says(MINISTRY, INQUIRY, asked=RESPONSE, said_on="2023-04-19", restates=(again.ref,))

    (sequence,) = sequences(first, again, copied)

    assert [(str(step.when), len(step.notes)) for step in sequence.steps] == [
        ("1 November 2022", 1),
        ("19 April 2023", 2),
    ]


def test_what_is_no_response_is_no_step():
    assert sequences(says(SD, STATION, about=ITALY), says(SD, 11), says(MFA, STATION, about=NETWORK)) == ()


def test_an_answer_without_a_choice_goes_by_its_heading():
    statement = says(SD, asked=STATUS, stance=Stance.ACCEPTS_IN_PART)

    assert stage_words(sequences(statement)[0].steps[0]) == "Is it open or closed? (in part)"


@pytest.mark.parametrize("slug", sorted(STAGE_OF))
def test_every_choice_of_the_questions_about_the_response_has_a_stage(slug):
    questions = json.loads((BASE_DIR / "fixtures" / "questions.json").read_text())["questions"]
    choices = {choice["slug"] for each in questions if each["slug"] == slug for choice in each["choices"]}

    assert set(STAGE_OF[slug]) == choices
    assert set(STAGE_OF[slug].values()) <= set(STAGES)
