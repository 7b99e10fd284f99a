"""The site as a reader finds it: the project's own data, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from claims.loading import load


@pytest.fixture
def real_data(put_back_real_rows: Callable[[], None], transactional_db: None) -> None:
    """Everything in fixtures/, as `make demo` loads it."""
    put_back_real_rows()


@pytest.fixture
def site(real_data: None, page: Page) -> Page:
    """A window on that site, at the home page."""
    page.goto("/")
    return page


@pytest.fixture
def signed_in_as() -> Callable[[Page, str], None]:
    """Sign in by the form, with the demo's password."""

    def sign_in(page: Page, email: str) -> None:
        page.get_by_role("link", name="Sign in").click()
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password", exact=True).fill(load.demo_password())
        page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("button", name="Sign out").wait_for()

    return sign_in
