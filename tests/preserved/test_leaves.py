"""A long text in pages: every character on one page, cut where a paragraph ends."""

from hypothesis import given
from hypothesis import strategies as st

from claims.preserved.leaves import LONGEST, PIECE, SLACK, leaf_at, leaves, slice_of


def shown(text: str, page_starts: list[int] | None = None) -> list[str]:
    """The text of each page, each made from no more than the characters that it loads."""
    found = []
    for leaf in leaves(len(text), page_starts or []):
        start, end = slice_of(leaf, text[leaf.loads_from : leaf.end], leaf.loads_from)
        found.append(text[start:end])
    return found


def test_a_short_text_is_one_page():
    assert shown("A page.") == ["A page."]
    assert shown("") == [""]


def test_a_pdf_keeps_its_pages_and_their_numbers():
    text = "First page.Second page.Third."

    assert shown(text, [0, 11, 23]) == ["First page.", "Second page.", "Third."]
    assert [leaf.page for leaf in leaves(len(text), [0, 11, 23])] == [1, 2, 3]


def test_an_empty_page_does_not_move_the_numbers_of_the_others():
    assert [(leaf.page, leaf.start, leaf.end) for leaf in leaves(20, [0, 10, 10])] == [(1, 0, 10), (3, 10, 20)]


def test_a_long_text_is_cut_where_a_paragraph_ends():
    paragraph = "A sentence of a long text. " * 30 + "\n\n"
    text = paragraph * 100

    pages = shown(text)

    assert len(pages) == 5
    assert "".join(pages) == text
    assert all(page.endswith("\n\n") for page in pages)
    assert all(PIECE - SLACK <= len(page) <= LONGEST for page in pages[:-1])


def test_a_single_line_of_a_megabyte_is_cut_between_words_and_never_shown_whole():
    text = "wörter " * 150_000

    pages = shown(text)

    assert "".join(pages) == text
    assert max(map(len, pages)) <= LONGEST
    assert all(page.endswith(" ") for page in pages)


def test_a_line_without_any_space_is_cut_all_the_same():
    pages = shown("x" * 100_000)

    assert [len(page) for page in pages] == [PIECE] * 5


def test_an_enormous_page_of_a_pdf_is_shown_in_parts_under_its_number():
    found = leaves(100_010, [0, 5, 100_005])

    assert [leaf.page for leaf in found] == [1, 2, 2, 2, 2, 2, 3]
    assert [leaf.number for leaf in found] == [1, 2, 3, 4, 5, 6, 7]


def test_the_page_of_a_character_is_found():
    found = leaves(30, [0, 10, 20])

    assert [leaf_at(found, offset).page for offset in (0, 9, 10, 29, 99)] == [1, 1, 2, 3, 3]


@given(st.text(st.sampled_from("ab \n.。"), min_size=1, max_size=50), st.integers(1, 3000))
def test_every_character_is_on_one_page(piece, times):
    text = (piece * times)[:90_000]

    assert "".join(shown(text)) == text
