"""Roles, desks and closed accounts."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pghistory
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from users.actions.refusals import constraint_of
from users.actions.sessions import end_sessions
from users.actions.tokens import end_tokens
from users.models import Desk, Membership, User
from web.slugs import free_slug

LAST_ADMINISTRATOR = ("user_last_administrator_stays", "user_last_administrator_is_not_deleted")


class NotChanged(Exception):
    """Nothing was changed; the message says why, for an administrator."""


@contextmanager
def _written(*, why: str, by: User, at: datetime) -> Iterator[None]:
    """In one transaction, with its reason in the history. What the database refuses is said in a sentence."""
    try:
        with transaction.atomic(), pghistory.context(who=by.pk, at=at.isoformat(), why=why):
            yield
    except IntegrityError as refusal:
        if constraint_of(refusal) not in LAST_ADMINISTRATOR:
            raise
        raise NotChanged(_("This is the last administrator: make another one first.")) from refusal


def _for_writing(pk: int) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=pk)


def change_rights(person: User, *, role: str, desks: Iterable[Desk], why: str, by: User, at: datetime) -> None:
    """Give a person this role, and let them belong to these desks and to no other. Raises NotChanged.

    With another role, their tokens end: they were made for what could be done before.
    """
    if person.pk == by.pk and person.role != role:
        raise NotChanged(_("Nobody changes their own role: another administrator does."))
    wanted = {desk.pk for desk in desks}
    with _written(why=why, by=by, at=at):
        person = _for_writing(person.pk)
        if person.role != role:
            person.role = role
            person.save(update_fields=["role"])
            end_tokens(person, by=by, at=at)
        person.memberships.exclude(desk__in=wanted).delete()
        missing = wanted - set(person.memberships.values_list("desk_id", flat=True))
        Membership.objects.bulk_create(Membership(user=person, desk_id=pk) for pk in sorted(missing))


def close_account(person: User, *, why: str, by: User, at: datetime) -> None:
    """Let a person sign in no more, and end what they are signed in to. Raises NotChanged."""
    if person.pk == by.pk:
        raise NotChanged(_("Nobody closes their own account: another administrator does."))
    _set_active(person, active=False, why=why, by=by, at=at)


def open_account(person: User, *, why: str, by: User, at: datetime) -> None:
    """Let a person sign in again."""
    _set_active(person, active=True, why=why, by=by, at=at)


def _set_active(person: User, *, active: bool, why: str, by: User, at: datetime) -> None:
    with _written(why=why, by=by, at=at):
        person = _for_writing(person.pk)
        if person.is_active != active:
            person.is_active = active
            person.save(update_fields=["is_active"])
        end_sessions(person)
        end_tokens(person, by=by, at=at)


def take_second_step(person: User, *, why: str, by: User, at: datetime) -> None:
    """Take the second step of somebody who lost it, recovery codes included, and sign them out. Raises NotChanged.

    What was set up stands in no history, so the version of the account that is written here carries the reason.
    """
    if person.pk == by.pk:
        raise NotChanged(_("Nobody takes their own second step: another administrator does."))
    with _written(why=why, by=by, at=at):
        person = _for_writing(person.pk)
        Authenticator.objects.filter(user=person).delete()
        person.second_step_taken_at = at
        person.save(update_fields=["second_step_taken_at"])
        end_sessions(person)
        end_tokens(person, by=by, at=at)


def make_desk(name: str, *, by: User, at: datetime) -> Desk:
    """Make a desk."""
    with _written(why="A desk was made.", by=by, at=at):
        return Desk.objects.create(name=name, slug=free_slug(Desk, name, otherwise="desk"))


def rename_desk(desk: Desk, name: str, *, by: User, at: datetime) -> None:
    """Give a desk another name. Its address stays."""
    with _written(why="A desk was renamed.", by=by, at=at):
        desk.name = name
        desk.save(update_fields=["name"])
