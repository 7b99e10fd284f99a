"""Choosing a dossier and reading it, in a browser."""

import re

import pytest

from tests.factories import make_claim

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reader_opens_the_web_page_and_downloads_the_pdf(page):
    claim = make_claim(statement="A published sentence.")

    page.goto("/countries/it/dossier/")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    page.get_by_role("link", name="Web page").click()
    page.get_by_role("heading", name="The accounts side by side").wait_for()

    assert re.fullmatch(r"on-record-italy-\d{4}-\d\d-\d\d\.pdf", download.value.suggested_filename)
    assert page.get_by_text("A published sentence.").first.is_visible()
    assert page.get_by_text(f"Statement {claim.ref}.").is_visible()


def test_the_day_that_a_reader_asks_for_goes_into_the_addresses(page):
    make_claim(asserted_on="2022-12-03")

    page.goto("/countries/it/dossier/")
    page.get_by_label("Only what had been said by").fill("2022-12")
    page.get_by_role("button", name="Look back").click()

    assert (
        page.get_by_role("link", name="JSON").get_attribute("href") == "/countries/it/dossier.json?said_by=2022-12-31"
    )


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_web_page_never_runs_off_the_screen(new_page, width):
    make_claim(statement="abcdefghij" * 60)
    page = new_page(viewport={"width": width, "height": 800})

    page.goto("/countries/it/dossier.html")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
