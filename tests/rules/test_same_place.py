"""Whether two stations are one place: what the database refuses, whoever writes."""

import pghistory
import pytest

from claims.models import SamePlace
from tests import factories as make
from tests.rules.refusals import copy, refused_as_empty, refused_by, update

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return make.make_same_place()


def test_only_two_stations_are_compared(row):
    place = make.make_place()

    with refused_by("same_place_first_is_a_station"):
        update(row, first_id=row.first.parent_id)

    with refused_by("same_place_second_is_a_station"):
        update(row, second_id=place.pk)


def test_a_station_of_a_pair_does_not_become_something_else():
    first, second = make.make_station(), make.make_station()
    make.make_same_place(first, second, claim=make.make_claim())

    with refused_by("same_place_second_is_a_station"):
        update(second, kind="case", precision="", parent_id=make.make_country_subject().pk, parent_kind="country")


def test_a_station_is_not_compared_with_itself(row):
    with refused_by("same_place_is_of_two"):
        update(row, second_id=row.first_id)


def test_a_pair_has_one_order(row):
    with refused_by("same_place_lower_key_first"):
        update(row, first_id=row.second_id, second_id=row.first_id)


def test_it_says_one_of_three_things(row):
    with refused_by("same_place_judgement_is_known"):
        update(row, judgement="perhaps")


@pytest.mark.parametrize("column", ["claim_id", "first_id", "second_id", "made_by_id", "made_at"])
def test_it_rests_on_a_statement_and_says_who_entered_it_when(row, column):
    with refused_as_empty(column):
        update(row, **{column: None})


@pytest.mark.parametrize("reason", ["", " \n"])
def test_it_says_what_in_the_passage_says_so(row, reason):
    with refused_by("same_place_says_why"):
        update(row, reason=reason)


def test_one_statement_judges_a_pair_once_as_long_as_that_stands(row):
    with refused_by("same_place_judged_once"):
        copy(row, judgement="different")

    copy(row, desk_reading=True)
    update(row, withdrawn_at=make.NOON, withdrawn_by_id=row.made_by_id, withdrawn_reason="It was misread.")
    copy(row, withdrawn_at=None, withdrawn_by_id=None, withdrawn_reason="", judgement="different")

    assert SamePlace.objects.count() == 3


def test_what_is_taken_back_says_when_by_whom_and_why(row):
    whole = {"withdrawn_at": make.NOON, "withdrawn_by_id": row.made_by_id, "withdrawn_reason": "It was misread."}
    for missing in whole:
        with refused_by("same_place_withdrawal_says_when_and_why"):
            update(row, **{name: value for name, value in whole.items() if name != missing})

    with refused_by("same_place_withdrawal_says_when_and_why"):
        update(row, **{**whole, "withdrawn_reason": " "})

    update(row, **whole)


def test_a_change_through_the_site_says_why(row):
    with refused_by("same_place_change_gives_a_reason"), pghistory.context(who=1):
        SamePlace.objects.filter(pk=row.pk).update(judgement="different")

    with pghistory.context(who=1, reason="A slip."):
        SamePlace.objects.filter(pk=row.pk).update(judgement="different")
