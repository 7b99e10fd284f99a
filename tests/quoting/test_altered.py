"""Altered quotations are never found, harmless variants nearly always: counted over real and invented ones."""

import subprocess
import sys

import pytest

from benchmarks.quotations import altered, harmless, invented
from benchmarks.quotations.figures import SEED, Figures, altered_figures, harmless_figures, set_in_lines
from benchmarks.quotations.invented import TONGUES, own_chance, passages
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
    originals = passages(SEED, 10)

    lost = [each.exact for each in originals if not stands(each.exact, each.text)]
    lost_in_lines = [
        each.exact for each in originals if not stands(each.exact, set_in_lines(each, own_chance(SEED, each.exact)))
    ]

    assert (lost, lost_in_lines) == ([], [])


def test_another_quotation_in_the_fixtures_changes_no_figure_of_the_others(monkeypatch):
    real = invented.fixture_quotations()
    monkeypatch.setattr(invented, "fixture_quotations", lambda: real[:2])
    before = harmless_figures(invented=5)
    monkeypatch.setattr(invented, "fixture_quotations", lambda: real[:3])
    after = harmless_figures(invented=5)

    (tongue, _) = real[2]
    added = after.tried - before.tried
    assert before.tried - after.tried == {}
    assert added.total() > 0
    assert {each for _, each in added} == {tongue}


def test_the_variants_are_those_of_every_other_run():
    program = """if True:
        from benchmarks.quotations import altered, harmless, invented

        for passage in invented.passages(1, 5)[-30:]:
            for variants in (altered.alterations, harmless.variants):
                print(*variants(passage, invented.own_chance(1, passage.exact)))
    """

    runs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": of}, check=True, capture_output=True
        ).stdout
        for of in ("1", "2")
    }

    assert len(runs) == 1
    assert len(runs.pop()) > 100_000
