"""Making and revoking a token in a real browser: on a phone, in the dark, without JavaScript, by the keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests import factories as make
from users.models import Token

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


def width_beyond(page: Page) -> int:
    """How far the page reaches beyond the window, in pixels; 0 where it fits. Told without a script of the page."""
    root = page.locator("html").bounding_box()
    code = [each.bounding_box() for each in page.locator("pre, code").all()]
    assert root is not None
    ends = [box["x"] + box["width"] for box in code if box]
    return int(max([0.0, *(end - PHONE["width"] for end in ends), root["width"] - PHONE["width"]]))


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_token_is_made_shown_once_and_revoked(new_page, colours):
    eva = make.make_user(email="eva@desk.example")
    page = new_page(viewport=PHONE, color_scheme=colours, java_script_enabled=False)
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(eva.email)
    page.get_by_label("Password").fill(make.PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Account", exact=True).click()
    page.get_by_role("link", name="Tokens for programs").click()
    page.get_by_role("link", name="Make a token").click()
    page.get_by_label("What is it for?").fill("The importer of the newsroom")
    page.get_by_label("Add drafts").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Your new token")
    secret = page.locator("dd.secret").inner_text()
    assert secret.startswith("onrecord_")
    assert width_beyond(page) == 0
    page.get_by_role("link", name="I have copied it").click()
    expect(page.locator("main")).not_to_contain_text(secret)
    assert width_beyond(page) == 0
    page.get_by_role("link", name="Revoke The importer of the newsroom").click()
    page.get_by_role("button", name="Revoke it").click()
    expect(page.get_by_text("opens nothing any more")).to_be_visible()
    assert Token.objects.get().revoked_by == eva
