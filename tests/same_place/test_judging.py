"""Judging whether two stations are one place, changing one's mind, taking it back, and undoing that."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.actions import NotAllowed, publish, withdraw
from claims.actions.same_place import Judged, change_mind, judge, restore, take_back
from claims.choices import Stance
from claims.log.query import Asked, Log
from claims.log.reading import read
from claims.models import SamePlace
from claims.same_place.read import pairs_with
from claims.since.read import changes_about
from tests import factories as make
from tests.same_place.scene import pair
from users.models import Role

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(days=1)


@pytest.fixture
def editor():
    return make.make_user(role=Role.EDITOR)


def judged(two, editor, **fields):
    """The observers say that both are one place."""
    given = {
        "one": two.harbour,
        "other": two.canal,
        "judgement": "same",
        "claim": two.observers,
        "reason": "It says so.",
    }
    return judge(Judged(**{**given, **fields}), by=editor, at=make.NOON)


def standing(two):
    """What stands of the two, as a reader gets it."""
    (found,) = pairs_with(two.canal, make.make_user())
    return [(each.judgement, each.reason) for each in found.standing]


def lines():
    """The lines of the log about it: what reads otherwise, and the reason."""
    found = read(Log(Asked(kind="same_place"))[0:20])
    return [([(each.label, each.old, each.new) for each in line.changes], line.reason) for line in found]


def test_either_order_is_the_same_pair_and_nothing_is_merged(editor):
    two = pair()
    before = (two.canal.claims.count(), two.harbour.claims.count())

    row = judged(two, editor)

    assert (row.first, row.second) == (two.canal, two.harbour)
    assert (two.canal.claims.count(), two.harbour.claims.count()) == before
    with pytest.raises(NotAllowed, match="entered already"):
        judged(two, editor, one=two.canal, other=two.harbour, judgement="different")


def test_only_an_editor_judges_changes_takes_back_and_restores(editor):
    two, contributor = pair(), make.make_user(role=Role.CONTRIBUTOR)
    row = judged(two, editor)
    otherwise = {"judgement": "unsure", "reason": "It does not.", "why": "A slip."}

    with pytest.raises(NotAllowed, match="Only an editor"):
        judged(two, contributor, claim=two.ministry)
    with pytest.raises(NotAllowed, match="Only an editor"):
        change_mind(row, by=contributor, at=LATER, **otherwise)
    for act in (take_back, restore):
        with pytest.raises(NotAllowed, match="Only an editor"):
            act(row, by=contributor, at=LATER, reason="A slip.")


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"judgement": "perhaps"}, "one place, two places"),
        ({"reason": " "}, "what in the passage says so"),
        ({"same": True}, "not compared with itself"),
        ({"place": True}, "Only two reported stations"),
        ({"draft": True}, "published statement"),
        ({"silent": True}, "said nothing of the two"),
    ],
)
def test_what_cannot_be_said_of_two_stations_is_refused_in_a_sentence(editor, fields, refusal):
    two = pair()
    stand_ins: dict[str, Any] = {
        "same": lambda: {"one": two.canal},
        "place": lambda: {"one": two.canal.parent},
        "draft": lambda: {"claim": make.make_claim(subject=two.canal, published=False)},
        "silent": lambda: {"claim": make.make_claim(subject=two.canal, stance=Stance.DID_NOT_REPLY)},
    }
    name = next(iter(fields))

    with pytest.raises(NotAllowed, match=refusal):
        judged(two, editor, **(stand_ins[name]() if name in stand_ins else fields))

    assert not SamePlace.objects.exists()


def test_a_changed_mind_keeps_the_old_judgement_as_taken_back_with_its_reason(editor):
    two = pair()
    row = judged(two, editor)

    change_mind(row, judgement="unsure", reason="It may mean another one.", why="Read again.", by=editor, at=LATER)

    (found,) = pairs_with(two.harbour, editor)
    assert standing(two) == [("unsure", "It may mean another one.")]
    assert [(each.judgement, each.withdrawn_reason) for each in found.taken_back] == [("same", "Read again.")]
    new = SamePlace.objects.get(withdrawn_at=None)
    with pytest.raises(NotAllowed, match="entered already"):
        change_mind(new, judgement="unsure", reason=new.reason, why="Again.", by=editor, at=LATER)


def test_taking_back_can_be_undone_and_the_log_tells_both_with_their_reasons(editor):
    two = pair()
    row = judged(two, editor)

    row = take_back(row, by=editor, at=LATER, reason="It meant another office.")
    assert standing(two) == []
    row = restore(row, by=editor, at=LATER, reason="It did mean this one.")

    assert standing(two) == [("same", "It says so.")]
    assert lines() == [
        ([("State", "taken back", "stands")], "It did mean this one."),
        ([("State", "stands", "taken back")], "It meant another office."),
    ]
    with pytest.raises(NotAllowed, match="was not taken back"):
        restore(row, by=editor, at=LATER, reason="Again.")


def test_what_was_taken_back_is_not_restored_beside_another_from_the_same_statement(editor):
    two = pair()
    row = judged(two, editor)
    change_mind(row, judgement="unsure", reason="It may.", why="Read again.", by=editor, at=LATER)

    with pytest.raises(NotAllowed, match="Another judgement from the same statement"):
        restore(row, by=editor, at=LATER, reason="It was right.")

    assert standing(two) == [("unsure", "It may.")]


@pytest.mark.parametrize("act", [take_back, restore])
def test_readers_are_owed_a_reason(editor, act):
    row = make.make_same_place(withdrawn_at=make.NOON if act is restore else None)

    with pytest.raises(NotAllowed, match="Readers will see the reason"):
        act(row, by=editor, at=LATER, reason=" ")


def test_it_counts_no_more_while_its_statement_is_withdrawn(editor):
    two = pair()
    judged(two, editor)

    withdraw(two.observers, by=editor, at=LATER, reason="It was misread.")
    assert standing(two) == []
    publish(two.observers, by=editor, at=LATER, reason="It was not.")

    assert standing(two) == [("same", "It says so.")]


def test_the_log_is_found_by_country_and_by_statement(editor, client):
    two = pair()
    take_back(judged(two, editor), by=editor, at=LATER, reason="It meant another office.")
    make.make_country(code="HU")

    def numbers(**asked):
        return len(Log(Asked(kind="same_place", **asked)))

    assert numbers() == numbers(country=two.canal.country) == numbers(statement=two.observers.ref) == 1
    assert numbers(country=make.make_country(code="HU")) == numbers(statement=two.ministry.ref) == 0
    page = client.get("/corrections/log/?kind=same_place").content.decode()
    assert "“Rivertown, canal” and “Rivertown, harbour”: one place" in page


def changes(two, moment):
    """What became of the judgements since a moment."""
    found = changes_about(make.make_country(), since=moment).all
    return [(str(each.kind), each.record.name, each.why) for each in found if each.record.what == "Same place or not"]


def test_the_changes_of_the_country_tell_what_was_judged_and_taken_back_since(editor, client):
    two = pair()
    start = timezone.now()
    row = judged(two, editor)
    between = timezone.now()
    name = "The Observers says: one place (Rivertown, canal; Rivertown, harbour)"

    assert changes(two, start) == [("added", name, "")]
    assert changes(two, between) == []

    row = take_back(row, by=editor, at=timezone.now(), reason="It meant another office.")
    after = timezone.now()

    assert changes(two, start) == changes(two, between) == [("withdrawn", name, "It meant another office.")]

    restore(row, by=editor, at=timezone.now(), reason="It did mean this one.")

    assert changes(two, between) == []
    (again,) = changes_about(make.make_country(), since=after).all
    assert [(each.what, each.before, each.after) for each in again.alterations] == [("State", "taken back", "stands")]
    for address in ("/countries/it/changes/", "/countries/it/changes.atom"):
        text = client.get(f"{address}?since={start:%Y-%m-%dT%H:%M:%S}.000000Z").content.decode()
        assert "one place (Rivertown, canal; Rivertown, harbour)" in text
