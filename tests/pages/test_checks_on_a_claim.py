"""What the page of a statement says of its checks."""

import pytest
from django.test import Client

from claims.actions import verify
from claims.models import Claim, Verification
from tests.factories import NOON, make_citation, make_claim, make_source, make_user
from tests.pages.checked import found_claim
from tests.pages.reading import tags, words
from users.models import Role

pytestmark = pytest.mark.django_db


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


def test_the_page_of_a_statement_says_to_readers_that_a_person_checked_and_never_who(client, carol):
    claim = found_claim()
    verify(claim, kind="words", by=carol, at=NOON)

    page = client.get(f"/claims/{claim.ref}/").content.decode()

    text = words(page)
    assert "The words stand in the source A person of the desk, 24 November 2026" in text
    assert "carol@desk.example" not in page
    assert "<button" not in page[page.index('id="checks"') : page.index("</section>", page.index('id="checks"'))]


def test_the_page_of_a_statement_tells_the_desk_who_checked_and_offers_boxes(desk, carol):
    claim = make_claim()
    other = make_user(email="other@desk.example")
    verify(claim, kind="words", by=other, at=NOON)

    page = desk.get(f"/claims/{claim.ref}/").content.decode()

    assert "other@desk.example" in page
    assert {field["value"] for field in tags(page, "input") if field.get("name") == "kind"} == {
        "speaker",
        "date",
        "original_seen",
    }


def test_the_page_says_when_a_check_is_older_than_the_last_change(desk, carol):
    claim = make_claim()
    verify(claim, kind="words", by=carol, at=NOON)
    Claim.objects.filter(pk=claim.pk).update(statement="Another sentence.")

    assert "checked before the last change" in words(desk.get(f"/claims/{claim.ref}/").content.decode())


def test_an_editor_takes_back_the_tick_of_another(carol):
    claim = make_claim()
    verify(claim, kind="words", by=carol, at=NOON)
    client = Client()
    client.force_login(make_user(role=Role.EDITOR))

    client.post(f"/claims/{claim.ref}/verify/", {"kind": "words", "undo": "1", "reason": "The wrong page."})

    assert not Verification.objects.exists()


@pytest.mark.parametrize(
    ("copy_kind", "quoted", "expected"),
    [
        ("republished", "own", "Original not seen: read in a republished copy."),
        ("mirror", "own", "Original not seen: read in a mirror or archive copy."),
        ("rewritten", "rewritten", "Original not seen: read in a rewritten or machine-translated version"),
        ("original", "reported", "Original not seen: read in the account of"),
        ("original", "own", ""),
    ],
)
def test_the_page_says_in_what_it_was_read(client, copy_kind, quoted, expected):
    claim = make_claim(citation=make_citation(source=make_source(copy_kind=copy_kind), words=quoted))

    text = words(client.get(f"/claims/{claim.ref}/").content.decode())

    assert expected in text
    assert ("Original not seen" in text) is bool(expected)
