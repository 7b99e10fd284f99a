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

from tests import factories as make
from tests.hostile import finding, sending
from tests.undefined import Undefined
from users.models import Role

OFTEN = 10**9
LIMITS = ("_PER_MINUTE", "_PER_HOUR", "_PER_HOUR_IN_ALL")


@pytest.fixture(scope="module", autouse=True)
def one_scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Rows that stay for a whole file of tests, and a folder for what is uploaded.

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


@pytest.fixture(scope="module")
def addresses(one_scene: None) -> dict[str, str]:
    """An address for every name of the site."""
    return finding.addresses()


@pytest.fixture(scope="module")
def people(one_scene: None) -> dict[str, Client]:
    """A browser for each role, and one of a reader."""
    found = {"reader": Client()}
    for role in Role:
        found[role] = Client()
        found[role].force_login(make.make_user(role=role))
    return found


@pytest.fixture(scope="module")
def forms(addresses: dict[str, str], people: dict[str, Client]) -> dict[str, finding.Form]:
    """Every address that takes a POST, with the fields of its forms and those that its view reads."""
    return finding.forms_to_send(people[Role.ADMINISTRATOR], addresses)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How many requests this process sent."""
    if sending.sent:
        terminalreporter.write_line(f"hostile requests sent: {sum(sending.sent.values())} {dict(sending.sent)}")
