"""A text cut into paragraphs and marked stretches: nothing lost, every passage where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from claims.preserved.marks import Block, Mark, blocks


def mark(key: int, *spans: tuple[int, int]) -> Mark:
    return Mark(key, key, spans)


def rendered(found: list[Block]) -> str:
    return "".join("".join(piece.text for piece in block.pieces) + block.gap for block in found)


def marked(found: list[Block], key: int) -> str:
    """The words that stand under one passage's mark."""
    return "".join(p.text for block in found for p in block.pieces if key in {each.key for each in p.marks})


def test_a_passage_is_marked_exactly():
    text = "One two. Three four five."

    (block,) = blocks(text, 0, [mark(1, (9, 19))])

    assert [(piece.text, [each.key for each in piece.marks]) for piece in block.pieces] == [
        ("One two. ", []),
        ("Three four", [1]),
        (" five.", []),
    ]


def test_overlapping_and_nested_passages_share_the_stretches_that_they_share():
    text = "abcdefghij"

    (block,) = blocks(text, 0, [mark(1, (0, 6)), mark(2, (4, 9)), mark(3, (5, 6))])

    assert [(piece.text, [each.key for each in piece.marks]) for piece in block.pieces] == [
        ("abcd", [1]),
        ("e", [1, 2]),
        ("f", [1, 2, 3]),
        ("ghi", [2]),
        ("j", []),
    ]
    assert [mark.key for mark in block.begins] == [1, 2, 3]


def test_two_passages_of_the_same_words_are_both_there():
    (block,) = blocks("same words", 0, [mark(1, (0, 4)), mark(2, (0, 4))])

    assert [[each.key for each in piece.marks] for piece in block.pieces] == [[1, 2], []]


def test_words_that_a_passage_leaves_out_are_not_marked():
    text = "They said yes, after a while, to it."

    found = blocks(text, 0, [mark(1, (0, 13), (30, 35))])

    assert marked(found, 1) == "They said yesto it"
    assert [each.key for block in found for each in block.begins] == [1]


def test_a_passage_over_two_paragraphs_is_marked_in_both_and_begins_in_the_first():
    text = "First part\n\nsecond part"

    found = blocks(text, 0, [mark(1, (6, 18))])

    assert [[piece.text for piece in block.pieces] for block in found] == [["First ", "part"], ["second", " part"]]
    assert [[each.key for each in block.begins] for block in found] == [[1], []]


def test_a_passage_begun_on_an_earlier_page_is_marked_to_its_end():
    found = blocks("end of it. More.", 100, [mark(1, (80, 109)), mark(2, (10, 90)), mark(3, (70, 80), (111, 115))])

    assert marked(found, 1) == "end of it"
    assert marked(found, 2) == ""
    assert marked(found, 3) == "More"


def test_blank_lines_part_paragraphs_and_offsets_count_characters():
    text = "警侨事务 😀.\r\n\r\nSecond.\n \n\nThird."

    found = blocks(text, 10, [])

    assert [block.pieces[0].text for block in found] == ["警侨事务 😀.", "Second.", "Third."]
    assert [block.start - 10 for block in found] == [0, text.index("Second"), text.index("Third")]
    assert rendered(found) == text


def test_lines_longer_than_anybody_sets_them_are_paragraphs():
    text = "\n".join(f"{word} " * 40 for word in ("one", "two", "six"))

    assert [(block.apart, len(block.pieces)) for block in blocks(text, 0, [])] == [(True, 1)] * 3


def test_a_page_without_blank_lines_is_cut_where_a_sentence_ends_its_line():
    line = "Words of a report set in lines as a printer sets them,\n"
    text = (line * 11 + "and here it ends.\n") * 3

    found = blocks(text, 0, [])

    assert len(found) == 3
    assert [block.apart for block in found] == [False, False, True]
    assert rendered(found) == text


@given(
    st.text(st.sampled_from("ab \n\r.。警😀"), max_size=300),
    st.lists(st.tuples(st.integers(0, 330), st.integers(1, 60)), max_size=12),
    st.integers(0, 50),
)
def test_nothing_is_lost_or_added_whatever_is_marked(text, passages, start):
    marks = [mark(key, (begin, begin + length)) for key, (begin, length) in enumerate(passages)]

    found = blocks(text, start, marks)

    assert rendered(found) == text
    at = start
    for block in found:
        assert block.start == at
        for piece in block.pieces:
            assert {each.key for each in piece.marks} == {
                each.key for each in marks if each.start < at + len(piece.text) and each.end > at
            }
            at += len(piece.text)
        at += len(block.gap)
