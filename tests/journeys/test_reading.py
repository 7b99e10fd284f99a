"""The first job: find a country, and read the accounts side by side."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

REPORT, BEIJING = "Safeguard Defenders", "Ministry of Foreign Affairs of China"


def box(locator: Locator) -> dict[str, float]:
    """Where something stands on the page."""
    found = locator.bounding_box()
    assert found is not None
    return {"x": found["x"], "y": found["y"], "width": found["width"], "height": found["height"]}


def card_of(row: Locator, speaker: str) -> Locator:
    """The first card of a speaker in a row."""
    return row.locator(".statement-card").filter(has=row.page.get_by_role("link", name=speaker, exact=True)).first


def test_find_italy_and_read_beijings_answer_beside_the_report(site: Page):
    site.get_by_role("main").get_by_role("link", name="Italy", exact=True).first.click()

    expect(site.get_by_role("heading", level=1)).to_have_text("Italy")
    expect(site.get_by_text("Being entered here is not a finding.").first).to_be_visible()
    row = site.locator(".question-row").filter(has_text="What is said to be there").first
    report, answer = card_of(row, REPORT), card_of(row, BEIJING)
    expect(report).to_be_visible()
    expect(report.locator(".verb")).to_have_text("SAYS")
    expect(answer).to_be_visible()
    expect(answer.locator(".verb")).to_have_text("DENIES")
    expect(answer).to_contain_text("About all countries, not about Italy")

    left, right = box(answer.locator("xpath=..")), box(report.locator("xpath=.."))
    assert left["x"] + left["width"] <= right["x"]
    assert min(left["y"] + left["height"], right["y"] + right["height"]) > max(left["y"], right["y"])


def test_from_a_statement_to_its_passage_and_its_source(site: Page):
    site.goto("/countries/it/")
    mark = site.locator(".statement-card .note-mark a").first
    number = mark.inner_text()

    mark.click()

    note = site.locator(f"#note-{number}")
    expect(note).to_be_in_viewport()
    expect(note.locator(".note-number")).to_have_text(number)
    note.get_by_role("link", name=re.compile("^Statement ")).click()
    expect(site.get_by_role("heading", level=1)).to_be_visible()
    site.locator("main").locator("a[href^='/sources/']").first.click()
    expect(site).to_have_url(re.compile("/sources/.+/$"))


def test_the_whole_country_page_can_be_read_with_javascript_off(real_data: None, new_page: Callable[..., Page]):
    page = new_page(java_script_enabled=False)
    page.goto("/countries/it/")

    cards = page.locator("#accounts .statement-card")
    assert cards.count() > 20
    hidden = [number for number in range(cards.count()) if not cards.nth(number).is_visible()]
    assert hidden == []
    marks = page.locator("#accounts .note-mark a").all()
    for target in {mark.get_attribute("href") for mark in marks}:
        note = page.locator(str(target))
        expect(note).to_be_visible()
        assert note.locator("a[href^='/claims/']").count() == 1
    sections = ["numbers", "conflicts", "accounts", "places", "timeline", "notes", "sources", "use"]
    assert [name for name in sections if page.locator(f"#{name}").count() != 1] == []


def test_everything_is_open_on_paper(real_data: None, new_page: Callable[..., Page]):
    page = new_page()
    page.goto("/countries/it/")
    page.emulate_media(media="print")

    cards = page.locator("#accounts .statement-card")

    assert [number for number in range(cards.count()) if not cards.nth(number).is_visible()] == []


def test_a_telephone_shows_whose_account_it_is(real_data: None, new_page: Callable[..., Page]):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto("/countries/it/")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    card = page.locator(".question-row .statement-card").nth(2)
    card.scroll_into_view_if_needed()
    title = card.locator("xpath=ancestor::section[contains(@class,'side')][1]").locator(".side-title")
    expect(title).to_be_in_viewport()


EVERY_SORT_OF_PAGE = [
    "/",
    "/countries/",
    "/countries/it/",
    "/stations/",
    "/agreements/",
    "/questions/",
    "/claims/",
    "/sources/",
    "/parties/",
    "/parties/safeguard-defenders/",
    "/corrections/",
    "/method/",
    "/accounts/login/",
    "/countries/it/dossier/",
]


def test_no_page_asks_another_server_for_anything(real_data: None, new_page: Callable[..., Page]):
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for address in EVERY_SORT_OF_PAGE:
        answer = page.goto(address)
        assert answer is not None, address
        assert answer.status == 200, address
        page.wait_for_load_state("networkidle")
    home = page.url.split("/countries/")[0]
    for link in ["/stations/", "/agreements/", "/questions/", "/sources/", "/claims/"]:
        page.goto(link)
        page.locator(f"main a[href^='{link}']:not([href='{link}']):not([href*='?'])").first.click()
        page.wait_for_load_state("networkidle")

    outside = [url for url in asked if not url.startswith((f"{home}/", "data:", "blob:"))]
    assert len(asked) > len(EVERY_SORT_OF_PAGE)
    assert outside == []
