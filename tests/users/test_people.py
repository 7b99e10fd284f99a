"""Administrators see people, give roles and desks, and close accounts; nobody else learns who has an account."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests import factories as make
from tests.users.codes import is_signed_in, queries_for, set_up_app, sign_in
from users.actions import people as acting
from users.models import Desk, Role, User

pytestmark = pytest.mark.django_db

WHY = "Because this test says so."


@pytest.fixture
def administrator():
    return make.make_user(role="administrator", email="adam@desk.example")


@pytest.fixture
def office(client, administrator):
    """The browser of an administrator."""
    client.force_login(administrator)
    return client


def page_of(person):
    return f"/people/{person.pk}/"


def act(office, person, act, **typed):
    return office.post(page_of(person), {"act": act, "why": WHY, **typed})


def last_reason(person):
    events: Any = User
    return events.pgh_event_model.objects.filter(pgh_obj_id=person.pk).latest("pgh_id").pgh_context.metadata["why"]


def test_the_list_has_address_role_desks_second_step_last_day_and_whether_the_account_is_open(office):
    person = make.make_user(role="editor", email="eva@desk.example")
    make.make_desk(name="Zürich", members=[person])
    make.make_desk(name="Accra", members=[person])
    set_up_app(person)
    User.objects.filter(pk=person.pk).update(last_login=make.NOON, is_active=False)

    page = office.get("/people/").content.decode()

    row = page.split("eva@desk.example")[1].split("</tr>")[0]
    assert row.index("Accra") < row.index("Zürich")
    assert all(words in row for words in ["Editor", "set up", "24 November 2026", "closed"])
    assert "12:00" not in row


def test_the_list_asks_as_many_queries_for_fifty_rows_as_for_one(office):
    desk = make.make_desk()
    make.make_membership(desk=desk)
    for_few = queries_for(office, "/people/")

    for _number in range(48):
        make.make_membership(desk=desk)

    assert queries_for(office, "/people/") == for_few < 8


def test_the_page_of_a_person_asks_as_many_queries_for_fifty_changes_as_for_one(office, administrator):
    person = make.make_user()
    make.make_membership(user=person)
    acting.close_account(person, why=WHY, by=administrator, at=make.NOON)
    for_few = queries_for(office, page_of(person))

    for _number in range(25):
        make.make_membership(user=person)
        acting.open_account(person, why=WHY, by=administrator, at=make.NOON)
        acting.close_account(person, why=WHY, by=administrator, at=make.NOON)

    assert queries_for(office, page_of(person)) == for_few < 14


def test_desks_ask_as_many_queries_for_fifty_rows_as_for_one(office):
    desk = make.make_desk(members=[make.make_user()])
    for_one = [queries_for(office, address) for address in ("/desks/", f"/desks/{desk.slug}/")]

    for _number in range(49):
        make.make_membership(desk=desk)
        make.make_desk()

    assert [queries_for(office, address) for address in ("/desks/", f"/desks/{desk.slug}/")] == for_one
    assert max(for_one) < 8


ADDRESSES = [
    "/people/",
    "/people/{person}/",
    "/people/invitations/",
    "/people/invitations/{invitation}/",
    "/desks/{desk}/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_who_is_no_administrator_gets_the_same_403_whatever_there_is(client, role, address):
    there = {
        "person": make.make_user(email="secret@desk.example").pk,
        "invitation": make.make_invitation(email="secret-too@desk.example").pk,
        "desk": make.make_desk(slug="secret-desk").slug,
    }
    client.force_login(make.make_user(role=role))

    found = [getattr(client, method)(address.format(**there)) for method in ("get", "post")]
    missing = client.get(address.format(person=10**9, invitation=10**9, desk="no-such-desk"))

    assert {answer.status_code for answer in [*found, missing]} == {403}
    words = {answer.content.decode().split("<main")[1].split("</main>")[0] for answer in [*found, missing]}
    assert len(words) == 1
    assert "secret" not in words.pop()


@pytest.mark.parametrize("address", [*ADDRESSES, "/desks/", "/accounts/", "/accounts/sessions/", "/accounts/2fa/"])
def test_who_is_not_signed_in_is_led_to_sign_in_whatever_there_is(client, address):
    for number in (make.make_user().pk, 10**9):
        answer = client.get(address.format(person=number, invitation=number, desk="desk"))

        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/?next=")


def test_a_role_and_desks_are_given_with_a_reason_that_the_history_keeps(office, administrator):
    person, desk, former = make.make_user(), make.make_desk(name="Europe"), make.make_desk(name="Asia", members=[])
    make.make_membership(user=person, desk=former)

    answer = act(office, person, "rights", role="editor", desks=[desk.pk])

    assert answer.status_code == 302
    person = User.objects.get(pk=person.pk)
    assert (person.role, person.desk_ids) == (Role.EDITOR, frozenset({desk.pk}))
    assert last_reason(person) == WHY
    shown = office.get(page_of(person)).content.decode()
    for words in ["Editor from then on, before Contributor", "Joined the desk “Europe”", "Left the desk “Asia”", WHY]:
        assert words in shown
    assert administrator.email in shown.split("What was changed")[1]


@pytest.mark.parametrize("act_named", ["rights", "close", "open", "second_step"])
def test_nothing_is_done_without_a_reason(office, act_named):
    person = make.make_user()
    set_up_app(person)

    answer = act(office, person, act_named, role="editor", why=" ")

    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    person.refresh_from_db()
    assert (person.role, person.is_active) == ("contributor", True)
    assert Authenticator.objects.filter(user=person).count() == 2


@pytest.mark.parametrize("act_named", ["", "delete", "rights; close"])
def test_a_page_that_does_not_say_what_to_do_changes_nothing(office, act_named):
    assert act(office, make.make_user(), act_named, role="editor").status_code == 400


def test_nobody_changes_their_own_role_closes_their_own_account_or_takes_their_own_second_step(office, administrator):
    make.make_user(role="administrator")

    acts = [act(office, administrator, "rights", role="contributor")]
    acts += [act(office, administrator, name) for name in ("close", "second_step")]

    administrator.refresh_from_db()
    assert (administrator.role, administrator.is_active) == ("administrator", True)
    assert [answer.status_code for answer in acts] == [302, 422, 422]  # desks of one's own may be chosen
    with pytest.raises(acting.NotChanged, match="their own role"):
        acting.change_rights(administrator, role="editor", desks=[], why=WHY, by=administrator, at=make.NOON)


def test_the_last_administrator_is_told_to_make_another_first(administrator):
    gone = make.make_user(role="administrator")
    acting.change_rights(gone, role="editor", desks=[], why=WHY, by=administrator, at=make.NOON)

    for change in (
        lambda: acting.change_rights(administrator, role="editor", desks=[], why=WHY, by=gone, at=make.NOON),
        lambda: acting.close_account(administrator, why=WHY, by=gone, at=make.NOON),
    ):
        with pytest.raises(acting.NotChanged, match="last administrator"):
            change()
    administrator.refresh_from_db()
    assert (administrator.role, administrator.is_active) == ("administrator", True)


def test_closing_an_account_signs_out_everywhere_at_once_and_opening_it_revives_no_session(office):
    person = make.make_user()
    laptop, phone = sign_in(person), sign_in(person)
    assert is_signed_in(laptop)
    assert is_signed_in(phone)

    act(office, person, "close")

    assert not is_signed_in(laptop)
    assert not is_signed_in(phone)
    assert not is_signed_in(sign_in(person))
    assert last_reason(person) == WHY
    act(office, person, "open")
    assert not is_signed_in(laptop)
    assert is_signed_in(sign_in(person))


def test_a_lost_second_step_is_taken_away_with_a_reason(office):
    person = make.make_user(role="editor")
    secret = set_up_app(person)
    laptop = sign_in(person, code="")

    answer = act(office, person, "second_step")

    assert answer.status_code == 302
    assert secret
    assert Authenticator.objects.filter(user=person).count() == 0
    assert last_reason(person) == WHY
    assert "The second step was taken away" in office.get(page_of(person)).content.decode()
    assert not is_signed_in(laptop)
    assert is_signed_in(sign_in(person))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["/people/999999999/", "/people/99999999999999999999999/", "/desks/no-such/"])
def test_what_is_not_there_is_404_for_an_administrator(office, method, address):
    assert getattr(office, method)(address, {"act": "close"}).status_code == 404


HOSTILE = {"1 MB": "x" * 1_000_000, "NUL": "a\x00b", "half a pair": b"a\xed\xa0\x80b", "turned": "a\u202eb"}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", ["why", "role", "desks"])
def test_hostile_texts_about_a_person_are_no_error_and_keep_what_is_safe(office, field, text):
    person = make.make_user()
    typed = {"role": "editor", "why": WHY, field: text}

    answer = act(office, person, "rights", **typed)

    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert field == "why"
        kept = last_reason(person)
        assert "\x00" not in kept
        assert kept.count("\u202e") == kept.count("\u202c")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_of_a_desk_are_no_error_and_turn_nothing_after_them(office, text):
    answer = office.post("/desks/", {"name": text})

    assert answer.status_code in (302, 422)
    for desk in Desk.objects.all():
        assert desk.name.count("\u202e") == desk.name.count("\u202c")
        assert len(desk.name) <= 120


def test_a_desk_is_made_and_renamed_by_an_administrator_and_lists_its_members(office):
    office.post("/desks/", {"name": "Europe desk"})
    desk = Desk.objects.get(name="Europe desk")
    make.make_membership(user=make.make_user(email="eva@desk.example"), desk=desk)

    office.post(f"/desks/{desk.slug}/", {"name": "EUROPE DESK"})
    twice = office.post("/desks/", {"name": "europe desk"})

    desk.refresh_from_db()
    assert (desk.slug, desk.name) == ("europe-desk", "EUROPE DESK")
    assert "There is a desk of this name already." in twice.content.decode()
    assert "eva@desk.example" in office.get(f"/desks/{desk.slug}/").content.decode()


def test_others_see_their_own_desks_only_and_no_people(client):
    person = make.make_user()
    make.make_desk(name="Their desk", members=[person, make.make_user(email="eva@desk.example")])
    make.make_desk(name="Another desk")
    client.force_login(person)

    page = client.get("/desks/").content.decode()

    assert "Their desk" in page
    assert "Another desk" not in page
    assert "eva@desk.example" not in page
    assert client.post("/desks/", {"name": "Mine"}).status_code == 403


@pytest.mark.parametrize("address", ["/people/{person}/", "/people/invitations/", "/people/invitations/1/", "/desks/"])
def test_nothing_is_changed_without_the_token_of_the_page(administrator, address):
    person = make.make_user()
    elsewhere = Client(enforce_csrf_checks=True)
    elsewhere.force_login(administrator)

    answer = elsewhere.post(address.format(person=person.pk), {"act": "close", "why": WHY, "name": "A desk"})

    assert answer.status_code == 403
    person.refresh_from_db()
    assert person.is_active
    assert Desk.objects.count() == 0
