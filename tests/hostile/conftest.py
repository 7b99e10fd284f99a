"""One scene for all hostile requests, each of which is undone; and how many were sent."""

import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from tests.hostile import finding, rows, sending
from tests.hostile.forms import Form
from tests.undefined import Undefined

OFTEN = 10**9
LIMITS = ("_PER_MINUTE", "_PER_HOUR", "_PER_HOUR_IN_ALL")


@pytest.fixture(scope="package", autouse=True)
def one_scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Rows that stay for all of these tests, and a folder for what is uploaded.

    Nobody is told to come back later, which would hide the answer; pages of allauth may print what is not there.
    """
    with (
        django_db_blocker.unblock(),
        tempfile.TemporaryDirectory() as folder,
        override_settings(**_settings(folder)),
        pytest.MonkeyPatch.context() as patched,
        transaction.atomic(),
    ):
        patched.setattr(Undefined, "__mod__", lambda text, variable: "")
        cache.clear()
        yield
        transaction.set_rollback(True)


def _settings(folder: str) -> dict[str, Any]:
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    often = {name: OFTEN for name in dir(settings) if name.endswith(LIMITS)}
    storages = {**settings.STORAGES, "captures": place, "exports": place}
    return {**often, "STORAGES": storages, "ACCOUNT_RATE_LIMITS": False, "MFA_RATE_LIMITS": False}


@pytest.fixture(scope="package")
def addresses(one_scene: None) -> dict[str, str]:
    """An address for every name of the site."""
    return finding.addresses()


@pytest.fixture(scope="package")
def scene(addresses: dict[str, str]) -> rows.Scene:
    """People, their browsers, and pages in every state that a form stands on."""
    return rows.scene()


@pytest.fixture(scope="package")
def people(scene: rows.Scene) -> dict[str, Client]:
    """A browser for each role, and one of a reader."""
    return scene.browsers


@pytest.fixture(scope="package")
def forms(addresses: dict[str, str], scene: rows.Scene) -> dict[str, Form]:
    """Every form of the site, as whoever sees it first sees it."""
    return finding.every_form(addresses, scene)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How many requests this process sent."""
    if sending.sent:
        terminalreporter.write_line(f"hostile requests sent: {sum(sending.sent.values())} {dict(sending.sent)}")
