"""What was preserved: files, texts, copies, tombstones. Most of it can never be changed, by anybody."""

import pytest

from sources.models import Capture, PreservedFile, Takedown
from tests import factories as make
from tests.rules.connections import connect
from tests.rules.refusals import (
    CHECK,
    FOREIGN_KEY,
    NEVER_CHANGED,
    UNIQUE,
    check_deferred_keys,
    copy,
    delete,
    refused,
    refused_by,
    update,
)

pytestmark = pytest.mark.django_db


def erased(capture):
    """What a removal writes over what is known of a copy that was taken down."""
    return {
        "name": "",
        "requested_url": "[removed]" if capture.requested_url else "",
        "final_url": "[removed]" if capture.final_url else "",
        "http_headers": "[]",
    }


def fetched():
    """A copy that was fetched, with words in all that is known of it."""
    return make.make_capture(
        method="fetch",
        name="a-name.html",
        requested_url="https://press.example/a-name",
        final_url="https://press.example/a-name",
        http_status=200,
        http_headers=[["Title", "A name"]],
        exchange=make.make_file(),
    )


def test_what_a_copy_was_called_is_erased_after_a_takedown_and_never_before():
    capture = fetched()
    with refused_by("capture_never_changes"):
        update(capture, **erased(capture))
    make.make_takedown(capture=capture)

    update(capture, **erased(capture))

    capture.refresh_from_db()
    assert (capture.name, capture.requested_url, capture.http_headers) == ("", "[removed]", [])


@pytest.mark.parametrize(
    "change", [{"name": "Another."}, {"name": ""}, {"final_url": "https://press.example/"}, {"tool": "Another"}]
)
def test_after_a_takedown_nothing_else_is_changed_about_it(change):
    capture = fetched()
    make.make_takedown(capture=capture)

    with refused_by("capture_never_changes"):
        update(capture, **{**erased(capture), **change} if change != {"name": ""} else change)


def test_the_note_on_a_tombstone_can_be_erased_and_no_more():
    takedown = make.make_takedown(note="Asked for by A Name.")

    with refused_by("takedown_never_changes"):
        update(takedown, note="", reason="mistake")
    update(takedown, note="")
    with refused_by("takedown_never_changes"):
        update(takedown, note="Another.")


def test_a_copy_says_who_of_the_desk_brought_it_or_that_a_reader_sent_it():
    with refused_by("capture_says_who_brought_it"):
        make.make_capture(captured_by=None)

    with refused_by("capture_says_who_brought_it"):
        make.make_capture(method="sent")

    with refused_by("pending_capture_method_is_known"):
        make.make_pending_capture(method="sent")


def test_a_tombstone_of_what_was_removed_never_changes():
    removal = make.make_removal()

    with refused_by("removal_never_changes"):
        update(removal, note="Another.")
    with refused_by("removal_never_changes"):
        delete(removal)


@pytest.mark.parametrize("target", ["claim", "citation", "source", "party"])
def test_a_thing_is_removed_once(target):
    removal = make.make_removal(**{target: getattr(make, f"make_{target}")()})

    with refused() as refusal:
        copy(removal)

    assert refusal.sqlstate == UNIQUE


GUARDED = [
    ("capture_never_changes", make.make_capture),
    ("preserved_file_never_changes", make.make_file),
    ("takedown_never_changes", make.make_takedown),
]


def columns_of(model):
    """Its columns, without the key."""
    return [field.column for field in model._meta.concrete_fields if not field.primary_key]


CHANGES = [
    pytest.param(name, make_row, column, id=f"{name}: {column}")
    for (name, make_row), model in zip(GUARDED, (Capture, PreservedFile, Takedown), strict=True)
    for column in columns_of(model)
]


@pytest.mark.parametrize(("name", "make_row", "column"), CHANGES)
def test_no_column_of_what_was_preserved_is_ever_changed(name, make_row, column):
    row = make_row()

    with refused() as refusal:
        update(row, **{column: getattr(row, next(f.attname for f in row._meta.fields if f.column == column))})

    assert (refusal.sqlstate, refusal.constraint) == (NEVER_CHANGED, name)


@pytest.mark.parametrize(("name", "make_row"), [GUARDED[0], GUARDED[2]])
def test_a_copy_and_a_tombstone_are_never_deleted(name, make_row):
    row = make_row()

    with refused_by(name):
        delete(row)


def test_the_names_of_the_triggers_are_those_of_the_rules():
    with refused_by("capture_never_changes"):
        update(make.make_capture(), tool="Another")

    with refused_by("preserved_file_never_changes"):
        update(make.make_file(), size=1)

    with refused_by("takedown_never_changes"):
        update(make.make_takedown(), note="Another.")


