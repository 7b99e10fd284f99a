"""When two addresses lead to one document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.addresses import normalised, sources_at
from tests.factories import make_source, the_author


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://Example.org/a", "HTTPS://example.ORG/a"),
        ("https://example.org/a/", "https://example.org/a"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&id=1&UTM_Medium=y", "https://example.org/a?id=1"),
        ("http://example.org:80/a", "https://example.org/a"),
        (" https://example.org ", "https://example.org/"),
    ],
)
def test_spellings_of_one_address_are_the_same(one, other):
    assert normalised(one) == normalised(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://example.com/a"),
        ("https://example.org:8080/a", "https://example.org/a"),
    ],
)
def test_addresses_of_different_documents_differ(one, other):
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize(
    "text", ["", "example.org", "ftp://example.org/a", "http://[", "javascript:alert(1)", "http://:x"]
)
def test_what_is_no_address_is_none(text):
    assert normalised(text) == ""


@given(st.text(max_size=60))
def test_any_text_can_be_asked_about(text):
    assert isinstance(normalised(text), str)
    assert normalised(f"https://{normalised(text)}") in (normalised(text), "") or "?" in text


@pytest.mark.django_db
def test_a_longer_address_is_not_taken_for_a_shorter_one():
    make_source(url="https://example.org/news/2022/first_part")
    shorter = make_source(url="https://example.org/news/2022/first")

    assert sources_at("http://example.org/news/2022/first/", the_author()) == [shorter]
    assert sources_at("https://example.org/news/2022", the_author()) == []


@pytest.mark.django_db
def test_wildcards_in_an_address_mean_themselves():
    make_source(url="https://example.org/aXb")

    assert sources_at("https://example.org/a_b", the_author()) == []
