"""A passage under an address of its own: its words, where it can be read, what a machine found, and for programs."""

import json

import pytest

from claims.preserved.live import live_address
from tests.factories import make_claim, make_user
from tests.pages.reading import tags, words
from tests.preserved.scene import ADDRESS, PDF, a_copy, check, drawn, signed_in

pytestmark = pytest.mark.django_db

TEXT = "Nothing here.\nThe group said there were eleven of them. It named none."
EXACT = "there were eleven of them"
FRAGMENT = ":~:text=there%20were%20eleven%20of%20them"


def address_of(claim):
    """Where the passage of a statement is."""
    return f"/passages/{claim.citation_id}/"


def links(page):
    """Where the links of a page lead."""
    return [each["href"] for each in tags(page, "a")]


def test_a_statement_leads_to_its_passage_and_the_passage_to_its_statements(client):
    claim = drawn(a_copy(TEXT), EXACT)
    other = make_claim(citation=claim.citation)

    passage = client.get(address_of(claim)).content.decode()

    assert address_of(claim) in links(client.get(claim.get_absolute_url()).content.decode())
    assert {claim.get_absolute_url(), other.get_absolute_url(), address_of(claim)} <= set(links(passage))
    assert EXACT in words(passage)


def test_the_live_page_is_opened_at_the_words(client):
    claim = drawn(a_copy(TEXT), EXACT, prefix="said", suffix=". It")

    page = client.get(address_of(claim)).content.decode()

    (live,) = [each for each in links(page) if each.startswith(ADDRESS) and "#" in each]
    assert live == f"{ADDRESS}#:~:text=said-,there%20were%20eleven%20of%20them,-.%20It"


def test_a_copy_that_is_a_pdf_names_the_page_and_the_words():
    """Whether a PDF was found at the address or a page of the web was kept as one, one of the two leads there."""
    capture = a_copy(TEXT, head=PDF, page_starts=[0, 14])
    claim = drawn(capture, EXACT)
    check(capture)
    citation = claim.citation
    citation.refresh_from_db()

    assert live_address(citation, citation.quote_check) == f"{ADDRESS}#page=2{FRAGMENT}"
    assert live_address(citation, None) == f"{ADDRESS}#{FRAGMENT}"


def test_a_source_without_an_address_has_no_live_page():
    claim = drawn(a_copy(TEXT), EXACT)
    claim.citation.source.url = ""

    assert live_address(claim.citation, None) == ""


def test_of_a_pdf_the_desk_sees_the_page_with_the_passage_highlighted_and_readers_do_not(client):
    capture = a_copy(TEXT, head=PDF, page_starts=[0, 14])
    claim = drawn(capture, EXACT)
    check(capture)
    start = TEXT.index(EXACT)
    desk = signed_in(make_user())

    (picture,) = tags(desk.get(address_of(claim)).content.decode(), "img")

    assert picture["src"] == f"/sources/the-report/captures/{capture.pk}/pages/2.png?marks={start}-{start + len(EXACT)}"
    assert tags(client.get(address_of(claim)).content.decode(), "img") == []
    assert client.get(picture["src"]).status_code == 404


def test_the_desk_sees_the_nearest_passage_of_one_that_was_not_found_and_readers_do_not(client):
    capture = a_copy(TEXT)
    claim = drawn(capture, "The group said there were twelve of them")
    check(capture)

    desk = words(signed_in(make_user()).get(address_of(claim)).content.decode())
    reader = words(client.get(address_of(claim)).content.decode())

    assert "This is not a match." in desk
    assert "eleven" in desk
    assert "Not found in the copy" in reader
    assert "eleven" not in reader


def test_readers_see_two_sentences_around_it_and_no_more(client):
    capture = a_copy("A first. A second. A third. There were eleven of them. A fourth. A fifth. A sixth.")
    claim = drawn(capture, "There were eleven of them.")
    check(capture)

    text = words(client.get(address_of(claim)).content.decode())

    assert "A third." in text
    assert "A fourth." in text
    assert "A first." not in text
    assert "A sixth." not in text


def test_for_programs_it_is_an_annotation_that_names_the_words_and_to_the_desk_where_they_stand(client):
    capture = a_copy(TEXT, head=PDF, page_starts=[0, 14])
    claim = drawn(capture, EXACT, prefix="said ", suffix=". It named")
    check(capture)
    address, start = f"/passages/{claim.citation_id}.json", TEXT.index(EXACT)

    public = json.loads(client.get(address).content)
    desk = json.loads(signed_in(make_user()).get(address).content)

    assert public["type"] == "Annotation"
    assert public["body"][0]["id"].endswith(claim.get_absolute_url())
    (target,) = public["target"]
    assert target["source"] == ADDRESS
    assert target["selector"][0]["exact"] == EXACT
    assert target["selector"][1]["value"] == "page=2"
    positions = [s for each in desk["target"] for s in each["selector"] if s["type"] == "TextPositionSelector"]
    assert [(s["start"], s["end"]) for s in positions] == [(start, start + len(EXACT))]
    assert "TextPositionSelector" not in json.dumps(public)


@pytest.mark.parametrize("suffix", ["/", ".json"])
def test_a_passage_of_a_draft_or_a_removed_source_is_not_there_for_readers(client, suffix):
    capture = a_copy(TEXT)
    claim = drawn(capture, EXACT, published=False)

    assert client.get(f"/passages/{claim.citation_id}{suffix}").status_code == 404
    assert client.get(f"/passages/999999{suffix}").status_code == 404
