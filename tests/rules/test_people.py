"""Rules about the people who write here, and their desks."""

import pghistory
import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.rules.refusals import FOREIGN_KEY, copy, delete, execute, refused, refused_as_empty, refused_by, update

pytestmark = pytest.mark.django_db

NOWHERE = "0.0.0.0"  # noqa: S104


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


@pytest.mark.parametrize("columns", [{"role": "editor"}, {"is_active": False}])
def test_the_last_administrator_stays_one(columns):
    first = make.make_user(role="administrator")
    closed = make.make_user(role="administrator")
    update(closed, is_active=False)

    with refused_by("user_last_administrator_stays"):
        update(first, **columns)
    update(closed, is_active=True)
    update(first, **columns)


def test_the_last_administrator_is_not_deleted():
    first, second = make.make_user(role="administrator"), make.make_user(role="administrator")
    delete(second)

    with refused_by("user_last_administrator_is_not_deleted"):
        delete(first)


def test_nobody_gives_themselves_a_role():
    person, administrator = make.make_user(role="editor"), make.make_user(role="administrator")

    with refused_by("user_role_is_given_by_another"), pghistory.context(who=person.pk):
        update(person, role="administrator")
    with pghistory.context(who=administrator.pk):
        update(person, role="contributor")


def test_no_address_of_a_session_is_kept_whoever_writes_it():
    session = UserSession.objects.create(user=make.make_user(), ip="203.0.113.7", session_key="k", user_agent="Firefox")
    update(session, ip="203.0.113.8")  # the trigger "usersession_forgets_address" refuses nothing: it writes zeros

    session.refresh_from_db()
    assert session.ip == NOWHERE
    execute("SET LOCAL session_replication_role = replica")  # no trigger fires
    with refused_by("usersession_keeps_no_address"):
        update(session, ip="203.0.113.8")


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("invitation_role_is_known", {"role": "owner"}),
        ("invitation_digest_is_a_digest", {"digest": "a token in the clear"}),
        ("invitation_expires_after_it_was_sent", {"expires_at": make.NOON}),
        ("invitation_accepted_at_with_by", {"accepted_at": make.NOON}),
        ("invitation_revoked_at_with_by", {"revoked_at": make.NOON}),
    ],
)
def test_what_an_invitation_cannot_say(name, columns):
    with refused_by(name):
        update(make.make_invitation(), **columns)


def test_an_invitation_is_accepted_or_revoked_and_not_both():
    invitation, person = make.make_invitation(), make.make_user()
    update(invitation, accepted_at=make.NOON, accepted_by_id=person.pk)

    with refused_by("invitation_accepted_or_revoked_not_both"):
        update(invitation, revoked_at=make.NOON, revoked_by_id=person.pk)


def test_an_address_has_one_invitation_that_waits():
    make.make_invitation(email="ada@desk.example")
    other = make.make_invitation()

    with refused_by("invitation_open_once_for_an_address"):
        update(other, email="ADA@desk.example")
    update(other, revoked_at=make.NOON, revoked_by_id=make.make_user().pk)
    update(other, email="ada@desk.example")


def test_a_desk_stands_once_in_an_invitation():
    desk = make.make_desk()

    with refused_by("invitation_desk_once"):
        copy(make.make_invitation(desks=[desk]).to_desks.get())
