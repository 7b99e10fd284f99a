"""The panel of a source's copies: what the desk sees, what readers see, and how many queries it takes."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client

from sources.choices import Rights
from sources.views.copies import copies_of
from tests.factories import (
    NOON,
    make_capture,
    make_citation,
    make_claim,
    make_file,
    make_file_text,
    make_release,
    make_source,
    make_takedown,
    make_user,
    the_editor,
)

pytestmark = pytest.mark.django_db
SECRETS = [
    "author@desk.example",
    "from anna.pdf",
    "Anna Example",
    "press.example/asked",
    "press.example/final",
    "Trace/9",
]


def cited_source(**fields):
    """A source on which a published statement rests, so that readers come upon it."""
    source = make_source(**{"slug": "the-article", **fields})
    make_claim(citation=make_citation(source=source))
    return source


def copy_with_everything(source, **fields):
    """A fetched copy of which much is known."""
    file = make_file(media_type="application/pdf", size=2_500_000)
    make_file_text(file=file, text="One. Two.", page_starts=[0, 5], properties=[["Author", "Anna Example"]])
    values = {
        "file": file,
        "exchange": make_file(),
        "name": "from anna.pdf",
        "method": "fetch",
        "requested_url": "https://press.example/asked",
        "final_url": "https://press.example/final",
        "http_status": 200,
        "tool": "Trace/9",
    }
    return make_capture(source=source, **{**values, **fields})


def page(user=None):
    """The source's page as somebody sees it."""
    client = Client()
    if user:
        client.force_login(user)
    return client.get("/sources/the-article/").content.decode()


def test_the_desk_sees_all_that_is_known_of_a_copy():
    capture = copy_with_everything(cited_source())

    shown = page(make_user())

    for words in [
        *SECRETS,
        capture.file.sha256,
        "application/pdf",
        "2.4\xa0MB",
        "Text found, 2 pages.",
        "HTTP status 200",
    ]:
        assert words in shown
    assert "24 November 2026, 12:00 UTC" in shown
    assert f"/sources/the-article/captures/{capture.pk}/exchange" in shown


def test_readers_see_day_hash_kind_and_archive_address_and_nothing_of_who_brought_it():
    capture = copy_with_everything(cited_source(archive_url="https://archive.example/copy"))

    shown = page()

    for words in [capture.file.sha256, "24 November 2026, 12:00 UTC", "PDF", "https://archive.example/copy"]:
        assert words in shown
    assert "The rights are not cleared" in shown
    for secret in [*SECRETS, f"captures/{capture.pk}/", "Take it down", "Preserve a copy", 'type="file"']:
        assert secret not in shown


def test_readers_find_the_link_to_a_released_copy_and_still_nothing_of_who_brought_it():
    capture = copy_with_everything(cited_source(rights=Rights.PUBLIC_RECORD))
    make_release(capture=capture, stripped=["Author"])

    shown = page()

    assert f"/sources/the-article/captures/{capture.pk}/file" in shown
    for secret in [*SECRETS, "exchange", "Take it down"]:
        assert secret not in shown


@pytest.mark.parametrize("rights", [Rights.NOT_CLEARED, Rights.PUBLIC_RECORD])
def test_without_a_release_that_counts_readers_find_no_link(rights):
    capture = copy_with_everything(cited_source(rights=rights))
    if rights == Rights.NOT_CLEARED:
        make_release(capture=capture)

    assert f"captures/{capture.pk}/" not in page()


def test_of_what_was_taken_down_readers_see_day_reason_and_hash_and_the_desk_also_who_and_the_note():
    capture = copy_with_everything(cited_source(rights=Rights.PUBLIC_RECORD))
    make_release(capture=capture)
    make_takedown(capture=capture, reason="court_order", note="Letter in the safe.", taken_down_by=the_editor())

    readers, desk = page(), page(make_user())

    assert "Taken down by the desk on 24 November 2026. Reason: court order." in readers
    assert capture.file.sha256 in readers
    assert "editor@desk.example" not in readers
    assert "Letter in the safe." not in readers
    assert "by editor@desk.example. Reason: court order." in desk
    assert "Letter in the safe." in desk
    for shown in (readers, desk):
        assert f"captures/{capture.pk}/" not in shown
        assert "Anna Example" not in shown


