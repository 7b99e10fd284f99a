"""The first page and a country's page in a real browser: without JavaScript, by keyboard, on a phone, on paper.

Every window also fails its test when a page asks another server for anything or breaks the Content-Security-Policy
(tests/conftest.py).
"""

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from tests import factories as make
from tests.pages.scene import italy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 640}
WIDE = {"width": 1920, "height": 1080}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenversicherungsanstalt" * 2


@pytest.fixture
def scene(transactional_db):
    return italy()


def faults(page):
    """What axe finds wrong, everything that can be opened being open."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong(scene, new_page, theme):
    page = new_page(color_scheme=theme)
    found = {}

    for address in ("/", "/countries/it/", "/corrections/", "/method/"):
        page.goto(address)
        found[address] = faults(page)

    assert found == {"/": [], "/countries/it/": [], "/corrections/": [], "/method/": []}


def test_no_page_asks_anybody_else_for_anything(scene, new_page, live_server):
    page = new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    for address in ("/", "/countries/it/", "/corrections/", "/method/"):
        page.goto(address, wait_until="networkidle")

    assert len(asked) > 10
    assert [url for url in asked if not url.startswith(live_server.url)] == []


def test_the_map_shows_the_countries_of_the_list_and_leads_to_them(scene, page, live_server):
    page.goto("/")
    shape = page.locator("path.shape-recorded")
    shape.first.wait_for()

    assert shape.count() == 1
    assert page.locator("path.shape").count() > 200

    shape.first.dispatch_event("click")
    page.wait_for_url("**/countries/it/")


def until(page, expression):
    """Wait until it is so. The page's own policy forbids what Playwright would do for this inside the page."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


def test_the_map_fits_again_when_the_window_changes_its_size(scene, page):
    width = "document.querySelector('.world-map path').ownerSVGElement.querySelector('g').getBoundingClientRect().width"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/")
    page.locator(".world-map path").first.wait_for()
    before = page.evaluate(width)

    page.set_viewport_size({"width": 1000, "height": 900})
    until(page, f"{width} < {before} * 0.9")
    page.set_viewport_size({"width": 1280, "height": 900})

    until(page, f"Math.abs({width} - {before}) < 3")


def test_without_javascript_there_is_the_list_and_no_empty_map(scene, new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/")

    assert not page.locator(".world").is_visible()
    assert page.locator("#country-list").get_by_text("Italy").is_visible()


def test_without_javascript_every_row_is_open_and_footnotes_lead_there_and_back(scene, new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/countries/it/")
    cards = page.locator(".statement-card .card-sentence").all()

    assert len(cards) == 8
    assert [card.inner_text() for card in cards if not card.is_visible()] == []

    page.locator("#row-12 .note-mark a").first.click()
    note = page.locator(".notes li:target")
    assert note.is_visible()

    note.locator(".note-number").click()
    assert "#ref-" in page.url


def test_a_closed_row_opens_with_its_one_line(scene, page):
    page.goto("/countries/it/")
    row = page.locator("#row-12")
    sentence = row.locator(".card-sentence", has_text="The station was closed by then.")

    assert not sentence.is_visible()

    row.locator("summary").first.click()

    assert sentence.is_visible()


def test_a_link_into_a_closed_row_opens_it(scene, page):
    page.goto("/countries/it/#account-12-1")

    assert page.locator("#account-12-1").is_visible()


def test_the_keyboard_reaches_the_content_first_and_opens_rows(scene, page):
    page.goto("/countries/it/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    assert page.locator(".skip-link").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"

    page.locator("#row-12 > summary").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.locator(".card-sentence", has_text="The station was closed by then.").is_visible()


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_long_words_chinese_and_many_cards_never_widen_the_page(scene, new_page, viewport):
    for position in range(12):
        make.make_claim(
            subject=make.make_country_subject(scene.country),
            question=scene.existence,
            choice="association",
            asserted_by=make.make_party(name=f"{position} {LONG}", native_name="福州市公安局出入境管理局" * 4),
            statement=LONG,
            citation=make.make_citation(
                exact="警侨事务海外服务站" * 12,
                source=make.make_source(url=f"https://news.example/{position}" + "x" * 300),
            ),
        )
    page = new_page(viewport=viewport)

    page.goto("/countries/it/")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")

    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_on_a_phone_the_label_of_the_side_stays_on_screen(scene, new_page):
    page = new_page(viewport=PHONE)
    page.goto("/countries/it/")
    side = page.locator("#row-1 .side-ngos")

    side.evaluate("each => scrollTo({ top: each.offsetTop + scrollY, behavior: 'instant' })")
    side.evaluate("each => scrollTo({ top: each.getBoundingClientRect().top + scrollY + 150, behavior: 'instant' })")

    title = side.locator(".side-title").bounding_box()
    assert -1 <= title["y"] <= 1


def test_on_a_wide_screen_the_sides_are_equal_columns_side_by_side(scene, new_page):
    page = new_page(viewport=WIDE)
    page.goto("/countries/it/")

    boxes = [side.bounding_box() for side in page.locator("#row-1 .side").all()]

    assert len(boxes) == 3
    assert len({round(box["width"]) for box in boxes}) == 1
    assert len({round(box["y"]) for box in boxes}) == 1


def test_the_colours_follow_the_system_and_the_switch_overrules_and_is_remembered(scene, new_page):
    page = new_page(color_scheme="light")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    page.goto("/method/")
    light = page.evaluate(paper)

    page.get_by_label("dark", exact=True).check()
    dark = page.evaluate(paper)
    page.goto("/corrections/")

    assert dark != light
    assert page.evaluate(paper) == dark
    assert page.get_by_label("dark", exact=True).is_checked()


def test_the_colours_can_be_switched_without_javascript(scene, new_page):
    page = new_page(color_scheme="light", java_script_enabled=False)
    page.goto("/method/")
    light = page.screenshot()

    page.get_by_label("dark", exact=True).check()

    assert page.screenshot() != light


@pytest.mark.parametrize("javascript", [True, False])
def test_on_paper_every_row_is_open_with_notes_and_addresses(scene, new_page, javascript):
    page = new_page(java_script_enabled=javascript)
    page.goto("/countries/it/")

    pages = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    text = " ".join(" ".join(each.extract_text() for each in pages).split())

    assert "The station was closed by then." in text
    assert "https://news.example/" in text
    assert "Skip to the content" not in text
    assert page.locator("#row-12").get_attribute("open") is None


def test_motion_is_kept_to_what_readers_asked_for(scene, new_page):
    page = new_page(reduced_motion="reduce")
    page.goto("/countries/it/")

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
