"""Fetching in the queue: asked for once, kept whole or not at all, given up, begun anew, and said why not."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from sources.models import Capture, Fetch, PendingCapture, PreservedFile
from sources.preserving import actions, by_the_queue
from sources.preserving.refusals import NotPreserved
from sources.tasks import fetch_in_background
from tests.factories import NOON, make_fetch, make_source, the_author, the_editor
from tests.fetching.servers import page, saying
from tests.preserving.bring import kept
from tests.preserving.conftest import folder

__all__ = ["folder"]

pytestmark = pytest.mark.django_db

WORDS = b"<!doctype html><title>A page</title><p>The words of an invented page.</p>"


@pytest.fixture
def server(serve):
    """A server with one page."""
    return serve(saying(page(WORDS)))


def asked(source):
    return by_the_queue.ask_for_source(source, by=the_author(), at=NOON)


def again(fetch):
    return Fetch.objects.get(pk=fetch.pk)


def meanwhile(monkeypatch, do):
    """Do something after the page has come and before it is kept."""
    usual = actions.preserve_fetched, actions.hold_fetched

    def first(call):
        def doing(*args, **kwargs):
            monkeypatch.setattr(by_the_queue, "preserve_fetched", usual[0])
            monkeypatch.setattr(by_the_queue, "hold_fetched", usual[1])
            do()
            return call(*args, **kwargs)

        return doing

    monkeypatch.setattr(by_the_queue, "preserve_fetched", first(usual[0]))
    monkeypatch.setattr(by_the_queue, "hold_fetched", first(usual[1]))


def test_asking_fetches_nothing_and_the_queue_preserves_a_copy(server):
    source = make_source(url=server.url("/one"))
    fetch = asked(source)

    assert not Capture.objects.exists()
    assert ProcrastinateJob.objects.filter(task_name=fetch_in_background.name, args__fetch_id=fetch.pk).count() == 1

    fetch_in_background(fetch.pk)

    capture = Capture.objects.get()
    assert (capture.source, capture.captured_by, capture.method) == (source, the_author(), "fetch")
    assert capture.file.text.text.strip() == "The words of an invented page."
    assert (again(fetch).state, again(fetch).capture) == ("kept", capture)


def test_asking_twice_is_one_fetch_and_one_job(server):
    source = make_source(url=server.url("/one"))

    assert asked(source) == asked(source)
    assert ProcrastinateJob.objects.filter(task_name=fetch_in_background.name).count() == 1
    assert by_the_queue.ask_for_source(source, by=the_editor(), at=NOON) != asked(source)


def test_a_second_fetch_of_the_same_bytes_adds_nothing(server):
    source = make_source(url=server.url("/one"))
    fetch_in_background(asked(source).pk)
    second = asked(source)

    fetch_in_background(second.pk)

    assert again(second).capture == Capture.objects.get()


@pytest.mark.parametrize("url", ["", "no address", "ftp://press.example/", "http://127.0.0.1:9/", "http://[::1]/"])
def test_what_can_be_refused_on_sight_is_refused_before_the_queue(url):
    with pytest.raises(NotPreserved):
        by_the_queue.ask_for_form(url, by=the_author(), at=NOON)

    assert not Fetch.objects.exists()


def test_why_a_fetch_failed_is_one_sentence_and_nothing_is_kept(serve, folder):
    server = serve(saying(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
    fetch = asked(make_source(url=server.url("/gone")))

    fetch_in_background(fetch.pk)

    assert (again(fetch).state, again(fetch).problem) == ("failed", "The server says that there is no such page (404).")
    assert kept(folder) == set()


def test_a_fault_of_ours_is_said_as_one(server, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(by_the_queue, "preserve_fetched", broken)
    fetch = asked(make_source(url=server.url("/one")))

    fetch_in_background(fetch.pk)

    assert "went wrong here" in again(fetch).problem
    assert "ended in trouble" in caplog.text


def test_what_was_cancelled_before_is_not_asked_for(server):
    fetch = asked(make_source(url=server.url("/one")))

    assert by_the_queue.cancel(fetch)
    fetch_in_background(fetch.pk)

    assert again(fetch).state == "cancelled"
    assert server.asked == []


def test_what_is_cancelled_while_it_comes_leaves_nothing(server, folder, monkeypatch):
    fetch = asked(make_source(url=server.url("/one")))
    meanwhile(monkeypatch, lambda: by_the_queue.cancel(fetch))

    fetch_in_background(fetch.pk)

    assert again(fetch).state == "cancelled"
    assert kept(folder) == set()
    assert not PreservedFile.objects.exists()
    assert not Capture.objects.exists()


def test_what_is_kept_cannot_be_cancelled(server):
    fetch = asked(make_source(url=server.url("/one")))
    fetch_in_background(fetch.pk)

    assert not by_the_queue.cancel(fetch)
    assert again(fetch).state == "kept"


def test_a_fetch_whose_worker_was_killed_is_begun_anew_and_given_up_after_three_times(server):
    fetch = asked(make_source(url=server.url("/one")))
    Fetch.objects.filter(pk=fetch.pk).update(state="fetching", started_at=NOON, attempts=1)

    fetch_in_background(fetch.pk)

    assert again(fetch).state == "kept"
    dead = make_fetch(source=make_source(url=server.url("/two")), state="fetching", started_at=NOON, attempts=3)
    fetch_in_background(dead.pk)
    assert "stopped three times" in again(dead).problem


def test_a_worker_that_was_thought_dead_keeps_nothing_beside_the_one_that_took_over(server, monkeypatch):
    fetch = asked(make_source(url=server.url("/one")))
    meanwhile(monkeypatch, lambda: Fetch.objects.filter(pk=fetch.pk).update(attempts=2))

    fetch_in_background(fetch.pk)

    assert again(fetch).state == "fetching"
    assert not Capture.objects.exists()


def test_reading_that_broke_off_is_gone_on_with(server):
    fetch = asked(make_source(url=server.url("/one")))
    fetch_in_background(fetch.pk)
    capture = Capture.objects.get()
    capture.file.text.delete()
    Fetch.objects.filter(pk=fetch.pk).update(state="reading")

    fetch_in_background(fetch.pk)

    assert again(fetch).state == "kept"
    assert "invented page" in PreservedFile.objects.get(pk=capture.file_id).text.text
    assert len(server.asked) == 1


def test_what_a_form_asked_for_is_held_for_it(server):
    fetch = by_the_queue.ask_for_form(server.url("/one"), by=the_author(), at=NOON)

    fetch_in_background(fetch.pk)

    assert again(fetch).pending == PendingCapture.objects.get()


@pytest.mark.parametrize("when", ["before", "while it comes", "after"])
def test_a_form_that_is_saved_before_its_copy_has_come_gets_it_for_its_source(server, monkeypatch, when):
    source = make_source(url=server.url("/one"))
    fetch = by_the_queue.ask_for_form(server.url("/one"), by=the_author(), at=NOON)

    def hand_over():
        by_the_queue.hand_over(fetch, source, at=NOON)

    if when == "before":
        hand_over()
    if when == "while it comes":
        meanwhile(monkeypatch, hand_over)
    fetch_in_background(fetch.pk)
    if when == "after":
        hand_over()

    assert Capture.objects.get().source == source
    assert not PendingCapture.objects.exists()
    assert again(fetch).state == "kept"


def test_fetches_are_forgotten_a_week_after(server):
    for state, started in (("cancelled", None), ("asked", None)):
        make_fetch(state=state, started_at=started)

    assert by_the_queue.forget_old(at=NOON + timedelta(days=6)) == 0
    assert by_the_queue.forget_old(at=NOON + timedelta(days=8)) == 1
    assert Fetch.objects.get().state == "asked"
