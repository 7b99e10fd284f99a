"""Rules about the people who write here, and their desks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.rules.refusals import FOREIGN_KEY, copy, delete, refused, refused_as_empty, refused_by, update

pytestmark = pytest.mark.django_db


def test_no_two_desks_have_one_name_or_one_address_in_any_case():
    make.make_desk(name="Europe desk", slug="europe")
    other = make.make_desk()

    with refused_by("desk_name_once_in_any_case"):
        update(other, name="EUROPE DESK")
    with refused_by("desk_slug_once_in_any_case"):
        update(other, slug="Europe")


@pytest.mark.parametrize("columns", [{"name": ""}, {"name": " \t\n"}, {"slug": ""}])
def test_a_desk_has_a_name_and_an_address(columns):
    with refused_by("desk_has_a_name"):
        update(make.make_desk(), **columns)


def test_a_person_belongs_to_a_desk_once():
    with refused_by("membership_once"):
        copy(make.make_membership())


def test_a_membership_has_a_person_and_a_desk_and_neither_goes_while_it_stands():
    membership = make.make_membership()

    with refused_as_empty("user_id"):
        update(membership, user_id=None)
    with refused_as_empty("desk_id"):
        update(membership, desk_id=None)
    for row in (membership.user, membership.desk):
        with refused() as refusal:
            delete(row)
        assert refusal.sqlstate == FOREIGN_KEY


def test_a_person_is_asked_for_their_desks_once():
    person = make.make_user()
    desks = [make.make_desk(members=[person]) for _number in range(3)]
    make.make_desk(members=[make.make_user()])

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = [person.desk_ids for _time in range(5)]

    assert found == [frozenset(desk.pk for desk in desks)] * 5
    assert len(queries) == 1
    assert make.make_user().desk_ids == frozenset()
