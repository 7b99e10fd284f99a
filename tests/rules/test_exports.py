"""What the database holds of exports: known words, whole when made and nothing before, forward only, once."""

from datetime import UTC, date, datetime

import pytest

from tests import factories as make
from tests.rules.refusals import NEVER_CHANGED, copy, delete, execute, refused, refused_by, update

pytestmark = pytest.mark.django_db

LATER = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("export_state_is_known", {"state": "lost", "sha256": ""}),
        ("export_step_is_known", {"step": "resting", "state": "making", "started_at": LATER}),
        ("export_failure_is_told", {"state": "failed", "failure": ""}),
        ("export_failure_is_told", {"state": "failed", "failure": "bad luck"}),
        ("export_failure_is_told", {"failure": "trouble"}),
        ("export_volumes_are_counted", {"volume": 3, "volumes": 2}),
        ("export_of_drafts_says_who", {"with_drafts": True}),
    ],
)
def test_an_export_says_what_it_is_in_known_words(name, columns):
    waiting = make.make_export_in_hand()

    with refused_by(name):
        copy(waiting, **columns, key="00000000-0000-4000-8000-000000000001")


@pytest.mark.parametrize(
    "missing",
    [{"sha256": ""}, {"sha256": "ABC"}, {"digest": ""}, {"size": None}, {"size": 0}, {"made_at": None},
     {"release": ""}, {"volume": 0, "volumes": 0}],
)  # fmt: skip
def test_what_was_made_is_whole(missing):
    made = make.make_export()

    with refused_by("export_is_whole_or_nothing"):
        copy(made, **{"digest": "e" * 64, **missing}, key="00000000-0000-4000-8000-000000000001")


@pytest.mark.parametrize("state", ["asked", "making", "failed", "cancelled"])
@pytest.mark.parametrize(
    "left",
    [{"sha256": "a" * 64}, {"digest": "a" * 64}, {"size": 1}, {"made_at": LATER}, {"release": "r"},
     {"signature": "s"}, {"statements": '{"aaaaaaa": ""}'}, {"sources": [1]}, {"parties": [1]},
     {"copies": ["a"]}, {"erased_at": LATER}],
)  # fmt: skip
def test_nothing_is_recorded_of_what_was_not_made(state, left):
    waiting = make.make_export_in_hand()
    fits = {"failure": "trouble" if state == "failed" else "", "started_at": LATER if state == "making" else None}

    with refused_by("export_is_whole_or_nothing"):
        copy(waiting, state=state, **fits, **left, key="00000000-0000-4000-8000-000000000001", format="odt")


@pytest.mark.parametrize("columns", [{"started_at": LATER}, {"step": "reading"}, {"state": "making"}])
def test_what_is_being_made_has_started_and_what_waits_has_not(columns):
    waiting = make.make_export_in_hand()

    with refused_by("export_being_made_has_started"):
        copy(waiting, **columns, key="00000000-0000-4000-8000-000000000001", format="odt")


@pytest.mark.parametrize("moment", [{}, {"said_by": date(2022, 12, 31)}, {"as_of": LATER}])
@pytest.mark.parametrize("again", [{}, {"state": "making", "started_at": LATER}])
def test_the_same_is_in_hand_once(moment, again):
    waiting = make.make_export_in_hand(options={"style": "apa"}, **moment)

    with refused_by("export_is_asked_for_once"):
        copy(waiting, **again, key="00000000-0000-4000-8000-000000000001")


def test_what_ended_stands_in_nobodys_way():
    waiting = make.make_export_in_hand()
    update(waiting, state="cancelled")

    make.make_export_in_hand()


def test_the_same_is_made_once_until_its_bytes_are_erased():
    made = make.make_export()
    with refused_by("export_is_made_once"):
        copy(made, key="00000000-0000-4000-8000-000000000001")

    update(made, erased_at=LATER)

    copy(made, key="00000000-0000-4000-8000-000000000001", erased_at=None)


ENDS = {
    "failed": {"state": "failed", "failure": "trouble"},
    "cancelled": {"state": "cancelled"},
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("state", ["asked", "making"])
def test_what_failed_or_was_cancelled_never_goes_on(end, state):
    ended = make.make_export_in_hand()
    update(ended, **ENDS[end])
    started = LATER if state == "making" else None

    with refused_by("export_moves_forward"):
        update(ended, state=state, failure="", started_at=started)


@pytest.mark.parametrize("columns", [{"sha256": "b" * 64}, {"statements": "{}", "size": 2}, {"state": "failed"}])
def test_what_was_made_never_changes(columns):
    with refused_by("export_moves_forward"):
        update(make.make_export(), **columns)


def test_bytes_are_erased_once_and_never_come_back():
    made = make.make_export()
    update(made, erased_at=LATER)

    with refused_by("export_moves_forward"):
        update(made, erased_at=None)


def test_what_was_made_is_never_deleted():
    made = make.make_export()

    with refused() as refusal:
        delete(made)

    assert (refusal.sqlstate, refusal.constraint) == (NEVER_CHANGED, "export_made_stays")


def test_what_came_to_nothing_can_be_deleted():
    waiting = make.make_export_in_hand()
    update(waiting, state="cancelled")

    execute("DELETE FROM dossiers_export WHERE id = %s", [waiting.pk])
