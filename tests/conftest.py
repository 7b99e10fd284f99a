"""What the whole suite shares: a PostgreSQL server of its own, and a browser."""

import contextlib
import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as trying
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from config import embedded_postgres, env
from scripts import browser as browsers
from tests import emptying, long_files, migrated_database, real_rows, rendering

LAPTOP = {"width": 1280, "height": 900}
PATIENCE = 20_000  # milliseconds for what a page is expected to show: a busy machine is slow, and not wrong

# How long an example takes says something about the machine, and nothing about what is tried.
trying.register_profile("whatever the clock says", deadline=None, suppress_health_check=[HealthCheck.too_slow])
trying.register_profile("long", trying.get_profile("whatever the clock says"), max_examples=2500)
trying.load_profile("whatever the clock says")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several processes share the files, hand out the longest first."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: long_files.seconds(item.path), reverse=True)  # keeps the order within a file


def pytest_collection_finish() -> None:
    """Look for circles among new objects alone, and later: what is imported by now stays to the end of the run.

    A fifth to a half of the time of a test that draws pages went into looking through it again and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def own_server() -> Iterator[bool]:
    """PostgreSQL for the tests, shared with other runs of this checkout. False where `DATABASE_URL` names another."""
    if env.text("DATABASE_URL"):
        yield False
        return
    lease = embedded_postgres.lease(settings.VAR_DIR, durable=False)
    with mock.patch.object(TransactionTestCase, "_fixture_teardown", emptying.every_table):
        yield True
    lease.release()


@pytest.fixture(scope="session", autouse=True)
def outermost_noted(django_test_environment: None) -> Iterator[None]:
    """Let the test client note one template for a page."""
    with rendering.outermost_noted():
        yield


@pytest.fixture(scope="session")
def migrating(own_server: bool) -> Iterator[contextlib.ExitStack]:
    """Called before the test database is made: from a migrated copy; the first who needs one makes it, others wait."""
    with contextlib.ExitStack() as turn:
        if own_server:
            turn.enter_context(migrated_database.turn())
            if migrated_database.exists():
                connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database.name()
                turn.close()
        yield turn


@pytest.fixture(scope="session")
def django_db_modify_db_settings(migrating: contextlib.ExitStack) -> None:
    """Called by pytest-django before it makes the test database."""


@pytest.fixture(scope="session")
def django_db_setup(
    own_server: bool, migrating: contextlib.ExitStack, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Called by pytest-django to make the test database, and to leave nobody in it who would keep it from going."""
    if own_server and "TEMPLATE" not in connection.settings_dict["TEST"]:
        with django_db_blocker.unblock():
            migrated_database.keep()
    migrating.close()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def put_back_real_rows(
    own_server: bool, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Callable[[], object]:
    """Put everything in fixtures/ into empty tables, as `make demo` loads it."""
    if not own_server:
        return lambda: call_command("load_demo", verbosity=0)
    with django_db_blocker.unblock():
        real_rows.keep()
    return real_rows.put_back


@pytest.fixture(scope="session")
def one_scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Callable[[], AbstractContextManager[None]]:
    """For a module's fixture: `with one_scene():` rows that all its tests find, made once and undone at the end.

    Each test works in a transaction within this one, so that what it changes is undone when it ends. Not for tests
    that commit, nor beside tests of the same file that count on empty tables: those stand in front.
    """

    @contextlib.contextmanager
    def within() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return within


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium or Chrome."""
    found = browsers.find()
    if found is None:
        pytest.fail(f"No browser. {browsers.ADVICE}", pytrace=False)
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        chromium = playwright.chromium.launch(executable_path=found, args=["--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Open a window on the site, with the options of Playwright's `new_context` (viewport, color_scheme, …).

    Fails a test in which a page asked another server for anything, ran into an error in its scripts, or did what
    the Content-Security-Policy forbids.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
        page.on("request", lambda request: faults.append(f"outside: {request.url}") if _outside(request.url) else None)

    def _outside(url: str) -> bool:
        return not url.startswith((live_server.url, "data:", "blob:", "about:"))

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **{"viewport": LAPTOP, **options})
        context.set_default_timeout(15_000)
        context.on("page", watch)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A window on the site at the width of a laptop."""
    return new_page()


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, Any], None]:
    """Sign somebody in without the form: `sign_in(page, user)`."""

    def put_cookie(page: Page, user: Any) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return put_cookie
