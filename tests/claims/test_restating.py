"""Statements that look like one utterance are suggested, and never joined silently."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import Given
from claims.choices import LinkKind, Stance
from claims.models import Apart
from claims.restating import beside, read_pairs, suggestions, suggestions_for
from tests.factories import (
    NOON,
    make_citation,
    make_claim,
    make_country_subject,
    make_link,
    make_party,
    make_place,
    make_question,
    make_relay,
    make_source,
    the_author,
    the_editor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return make_question(answer_type="count", slug="how-many")


@pytest.fixture
def ngo():
    return make_party(slug="ngo", name="An NGO")


@pytest.fixture
def says(question, ngo):
    def make(number=11, **fields):
        return make_claim(**{"question": question, "asserted_by": ngo, "count_value": number, **fields})

    return make


def keep_apart(one, other):
    low, high = sorted([one, other], key=lambda claim: claim.pk)
    return Apart.objects.create(claim=low, other=high, decided_by=the_editor(), decided_at=NOON)


def pairs():
    return [(pair.root.ref, pair.other.ref) for pair in read_pairs(suggestions(the_editor()), the_editor())]


def test_the_same_speaker_question_subject_answer_and_date_are_suggested(says):
    one, other = says(), says()

    assert {frozenset(pair) for pair in pairs()} == {frozenset((one.ref, other.ref))}


def test_dates_that_overlap_are_enough(says):
    one, other = says(asserted_on="2022-12-03"), says(asserted_on="2022-12")

    assert {frozenset(pair) for pair in pairs()} == {frozenset((one.ref, other.ref))}


def test_another_answer_subject_question_stance_day_or_speaker_is_no_suggestion(says, question):
    says()
    says(10)
    says(subject=make_place())
    says(question=make_question(answer_type="count"))
    says(stance=Stance.DENIES)
    says(asserted_on="2022-12-04")
    says(asserted_by=make_party(name="Somebody else"))
    says(count_scope="of one bureau")

    assert pairs() == []


def test_what_has_no_date_or_no_typed_answer_is_no_suggestion(says, ngo):
    says(asserted_on="")
    says(asserted_on="")
    only_words = make_question(answer_type="none")
    for _ in range(2):
        make_claim(question=only_words, asserted_by=ngo)

    assert pairs() == []


def test_two_silences_of_one_day_are_suggested(ngo):
    question = make_question()
    for _ in range(2):
        make_claim(question=question, asserted_by=ngo, stance=Stance.DID_NOT_REPLY)

    assert len(pairs()) == 1


def test_a_ministry_and_its_spokesman_are_one_body(says, ngo):
    says()
    says(asserted_by=make_party(name="Its office", part_of=ngo))

    assert len(pairs()) == 1


def test_statements_of_one_family_or_kept_apart_are_not_suggested_again(says):
    one, other, third = says(), says(), says()
    make_link(other, one)
    keep_apart(other, third)

    assert pairs() == []


def test_each_of_many_is_suggested_once(says):
    for _ in range(5):
        says()

    assert len(pairs()) == 4


def test_a_statement_that_is_apart_from_one_is_offered_with_the_next(says):
    first, second, third = says(), says(), says()
    keep_apart(first, third)

    found = {frozenset(pair) for pair in pairs()}

    assert found == {frozenset((first.ref, second.ref)), frozenset((second.ref, third.ref))}


def test_a_statement_that_builds_on_another_may_still_be_suggested(says):
    one, other = says(), says()
    make_link(other, one, kind=LinkKind.BUILDS_ON)

    assert len(pairs()) == 1


def test_withdrawn_and_removed_statements_are_not_suggested(says):
    says()
    says(state="withdrawn", withdrawn_reason="Wrong.")
    says(removed_at=NOON, removed_for="privacy")

    assert pairs() == []


def test_the_nearer_to_the_origin_is_the_root(says, ngo):
    far = says()
    make_relay(far)
    near = says(citation=make_citation(source=make_source(publisher=ngo)))

    assert pairs() == [(near.ref, far.ref)]


def test_the_page_of_pairs_takes_a_fixed_number_of_queries(says, question):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as taken:
            read_pairs(suggestions(the_editor()), the_editor())
        return len(taken)

    says(), says()
    few = queries()
    for day in range(1, 20):
        says(asserted_on=f"2021-12-{day:02}"), says(asserted_on=f"2021-12-{day:02}")

    assert queries() == few


def asked(question, ngo, **fields):
    values = {
        "speaker": ngo,
        "question": question,
        "subjects": [make_country_subject()],
        "stance": Stance.SAYS,
        "answers": [Given(count_operator="=", count_value=11, count_unit=question.choices.first())],
        "asserted_on": "2022-12",
        "by": the_author(),
    }
    return suggestions_for(**{**values, **fields})


def test_an_unsaved_statement_is_compared_in_the_same_way(says, question, ngo):
    like = says()
    says(10)
    says(asserted_on="2021")

    assert [found.ref for found in asked(question, ngo)] == [like.ref]
    assert asked(question, ngo, asserted_on="") == ()
    assert asked(question, ngo, asserted_on="yesterday") == ()
    assert asked(question, ngo, subjects=[make_place()]) == ()
    assert asked(question, ngo, answers=[Given()]) == ()
    assert asked(question, make_party()) == ()


def test_of_a_family_only_its_root_is_named(says, question, ngo):
    root, retold = says(), says()
    make_link(retold, root)

    assert [found.ref for found in asked(question, ngo)] == [root.ref]


def test_a_saved_statement_names_what_it_looks_like(says):
    one, other, apart = says(), says(), says()
    keep_apart(one, apart)
    make_link(says(), one)

    assert [found.ref for found in beside(one, by=the_editor())] == [other.ref]


def test_readers_are_offered_no_drafts(says):
    one = says()
    says(published=False)

    assert beside(one, by=AnonymousUser()) == ()
