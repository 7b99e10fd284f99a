"""Altered quotations are never found, harmless variants nearly always: counted over real and invented ones."""

import random

import pytest

from benchmarks.quotations import altered, harmless
from benchmarks.quotations.figures import Figures, altered_figures, harmless_figures, set_in_lines
from benchmarks.quotations.invented import TONGUES, passages
from tests.quoting.seeking import stands

INVENTED = 25  # for each language; `python -m benchmarks.quotations` tries more


@pytest.fixture(scope="module")
def altered_ones() -> Figures:
    """Counted once for this file."""
    return altered_figures(invented=INVENTED)


@pytest.fixture(scope="module")
def harmless_ones() -> Figures:
    """Counted once for this file."""
    return harmless_figures(invented=INVENTED)


def test_of_ten_thousand_altered_quotations_none_is_found(altered_ones):
    assert altered_ones.tried.total() >= 10_000
    assert altered_ones.wrong == []
    assert altered_ones.found.total() == 0


def test_of_a_thousand_harmless_variants_ninety_nine_in_a_hundred_are_found(harmless_ones):
    tried, found = harmless_ones.tried.total(), harmless_ones.found.total()

    assert tried >= 1_000
    assert found / tried >= 0.99, harmless_ones.wrong


def test_every_kind_of_change_is_tried_often_and_in_every_language(altered_ones, harmless_ones):
    for kind in altered.KINDS:
        assert sum(count for (name, _), count in altered_ones.tried.items() if name == kind) >= 100, kind
    for kind in set(harmless.KINDS) - {"the ellipsis sign"}:
        assert sum(count for (name, _), count in harmless_ones.tried.items() if name == kind) >= 30, kind
    for tongue in TONGUES:
        for kind in ("a negation dropped", "two numbers swapped", "a digit changed", "two names swapped"):
            assert altered_ones.tried[kind, tongue] >= 20, (kind, tongue)


def test_what_was_altered_is_found_as_it_was():
    chance = random.Random(20221204)
    originals = passages(chance, 10)

    lost = [each.exact for each in originals if not stands(each.exact, each.text)]
    lost_in_lines = [each.exact for each in originals if not stands(each.exact, set_in_lines(each, chance))]

    assert (lost, lost_in_lines) == ([], [])
