"""Mending how a statement reached us, on its page."""

import re

import pytest
from django.test import Client

from claims.actions.chaining import chain_version
from claims.choices import LinkKind
from claims.models import Link
from tests.factories import (
    NOON,
    make_claim,
    make_link,
    make_party,
    make_relay,
    make_source,
    make_user,
    the_author,
    the_editor,
)
from tests.pages.reading import words

pytestmark = pytest.mark.django_db
WHY = "The article names its source further down."


@pytest.fixture
def cnn():
    return make_party(slug="cnn", name="CNN")


@pytest.fixture
def wire():
    return make_party(slug="wire", name="The wire")


@pytest.fixture
def claim(cnn, wire):
    claim = make_claim(statement="There are eleven.")
    make_relay(claim, party=cnn)
    make_relay(claim, party=wire)
    return claim


def browser(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk(db):
    return browser(the_editor())


def address(claim):
    return f"/claims/{claim.ref}/chain/"


SAVE = {"act": "save", "reason": WHY}


def read(claim):
    """What the page sends of the chain that it showed."""
    return {"read_version": chain_version(claim, the_editor())}


def sent(client, claim, act, **given):
    return client.post(address(claim), {"relays": ["cnn", "wire"], "act": act, **read(claim), **given})


def listed(response):
    return re.findall(r'name="relays" value="([^"]*)"', response.content.decode())


def chain_of(claim):
    return list(claim.relays.order_by("position").values_list("party__slug", flat=True))


def test_the_page_shows_the_steps_between_the_text_and_the_speaker(desk, claim):
    page = desk.get(address(claim))
    text = words(page.content.decode())

    assert listed(page) == ["cnn", "wire"]
    assert text.index(claim.citation.source.title) < text.index("CNN") < text.index("The wire") < text.index("speaks")


@pytest.mark.parametrize(
    ("act", "order"),
    [
        ("later-0", ["wire", "cnn"]),
        ("earlier-1", ["wire", "cnn"]),
        ("earlier-0", ["cnn", "wire"]),
        ("later-1", ["cnn", "wire"]),
        ("remove-0", ["wire"]),
        ("remove-7", ["cnn", "wire"]),
        ("earlier-²", ["cnn", "wire"]),
        ("nonsense", ["cnn", "wire"]),
        ("later-", ["cnn", "wire"]),
    ],
)
def test_a_button_puts_the_list_in_order_and_saves_nothing(desk, claim, act, order):
    response = sent(desk, claim, act)

    assert listed(response) == order
    assert chain_of(claim) == ["cnn", "wire"]


def test_a_step_is_added_with_its_document_or_by_its_document_alone(desk, claim):
    paper = make_party(slug="paper", name="The paper")
    make_source(slug="their-text", publisher=paper)

    both = sent(desk, claim, "add", add_party="cnn", add_source="their-text")
    alone = sent(desk, claim, "add", add_source="their-text")
    none = sent(desk, claim, "add")

    assert listed(both) == ["cnn", "wire", "cnn"]
    assert listed(alone) == ["cnn", "wire", "paper"]
    assert "Choose who stands between" in none.content.decode()


def test_searching_without_javascript_finds_and_keeps_the_list(desk, claim):
    make_party(slug="reuters", name="Reuters of London")

    page = sent(desk, claim, "show", add_party_find="reuters").content.decode()

    assert "Reuters of London" in page
    assert 'value="reuters"' in page


def test_saving_puts_the_new_order_in_place_and_sources_stay_with_their_steps(desk, claim):
    source = make_source(slug="wire-story")

    response = desk.post(
        address(claim),
        {"relays": ["wire", "cnn"], "relay-0-source": "wire-story", "act": "save", "reason": WHY, **read(claim)},
    )

    assert response.status_code == 302
    assert chain_of(claim) == ["wire", "cnn"]
    assert claim.relays.get(position=1).source == source


def test_a_published_statement_is_saved_only_with_a_reason(desk, claim):
    response = sent(desk, claim, "save", relays=["cnn"])

    assert response.status_code == 422
    assert "say why" in response.content.decode()
    assert chain_of(claim) == ["cnn", "wire"]


def test_the_reason_stands_among_earlier_changes(desk, claim):
    sent(desk, claim, "save", relays=["cnn"], reason=WHY)

    assert WHY in words(desk.get(address(claim)).content.decode())


def test_links_are_set_and_taken_back_and_others_stay(desk, claim):
    root, used, answered = make_claim(), make_claim(), make_claim()
    make_link(claim, answered, kind=LinkKind.REBUTS)

    sent(desk, claim, "save", restates=root.ref, builds_on=[used.ref], reason=WHY, origin_not_stated="on")

    links = set(Link.objects.filter(claim=claim).values_list("kind", "to__ref"))
    assert links == {("restates", root.ref), ("builds_on", used.ref), ("rebuts", answered.ref)}
    claim.refresh_from_db()
    assert not claim.origin_stated

    sent(desk, claim, "save", reason=WHY)

    assert set(Link.objects.filter(claim=claim).values_list("kind", flat=True)) == {"rebuts"}


def test_a_circle_is_named_in_a_sentence_and_nothing_is_half_saved(desk, claim):
    repeating = make_claim()
    make_link(repeating, claim)

    response = sent(desk, claim, "save", relays=["cnn"], restates=repeating.ref, reason=WHY)

    assert response.status_code == 422
    assert "would run in a circle" in response.content.decode()
    assert chain_of(claim) == ["cnn", "wire"]


def test_a_loop_is_remarked_and_saved(desk, claim):
    claim.asserted_by.name, claim.asserted_by.slug = "La Nazione", "la-nazione"
    claim.asserted_by.save()

    page = sent(desk, claim, "show", relays=["cnn", "la-nazione"]).content.decode()
    saved = sent(desk, claim, "save", relays=["cnn", "la-nazione"], reason=WHY)

    assert "the chain runs in a circle" in page
    assert saved.status_code == 302


def test_a_removed_document_of_a_step_is_neither_shown_nor_lost(desk, claim):
    removed = make_source(title="Gone for law", slug="gone-for-law", removed_at=NOON, removed_for="privacy")
    claim.relays.filter(position=2).update(source=removed)

    page = desk.get(address(claim)).content.decode()
    kept = re.findall(r'name="(relay-\d-source)" value="([^"]*)"', page)
    desk.post(
        address(claim),
        {"relays": ["cnn", "wire"], **dict(kept), **SAVE, **read(claim), "origin_not_stated": "on"},
    )

    assert "Gone for law" not in page
    assert "gone-for-law" not in page
    assert claim.relays.get(position=2).source == removed


def test_authors_mend_their_drafts_and_nobody_elses(claim):
    author = the_author()
    draft = make_claim(published=False, created_by=author)

    assert browser(author).get(address(draft)).status_code == 200
    assert browser(author).get(address(claim)).status_code == 403
    assert browser(make_user()).get(address(draft)).status_code == 403
    assert browser(make_user()).post(address(draft), {"act": "save"}).status_code == 403


def test_readers_are_asked_to_sign_in_and_a_removed_statement_is_not_there(client, desk, claim):
    removed = make_claim(removed_at=NOON, removed_for="privacy")

    assert client.get(address(claim)).status_code == 302
    assert desk.get(address(removed)).status_code == 404


def test_hostile_values_change_nothing_and_break_nothing(desk, claim):
    for value in ("\x00", "' OR 1=1 --", "<script>alert(1)</script>", "𐀀" * 500, "kept-999999999999999999999"):
        page = desk.post(
            address(claim),
            {
                "relays": [value, "cnn"],
                "relay-0-source": value,
                "relay-1-source": value,
                "restates": value,
                "act": value,
            },
        )
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
    assert chain_of(claim) == ["cnn", "wire"]
