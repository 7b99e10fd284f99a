"""An answer fits its question, and there is one."""

import pytest

from claims.choices import AnswerType, Operator, Stance
from stations.choices import SubjectKind
from tests import factories as make
from tests.rules.refusals import copy, delete, refused_by, update

pytestmark = pytest.mark.django_db

DAYS_OF_2022 = {"date_answer_earliest": "2022-01-01", "date_answer_latest": "2022-12-31"}


def test_two_typed_answers_are_refused():
    number = make.make_claim(count_value=4)
    party = make.make_party()

    with refused_by("claim_one_typed_answer"):
        update(number, date_answer="2022", **DAYS_OF_2022)

    with refused_by("claim_one_typed_answer"):
        update(number, answer_party_id=party.pk)

    with refused_by("claim_one_typed_answer"):
        update(number, choice_id=number.count_unit_id)


def test_an_answer_of_another_type_than_the_questions_is_refused():
    claim = make.make_claim()

    with refused_by("claim_answer_fits_its_type"):
        update(claim, date_answer="2022", **DAYS_OF_2022)

    with refused_by("claim_answer_fits_its_type"):
        update(claim, answer_party_id=make.make_party().pk)


def test_a_claim_cannot_pretend_that_its_question_takes_another_type_of_answer():
    claim = make.make_claim()

    with refused_by("claim_answer_type_is_the_questions"):
        update(claim, answer_type=AnswerType.DATE, date_answer="2022", **DAYS_OF_2022)


def test_a_question_cannot_change_its_type_of_answer_under_its_claims():
    claim = make.make_claim()

    with refused_by("question_in_use_keeps_its_type"):
        update(claim.question, answer_type=AnswerType.PARTY)

    with refused_by("claim_answer_type_is_the_questions"):
        update(claim, answer_type=AnswerType.PARTY)


@pytest.mark.parametrize("answer_type", [AnswerType.NONE, AnswerType.PARTY, AnswerType.DATE, AnswerType.CHOICE])
def test_a_number_is_refused_where_the_question_asks_for_something_else(answer_type):
    number = make.make_claim(count_value=4)
    other = make.make_claim(question=make.make_question(answer_type=answer_type))

    with refused_by("claim_answer_fits_its_type"):
        update(other, count_value=4, count_operator="=", count_unit_id=number.count_unit_id)


def test_a_choice_of_another_question_is_refused():
    claim = make.make_claim()
    other = make.make_question()

    with refused_by("claim_choice_is_of_its_question"):
        update(claim, choice_id=other.choices.get(slug="yes").pk)


def test_a_choice_cannot_move_to_another_question_under_its_claims():
    claim = make.make_claim(choice="yes", question=make.make_question())

    with refused_by("choice_in_use_stays"):
        update(claim.choice, question_id=make.make_question(choices=[]).pk)

    with refused_by("claim_choice_is_of_its_question"):
        update(claim, choice_id=make.make_question().choices.get(slug="yes").pk)


def test_a_unit_of_another_question_is_refused():
    claim = make.make_claim(count_value=4)
    other = make.make_question(answer_type=AnswerType.COUNT, choices=["officers"])

    with refused_by("claim_unit_is_of_its_question"):
        update(claim, count_unit_id=other.choices.get().pk)


def test_a_count_with_the_stance_has_no_record_of_is_refused():
    claim = make.make_claim(count_value=4)

    with refused_by("claim_no_number_without_record"):
        update(claim, stance=Stance.HAS_NO_RECORD)


@pytest.mark.parametrize("stance", [Stance.DECLINED, Stance.DID_NOT_REPLY])
def test_who_declines_or_does_not_reply_gives_no_answer(stance):
    claim = make.make_claim(question=make.make_question(), choice="yes")

    with refused_by("claim_silence_gives_no_answer"):
        update(claim, stance=stance)


def test_who_asked_is_recorded_of_those_who_gave_no_answer_and_is_somebody_else():
    asker = make.make_party()
    silent = make.make_claim(stance=Stance.DID_NOT_REPLY, asked_by=asker)

    with refused_by("claim_asked_by_fits_stance"):
        update(make.make_claim(), asked_by_id=asker.pk)

    with refused_by("claim_nobody_asks_themselves"):
        update(silent, asked_by_id=silent.asserted_by_id)


