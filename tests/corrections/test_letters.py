"""Anybody writes to the desk: what is kept, what readers see of it, and what keeps robots out."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sources.choices import CaptureMethod, CslType, LetterState
from sources.letters import challenge as challenges
from sources.letters.actions import forget_old_contacts
from sources.letters.limits import forget_earlier_days, take
from sources.models import Capture, Letter, LetterDay, Source
from tests import factories as make
from tests.corrections.writing import ADDRESS, TEXT, letter, number_in, send
from tests.preserving.planted import files_with, tables_with
from users.models import Role
from web.client_address import client_address

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj trailer<<>>"


def test_a_letter_is_a_source_of_its_own_kind_with_its_text_as_a_copy(client, folder):
    send(client, about="/claims/abc1234/", name="The city of Prato", office="Press office")

    kept = Letter.objects.select_related("source").get()
    source = kept.source
    assert (source.csl_type, source.restricted, source.authors) == (
        CslType.PERSONAL_COMMUNICATION,
        True,
        "The city of Prato",
    )
    assert (kept.about, kept.kind, kept.state) == ("/claims/abc1234/", "mistake", LetterState.WAITING)
    capture = Capture.objects.select_related("file__text").get(source=source)
    assert (capture.method, capture.captured_by, capture.name) == (CaptureMethod.SENT, None, "letter.txt")
    assert TEXT in capture.file.text.text
    assert files_with(folder, "eleven, and not nine") == [capture.file.sha256]


def test_the_sender_gets_a_number_under_which_nothing_that_was_sent_is_shown(client):
    number = number_in(send(client, name="A name of the sender"))

    page = client.get(f"/corrections/sent/{number}/").content.decode()

    assert number in page
    assert "Waits for an editor" in page
    assert "eleven, and not nine" not in page
    assert "A name of the sender" not in page
    assert client.get("/corrections/sent/aaaa-aaaa-aa/").status_code == 404


def test_readers_see_nothing_of_it_and_the_desk_reads_it(client):
    send(client, name="Zqsender", text=f"Zqwords. {TEXT}")
    source = Source.objects.get()
    desk = Client()
    desk.force_login(make.make_user())

    for address in ["/", "/sources/", "/sources.csv", "/claims/", "/parties/", "/corrections/", "/sources/wanted/"]:
        answer = client.get(address)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Zqsender" not in text
        assert b"Zqwords" not in text
    assert client.get(source.get_absolute_url()).status_code == 404
    assert client.get("/corrections/letters/")["Location"].startswith("/accounts/login/")
    assert "Zqwords" in desk.get("/corrections/letters/").content.decode()
    assert "Zqwords" in desk.get(Letter.objects.get().get_absolute_url()).content.decode()


def test_a_document_can_come_along_and_is_a_second_copy(client, folder):
    send(client, file=SimpleUploadedFile("../our answer.pdf", PDF))

    names = sorted(Capture.objects.values_list("name", flat=True))
    assert names == ["letter.txt", "our answer.pdf"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"MZ\x90\x00" + b"\x00" * 200, "Files of this kind are not kept"), (b"", "The file is empty")],
)
def test_a_document_that_is_not_kept_is_refused_with_everything_typed_still_there(client, folder, content, problem):
    page = send(client, file=SimpleUploadedFile("tool.exe", content), name="The city")

    text = page.content.decode()
    assert page.status_code == 422
    if content:
        assert problem in text
    assert TEXT in text
    assert "choose it again" in text or not content
    assert not Letter.objects.exists()
    assert not Source.objects.exists()
    assert files_with(folder, "") == []


def test_a_document_over_the_limit_is_refused_with_everything_typed_still_there(client, settings):
    settings.LETTER_MAX_BYTES = 1000

    page = send(client, file=SimpleUploadedFile("long.txt", b"x" * 2000))

    assert page.status_code == 422
    assert TEXT in page.content.decode()
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"text": ""}, "Write what you want to tell the desk."),
        ({"text": "Wrong."}, "too short for the desk to act on"),
        ({"text": "x" * 20_001}, "at most 20,000 are kept"),
        ({"kind": ""}, "Choose what it is for."),
        ({"kind": "statement", "name": ""}, "Who makes this statement?"),
        ({"url": "javascript:alert(1)"}, "An address begins with http:// or https://."),
        ({"answer": ""}, "Answer the question"),
        ({"answer": "99"}, "That is not the sum."),
        ({"answer": "seven"}, "That is not the sum."),
        ({"website": "https://robot.example/"}, "for robots only"),
        ({"token": "made-up"}, "This form is out of date."),
    ],
)
def test_a_form_with_a_fault_is_not_sent_and_loses_nothing(client, fields, problem):
    page = send(client, **{"office": "Zqoffice", "contact": "zq@reader.example", **fields})

    text = page.content.decode()
    assert page.status_code == 422
    assert problem in text
    assert "Zqoffice" in text
    assert "zq@reader.example" in text
    assert not Letter.objects.exists()


def test_an_answer_that_is_missing_is_told_once(client):
    text = send(client, answer="").content.decode()

    assert "Answer the question" in text
    assert "That is not the sum." not in text


@pytest.mark.parametrize(("seconds", "status"), [(1, 422), (30, 302), (23 * 3600, 302), (25 * 3600, 422), (-60, 422)])
def test_a_form_is_sent_neither_quicker_than_a_person_writes_nor_after_a_day(client, seconds, status):
    asked = challenges.ask(at=timezone.now() - timedelta(seconds=seconds))

    answer = client.post(ADDRESS, letter(token=asked.token, answer=str(asked.first + asked.second)))

    assert answer.status_code == status


def test_a_question_that_was_answered_once_sends_one_letter(client):
    filled = letter()

    first, again = client.post(ADDRESS, filled), client.post(ADDRESS, filled)
    changed = client.post(ADDRESS, {**filled, "text": f"Something else. {TEXT}."})

    assert number_in(first) == number_in(again)
    assert changed.status_code == 409
    assert "Something else." in changed.content.decode()
    assert Letter.objects.count() == 1


def test_it_needs_no_cookie_and_sets_none():
    reader = Client(enforce_csrf_checks=True)

    page = reader.get(ADDRESS)
    answer = reader.post(ADDRESS, letter())

    assert answer.status_code == 302
    assert not page.cookies
    assert not answer.cookies


def test_from_one_address_five_an_hour_are_taken(client):
    for _ in range(5):
        number_in(send(client))

    refused, elsewhere = send(client), Client(REMOTE_ADDR="192.0.2.9").post(ADDRESS, letter())

    assert refused.status_code == 429
    assert "Nothing you typed is lost" in refused.content.decode()
    assert TEXT in refused.content.decode()
    assert elsewhere.status_code == 302


def test_an_hour_later_letters_are_taken_again_and_in_all_there_is_a_limit_too(settings):
    noon = make.NOON
    settings.LETTERS_PER_HOUR, settings.LETTERS_PER_HOUR_IN_ALL = 2, 3

    assert [take("192.0.2.1", at=noon) for _ in range(3)] == [True, True, False]
    assert [take("192.0.2.2", at=noon) for _ in range(2)] == [True, False]
    assert take("192.0.2.1", at=noon + timedelta(minutes=61))


def test_no_address_of_a_reader_is_kept_and_the_salt_goes_with_the_day(client):
    send(client, contact="write to me")
    reader = Client(REMOTE_ADDR="192.0.2.77")
    reader.post(ADDRESS, letter())

    assert tables_with("192.0.2.77") == []
    assert tables_with("127.0.0.1") == []
    forget_earlier_days(at=timezone.now() + timedelta(days=1))
    assert not LetterDay.objects.exists()


def test_the_next_letter_throws_the_counts_of_yesterday_away():
    take("192.0.2.1", at=make.NOON)

    take("192.0.2.1", at=make.NOON + timedelta(days=1))

    assert [each.day for each in LetterDay.objects.all()] == [(make.NOON + timedelta(days=1)).date()]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "10.9.9.9, 203.0.113.5", "203.0.113.5"),
        (2, "203.0.113.5, 10.0.0.2", "203.0.113.5"),
        (2, "10.0.0.2", "192.0.2.1"),
        (1, "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.5", "203.0.113.5"),
        (1, "not an address", "not an address"),
    ],
)
def test_the_address_is_what_our_own_proxies_say(rf, settings, proxies, forwarded, expected):
    settings.PROXIES_IN_FRONT = proxies

    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == expected


@pytest.mark.parametrize(
    ("about", "kept"),
    [
        ("/claims/abc1234/", "/claims/abc1234/"),
        ("http://testserver/claims/abc1234/", "/claims/abc1234/"),
        ("//elsewhere.example/", ""),
        ("https://elsewhere.example/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_the_page_it_is_about_is_one_of_this_site(client, about, kept):
    send(client, about=about)

    assert Letter.objects.get().about == kept


def test_the_page_that_somebody_came_from_stands_in_the_form(client):
    page = client.get(f"{ADDRESS}?about=/claims/abc1234/").content.decode()

    assert 'value="/claims/abc1234/"' in page
    assert "http://testserver/claims/abc1234/" in page


def test_every_page_of_a_record_links_to_the_form_with_its_own_address(client):
    station = make.make_station()
    claim = make.make_claim(subject=station)
    make.make_claim(subject=make.make_agreement(), question=claim.question)
    agreement = make.make_claim(subject=make.make_agreement()).subject
    records = [claim, station, agreement, station.parent, claim.question, claim.citation.source, claim.asserted_by]
    addresses = [record.get_absolute_url() for record in records] + [
        f"/passages/{claim.citation.pk}/",
        "/countries/it/",
    ]

    for address in addresses:
        page = client.get(address).content.decode()
        assert f'href="/corrections/?about={address}"' in page, address


def test_the_contact_is_deleted_by_the_desk_and_by_itself(client):
    decided: dict[str, Any] = {
        "state": "answered",
        "answer": "So.",
        "decided_by": make.the_editor(),
        "decided_at": make.NOON,
    }
    old, young = make.make_letter(contact="a", **decided), make.make_letter(contact="b")
    client.force_login(make.make_user())
    refused = client.post(f"/corrections/letters/{young.pk}/forget/")
    assert (refused.status_code, Letter.objects.get(pk=young.pk).contact) == (403, "b")

    forgotten = forget_old_contacts(at=make.NOON + timedelta(days=31))
    client.force_login(make.make_user(role=Role.EDITOR))
    client.post(f"/corrections/letters/{young.pk}/forget/")

    assert forgotten == 1
    assert set(Letter.objects.values_list("contact", flat=True)) == {""}
    assert old.pk != young.pk


def test_the_queue_runs_as_many_queries_for_fifty_letters_as_for_one(client, django_assert_num_queries):
    client.force_login(make.make_user(role=Role.EDITOR))
    make.make_letter()
    client.get("/corrections/letters/")
    few = _queries(client)

    for _ in range(29):
        make.make_letter()

    assert _queries(client) == few


def _queries(client) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get("/corrections/letters/").status_code == 200
    return len(captured)
