"""What the desk says about a claim, who looks at it, and what is kept of a form that nobody sent."""

from datetime import timedelta
from uuid import uuid4

import pytest

from claims.models import UnsentForm
from tests import factories as make
from tests.rules.refusals import refused_by, update

pytestmark = pytest.mark.django_db


def test_a_claim_takes_no_step_that_is_not_in_the_table():
    with refused_by("claim_step_is_known"):
        update(make.make_claim(), state="draft")


def test_what_is_in_review_says_since_when_and_nothing_else_does():
    with refused_by("claim_in_review_since_when"):
        update(make.make_claim(published=False), state="in_review")
    with refused_by("claim_in_review_since_when"):
        update(make.make_claim(), submitted_at=make.NOON)


def test_only_its_author_publishes_alone():
    claim = make.make_claim()

    with refused_by("claim_published_alone_by_its_author"):
        update(claim, published_alone=True)
    with refused_by("claim_not_reviewed_by_its_author"):
        update(claim, reviewed_by_id=claim.created_by_id)
    update(claim, reviewed_by_id=claim.created_by_id, published_alone=True)


def test_a_comment_says_something():
    comment = make.make_comment()

    for text in ("", " \n "):
        with refused_by("comment_says_something"):
            update(comment, text=text)


def test_a_comment_has_an_end():
    with refused_by("comment_is_short_enough"):
        update(make.make_comment(), text="x" * 5001)


def test_a_comment_is_not_edited_before_it_was_written():
    with refused_by("comment_edited_after_it_was_written"):
        update(make.make_comment(), edited_at=make.NOON - timedelta(minutes=1))


def test_a_claim_has_one_editor_who_looks_at_it():
    assignment = make.make_assignment()

    with refused_by("claims_assignment_claim_id_key"):
        make.make_assignment(assignment.claim)


def test_one_form_is_kept_once_for_one_person_and_is_no_store_of_files():
    user, key = make.make_user(), uuid4()
    values = {"kept_for": user, "form_key": key, "kept_at": make.NOON}
    kept = UnsentForm.objects.create(content="statement=x", **values)

    with refused_by("unsent_form_once"):
        UnsentForm.objects.create(content="statement=y", **values)
    with refused_by("unsent_form_is_small_enough"):
        update(kept, content="x" * 100_001)