@pytest.mark.parametrize(
    "columns",
    [{"count_unit_id": None}, {"count_operator": ""}, {"count_operator": "circa"}, {"count_value": None}],
)
def test_a_number_comes_whole_with_operator_and_unit(columns):
    claim = make.make_claim(count_value=4)

    with refused_by("claim_count_is_whole"):
        update(claim, **columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"count_operator": Operator.RANGE},
        {"count_operator": Operator.RANGE, "count_to": 3},
        {"count_operator": Operator.EQUAL, "count_to": 5},
    ],
)
def test_a_range_has_an_upper_end_and_nothing_else_has_one(columns):
    claim = make.make_claim(count_value=4)

    with refused_by("claim_range_has_an_upper_end"):
        update(claim, **columns)


def test_a_number_below_nought_is_refused():
    claim = make.make_claim(count_value=4)

    with refused_by("claims_claim_count_value_check"):
        update(claim, count_value=-1)


def test_a_question_about_a_kind_of_subject_it_does_not_apply_to_is_refused():
    question = make.make_question(subject_kinds=[SubjectKind.COUNTRY])
    claim = make.make_claim(question=question)
    station = make.make_station()

    with refused_by("claim_question_applies_to_that_kind"):
        update(claim, subject_id=station.pk, subject_kind=SubjectKind.STATION)


def test_an_answer_is_narrower_than_one_of_its_own_question():
    choice = make.make_choice()
    other = make.make_choice()

    with refused_by("choice_narrower_than_one_of_its_question"):
        update(choice, narrower_than_id=other.pk)

    with refused_by("choice_is_not_narrower_than_itself"):
        update(choice, narrower_than_id=choice.pk)


def test_two_choices_that_exclude_each_other_are_of_one_question():
    first, second = make.make_question().choices.order_by("pk")
    exclusion = make.make_exclusion(first, second)
    foreign = make.make_choice()

    with refused_by("exclusion_second_is_of_its_question"):
        update(exclusion, second_id=foreign.pk)

    with refused_by("exclusion_first_is_of_its_question"):
        update(exclusion, first_id=make.make_choice().pk, second_id=make.make_choice().pk)


def test_a_pair_of_exclusive_choices_is_written_once_and_one_way():
    exclusion = make.make_exclusion(*make.make_question().choices.all())

    with refused_by("exclusion_once"):
        copy(exclusion)

    with refused_by("exclusion_is_written_one_way"):
        copy(exclusion, first_id=exclusion.second_id, second_id=exclusion.first_id)

    with refused_by("exclusion_is_written_one_way"):
        update(exclusion, second_id=exclusion.first_id)


def test_choices_of_a_question_differ_in_word_and_order():
    choice = make.make_choice(slug="partly")

    with refused_by("choice_slug_once_in_a_question"):
        copy(choice, order=7)

    with refused_by("choice_order_once_in_a_question"):
        copy(choice, slug="another")


def test_a_date_question_says_whether_it_means_a_moment_or_a_period():
    date = make.make_question(answer_type=AnswerType.DATE)
    choice = make.make_question()

    with refused_by("question_date_kind_fits_answer_type"):
        update(date, date_kind="")

    with refused_by("question_date_kind_fits_answer_type"):
        update(choice, date_kind="moment")


def test_a_kind_of_subject_is_named_once_for_a_question():
    question = make.make_question(subject_kinds=["country"])

    with refused_by("question_subject_kind_once"):
        copy(question.subject_kinds.get())


def test_a_question_in_use_keeps_its_type_and_its_address():
    claim = make.make_claim(question=make.make_question(), choice="yes")

    with refused_by("question_in_use_keeps_its_type"):
        update(claim.question, answer_type="none")

    with refused_by("question_in_use_keeps_its_type"):
        update(claim.question, slug="another")


def test_an_answer_in_use_stays_with_its_question_and_is_not_deleted():
    question = make.make_question()
    claim = make.make_claim(question=question, choice="yes")
    number = make.make_claim(count_value=3)

    with refused_by("choice_in_use_stays"):
        update(claim.choice, question_id=make.make_question().pk)

    with refused_by("choice_in_use_stays"):
        update(number.count_unit, slug="another")

    with refused_by("choice_in_use_is_not_deleted"):
        delete(question.choices.get(slug="yes"))
