"""The passage nearest to words that were not found: the whole of it, and nothing around it."""

import pytest

from sources.quoting.find import Text
from sources.quoting.nearest import nearest

COPY = (
    "The Office for Practice published its yearly count on Monday. The office said that it had counted 21 stations in "
    "135 towns, and that it had not visited any of them. The count was first reported by a broadcaster, and the office "
    "said so in the notice."
)


@pytest.mark.parametrize(
    ("typed", "passage"),
    [
        (
            "The office said that it had counted 135 stations in 21 towns",
            "The office said that it had counted 21 stations in 135 towns",
        ),
        ("The office said it had counted 135 stations", "The office said that it had counted 21 stations"),
        ("The count was reported first by the broadcaster", "The count was first reported by a broadcaster"),
        ("any of them. The count was reported by", "any of them. The count was first reported by"),
    ],
)
def test_a_word_that_stands_there_twice_does_not_cut_the_nearest_passage(typed, passage):
    found = nearest(typed, Text(COPY, [0]))

    assert found is not None
    assert COPY[found.start : found.end] == passage


def test_words_that_resemble_nothing_have_no_nearest_passage():
    assert nearest("Seven boats crossed a frozen river at dawn", Text(COPY, [0])) is None