def test_only_editors_find_the_ways_to_decide_about_a_copy():
    capture = copy_with_everything(cited_source())
    takedown = f"/sources/the-article/captures/{capture.pk}/takedown/"

    assert takedown in page(the_editor())
    assert takedown not in page(make_user())


def test_a_source_without_copies_says_so_and_why_one_is_worth_having():
    cited_source()

    assert "No copy is preserved yet. Pages vanish" in page(make_user())
    assert "No copy is preserved yet." in page()


def test_what_has_no_address_is_not_offered_to_be_fetched():
    cited_source(url="", title="A leaflet")

    shown = page(make_user())

    assert "Preserve this file" in shown
    assert "Fetch a copy" not in shown


@pytest.mark.parametrize("name", ["<script>alert(1)</script>.pdf", '"><img src=x onerror=alert(1)>.pdf'])
def test_names_and_properties_are_text(name):
    source = cited_source()
    file = make_file()
    make_file_text(file=file, properties=[[name, name]])
    make_capture(source=source, file=file, name=name)

    shown = page(make_user())

    assert name not in shown
    assert "alert(1)" in shown


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"outcome": "text", "page_starts": []}, "Text found."),
        ({"outcome": "text", "page_starts": [0]}, "Text found, 1 page."),
        ({"outcome": "no_text", "text": ""}, "Not machine-checkable: a scan, or pages without text."),
        ({"outcome": "failed", "problem": "encrypted", "text": ""}, "Could not be read: locked with a password."),
        ({"outcome": "failed", "problem": "broken", "text": ""}, "Could not be read: damaged or cut off."),
        ({"outcome": "failed", "problem": "unfinished", "text": ""}, "it goes on in the background."),
        ({"outcome": "failed", "problem": "too_long", "text": ""}, "Could not be read: reading took too long."),
        ({"outcome": "failed", "problem": "too_large", "text": ""}, "Could not be read: too large when unpacked."),
    ],
)
def test_what_reading_gave_is_said_in_a_sentence(fields, words):
    file = make_file(media_type="application/pdf")
    make_file_text(file=file, **fields)
    make_capture(source=cited_source(), file=file)

    assert words in page(make_user())


@pytest.mark.parametrize(
    ("outcome", "problem", "offered"), [("text", "", 1), ("no_text", "", 0), ("failed", "broken", 0)]
)
def test_a_copy_is_offered_to_be_read_where_it_has_text(outcome, problem, offered):
    file = make_file()
    make_file_text(file=file, outcome=outcome, problem=problem, text="Words." if outcome == "text" else "")
    make_capture(source=cited_source(), file=file)

    assert page(make_user()).count("Read it here") == offered


def test_what_the_newest_file_says_of_itself_is_shown_without_a_click():
    source = cited_source()
    for hour in (0, 1):
        file = make_file()
        make_file_text(file=file, properties=[["Author", "Somebody"]])
        make_capture(source=source, file=file, captured_at=NOON + timedelta(hours=hour))

    shown = page(make_user())

    assert shown.count('<details class="copy-properties"') == 2
    assert shown.index('<details class="copy-properties" open>') < shown.index('<details class="copy-properties">')


def test_a_copy_that_was_not_read_says_so():
    make_capture(source=cited_source())

    assert "Not read yet." in page(make_user())


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("who", ["desk", "reader"])
def test_any_number_of_copies_takes_one_query(django_assert_num_queries, number, who):
    source = cited_source(rights=Rights.PUBLIC_RECORD)
    user = the_editor() if who == "desk" else AnonymousUser()
    assert who == "reader" or user.is_of_every_desk  # asked for once, and known from here on
    for which in range(number):
        capture = copy_with_everything(source)
        if which % 3 == 1:
            make_release(capture=capture)
        if which % 3 == 2:
            make_takedown(capture=capture)

    with django_assert_num_queries(1):
        copies = copies_of(source, user)
        shown = render_to_string("sources/_copies.html", {"copies": copies, "csrf_token": "x"})

    assert shown.count('class="copy-title"') == number
