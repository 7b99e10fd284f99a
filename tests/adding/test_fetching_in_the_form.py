"""A copy that the queue fetches for a form that is still being filled in: waited for, held, given up, told of."""

import pytest

from claims.views.add import acts
from sources.models import Capture, Fetch, PendingCapture, Source
from sources.preserving import by_the_queue
from sources.tasks import fetch_in_background
from tests.adding.evidence import PAGE, WORDS, held, part, press, save, value_of
from tests.adding.scene import filled, only_claim
from tests.fetching.servers import page as answered
from tests.fetching.servers import redirect, saying


def fetch(client, **form):
    """Ask for a fetch, let the queue do it, and look again; the page that comes."""
    waiting = press(client, "fetch", **form)
    assert "Waits its turn" in part(waiting, "being-fetched")
    fetch_in_background(Fetch.objects.get().pk)
    return press(client, "show", **form, fetching=value_of(waiting, "fetching"))


def test_what_stands_at_the_address_is_fetched_and_held(alice, scene, serve):
    server = serve(saying(answered(PAGE)))

    page = fetch(alice, source_is="new", url=server.url("/one"), exact=WORDS)

    pending = PendingCapture.objects.get()
    assert server.url("/one") in part(page, "held")
    assert part(page, "check-said").startswith("Found letter by letter")
    assert pending.method == "fetch"
    assert pending.exchange is not None


def test_the_address_of_a_document_that_is_here_is_fetched(alice, scene, serve):
    server = serve(saying(answered(PAGE)))
    Source.objects.filter(pk=scene.source.pk).update(url=server.url("/article"))

    fetch(alice, source_is="here", source="the-article")

    assert PendingCapture.objects.get().requested_url == server.url("/article")


def test_where_an_address_led_is_said(alice, scene, serve):
    there = serve(saying(answered(PAGE)))
    server = serve(saying(redirect(there.url("/elsewhere"))))

    page = fetch(alice, source_is="new", url=server.url("/one"))

    assert f"The address led on to {there.url('/elsewhere')}" in part(page, "held")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "no address",
        "ftp://press.example/one",
        "file:///etc/passwd",
        "http://127.0.0.1:9/",
        "http://[::1]/",
        "\u202e",
    ],
)
def test_an_address_that_cannot_be_fetched_is_said_in_a_sentence_and_every_word_stays(alice, scene, address):
    page = press(alice, "fetch", source_is="new", url=address, statement="A sentence.")

    assert part(page, "copy-trouble").endswith(".")
    assert "A sentence.</textarea>" in page
    assert not PendingCapture.objects.exists()


def test_a_fetch_that_fails_leaves_the_copy_that_was_held(alice, scene):
    pending = held(scene.alice)

    page = press(alice, "fetch", source_is="new", url="http://127.0.0.1:9/", pending=str(pending.key))

    assert value_of(page, "pending") == str(pending.key)
    assert part(page, "copy-trouble").endswith(".")


def test_why_a_fetch_failed_in_the_queue_is_said_in_the_form_and_offered_again(alice, scene, serve):
    server = serve(saying(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))

    page = fetch(alice, source_is="new", url=server.url("/gone"), statement="A sentence.")

    assert part(page, "copy-trouble") == "The server says that there is no such page (404)."
    assert "Try to fetch it again" in page
    assert value_of(page, "fetching") == ""
    assert "A sentence.</textarea>" in page


def test_a_fetch_can_be_given_up_in_the_form(alice, scene, serve):
    server = serve(saying(answered(PAGE)))
    waiting = press(alice, "fetch", source_is="new", url=server.url("/one"), statement="A sentence.")

    page = press(alice, "cancel-fetch", url=server.url("/one"), source_is="new", statement="A sentence.",
                 fetching=value_of(waiting, "fetching"))  # fmt: skip

    assert Fetch.objects.get().state == "cancelled"
    assert value_of(page, "fetching") == ""
    assert "A sentence.</textarea>" in page


@pytest.mark.parametrize("has_come", [False, True])
def test_a_form_that_is_saved_while_its_copy_is_fetched_loses_neither(alice, scene, serve, has_come):
    server = serve(saying(answered(PAGE)))
    Source.objects.filter(pk=scene.source.pk).update(url=server.url("/article"))
    waiting = press(alice, "fetch", source_is="here", source="the-article")
    if has_come:
        fetch_in_background(Fetch.objects.get().pk)

    save(alice, filled(fetching=value_of(waiting, "fetching"), exact=WORDS))

    fetch_in_background(Fetch.objects.get().pk)
    assert Capture.objects.get().source == only_claim().citation.source
    assert only_claim().citation.quote_check.result == "exact"
    assert not PendingCapture.objects.exists()


def test_nobody_takes_what_is_fetched_for_somebody_else(alice, bob, scene, serve):
    server = serve(saying(answered(PAGE)))
    waiting = press(alice, "fetch", source_is="new", url=server.url("/one"))
    fetch_in_background(Fetch.objects.get().pk)

    page = press(bob, "show", source_is="new", url=server.url("/one"), fetching=value_of(waiting, "fetching"))

    assert value_of(page, "pending") == ""
    press(bob, "cancel-fetch", fetching=value_of(waiting, "fetching"))
    assert Fetch.objects.get().state == "kept"


def test_the_form_counts_what_it_has_fetched_as_the_page_of_a_source_does(alice, scene, settings):
    settings.FETCHES_PER_HOUR = 1
    asked = {"source_is": "new", "url": "https://press.example/one", "statement": "A sentence."}
    press(alice, "fetch", **asked)

    page = press(alice, "fetch", **asked)

    assert "within this hour" in part(page, "copy-trouble")
    assert "A sentence.</textarea>" in page


@pytest.fixture
def at_once(monkeypatch):
    """The queue is done with a fetch before the page is drawn that asked for it."""

    usual = by_the_queue.ask_for_form

    def ask(*args, **kwargs):
        fetch = usual(*args, **kwargs)
        later.append(fetch.pk)
        return fetch

    later: list[int] = []
    look = acts._look_after

    def looked(data, by):
        said = look(data, by)
        while later:
            fetch_in_background(later.pop())
        return said

    monkeypatch.setattr(acts, "ask_for_form", ask)
    monkeypatch.setattr(acts, "_look_after", looked)


def test_a_fetch_that_fails_before_the_page_is_drawn_is_told_on_it(alice, scene, serve, at_once):
    server = serve(saying(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))

    page = press(alice, "fetch", source_is="new", url=server.url("/gone"))

    assert part(page, "copy-trouble") == "The server says that there is no such page (404)."
    assert "Try to fetch it again" in page


def test_a_fetch_that_has_come_before_the_page_is_drawn_is_taken_at_the_next_look(alice, scene, serve, at_once):
    server = serve(saying(answered(PAGE)))
    asked = {"source_is": "new", "url": server.url("/one")}

    page = press(alice, "fetch", **asked)

    assert "Fetched" in part(page, "being-fetched")
    assert server.url("/one") in part(press(alice, "show", **asked, fetching=value_of(page, "fetching")), "held")
