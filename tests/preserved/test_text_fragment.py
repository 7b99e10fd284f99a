"""Links that open a page at some words of it."""

import pytest

from claims.preserved.text_fragment import text_fragment, with_text_fragment


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "fragment"),
    [
        ("some words", "", "", "text=some%20words"),
        ("some words", "before it", "", "text=before%20it-,some%20words"),
        ("some words", "", "after it", "text=some%20words,-after%20it"),
        ("some words", "before", "after", "text=before-,some%20words,-after"),
        ("a well-known, safe & sound place", "", "", "text=a%20well%2Dknown%2C%20safe%20%26%20sound%20place"),
        ("100 % of #1 = “ours”", "", "", "text=100%20%25%20of%20%231%20%3D%20%E2%80%9Cours%E2%80%9D"),
        ("警侨事务", "", "", "text=%E8%AD%A6%E4%BE%A8%E4%BA%8B%E5%8A%A1"),
        ("one […] two", "x", "y", "text=x-,one&text=two,-y"),
        ("one [...] two", "", "", "text=one&text=two"),
        ("a line\nand another", "", "", "text=a%20line,and%20another"),
        ("", "", "", ""),
        (" […] ", "", "", ""),
    ],
)
def test_a_fragment_is_written_as_the_rules_say(exact, prefix, suffix, fragment):
    assert text_fragment(exact, prefix, suffix).removeprefix("#:~:") == fragment


def test_a_long_quotation_is_named_by_its_first_and_last_words():
    words = " ".join(f"word{number}" for number in range(60))

    assert text_fragment(words) == (
        "#:~:text=word0%20word1%20word2%20word3%20word4,word55%20word56%20word57%20word58%20word59"
    )


def test_a_long_quotation_without_spaces_is_named_by_its_first_and_last_characters():
    fragment = text_fragment("甲" * 100 + "乙" * 100)

    assert fragment == "#:~:text=" + "%E7%94%B2" * 14 + "," + "%E4%B9%99" * 14


def test_long_context_is_cut_to_the_words_beside_the_quotation():
    fragment = text_fragment("it", "a b c d e f g", "h i j k l m n")

    assert fragment == "#:~:text=c%20d%20e%20f%20g-,it,-h%20i%20j%20k%20l"


def test_a_fragment_that_the_address_has_is_kept():
    assert with_text_fragment("https://news.example/a?b=c", "it") == "https://news.example/a?b=c#:~:text=it"
    assert with_text_fragment("https://news.example/#part", "it") == "https://news.example/#part:~:text=it"
    assert with_text_fragment("https://news.example/", "") == "https://news.example/"


def test_a_source_that_is_not_on_the_web_gets_no_address():
    assert with_text_fragment("", "it", "before", "after") == ""
