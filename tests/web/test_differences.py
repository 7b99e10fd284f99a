"""What was changed in a text, word by word."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from web.differences import GONE, NEW, SAME, differences

TEXTS = st.text(alphabet=st.sampled_from("ab1.' \n警侨-"), max_size=30)


def told(before, after):
    return [(piece.kind, piece.words) for piece in differences(before, after)]


def test_only_the_changed_words_are_told_as_changed():
    assert told("It has 11 stations.", "It has 4 stations.") == [
        (SAME, "It has "),
        (GONE, "11"),
        (NEW, "4"),
        (SAME, " stations."),
    ]


def test_words_changed_in_a_row_are_one_change():
    assert told("He never saw it.", "She did see it.") == [(GONE, "He never saw"), (NEW, "She did see"), (SAME, " it.")]


def test_a_part_of_a_word_is_no_word():
    assert told("station", "stations") == [(GONE, "station"), (NEW, "stations")]


def test_chinese_is_compared_sign_by_sign():
    assert told("警侨事务站", "警侨服务站") == [(SAME, "警侨"), (GONE, "事"), (NEW, "服"), (SAME, "务站")]


def test_what_was_empty_is_new_as_a_whole():
    assert told("", "A note.") == [(NEW, "A note.")]
    assert told("A note.", "") == [(GONE, "A note.")]
    assert told("", "") == []


def test_a_very_long_text_is_given_whole_before_and_after():
    before, after = "word " * 5000, "other " * 5000

    assert told(before, after) == [(GONE, before), (NEW, after)]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = differences(before, after)

    assert "".join(piece.words for piece in pieces if piece.kind != NEW) == before
    assert "".join(piece.words for piece in pieces if piece.kind != GONE) == after
    assert all(piece.words for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))
