"""The page that says how far a fetch has come: for whoever asked alone, with and without JavaScript."""

from uuid import uuid4

import pytest

from sources.models import Fetch
from sources.tasks import fetch_in_background
from tests.factories import NOON, make_fetch, make_source, make_user
from tests.fetching.conftest import serve
from tests.fetching.servers import page, saying

__all__ = ["serve"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client):
    """A contributor, signed in."""
    user = make_user()
    client.force_login(user)
    return user


def shown(client, fetch):
    response = client.get(f"/fetches/{fetch.key}/")
    assert response.status_code == 200
    return response.content.decode()


def test_asking_leads_to_a_page_that_looks_again_by_itself_and_ends_at_the_copy(client, anna, serve):
    server = serve(saying(page(b"<!doctype html><title>One</title><p>Words.</p>")))
    source = make_source(url=server.url("/one"))

    answer = client.post(f"/sources/{source.slug}/captures/fetch/")

    fetch = Fetch.objects.get()
    assert answer["Location"] == f"/fetches/{fetch.key}/"
    waiting = shown(client, fetch)
    assert "Waits its turn" in waiting
    assert 'hx-trigger="every 1s"' in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting
    fetch_in_background(fetch.pk)
    come = shown(client, fetch)
    assert "Preserved: the copy is kept" in come
    assert f"/sources/{source.slug}/#capture-{source.captures.get().pk}" in come
    assert "hx-get" not in come
    assert "refresh" not in come


def test_why_it_failed_is_said_with_a_way_to_try_again(client, anna):
    source = make_source(url="https://press.example/one")
    fetch = make_fetch(source=source, asked_by=anna, state="failed", problem="The server cannot be reached.")

    page = shown(client, fetch)

    assert '<p role="alert">The server cannot be reached.</p>' in page
    assert f'action="/sources/{source.slug}/captures/fetch/"' in page
    assert f"/sources/{source.slug}/#preserve" in page


def test_it_can_be_cancelled_until_something_is_kept(client, anna):
    fetch = make_fetch(source=make_source(), asked_by=anna)
    assert "Cancel it" in shown(client, fetch)

    assert client.post(f"/fetches/{fetch.key}/cancel/")["Location"] == f"/fetches/{fetch.key}/"

    assert "Cancelled" in shown(client, fetch)
    assert "Cancel it" not in shown(client, fetch)
    assert client.get(f"/fetches/{fetch.key}/cancel/").status_code == 405


def test_what_is_here_already_is_said(client, anna, serve):
    server = serve(saying(page(b"<!doctype html><title>One</title><p>Words.</p>")))
    source = make_source(url=server.url("/one"))
    fetches = []
    for _time in range(2):
        client.post(f"/sources/{source.slug}/captures/fetch/")
        fetches.append(Fetch.objects.in_hand().get())
        fetch_in_background(fetches[-1].pk)

    assert "nothing was added" not in shown(client, fetches[0])
    assert "nothing was added" in shown(client, fetches[1])


@pytest.mark.parametrize("way", ["", "cancel/"])
def test_a_fetch_is_nobody_elses(client, way):
    fetch = make_fetch(source=make_source())

    def ask(key):
        return (client.post if way else client.get)(f"/fetches/{key}/{way}")

    assert ask(fetch.key)["Location"].startswith("/accounts/login/")
    client.force_login(make_user())
    assert ask(fetch.key).status_code == ask(uuid4()).status_code == 404
    assert Fetch.objects.get().state == "asked"


def test_a_fetch_for_a_form_leads_back_to_it(client, anna):
    fetch = make_fetch(asked_by=anna, state="kept", started_at=NOON)

    assert 'href="/claims/new/"' in shown(client, fetch)