def test_the_triggers_are_there_for_whoever_connects():
    """As somebody at a terminal would find them, in force."""
    with connect() as own, own.cursor() as cursor:
        cursor.execute("SELECT tgname, tgenabled FROM pg_trigger WHERE tgname LIKE '%never_changes' ORDER BY tgname")
        assert cursor.fetchall() == [
            ("act_never_changes", "O"),
            ("capture_never_changes", "O"),
            ("preserved_file_never_changes", "O"),
            ("removal_never_changes", "O"),
            ("takedown_never_changes", "O"),
        ]


def test_a_file_to_which_something_refers_is_not_deleted():
    make.make_capture(exchange=make.make_file())

    for file in PreservedFile.objects.all():
        with refused() as refusal:
            delete(file)
        assert refusal.sqlstate == FOREIGN_KEY


def test_a_file_to_which_nothing_refers_can_be_deleted():
    file = make.make_file()

    delete(file)
    check_deferred_keys()

    assert not PreservedFile.objects.exists()


@pytest.mark.parametrize("digest", ["", "f" * 63, "F" * 64, "g" * 64])
def test_a_file_is_known_by_a_digest(digest):
    file = make.make_file()

    with refused_by("preserved_file_sha256_is_one"):
        copy(file, sha256=digest)


def test_a_file_has_a_size_and_stands_once():
    file = make.make_file()

    with refused_by("preserved_file_size_is_positive"):
        copy(file, sha256="e" * 64, size=-1)

    with refused() as refusal:
        copy(file)
    assert refusal.sqlstate == UNIQUE


def test_a_copy_came_in_a_way_that_is_on_the_list():
    capture = make.make_capture()

    with refused_by("capture_method_is_known"):
        copy(capture, method="theft", file_id=make.make_file().pk)


def test_the_same_bytes_are_one_copy_of_a_source():
    capture = make.make_capture()

    with refused_by("capture_once_for_a_source"):
        copy(capture)

    copy(capture, source_id=make.make_source().pk)
    copy(capture, file_id=make.make_file().pk)


FETCHED = {
    "method": "fetch",
    "requested_url": "https://a.example/",
    "final_url": "https://a.example/",
    "http_status": 200,
}


@pytest.mark.parametrize("without", ["requested_url", "final_url", "http_status", "exchange_id"])
def test_a_copy_that_was_fetched_says_from_where_and_has_its_exchange(without):
    capture = make.make_capture()
    whole = {**FETCHED, "exchange_id": make.make_file().pk}
    empty = {"requested_url": "", "final_url": "", "http_status": None, "exchange_id": None}

    with refused_by("capture_fetch_says_from_where"):
        copy(capture, **{**whole, without: empty[without], "file_id": make.make_file().pk})

    copy(capture, **whole, file_id=make.make_file().pk)


def test_a_tombstone_has_a_reason_that_is_on_the_list_and_stands_once():
    takedown = make.make_takedown()

    with refused_by("takedown_reason_is_known"):
        copy(takedown, reason="dislike", capture_id=make.make_capture().pk)

    with refused() as refusal:
        copy(takedown)
    assert refusal.sqlstate == UNIQUE


@pytest.mark.parametrize(
    "columns",
    [
        {"outcome": "failed"},
        {"outcome": "failed", "text": "", "problem": ""},
        {"outcome": "text", "problem": "broken"},
        {"outcome": "no_text", "text": "", "problem": "empty"},
        {"outcome": "failed", "text": "", "problem": "tired"},
    ],
)
def test_a_text_that_could_not_be_read_says_why_and_no_other_does(columns):
    with refused() as refusal:
        update(make.make_file_text(), **columns)

    assert refusal.sqlstate == CHECK
    assert refusal.constraint in ("file_text_failure_says_why", "file_text_only_where_found")


def test_the_two_rules_of_a_text_by_their_names():
    with refused_by("file_text_failure_says_why"):
        update(make.make_file_text(), outcome="failed", text="", problem="")

    with refused_by("file_text_only_where_found"):
        update(make.make_file_text(), outcome="no_text", text="Words.")


def test_two_utterances_are_kept_apart_once_and_the_lower_stands_first():
    apart = make.make_apart(make.make_claim(), make.make_claim())

    with refused_by("apart_once"):
        copy(apart)

    with refused_by("apart_lower_key_first"):
        update(apart, claim_id=apart.other_id, other_id=apart.claim_id)

    with refused_by("apart_lower_key_first"):
        update(apart, other_id=apart.claim_id)
