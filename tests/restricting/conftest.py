"""Two desks: Eva edits and Clara contributes at the one, Otto edits at the other."""

import pytest
from django.test import Client

from tests import factories as make


@pytest.fixture
def desk():
    return make.make_desk(name="The Rome desk", slug="rome")


@pytest.fixture
def elsewhere():
    return make.make_desk(name="The Accra desk", slug="accra")


@pytest.fixture
def eva(desk):
    return _member("editor", desk)


@pytest.fixture
def clara(desk):
    return _member("contributor", desk)


@pytest.fixture
def otto(elsewhere):
    return _member("editor", elsewhere)


def _member(role, desk):
    person = make.make_user(role=role)
    make.make_membership(user=person, desk=desk)
    return person


@pytest.fixture
def browser():
    """The browser of a person, or of a reader."""

    def open_browser(person=None):
        client = Client()
        if person:
            client.force_login(person)
        return client

    return open_browser
