"""Checking and importing in the queue: seen from outside, stopped, killed, beside another; whole or not at all."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from claims.importing import bringing, by_the_queue, writing
from claims.models import BroughtFile, Claim
from claims.tasks import work_on_file
from sources.models import Party, Source
from tests import factories as make
from tests.importing.pages import brought_and_checked, text
from tests.importing.sheets import ROW, make_ground, rows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def checked(client):
    """A file of three rows that waits to be imported, and who brought it is signed in."""
    make_ground()
    client.force_login(make.make_user())
    file = brought_and_checked(client, *rows(3))
    bringing.ask_import(file_now(file))
    return file


def file_now(file):
    return BroughtFile.objects.get(pk=file.pk)


def nothing_is_here():
    return not any(model.objects.exists() for model in (Claim, Source, Party))


def in_another_window(act):
    """On a connection of its own, while the first transaction is still open."""

    def do():
        act()
        connection.close()

    beside = threading.Thread(target=do)
    beside.start()
    beside.join()


@contextmanager
def between_the_rows(monkeypatch, act):
    """Something that happens in another window while rows are written, before the next telling."""
    whole = writing._save_claims
    monkeypatch.setattr(by_the_queue, "BETWEEN", 0)
    monkeypatch.setattr(writing, "AT_A_TIME", 1)

    def save(*given, **named):
        whole(*given, **named)
        if acted.is_set():
            return
        acted.set()
        in_another_window(act)

    acted = threading.Event()
    monkeypatch.setattr(writing, "_save_claims", save)
    yield
    assert acted.is_set()


def test_how_far_it_has_come_is_seen_while_nothing_is_in_the_record_yet(client, checked, monkeypatch):
    seen = []

    def look():
        seen.append((file_now(checked).state, file_now(checked).done, file_now(checked).total, Claim.objects.count()))
        seen.append(client.get(f"/imports/files/{checked.key}/").content.decode())

    with between_the_rows(monkeypatch, look):
        work_on_file(checked.pk)

    (state, done, total, written), page = seen
    assert (state, total, written) == ("writing", 6, 0)
    assert 0 < done < total
    assert f'value="{done}" max="6"' in page
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert (file_now(checked).state, Claim.objects.count()) == ("imported", 3)


def test_what_is_cancelled_half_way_saves_nothing_and_the_file_stays(client, checked, monkeypatch):
    with between_the_rows(monkeypatch, lambda: client.post(f"/imports/files/{checked.key}/stop/")):
        work_on_file(checked.pk)

    assert nothing_is_here()
    assert file_now(checked).state == "checked"
    assert "Import what is new" in text(client.get(f"/imports/files/{checked.key}/"))


def test_what_is_cancelled_at_the_last_moment_saves_nothing(client, checked, monkeypatch):
    whole = writing._write

    def write(*given, **named):
        key = whole(*given, **named)
        in_another_window(lambda: bringing.stop(checked))
        return key

    monkeypatch.setattr(writing, "_write", write)
    work_on_file(checked.pk)

    assert nothing_is_here()
    assert file_now(checked).state == "checked"


def test_what_is_thrown_away_meanwhile_saves_nothing(client, checked, monkeypatch):
    with between_the_rows(monkeypatch, lambda: client.post(f"/imports/files/{checked.key}/discard/")):
        work_on_file(checked.pk)

    assert nothing_is_here()
    assert not BroughtFile.objects.exists()


def test_an_import_beside_another_is_told_so_and_can_be_tried_again(client, checked):
    held, done = threading.Event(), threading.Event()

    def another():
        with transaction.atomic():
            writing.alone()
            held.set()
            done.wait(20)
        connection.close()

    beside = threading.Thread(target=another)
    beside.start()
    held.wait(20)
    work_on_file(checked.pk)
    done.set()
    beside.join()

    page = text(client.get(f"/imports/files/{checked.key}/"))
    assert nothing_is_here()
    assert "Another import is being written at this moment." in page
    assert "Import what is new" in page
    client.post(f"/imports/files/{checked.key}/write/")
    work_on_file(checked.pk)
    assert Claim.objects.count() == 3


def test_work_that_broke_off_begins_anew_and_the_worker_that_was_thought_dead_saves_nothing(checked, monkeypatch):
    """The second begins while the first is still writing: what the first did goes, and so each row is there once."""
    monkeypatch.setattr(by_the_queue, "ATTEMPTS", 9)

    with between_the_rows(monkeypatch, lambda: BroughtFile.objects.update(attempts=5)):
        work_on_file(checked.pk)
    assert nothing_is_here()
    assert file_now(checked).state == "writing"

    monkeypatch.undo()
    BroughtFile.objects.update(attempts=1)
    work_on_file(checked.pk)
    assert (Claim.objects.count(), file_now(checked).state) == (3, "imported")
    work_on_file(checked.pk)
    assert Claim.objects.count() == 3


def test_work_that_stops_three_times_is_given_up_with_the_file_where_it_was(client, checked):
    BroughtFile.objects.update(state="writing", attempts=3)

    work_on_file(checked.pk)

    assert nothing_is_here()
    assert "The work on it stopped three times." in text(client.get(f"/imports/files/{checked.key}/"))


def test_trouble_of_ours_is_told_without_its_words(client, checked, monkeypatch):
    def trouble(*_given, **_named):
        raise RuntimeError("zqinside")

    monkeypatch.setattr(writing, "_save_claims", trouble)
    work_on_file(checked.pk)

    page = client.get(f"/imports/files/{checked.key}/").content.decode()
    assert nothing_is_here()
    assert "Something went wrong here, not in your file" in page
    assert "zqinside" not in page


def test_checking_can_be_cancelled_and_what_it_finds_is_not_kept_then(client, monkeypatch):
    make_ground()
    client.force_login(make.make_user())
    file = brought_and_checked(client, ROW)
    client.post(f"/imports/files/{file.key}/check/", {"again": "yes"})
    waiting = text(client.get(f"/imports/files/{file.key}/"))
    assert "Waits to be checked" in waiting

    assert client.post(f"/imports/files/{file.key}/stop/").status_code == 302
    work_on_file(file.pk)

    assert (file_now(file).state, file_now(file).outcomes) == ("columns", None)
    client.post(f"/imports/files/{file.key}/stop/")
    assert "It had ended by then" in client.get("/imports/").content.decode()


def test_a_script_that_waits_is_told_to_load_the_page_once_there_is_more_to_see(client):
    make_ground()
    client.force_login(make.make_user())
    file = brought_and_checked(client, ROW)

    answer = client.get(f"/imports/files/{file.key}/", headers={"HX-Request": "true"})

    assert answer["HX-Refresh"] == "true"


def test_whose_account_was_closed_imports_nothing(client, checked):
    person = file_now(checked).kept_for
    person.is_active = False
    person.save()

    work_on_file(checked.pk)

    assert nothing_is_here()
    assert file_now(checked).problem == "This account was closed."
