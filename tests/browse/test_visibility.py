"""What readers never see: drafts, what is restricted, what is removed; in no row, number, choice, search or file."""

from typing import Any

import pytest

from sources.choices import PartyKind
from sources.models import Party
from tests import factories as make
from tests.browse.cast import NOBODY, exported_rows
from tests.factories import NOON
from users.models import Role

pytestmark = pytest.mark.django_db

SECRET = "Zanzibarian"
LISTS = ["countries", "stations", "agreements", "questions", "claims", "sources", "parties"]


def hidden_claim(how):
    """A statement with names of its own everywhere, kept from readers in one of five ways."""
    country = make.make_country(code="GB")
    place = make.make_place(country=country, label=f"{SECRET} city")
    publisher = make.make_party(name=f"{SECRET} Times", kind=PartyKind.NEWS_MEDIA)
    source_fields: dict[str, Any] = {}
    claim_fields: dict[str, Any] = {}
    if how == "draft":
        claim_fields = {"published": False}
    elif how == "restricted":
        claim_fields = {"restricted": True, "restricted_reason": "For this test."}
    elif how == "removed":
        claim_fields = {"removed_at": NOON, "removed_for": "privacy"}
    elif how == "source restricted":
        source_fields = {"restricted": True}
    else:
        source_fields = {"removed_at": NOON, "removed_for": "privacy"}
    claim = make.make_claim(
        subject=make.make_station(place=place, label=f"{SECRET} station", slug="hidden-station"),
        question=make.make_question(slug="run-by", answer_type="party"),
        answer_party=make.make_party(name=f"{SECRET} bureau", slug="hidden-bureau"),
        asserted_by=make.make_party(name=f"{SECRET} speaker", slug="hidden-speaker", kind=PartyKind.INTELLIGENCE),
        statement=f"A {SECRET} sentence.",
        citation=make.make_citation(
            source=make.make_source(
                title=f"{SECRET} title", slug="hidden-source", language="sw", publisher=publisher, **source_fields
            ),
            exact=f"{SECRET} words",
        ),
        **claim_fields,
    )
    make.make_relay(claim, party=make.make_party(name=f"{SECRET} relay"))
    return claim


WAYS = ["draft", "restricted", "removed", "source restricted", "source removed"]


@pytest.mark.parametrize("how", WAYS)
def test_no_list_file_choice_or_search_tells_a_reader_of_it(client, how):
    hidden_claim(how)

    for name in LISTS:
        listing = client.get(f"/{name}/")
        found = client.get(f"/{name}/", {"q": SECRET})
        assert SECRET not in listing.content.decode(), name
        assert found.context["listing"].total == 0, name
        assert not [
            choice for facet in listing.context["listing"].facets for choice in facet.choices if choice.count > 1
        ]
        if name != "questions":
            assert listing.context["listing"].total == 0, name
            assert exported_rows(client, f"/{name}.json") == []
        assert SECRET not in b"".join(client.get(f"/{name}.csv").streaming_content).decode()
    assert client.get("/questions/").context["page"][0].statement_count == 0


@pytest.mark.parametrize("how", WAYS)
def test_its_pages_are_not_there_for_a_reader(client, how):
    claim = hidden_claim(how)

    for address in (
        claim.get_absolute_url(),
        "/stations/hidden-station/",
        "/parties/hidden-speaker/",
        "/parties/hidden-bureau/",
        "/sources/hidden-source/",
    ):
        gone = how in ("removed", "source removed") and address == claim.get_absolute_url()
        answer = client.get(address)
        assert answer.status_code == (410 if gone else 404), address
        assert SECRET not in answer.content.decode()
    assert SECRET not in client.get("/questions/run-by/").content.decode()


@pytest.mark.parametrize("how", ["draft", "restricted", "source restricted"])
def test_the_desk_sees_it(client, how):
    claim = hidden_claim(how)
    client.force_login(make.make_user())

    assert SECRET in client.get("/claims/").content.decode()
    assert client.get(claim.get_absolute_url()).status_code == 200
    assert client.get("/stations/hidden-station/").status_code == 200
    assert client.get("/sources/hidden-source/").status_code == 200


def test_what_is_removed_is_shown_to_nobody(client):
    claim = hidden_claim("removed")
    client.force_login(make.make_user(role=Role.EDITOR))

    page = client.get(claim.get_absolute_url())
    assert page.status_code == 410
    assert SECRET not in page.content.decode()
    assert exported_rows(client, "/claims.json") == []


def test_a_linked_draft_is_not_named_on_the_page_of_a_statement(client):
    draft = hidden_claim("draft")
    claim = make.make_claim()
    make.make_link(draft, claim, kind="rebuts")

    text = client.get(claim.get_absolute_url()).content.decode()

    assert draft.ref not in text
    assert SECRET not in text


def test_a_draft_conflicts_with_nothing_that_readers_see(client):
    question = make.make_question()
    make.make_claim(question=question, choice="yes")
    make.make_claim(question=question, choice="yes", stance="denies", published=False)

    assert client.get("/claims/", {"conflict": "yes"}).context["listing"].total == 0


def test_a_party_with_a_part_in_a_visible_statement_is_in_reach():
    body = make.make_party()
    speaker, relay, named = make.make_party(part_of=body), make.make_party(), make.make_party()
    claim = make.make_claim(asserted_by=speaker, answer_party=named, question=make.make_question(answer_type="party"))
    make.make_relay(claim, party=relay)
    apart = make.make_party()

    reached = set(Party.objects.in_reach_of(NOBODY))

    assert {body, speaker, relay, named} <= reached
    assert apart not in reached
