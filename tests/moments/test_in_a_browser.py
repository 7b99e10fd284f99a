"""Looking back with a mouse and a keyboard: the moment stays while one searches, narrows and follows links."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import factories as make
from tests.moments.scene import DAY, italy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_moment_stays_while_a_reader_asks_for_it_searches_and_follows_links(page: Page):
    scene = italy()
    page.goto("/countries/it/")

    page.get_by_label("Only what had been said by").fill("2022-12-15")
    page.get_by_role("button", name="Look back").click()
    expect(page.get_by_text("What had been said by 15 December 2022.")).to_be_visible()
    page.get_by_role("link", name="Stations", exact=True).click()
    expect(page.locator("#list-number")).to_have_text("1 reported station")

    page.get_by_label("Find a place, a name, a country").press_sequentially("Station")
    expect(page).to_have_url(f"/stations/?said_by={DAY}&q=Station")
    expect(page.locator("#list-number")).to_have_text("1 reported station")
    page.get_by_role("link", name="Listed apart: 2").click()
    expect(page.locator("#list-number")).to_have_text("2 reported stations")

    page.get_by_role("link", name="Show everything").click()
    expect(page.locator("#list-number")).to_have_text("4 reported stations")
    assert scene.after.subject.label in page.locator("#list").inner_text()


@pytest.mark.parametrize("width", [390, 1920])
def test_banner_and_citation_never_run_off_the_screen(new_page, width):
    italy()
    page = new_page(viewport={"width": width, "height": 900}, color_scheme="dark")

    page.goto(f"/countries/it/?said_by={DAY}&as_of=2022-13-01")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator(".moment")).to_be_visible()
    expect(page.locator("#cite-text")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong(new_page, sign_in, theme):
    italy()
    page, found = new_page(color_scheme=theme), {}
    sign_in(page, make.make_user())

    for address in (f"/countries/it/?said_by={DAY}", f"/claims/?said_by={DAY}", "/searches/", "/searches/new/"):
        page.goto(address)
        violations = Axe().run(page).response["violations"]
        found[address] = [(each["id"], [node["target"] for node in each["nodes"]]) for each in violations]

    assert {address: faults for address, faults in found.items() if faults} == {}
