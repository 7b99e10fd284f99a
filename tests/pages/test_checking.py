"""The fact-checker's queue and its boxes."""

import pytest
from django.test import Client
from django.utils import timezone

from claims.actions import verify
from claims.choices import ClaimState
from claims.models import Verification
from tests.factories import (
    NOON,
    make_citation,
    make_claim,
    make_country,
    make_country_subject,
    make_question,
    make_source,
    make_user,
    make_verification,
)
from tests.pages.checked import EXACT, TEXT, found_claim, tick_all
from tests.pages.reading import tags, words

pytestmark = pytest.mark.django_db

QUEUE = "/checking/"


@pytest.fixture
def carol():
    """A contributor who wrote nothing."""
    return make_user(email="carol@desk.example")


@pytest.fixture
def desk(carol) -> Client:
    """Carol's browser."""
    client = Client()
    client.force_login(carol)
    return client


def read(client, **asked):
    """The queue as a reader reads it."""
    return words(client.get(QUEUE, asked).content.decode())


def in_hand(client, **asked):
    """The statement that the queue gives."""
    given = client.get(QUEUE, asked).context["in_hand"]
    return given.claim if given else None


def test_readers_never_see_the_queue(client):
    make_claim()

    answer = client.get(QUEUE)

    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={QUEUE}")
    assert QUEUE not in client.get("/").content.decode()


def test_the_navigation_leads_whoever_is_signed_in_to_the_queue(desk):
    assert {"href": QUEUE} in tags(desk.get("/").content.decode(), "a")


def test_a_statement_shows_what_is_needed_to_check_it(desk):
    claim = found_claim(statement="There are eleven.", speaker_name="A name", speaker_office="an office")

    page = desk.get(QUEUE).content.decode()

    text = words(page)
    assert "1 left" in text
    for expected in (
        "There are eleven.",
        claim.asserted_by.name,
        "A name, an office",
        "3 December 2022",
        "A machine found these words, letter by letter, in the preserved copy on page 2.",
        "It goes on, and ends.",
        "The words stand in the source",
        "The original was seen",
        "Does not apply: the passage is in English and translates nothing.",
    ):
        assert expected in text
    assert f"<mark>{EXACT}</mark>" in page
    (picture,) = [image["src"] for image in tags(page, "img")]
    capture = claim.citation.source.captures.get()
    start = TEXT.index(EXACT)
    expected = f"/sources/the-report/captures/{capture.pk}/pages/2.png?marks={start}-{start + len(EXACT)}"
    assert picture == expected


def test_a_copy_that_was_read_anew_since_is_not_shown_at_the_old_place(desk):
    claim = found_claim()
    text = claim.citation.source.captures.get().file.text
    text.text, text.sha256 = "Another text altogether, of the same length or longer than it was before.", "0" * 64
    text.save()

    page = desk.get(QUEUE).content.decode()

    assert "<mark>" not in page
    assert "Another text" not in page


def test_nobody_is_offered_what_they_wrote(desk, carol):
    make_claim(created_by=carol, published=False)
    make_claim(created_by=carol)
    other = make_claim()

    assert in_hand(desk) == other
    assert "1 left 2 statements of your own wait for somebody else" in read(desk)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": ClaimState.WITHDRAWN, "withdrawn_reason": "x"},
        {"removed_at": timezone.now(), "removed_for": "privacy"},
    ],
)
def test_what_counts_no_more_is_not_in_the_queue(desk, fields):
    make_claim(**fields)

    assert in_hand(desk) is None


def test_an_empty_queue_says_why_and_where_to_go(desk, carol):
    tick_all(make_claim(), carol)

    text = read(desk)

    assert "0 left" in text
    assert "Nothing waits for you" in text
    assert "Originals that nobody here has seen" in text


def test_filters_that_leave_nothing_say_which_to_take_out(desk):
    make_claim()
    make_country(code="HU")

    text = read(desk, country="hu")

    assert "Nothing here fits all of these at once." in text
    assert "Without Country: Hungary" in text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"country": "hu"}, "hungarian"),
        ({"question": "asked"}, "hungarian"),
        ({"source": "the-report"}, "found"),
        ({"quote": "exact"}, "found"),
        ({"quote": "unchecked"}, "hungarian"),
        ({"unverified": "translation"}, "hungarian"),
        ({"state": "draft"}, "hungarian"),
        ({"unverified": "date"}, "found"),
    ],
)
def test_the_queue_is_narrowed(desk, carol, asked, expected):
    hungary = make_country_subject(make_country(code="HU"))
    claims = {
        "found": found_claim(),
        "hungarian": make_claim(
            subject=hungary,
            question=make_question(slug="asked"),
            citation=make_citation(language="hu"),
            published=False,
        ),
    }
    verify(claims["hungarian"], kind="date", by=carol, at=NOON)

    assert in_hand(desk, **asked) == claims[expected]
    assert "1 left" in read(desk, **asked)


