"""Choosing what is shown, and taking a row along, with a mouse, a keyboard and a screen reader."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.pages.scene import italy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROW = "/countries/it/rows/existence/"
REPORTED, OFFICIAL = "There is a station in Prato.", "Only an association was found."


@pytest.fixture
def scene(transactional_db):
    return italy()


def sentences(page):
    """The cards of the first row, as they can be read."""
    return page.locator("#row-1 .card-sentence")


def test_a_side_chosen_by_keyboard_changes_the_address_keeps_the_focus_and_is_taken_back_by_going_back(scene, page):
    page.goto("/countries/it/")
    page.locator("#choose > summary").click()
    host = page.locator("#side-host")
    host.focus()

    page.keyboard.press("Space")

    expect(page).to_have_url(re.compile(r"/countries/it/\?side=host"))
    expect(sentences(page)).to_have_count(1)
    expect(sentences(page)).to_contain_text(OFFICIAL)
    expect(page.locator(".chosen")).to_contain_text("Shown are 1 of 8 accounts")
    expect(host).to_be_focused()
    expect(host).to_be_checked()

    page.go_back()

    expect(page).to_have_url(re.compile(r"/countries/it/$"))
    expect(page.locator("#row-1")).to_contain_text(REPORTED)
    expect(host).not_to_be_checked()


def test_an_address_with_a_choice_opens_as_it_was_sent_and_leads_back_to_everything(scene, page):
    page.goto("/countries/it/?side=host#accounts")
    expect(page.locator("#side-host")).to_be_checked()

    page.locator(".chosen").get_by_role("link", name="Show everything").click()

    expect(page).to_have_url(re.compile(r"/countries/it/#accounts$"))
    expect(page.locator("#row-1")).to_contain_text(REPORTED)


def test_a_row_is_copied_as_a_footnote_and_whoever_does_not_see_it_is_told(scene, new_page):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/countries/it/?side=host")

    page.locator("#row-1 a[data-copy-footnote]").click()

    expect(page.locator("p.visually-hidden[role=status]", has_text="Copied")).to_have_count(1)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "A Ministry of Italy says a community association" in copied
    assert f"{ROW}?side=host" in copied


def test_the_footnote_of_a_rows_page_is_copied_by_its_button(scene, new_page):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(ROW)

    page.locator("#footnote").get_by_role("button", name="Copy").click()

    expect(page.locator("p.visually-hidden[role=status]", has_text="Copied")).to_have_count(1)
    assert "An NGO says a Chinese police station" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong(scene, new_page, theme):
    page, found = new_page(color_scheme=theme), {}

    for address in ("/countries/it/?side=host&conflict=yes&order=date", ROW, "/conflicts/", "/conflicts/?country=it"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        violations = Axe().run(page).response["violations"]
        found[address] = [(each["id"], [node["target"] for node in each["nodes"]]) for each in violations]

    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.mark.parametrize("width", [390, 1920])
def test_nothing_runs_off_the_screen(scene, new_page, width):
    page = new_page(viewport={"width": width, "height": 900})

    for address in ("/countries/it/?side=host", ROW, "/conflicts/"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
