"""The steps of a claim: one table that actions, documents and database share."""

from itertools import permutations

import pghistory
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from claims import actions
from claims.actions import NotAllowed, ReviewedByAuthor
from claims.choices import ClaimState
from claims.drawn_transitions import document
from claims.models import Claim, Comment
from claims.transitions import TRANSITIONS, steps_from
from config import env
from config.env import BASE_DIR
from tests import factories as make
from tests.rules.refusals import check_deferred_keys, refused_by, update
from users.models import Role

pytestmark = pytest.mark.django_db

KNOWN = {(each.before, each.after) for each in TRANSITIONS}


@pytest.fixture
def alice():
    """Whoever wrote the claim."""
    return make.make_user()


@pytest.fixture
def bob():
    """Another person, who is an editor."""
    return make.make_user(role=Role.EDITOR)


def claim_in(state, **fields):
    """A claim in a state."""
    waiting = state in (ClaimState.DRAFT, ClaimState.IN_REVIEW)
    return make.make_claim(published=not waiting, state=state, **fields)


def columns_of(state):
    """What a row in a state has beside it."""
    editor = make.the_editor().pk
    seen = state in (ClaimState.PUBLISHED, ClaimState.WITHDRAWN)
    return {
        "state": state,
        "reviewed_by_id": editor if seen else None,
        "reviewed_at": make.NOON if seen else None,
        "submitted_at": make.NOON if state == ClaimState.IN_REVIEW else None,
        "withdrawn_by_id": editor if state == ClaimState.WITHDRAWN else None,
        "withdrawn_at": make.NOON if state == ClaimState.WITHDRAWN else None,
        "withdrawn_reason": "So." if state == ClaimState.WITHDRAWN else "",
    }


@pytest.mark.parametrize(("before", "after"), list(permutations(ClaimState, 2)))
def test_the_database_takes_the_steps_of_the_table_and_no_other(before, after):
    claim = claim_in(before)

    if (before, after) in KNOWN:
        update(claim, **columns_of(after))
        check_deferred_keys()
        claim.refresh_from_db()
        assert claim.state == after
    else:
        with refused_by("claim_step_is_known"):
            update(claim, **columns_of(after))


@pytest.mark.parametrize("each", TRANSITIONS, ids=lambda each: f"{each.before}-{each.name}")
def test_through_the_site_a_step_gives_its_reason_where_the_table_asks_for_one(each):
    claim = claim_in(each.before)

    if each.needs_reason:
        with refused_by("claim_step_gives_its_reason"), pghistory.context(who=1, why="x", reason=" "):
            update(claim, **columns_of(each.after))
        with pghistory.context(who=1, why="x", reason="Because."):
            update(claim, **columns_of(each.after))
    else:
        with pghistory.context(who=1, why="x"):
            update(claim, **columns_of(each.after))
    check_deferred_keys()

    claim.refresh_from_db()
    assert claim.state == each.after


def test_each_step_is_an_action_of_its_name():
    assert {each.name for each in TRANSITIONS} <= set(actions.__all__)
    assert {each.name for each in steps_from(ClaimState.IN_REVIEW)} == {"request_changes", "take_back", "publish"}


def test_the_document_is_the_one_that_would_be_drawn(tmp_path, settings):
    assert (BASE_DIR / "docs" / "review.md").read_text() == document()
    call_command("draw_transitions", check=True)
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()

    with pytest.raises(CommandError, match="out of date"):
        call_command("draw_transitions", check=True)
    call_command("draw_transitions")

    assert (tmp_path / "docs" / "review.md").read_text() == document()
    assert all(f"`{each.name}`" in document() for each in TRANSITIONS)


def test_a_draft_goes_the_whole_way(alice, bob):
    claim = claim_in("draft", created_by=alice)

    waiting = actions.submit(claim, by=alice, at=make.NOON)
    assert (waiting.state, waiting.submitted_at) == (ClaimState.IN_REVIEW, make.NOON)
    back = actions.request_changes(claim, by=bob, at=make.NOON, comment=" The day is wrong. ")
    assert (back.state, back.submitted_at) == (ClaimState.DRAFT, None)
    actions.submit(claim, by=alice, at=make.NOON)
    actions.take_back(claim, by=alice, at=make.NOON, reason="One more look.")
    actions.submit(claim, by=alice, at=make.NOON)
    shown = actions.publish(claim, by=bob, at=make.NOON)

    assert (shown.state, shown.reviewed_by, shown.submitted_at) == (ClaimState.PUBLISHED, bob, None)
    said = list(Comment.objects.order_by("pk").values_list("text", "asks_for_changes", "written_by"))
    assert said == [("The day is wrong.", True, bob.pk), ("One more look.", False, alice.pk)]
    whys = [event.pgh_context.metadata["why"] for event in claim.events.order_by("pgh_id") if event.pgh_context]
    assert whys == [
        "Submitted for review.",
        "Changes requested",
        "Submitted for review.",
        "Taken back by its author",
        "Submitted for review.",
        "Published.",
    ]


@pytest.mark.parametrize("state", ["in_review", "published", "withdrawn"])
def test_only_a_draft_is_submitted(alice, state):
    with pytest.raises(NotAllowed, match="Only a draft is submitted"):
        actions.submit(claim_in(state, created_by=alice), by=alice, at=make.NOON)


