"""A long run that time ends has been everywhere about as often."""

from collections import Counter
from itertools import islice
from random import Random

import pytest

from tests.hostile import rounds

pytestmark = pytest.mark.django_db  # the scene of this folder asks for a database

FIELDS = {"claims:new": ["url", "title"], "claims:mend": ["reason"]}


def test_each_field_of_each_form_is_reached_before_any_is_reached_again():
    targets = rounds.of_forms(FIELDS, ["reader"])

    first = list(islice(rounds.in_rounds(targets, Random(1)), len(targets)))

    assert {(step.name, step.field) for step in first} == set(targets)


def test_no_target_is_ever_more_than_one_request_ahead_while_all_have_something_left():
    targets = rounds.of_forms(FIELDS, ["reader"])

    for ended_after in range(1, len(targets) * 10):
        times = Counter(dict.fromkeys(targets, 0))
        times.update((step.name, step.field) for step in islice(rounds.in_rounds(targets, Random(2)), ended_after))
        assert max(times.values()) - min(times.values()) <= 1


def test_everything_is_sent_once():
    targets = rounds.of_forms(FIELDS, ["reader", "editor"])

    steps = list(rounds.in_rounds(targets, Random(3)))

    assert len(steps) == len(set(steps)) == sum(len(kinds) for kinds in targets.values())
    assert {step.kind for step in steps if step.field == "reason"} == set(rounds.KINDS)
