"""Two transactions that each add half of a circle: the second waits for the first, and is refused."""

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from tests import factories as make
from tests.rules.connections import connect

pytestmark = pytest.mark.django_db(transaction=True)

RESTATE = "INSERT INTO claims_link (claim_id, kind, to_id) VALUES (%s, 'restates', %s)"


def names_of_refusals(*halves: Callable[[psycopg.Connection[Any]], object]) -> list[str | None]:
    """Run each half in a thread and a transaction of its own; all have begun before any commits."""
    begun = threading.Barrier(len(halves), timeout=20)
    names: list[str | None] = []

    def run(half: Callable[[psycopg.Connection[Any]], object]) -> None:
        try:
            with connect() as own:
                own.execute("SELECT 1")
                begun.wait()
                half(own)
        except psycopg.Error as refusal:
            names.append(refusal.diag.constraint_name)

    threads = [threading.Thread(target=run, args=[half]) for half in halves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return names


def test_two_transactions_that_each_restate_the_others_claim():
    first, second = make.make_claim(), make.make_claim()

    refusals = names_of_refusals(
        lambda own: own.execute(RESTATE, [first.pk, second.pk]),
        lambda own: own.execute(RESTATE, [second.pk, first.pk]),
    )

    assert refusals == ["link_restatements_run_in_no_circle"]
    assert first.links_from.count() + second.links_from.count() == 1


def test_the_second_waits_until_the_first_has_committed():
    first, second, third = make.make_claim(), make.make_claim(), make.make_claim()
    make.make_link(second, third)
    with connect() as early, connect() as late:
        early.execute(RESTATE, [first.pk, second.pk])
        late.execute("SET lock_timeout = '200ms'")

        with pytest.raises(psycopg.errors.LockNotAvailable):
            late.execute(RESTATE, [third.pk, first.pk])

        early.commit()
        late.rollback()
        with pytest.raises(psycopg.errors.CheckViolation) as refusal:
            late.execute(RESTATE, [third.pk, first.pk])

    assert refusal.value.diag.constraint_name == "link_restatements_run_in_no_circle"


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_a_transaction_that_would_not_see_the_other_half_writes_no_restatement(level):
    first, second = make.make_claim(), make.make_claim()

    with connect() as own:
        own.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
        with pytest.raises(psycopg.errors.FeatureNotSupported):
            own.execute(RESTATE, [first.pk, second.pk])


def test_two_bodies_that_each_become_part_of_the_other():
    first, second = make.make_party(), make.make_party()
    part = "UPDATE sources_party SET part_of_id = %s WHERE id = %s"

    refusals = names_of_refusals(
        lambda own: own.execute(part, [first.pk, second.pk]),
        lambda own: own.execute(part, [second.pk, first.pk]),
    )

    assert refusals == ["party_is_part_of_no_circle"]


DEMOTE = "UPDATE users_user SET role = 'editor' WHERE id = %s"


def test_two_administrators_who_demote_each_other():
    first, second = make.make_user(role="administrator"), make.make_user(role="administrator")

    refusals = names_of_refusals(
        lambda own: own.execute(DEMOTE, [first.pk]),
        lambda own: own.execute(DEMOTE, [second.pk]),
    )

    assert refusals == ["user_last_administrator_stays"]
    assert type(first).objects.filter(role="administrator").count() == 1
