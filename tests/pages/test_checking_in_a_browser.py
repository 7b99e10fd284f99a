"""Checking as a fact-checker does it: with keys only, and without any script."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.models import Claim
from tests.factories import (
    make_capture,
    make_citation,
    make_claim,
    make_file_text,
    make_quote_check,
    make_source,
    make_user,
)
from users.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Filler. " * 200 + "The group said there were eleven of them. It named none. " + "More filler. " * 200
PASSAGES = ["there were eleven of them", "It named none"]


def two_passages_of_one_copy() -> list[Claim]:
    """Two statements whose passages stand in one preserved copy; in the order of the queue."""
    capture = make_capture(source=make_source(title="The report"), content=TEXT.encode())
    text = make_file_text(file=capture.file, text=TEXT)
    claims = []
    for exact in PASSAGES:
        citation = make_citation(source=capture.source, exact=exact)
        start = TEXT.index(exact)
        make_quote_check(
            citation=citation, capture=capture, result="exact", file_sha256=capture.file.sha256,
            text_sha256=text.sha256, start=start, end=start + len(exact), spans=[start, start + len(exact)],
        )  # fmt: skip
        claims.append(make_claim(citation=citation, statement=f"The sentence about: {exact}."))
    return claims


def carol() -> User:
    """Somebody who wrote nothing."""
    return make_user(email="carol@desk.example")


def kinds(claim: Claim) -> set[str]:
    """What is ticked."""
    return set(claim.verifications.values_list("kind", flat=True))


def ticked(page: Page, number: int) -> None:
    """Wait until the box of this key is ticked."""
    expect(page.locator(f".ticks [data-key='{number}']")).to_have_attribute("aria-pressed", "true")


def test_two_statements_are_checked_with_keys_only(new_page: Callable[..., Page], sign_in):
    first, second = two_passages_of_one_copy()
    page = new_page()
    sign_in(page, carol())
    page.goto("/checking/")
    expect(page.locator(".checking-left")).to_contain_text("2 left")
    expect(page.locator(".work-title")).to_have_text(first.statement)
    expect(page.locator("mark")).to_be_in_viewport()

    page.keyboard.press("j")
    expect(page.locator(".work-title")).to_have_text(second.statement)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".work-title")).to_have_text(first.statement)
    for key in "123":
        page.keyboard.press(key)
        ticked(page, int(key))
    page.keyboard.press("3")
    expect(page.locator(".ticks [data-key='3']")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("3")
    ticked(page, 3)
    page.keyboard.press("5")

    expect(page.locator(".work-title")).to_have_text(second.statement)
    expect(page.locator(".checking-left")).to_contain_text("1 left")
    assert kinds(first) == {"words", "speaker", "date", "original_seen"}
    page.keyboard.press("u")
    expect(page.locator(".work-title")).to_have_text(first.statement)
    assert kinds(first) == {"words", "speaker", "date"}


def test_the_keys_are_shown_the_source_opens_and_keys_can_be_put_out_of_work(new_page, sign_in):
    two_passages_of_one_copy()
    page = new_page()
    sign_in(page, carol())
    page.goto("/checking/")

    page.keyboard.press("?")
    expect(page.locator("#keys dl")).to_be_visible()
    with page.context.expect_page() as opened:
        page.keyboard.press("o")
    assert "/sources/" in opened.value.url
    page.locator("#keys-on").press("Space")
    page.reload()
    page.keyboard.press("1")
    page.keyboard.press("?")

    expect(page.locator("#keys dl")).to_be_hidden()
    expect(page.locator(".ticks [data-key='1']")).to_have_attribute("aria-pressed", "false")


def test_what_is_typed_into_the_search_field_ticks_nothing(new_page, sign_in):
    first, _second = two_passages_of_one_copy()
    page = new_page()
    sign_in(page, carol())
    page.goto("/checking/")

    page.locator("#site-search").press_sequentially("j1o?")

    expect(page.locator("#site-search")).to_have_value("j1o?")
    expect(page.locator(".work-title")).to_have_text(first.statement)
    assert kinds(first) == set()


def test_every_box_works_without_scripts(new_page, sign_in):
    first, second = two_passages_of_one_copy()
    page = new_page(java_script_enabled=False)
    sign_in(page, carol())
    page.goto("/checking/")

    for label in ("The words stand in the source", "The speaker is right", "The date is right"):
        page.get_by_role("button", name=label).click()
    page.get_by_role("button", name="The original was seen").click()

    expect(page.locator(".work-title")).to_have_text(second.statement)
    assert kinds(first) == {"words", "speaker", "date", "original_seen"}
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".work-title")).to_have_text(first.statement)
    assert kinds(first) == {"words", "speaker", "date"}


@pytest.mark.parametrize(("width", "colours"), [(390, "light"), (1280, "dark"), (1920, "light")])
def test_the_queue_fits_and_can_be_read_by_everybody(new_page, sign_in, width, colours):
    first, _second = two_passages_of_one_copy()
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=colours)
    sign_in(page, carol())

    for address in ("/checking/", f"/claims/{first.ref}/", "/sources/wanted/", "/sources/wanted/no_copy/"):
        page.goto(address)

        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