def test_a_tick_stays_with_the_statement_and_the_last_one_leads_on(desk, carol):
    source = make_source()
    first, second = (make_claim(citation=make_citation(source=source, exact=exact)) for exact in ("One.", "Two."))
    address = f"{QUEUE}?at={first.ref}"

    for kind in ("words", "speaker", "date"):
        desk.post(f"/claims/{first.ref}/verify/", {"kind": kind, "next": address})
        assert in_hand(desk, at=first.ref) == first

    answer = desk.post(f"/claims/{first.ref}/verify/", {"kind": "original_seen", "next": address})
    assert (answer.status_code, answer.url) == (302, f"{address}&last={first.ref}.original_seen")
    assert in_hand(desk, at=first.ref) == second
    assert set(first.verifications.values_list("verified_by", flat=True)) == {carol.pk}


def test_after_the_last_in_order_comes_the_first_that_waits(desk, carol):
    source = make_source()
    first, last = (make_claim(citation=make_citation(source=source, exact=exact)) for exact in ("One.", "Two."))
    tick_all(last, carol)

    assert in_hand(desk, at=last.ref) == first


def test_the_filters_in_force_stay_when_turning_and_ticking(desk):
    source = make_source(slug="one-source")
    first, second = (make_claim(citation=make_citation(source=source, exact=exact)) for exact in ("One.", "Two."))

    page = desk.get(QUEUE, {"source": "one-source", "at": first.ref}).content.decode()

    assert f"{QUEUE}?source=one-source&amp;at={second.ref}" in page
    nexts = {field["value"] for field in tags(page, "input") if field.get("name") == "next"}
    assert nexts == {f"{QUEUE}?source=one-source&at={first.ref}"}


def test_one_s_own_tick_is_taken_back_where_it_was_given(desk):
    claim = make_claim()
    desk.post(f"/claims/{claim.ref}/verify/", {"kind": "words"})

    page = desk.get(f"{QUEUE}?at={claim.ref}").content.decode()
    answer = desk.post(f"/claims/{claim.ref}/verify/", {"kind": "words", "undo": "1", "next": QUEUE})

    assert page.count('name="undo"') == 1
    assert answer.url == QUEUE
    assert not Verification.objects.exists()


def test_undo_is_offered_after_the_statement_has_left_the_queue(desk, carol):
    claim = make_claim()
    make_claim()
    tick_all(claim, carol)

    asked = desk.get(f"{QUEUE}?at={claim.ref}&last={claim.ref}.date").content.decode()

    assert "Ticked: The date is right" in words(asked)
    assert f'action="/claims/{claim.ref}/verify/"' in asked


def test_ticking_remembers_what_can_be_undone(desk):
    claim = make_claim()

    answer = desk.post(f"/claims/{claim.ref}/verify/", {"kind": "date", "next": f"{QUEUE}?at={claim.ref}"}, follow=True)

    assert "Ticked: The date is right" in words(answer.content.decode())


def test_somebody_else_was_faster_and_no_page_breaks(desk):
    claim = make_claim()
    make_verification(claim, kind="words")

    answer = desk.post(f"/claims/{claim.ref}/verify/", {"kind": "words", "next": QUEUE}, follow=True)

    assert answer.status_code == 200
    assert "Somebody has ticked this already." in words(answer.content.decode())
    assert claim.verifications.count() == 1


@pytest.mark.parametrize("kind", ["words", "\x00", ""])
def test_undoing_what_is_not_ticked_breaks_nothing(desk, kind):
    claim = make_claim()

    answer = desk.post(f"/claims/{claim.ref}/verify/", {"kind": kind, "undo": "1", "next": QUEUE}, follow=True)

    assert "It is not ticked any more." in words(answer.content.decode())


@pytest.mark.parametrize("kind", ["words", "colour", "translation", ""])
def test_the_author_and_impossible_checks_are_refused_in_a_sentence(carol, kind):
    own = make_claim(created_by=carol, published=False)
    client = Client()
    client.force_login(carol)

    answer = client.post(f"/claims/{own.ref}/verify/", {"kind": kind})

    assert answer.status_code == 403
    assert not Verification.objects.exists()


def test_ticking_needs_an_account_the_form_s_token_and_a_post(client, carol):
    claim = make_claim()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(carol)

    assert client.post(f"/claims/{claim.ref}/verify/", {"kind": "words"}).url.startswith("/accounts/login/")
    assert strict.post(f"/claims/{claim.ref}/verify/", {"kind": "words"}).status_code == 403
    assert strict.get(f"/claims/{claim.ref}/verify/").status_code == 405


def test_the_way_back_leads_nowhere_outside(desk):
    claim = make_claim()

    answer = desk.post(f"/claims/{claim.ref}/verify/", {"kind": "words", "next": "https://elsewhere.example/"})

    assert answer.url == f"/claims/{claim.ref}/"


@pytest.mark.parametrize("asked", ["at=%00", "at=zzzzzzzzzzzz", "last=.", "last=x.y.z", "at=&last=&page=9", "colour=1"])
def test_nothing_in_the_address_breaks_the_queue(desk, asked):
    make_claim()

    assert desk.get(f"{QUEUE}?{asked}").status_code == 200


def test_the_queue_runs_as_many_queries_for_fifty_as_for_two(desk, django_assert_max_num_queries):
    def fill(many):
        for _ in range(many):
            make_verification(make_claim(), kind="words")

    fill(2)
    with django_assert_max_num_queries(37):
        desk.get(QUEUE)
    fill(50)

    with django_assert_max_num_queries(37):
        answer = desk.get(QUEUE)
    assert "52 left" in words(answer.content.decode())
