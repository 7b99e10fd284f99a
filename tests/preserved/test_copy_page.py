"""The preserved text on the page of its source: passages marked, statements beside them, what was not found above."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_source, make_user
from tests.pages.reading import part, tags, words
from tests.preserved.scene import PDF, a_copy, check, drawn, signed_in
from tests.reading.making import make_image

pytestmark = pytest.mark.django_db

FIRST = "There were eleven of them, the group said."
TEXT = f"{FIRST}\n\nOf these it named one. Nobody answered."


@pytest.fixture
def desk():
    """The browser of somebody at the desk."""
    return signed_in(make_user())


def page_of(client, capture, **asked):
    """The page of the source."""
    return client.get(capture.source.get_absolute_url(), asked).content.decode()


def marked(page):
    """What stands in the marks."""
    return [words(each) for each in re.findall(r'<mark class="cited"[^>]*>(.*?)</mark>', page, re.DOTALL)]


def test_each_cited_passage_is_marked_and_what_is_drawn_from_it_stands_beside_it(desk):
    capture = a_copy(TEXT)
    first, second = drawn(capture, "eleven of them", statement="There are 11."), drawn(capture, "it named one")
    check(capture)

    page = page_of(desk, capture)

    assert marked(page) == ["eleven of them", "it named one"]
    row, other = page.split('class="text-row')[1:3]
    assert first.statement in row
    assert f'href="{first.get_absolute_url()}"' in row
    assert second.statement in other
    assert second.statement not in row


def test_a_passage_found_by_the_rules_alone_says_so(desk):
    capture = a_copy(TEXT)
    drawn(capture, "eleven  of them")
    check(capture)

    assert "after normalisation" in page_of(desk, capture)


def test_a_passage_that_was_not_found_stands_above_with_what_comes_nearest_and_no_mark(desk):
    capture = a_copy(TEXT)
    slip = drawn(capture, "There were twelve of them, the group said")
    check(capture)

    page = page_of(desk, capture)
    above = words(part(page, 'class="unplaced"', 'id="preserved-text"'))

    assert marked(page) == []
    assert "Not found in the copy of" in above
    assert "This is not a match." in above
    assert ("eleven" in above, "twelve" in above, slip.statement in above) == (True, True, True)


def test_words_in_several_places_ask_for_the_words_around_them(desk):
    capture = a_copy("It is so. It is so.")
    drawn(capture, "It is so")
    check(capture)

    page = page_of(desk, capture)

    assert marked(page) == []
    assert "Stands in 2 places" in words(page)
    assert "add the words before or after it" in words(page)


def test_a_copy_without_text_says_that_no_machine_can_check_it(desk):
    capture = a_copy("", head=make_image(), outcome="no_text")
    drawn(capture, "eleven of them")
    check(capture)

    assert "Cannot be checked by a machine" in words(page_of(desk, capture))


def test_readers_are_shown_the_passage_and_never_the_text(client):
    capture = a_copy("It was cold. It was wet. There were eleven of them. It was late. It was dark.")
    drawn(capture, "There were eleven of them.")
    check(capture)

    text = words(page_of(client, capture))

    assert "It was wet. There were eleven of them. It was late." in text
    assert "It was cold" not in text
    assert "It was dark" not in text
    assert client.get(f"{capture.source.get_absolute_url()}captures/{capture.pk}/").status_code == 404


def test_what_is_drawn_by_a_statement_that_readers_do_not_see_is_not_marked_for_readers(client, desk):
    capture = a_copy(TEXT)
    draft = drawn(capture, "eleven of them", statement="A draft.", published=False)
    check(capture)

    assert "A draft." in page_of(desk, capture)
    assert draft.statement not in page_of(client, capture)
    assert "eleven of them" not in page_of(client, capture)


def test_a_passage_opens_the_page_of_the_text_on_which_it_stands(desk):
    capture = a_copy(TEXT, page_starts=[0, TEXT.index("Of these")])
    claim = drawn(capture, "it named one")
    check(capture)

    page = page_of(desk, capture, passage=claim.citation_id)

    assert "2 of 2" in words(page)
    assert FIRST not in words(page)
    assert f'id="mark-{claim.citation_id}"' in page


def test_a_page_of_a_pdf_can_be_seen_as_it_looks_with_its_passages_highlighted(desk):
    start = TEXT.index("Of these")
    capture = a_copy(TEXT, head=PDF, page_starts=[0, start])
    drawn(capture, "eleven of them")
    drawn(capture, "it named one")
    drawn(capture, "Nobody answered")
    check(capture)

    (picture,) = tags(page_of(desk, capture, page=2), "img")

    named, nobody = TEXT.index("it named one"), TEXT.index("Nobody")
    assert picture["src"].endswith(
        f"captures/{capture.pk}/pages/2.png?marks={named}-{named + 12},{nobody}-{nobody + len('Nobody answered')}"
    )
    assert "highlighted" in picture["alt"]


def test_a_text_that_is_no_pdf_has_no_pictures(desk):
    capture = a_copy(TEXT)
    drawn(capture, "eleven of them")
    check(capture)

    assert tags(page_of(desk, capture), "img") == []


def test_the_text_tells_the_script_where_a_new_statement_starts_and_only_who_may_write(desk, client):
    capture = a_copy(TEXT, head=PDF, page_starts=[0, TEXT.index("Of these")])
    drawn(capture, "eleven of them")

    (body,) = [each for each in tags(page_of(desk, capture, page=2)) if each.get("id") == "preserved-text"]

    assert (body["data-new"], body["data-source"]) == ("/claims/new/", "the-report")
    assert (body["data-capture"], body["data-page"]) == (str(capture.pk), "2")
    assert "data-new" not in page_of(client, capture)


def test_the_number_of_queries_is_that_of_one_passage_for_fifty(desk):
    counts = []
    for number in (1, 50):
        capture = a_copy("\n\n".join(f"Number {n} is said here." for n in range(50 + number)), source=make_source())
        for n in range(number):
            drawn(capture, f"Number {n} is said")
        check(capture)
        page_of(desk, capture)
        with CaptureQueriesContext(connection) as queries:
            assert len(marked(page_of(desk, capture))) == number
        counts.append(len(queries))

    assert counts[0] == counts[1]