@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
def test_only_what_is_in_review_goes_back(alice, bob, state):
    claim = claim_in(state, created_by=alice)

    with pytest.raises(NotAllowed, match="Only what is in review"):
        actions.request_changes(claim, by=bob, at=make.NOON, comment="x")
    with pytest.raises(NotAllowed, match="Only what is in review"):
        actions.take_back(claim, by=alice, at=make.NOON, reason="x")


def test_who_may_take_which_step(alice, bob):
    claim = claim_in("draft", created_by=alice)
    carol = make.make_user()

    with pytest.raises(NotAllowed, match="Only its author or an editor"):
        actions.submit(claim, by=carol, at=make.NOON)
    actions.submit(claim, by=bob, at=make.NOON)
    for somebody in (alice, carol):
        with pytest.raises(NotAllowed, match="Only an editor asks"):
            actions.request_changes(claim, by=somebody, at=make.NOON, comment="x")
    with pytest.raises(NotAllowed, match="Only its author takes it back"):
        actions.take_back(claim, by=bob, at=make.NOON, reason="x")


def test_an_author_who_is_an_editor_takes_back_and_asks_nothing_of_themselves(bob):
    claim = claim_in("in_review", created_by=bob)

    with pytest.raises(NotAllowed, match="take it back"):
        actions.request_changes(claim, by=bob, at=make.NOON, comment="x")
    with pytest.raises(ReviewedByAuthor):
        actions.publish(claim, by=bob, at=make.NOON)
    actions.take_back(claim, by=bob, at=make.NOON, reason="x")


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "x" * 5001])
def test_changes_are_not_requested_without_saying_which(alice, bob, text):
    claim = claim_in("in_review", created_by=alice)

    with pytest.raises(NotAllowed):
        actions.request_changes(claim, by=bob, at=make.NOON, comment=text)

    claim.refresh_from_db()
    assert (claim.state, Comment.objects.count()) == (ClaimState.IN_REVIEW, 0)


def test_what_was_removed_takes_no_step(alice, bob):
    gone = claim_in("draft", created_by=alice, removed_at=make.NOON, removed_for="privacy")

    with pytest.raises(NotAllowed, match="was removed"):
        actions.submit(gone, by=alice, at=make.NOON)


def test_discarding_takes_comments_and_the_assignment_along(alice, bob):
    claim = claim_in("in_review", created_by=alice)
    make.make_comment(claim)
    make.make_assignment(claim, editor=bob)

    actions.discard(claim, by=alice, at=make.NOON)

    assert not Claim.objects.filter(pk=claim.pk).exists()


def test_a_desk_of_one_publishes_its_own_and_the_row_says_so(bob, settings):
    own = claim_in("in_review", created_by=bob)
    settings.SECOND_READER = "optional"

    shown = actions.publish(own, by=bob, at=make.NOON)

    assert (shown.published_alone, shown.reviewed_by) == (True, bob)


def test_what_somebody_else_wrote_carries_no_mark_whatever_the_setting(alice, bob, settings):
    settings.SECOND_READER = "optional"

    assert actions.publish(claim_in("draft", created_by=alice), by=bob, at=make.NOON).published_alone is False


def test_a_contributor_publishes_nothing_of_their_own_either(alice, settings):
    settings.SECOND_READER = "optional"

    with pytest.raises(NotAllowed, match="Only an editor publishes"):
        actions.publish(claim_in("draft", created_by=alice), by=alice, at=make.NOON)


def test_somebody_else_reads_it_as_the_second_person(bob, settings):
    settings.SECOND_READER = "optional"
    own = actions.publish(claim_in("draft", created_by=bob), by=bob, at=make.NOON)
    second = make.make_user(role=Role.EDITOR)

    with pytest.raises(NotAllowed, match="somebody else"):
        actions.read_second(own, by=bob, at=make.NOON)
    with pytest.raises(NotAllowed, match="Only an editor"):
        actions.read_second(own, by=make.make_user(), at=make.NOON)
    read = actions.read_second(own, by=second, at=make.NOON)

    assert (read.published_alone, read.reviewed_by, read.state) == (False, second, ClaimState.PUBLISHED)
    with pytest.raises(NotAllowed, match="second person has"):
        actions.read_second(own, by=second, at=make.NOON)


def test_published_again_after_a_withdrawal_by_somebody_else_it_has_no_mark(bob, settings):
    settings.SECOND_READER = "optional"
    own = actions.publish(claim_in("draft", created_by=bob), by=bob, at=make.NOON)
    second = make.make_user(role=Role.EDITOR)
    actions.withdraw(own, by=second, at=make.NOON, reason="A slip.")

    again = actions.publish(own, by=second, at=make.NOON, reason="It was right.")

    assert again.published_alone is False


@pytest.mark.parametrize("value", ["none", "1", "requird"])
def test_the_setting_is_one_of_two_words(monkeypatch, value):
    monkeypatch.setenv("SECOND_READER", value)
    with pytest.raises(ImproperlyConfigured, match="required or optional"):
        env.one_of("SECOND_READER", ("required", "optional"))
    monkeypatch.setenv("SECOND_READER", "")
    assert env.one_of("SECOND_READER", ("required", "optional")) == "required"
