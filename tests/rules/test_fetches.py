"""What the database holds of fetches: known words, of one thing, kept or not, once."""

import pytest

from tests import factories as make
from tests.factories import NOON
from tests.rules.refusals import copy, refused_by, update

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("fetch_state_is_known", {"state": "lost"}),
        ("fetch_is_of_a_source_or_an_address", {"url": ""}),
        ("fetch_that_failed_says_why", {"state": "failed"}),
        ("fetch_that_failed_says_why", {"problem": "It rained."}),
        ("fetch_under_way_has_started", {"state": "fetching"}),
        ("fetch_under_way_has_started", {"started_at": NOON}),
        ("fetch_under_way_has_started", {"state": "kept"}),
    ],
)
def test_a_fetch_says_what_it_is_in_known_words(name, columns):
    with refused_by(name):
        update(make.make_fetch(), **columns)


def test_a_fetch_is_not_of_a_source_and_of_an_address():
    fetch = make.make_fetch(source=make.make_source())

    with refused_by("fetch_is_of_a_source_or_an_address"):
        update(fetch, url="https://press.example/other")


def test_a_fetch_of_a_source_is_kept_as_a_copy_of_it_and_one_of_a_form_is_held():
    source, held = make.make_source(), make.make_pending_capture()
    capture = make.make_capture(source=source)
    kept = {"state": "kept", "started_at": NOON}

    for columns in (
        {**kept, "source_id": source.pk, "url": ""},
        {**kept, "source_id": source.pk, "url": "", "capture_id": capture.pk, "pending_id": held.pk},
        {**kept, "capture_id": capture.pk},
    ):
        with refused_by("fetch_keeps_what_it_was_asked_for"):
            update(make.make_fetch(), **columns)


@pytest.mark.parametrize("state", ["asked", "fetching", "failed", "cancelled"])
@pytest.mark.parametrize("column", ["capture_id", "pending_id"])
def test_nothing_is_kept_of_what_was_not_fetched(state, column):
    kept = make.make_capture() if column == "capture_id" else make.make_pending_capture()
    said = {"problem": "It rained."} if state == "failed" else {}
    started = {"started_at": NOON} if state == "fetching" else {}

    with refused_by("fetch_keeps_what_it_was_asked_for"):
        update(make.make_fetch(), state=state, **said, **started, **{column: kept.pk})


@pytest.mark.parametrize("of", ["a source", "an address"])
def test_one_person_has_an_address_fetched_once_at_a_time(of):
    fetch = make.make_fetch(**({"source": make.make_source()} if of == "a source" else {}))

    with refused_by("fetch_is_asked_for_once"):
        copy(fetch, key="00000000-0000-4000-8000-000000000001")
