"""A person with a PDF: the page with its passage highlighted, and a statement started from words selected on it."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from sources.models import Capture
from tests.factories import make_source, make_user
from tests.preserved.scene import check, drawn
from tests.preserving.bring import bring
from tests.preserving.conftest import folder
from tests.reading.making import make_pdf

__all__ = ["folder"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EXACT, OTHER = "there were eleven of them", "nobody answered the letter"
BODY = f"A first page.\n#pagebreak()\nThe group said {EXACT}. It also said that {OTHER}, which was sent in May."
# The screen's coordinates of the first and the last letter of some words.
SPAN = """words => {
    const texts = document.createTreeWalker(document.querySelector('#preserved-text'), NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
        const at = texts.currentNode.data.indexOf(words)
        if (at < 0) continue
        const range = document.createRange()
        range.setStart(texts.currentNode, at)
        range.setEnd(texts.currentNode, at + words.length)
        const boxes = [...range.getClientRects()]
        const [first, last] = [boxes[0], boxes.at(-1)]
        return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2]
    }
}"""
COLOURS = """picture => {
    const canvas = document.createElement('canvas')
    canvas.width = picture.naturalWidth
    canvas.height = picture.naturalHeight
    const context = canvas.getContext('2d')
    context.drawImage(picture, 0, 0)
    const found = context.getImageData(0, 0, canvas.width, canvas.height).data
    let yellow = 0
    for (let at = 0; at < found.length; at += 4) yellow += found[at] > 200 && found[at + 1] > 180 && found[at + 2] < 140
    return yellow
}"""


def a_pdf() -> Capture:
    """A preserved PDF of two pages, with a passage on the second."""
    capture = bring(
        make_source(slug="the-report", title="The report", language="en"), make_pdf(BODY), name="report.pdf"
    )
    drawn(capture, EXACT)
    check(capture)
    return capture


def test_a_page_of_a_pdf_shows_its_passage_highlighted_and_selected_words_start_a_statement(
    new_page: Callable[..., Page], sign_in, live_server
):
    capture = a_pdf()
    page = new_page()
    sign_in(page, make_user())
    page.goto(f"{live_server.url}/sources/the-report/?page=2")
    expect(page.locator("#preserved-text mark")).to_have_text(EXACT)

    page.get_by_text("This page as it looks").click()
    picture = page.locator(".page-picture img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate(COLOURS) > 500

    page.locator("#preserved-text").scroll_into_view_if_needed()
    left, top, right, bottom = page.evaluate(SPAN, OTHER)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=5)
    page.mouse.up()
    page.get_by_role("link", name="Start a statement from these words").first.click()

    expect(page.locator("#id_exact")).to_have_value(OTHER)
    expect(page.locator("#check-said")).to_contain_text("Found letter by letter")
    expect(page.locator("[name=locator_label]")).to_have_value("page")
    expect(page.locator("[name=locator]")).to_have_value("2")
    expect(page.locator("[name=capture]")).to_have_value(str(capture.pk))
    assert page.locator("[name=words_before]").input_value().endswith("It also said that")
    assert page.locator("[name=words_after]").input_value().startswith(", which was sent")
    (at,) = parse_qs(urlsplit(page.url).query)["at"]
    assert capture.file.text.text[int(at) :].startswith(OTHER)
