"""What people did is added, says whose it is, and never changes."""

import pytest

from tests import factories as make
from tests.rules.refusals import NEVER_CHANGED, copy, delete, refused, refused_by, update

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("column", ["kind", "person_id", "by_id", "at", "means", "particulars"])
def test_no_column_of_an_act_is_ever_changed(column):
    act = make.make_act()

    with refused() as refusal:
        update(act, **{column: None})

    assert (refusal.sqlstate, refusal.constraint) == (NEVER_CHANGED, "act_never_changes")


def test_an_act_is_never_deleted():
    act = make.make_act()

    with refused_by("act_never_changes"):
        delete(act)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("act_kind_is_known", {"kind": "slept"}),
        ("act_means_are_known", {"means": ["password", "a hunch"]}),
        ("act_says_whose", {"person_id": None}),
        ("act_says_whose", {"by_id": None}),
        ("act_says_whose", {"kind": "refused"}),
    ],
)
def test_what_an_act_cannot_say(name, columns):
    act = make.make_act()

    with refused_by(name):
        copy(act, **columns)


def test_a_refusal_may_be_about_nobodys_account_and_is_done_by_nobody_known():
    copy(make.make_act(), kind="refused", person_id=None, by_id=None)
