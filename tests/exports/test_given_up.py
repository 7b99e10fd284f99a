"""An export that is cancelled, fails or stops leaves nothing, and can be asked for again."""

import errno
from datetime import timedelta
from io import BytesIO
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from dossiers import formats
from dossiers.choices import ExportStep
from dossiers.exports import actions, store
from dossiers.models import Export
from dossiers.tasks import make_in_background, take_up_stopped_exports
from tests.factories import NOON, make_country, make_export_in_hand, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("claim")]


def test_who_asked_gives_it_up_and_nothing_of_it_is_left(client, ask, files):
    export = ask()
    assert "Cancel it" in client.get(export.get_absolute_url()).content.decode()

    client.post(f"{export.get_absolute_url()}cancel/")
    make_in_background(export.pk)

    export.refresh_from_db()
    page = client.get(export.get_absolute_url()).content.decode()
    assert (export.state, export.sha256, export.digest, files()) == ("cancelled", "", "", [])
    assert "Nothing of it was kept." in page
    assert "Make it again" in page


def test_only_who_asked_gives_it_up(ask):
    export, other = ask(), Client()

    assert "Cancel it" not in other.get(export.get_absolute_url()).content.decode()
    assert other.post(f"{export.get_absolute_url()}cancel/").status_code == 403
    export.refresh_from_db()
    assert export.state == "asked"


def test_an_editor_may_give_up_any(client, ask):
    export, editor = ask(), Client()
    editor.force_login(make_user(role="editor"))

    editor.post(f"{export.get_absolute_url()}cancel/")

    export.refresh_from_db()
    assert export.state == "cancelled"


@pytest.mark.parametrize("at_step", ["setting", "keeping"])
def test_what_is_cancelled_while_it_is_made_is_noticed_and_leaves_nothing(ask, files, monkeypatch, at_step):
    export, before = ask(), actions.move_on

    def cancelled(row, step, **given):
        before(row, step, **given)
        if step == at_step:
            actions.cancel(row)

    monkeypatch.setattr(actions, "move_on", cancelled)
    make_in_background(export.pk)

    export.refresh_from_db()
    assert (export.state, export.sha256, files()) == ("cancelled", "", [])


def test_what_was_made_cannot_be_cancelled_any_more(client, made):
    export = made()

    client.post(f"{export.get_absolute_url()}cancel/")

    export.refresh_from_db()
    assert export.state == "made"
    assert client.get(export.file_url()).getvalue()


@pytest.mark.parametrize(
    ("trouble", "failure", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "no_room", "is full, or cannot be written to"),
        (OSError(errno.EIO, "Input/output error"), "trouble", "Something went wrong"),
        (RuntimeError("a fault"), "trouble", "Something went wrong"),
    ],
)
def test_what_goes_wrong_is_told_and_leaves_nothing(client, ask, files, trouble, failure, sentence, caplog):
    export = ask()

    with mock.patch("os.fsync", side_effect=trouble):
        make_in_background(export.pk)

    export.refresh_from_db()
    page = client.get(export.get_absolute_url()).content.decode()
    assert (export.state, export.failure, export.sha256, files()) == ("failed", failure, "", [])
    assert sentence in page
    assert "was not made" in caplog.text


def test_a_format_that_cannot_be_made_is_a_failure(ask, monkeypatch, caplog):
    export = ask("md")
    monkeypatch.setattr(formats.Format, "make_into", mock.Mock(side_effect=ValueError("no glyph")))

    make_in_background(export.pk)

    export.refresh_from_db()
    assert (export.state, export.failure) == ("failed", "trouble")


def test_after_a_failure_the_same_can_be_asked_for_again(ask, made):
    failed = ask()
    Export.objects.filter(pk=failed.pk).update(state="failed", failure="trouble")

    assert made() != failed


def stopped(**fields):
    """An export whose worker was killed some minutes ago."""
    then = timezone.now() - timedelta(minutes=5)
    values = {"state": "making", "step": "setting", "attempts": 1, "asked_at": then, "started_at": then, **fields}
    return make_export_in_hand(country=make_country(), **values)


def test_what_stopped_is_found_and_made_again(files):
    export = stopped()

    take_up_stopped_exports(0)
    export.refresh_from_db()
    assert export.state == "asked"
    make_in_background(export.pk)

    export.refresh_from_db()
    assert (export.state, export.attempts, files()) == ("made", 2, [export.sha256])


def test_what_stopped_three_times_has_failed(client):
    export = stopped(attempts=3)

    take_up_stopped_exports(0)

    export.refresh_from_db()
    assert (export.state, export.failure) == ("failed", "stopped")
    assert "stopped more than once" in client.get(export.get_absolute_url()).content.decode()


def test_what_waits_in_the_queue_or_began_just_now_is_left_alone(ask):
    waiting = ask()
    Export.objects.filter(pk=waiting.pk).update(asked_at=timezone.now() - timedelta(hours=1))
    begun = stopped(started_at=timezone.now(), format="csv")

    take_up_stopped_exports(0)

    assert set(Export.objects.values_list("pk", "state")) == {(waiting.pk, "asked"), (begun.pk, "making")}
    assert ProcrastinateJob.objects.filter(task_name__contains="make_in").count() == 1


def test_a_worker_that_was_thought_dead_keeps_nothing_of_its_own(ask, files):
    export = ask()
    old = actions.begin(export.pk, at=NOON)
    actions.take_up_again(old)
    new = actions.begin(export.pk, at=NOON)

    with pytest.raises(actions.NoLongerWanted):
        actions.move_on(old, ExportStep.KEEPING)

    assert new.attempts == 2
    assert files() == []


def test_bytes_without_a_row_are_erased_at_night(folder, files, made):
    export = made()
    left = BytesIO(b"left by a worker that was killed")
    store.keep(store.digest_and_size(left)[0], left)
    (folder / ".partial").mkdir(exist_ok=True)
    (folder / ".partial" / "half-abc").write_bytes(b"half")

    from dossiers.exports import tidying

    assert tidying.erase_strays(at=timezone.now()) == 0  # somebody may be at work
    assert tidying.erase_strays(at=timezone.now() + timedelta(hours=2)) == 2
    assert files() == [export.sha256]


def test_rows_of_what_came_to_nothing_are_forgotten_after_a_month(made):
    export = made()
    make_export_in_hand(state="cancelled")
    make_export_in_hand(state="failed", failure="trouble")

    from dossiers.exports import tidying

    tidying.forget_what_came_to_nothing(at=NOON + timedelta(days=40))

    assert list(Export.objects.all()) == [export]
