"""A party merged into another: everything names the one that stays, and former addresses lead to it."""

from typing import Any

import pytest

from claims.actions import NotAllowed
from claims.actions.merging import merge_parties
from claims.actions.removing import Order, remove_names
from claims.choices import Stance
from claims.log.query import Asked, Log
from claims.log.reading import read
from claims.models import Claim
from sources.actions import NewParty, add_party, known_party
from sources.models import Party, PartyAlias
from tests import factories as make
from tests.browse.cast import exported_rows
from tests.preserving.planted import tables_with
from users.models import Role
from web.as_of import as_of
from web.erasing import versions_of

pytestmark = pytest.mark.django_db

REASON = "Its own site says that both are names of one office."


@pytest.fixture
def two():
    """One body under two names, the first of which stands wherever a party can."""
    italy = make.make_country(code="IT")
    old = make.make_party(
        name="Ministry of the Interior", native_name="Ministero dell’interno", slug="old", country=italy
    )
    into = make.make_party(name="Interior Ministry", slug="now", country=italy)
    make.make_claim(asserted_by=old, citation=make.make_citation(source=make.make_source(publisher=old)))
    make.make_claim(answer_party=old)
    make.make_claim(stance=Stance.DECLINED, asked_by=old)
    make.make_relay(make.make_claim(), party=old)
    make.make_party(name="A part", part_of=old)
    make.make_search(party=old)
    return old, into


def merged(two: Any, **fields: Any) -> PartyAlias:
    """The two made one."""
    old, into = two
    return merge_parties(old, **{"into": into, "by": make.the_editor(), "at": make.NOON, "reason": REASON, **fields})


def test_everything_that_named_the_one_names_the_other(two):
    old, into = two
    key = old.pk

    merged(two)

    into.refresh_from_db()
    assert not Party.objects.filter(pk=key).exists()
    assert (into.claims.count(), into.named_in_answers.count(), into.asked_in_vain.count()) == (1, 1, 1)
    assert (into.relayed.count(), into.published.count(), into.bodies.count(), into.searches.count()) == (1, 1, 1, 1)
    for relation in Party._meta.related_objects:
        if hasattr(relation.related_model, "pgh_tracked_model"):
            continue
        assert not relation.related_model._default_manager.filter(**{f"{relation.field.name}_id": key}).exists()


def test_its_names_stay_as_other_names_and_are_found(client, two):
    merged(two)

    page = client.get("/parties/now/").content.decode()
    assert "Also entered as" in page
    assert "Ministry of the Interior" in page
    assert "Ministero dell’interno" in page
    assert [party.slug for party in client.get("/parties/", {"q": "ministero"}).context["listing"].page] == ["now"]
    assert client.get("/claims/", {"q": "ministero"}).context["listing"].total >= 1


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/parties/old/", "/parties/now/"),
        ("/claims/?party=old", "/claims/?party=now"),
        ("/claims.json?country=it&party=old", "/claims.json?country=it&party=now"),
        ("/claims.csv?party=old", "/claims.csv?party=now"),
        ("/sources/?publisher=old", "/sources/?publisher=now"),
        ("/stations.geojson?run_by=old", "/stations.geojson?run_by=now"),
    ],
)
def test_former_addresses_lead_on_for_good(client, two, address, expected):
    merged(two)

    answer = client.get(address)

    assert (answer.status_code, answer["Location"]) == (301, expected)
    assert client.get(address, follow=True).status_code in (200, 400)


def test_a_file_asked_for_by_the_former_name_holds_what_the_party_said(client, two):
    merged(two)

    rows = exported_rows(client, client.get("/claims.json?party=old")["Location"])

    assert [row["speaker_slug"] for row in rows] == ["now"]


def test_nothing_leads_on_that_was_not_merged(client, two):
    assert client.get("/parties/old/").status_code == 200
    assert client.get("/parties/nowhere/").status_code == 404
    assert client.get("/claims/?party=old").status_code == 200


def test_two_mergings_in_a_row_lead_to_the_last(client, two):
    merged(two)
    last = make.make_party(slug="last", country=make.make_country(code="IT"))

    merge_parties(Party.objects.get(slug="now"), into=last, by=make.the_editor(), at=make.NOON, reason=REASON)

    assert client.get("/parties/old/")["Location"] == "/parties/last/"
    assert client.get("/parties/now/")["Location"] == "/parties/last/"


def test_the_past_reads_as_it_was(two):
    moment = versions_of(Claim).order_by("-pgh_id").values_list("pgh_created_at", flat=True)[0]
    merged(two)

    with as_of(moment):
        assert Party.objects.get(slug="old").claims.count() == 1
    assert not Party.objects.filter(slug="old").exists()


def test_readers_are_told_with_the_reason(client, two):
    merged(two)

    lines = read(Log(Asked())[0:100])
    told = next(line for line in lines if line.kind == "merged")
    assert [(change.old, change.new) for change in told.changes] == [("Ministry of the Interior", "Interior Ministry")]
    assert told.reason == REASON
    speaker = next(line for line in lines if any(change.label == "Speaker" for change in line.changes))
    assert [(each.old, each.new) for each in speaker.changes] == [("Ministry of the Interior", "Interior Ministry")]
    assert client.get("/corrections/log/").status_code == 200


def wrong_pairs() -> dict[str, Any]:
    """Pairs that are not merged, and why."""
    italy, france = make.make_country(code="IT"), make.make_country(code="FR")
    whole = make.make_party(name="The whole")
    part = make.make_party(name="The part", part_of=make.make_party(part_of=whole))
    same = make.make_party()
    role = make.make_party(described_by_role=True, removed_at=make.NOON, removed_for="safety")
    asked, asker = make.make_party(), make.make_party()
    make.make_claim(stance=Stance.DECLINED, asserted_by=asked, asked_by=asker)
    return {
        "bodies of two countries": (make.make_party(country=italy), make.make_party(country=france)),
        "would become part of itself": (whole, part),
        "not merged into itself": (same, same),
        "were removed": (role, make.make_party()),
        "asked the other": (asked, asker),
    }


def test_a_circle_two_countries_and_other_wrong_pairs_are_refused_in_a_sentence():
    for words, (old, into) in wrong_pairs().items():
        with pytest.raises(NotAllowed, match=words):
            merge_parties(old, into=into, by=make.the_editor(), at=make.NOON, reason=REASON)


def test_a_part_can_be_merged_into_its_whole():
    whole = make.make_party()
    part = make.make_party(part_of=whole)
    inner = make.make_party(part_of=part)

    merge_parties(part, into=whole, by=make.the_editor(), at=make.NOON, reason=REASON)

    inner.refresh_from_db()
    assert inner.part_of == whole


def test_two_statements_saved_together_that_name_both_are_named_as_the_problem(two):
    old, into = two
    question = make.make_question(answer_type="party")
    key = "0b2f5f9e-3f83-4f0d-9b43-0c1a52a8b1c1"
    for party in two:
        make.make_claim(question=question, answer_party=party, form_key=key)

    with pytest.raises(NotAllowed, match="saved together"):
        merged(two)
    assert Party.objects.filter(pk__in=[old.pk, into.pk]).count() == 2


def test_merging_is_for_editors_with_a_reason(client, two):
    with pytest.raises(NotAllowed):
        merged(two, by=make.make_user())
    with pytest.raises(NotAllowed, match="Say how you know"):
        merged(two, reason=" ")


def test_the_page_finds_the_other_shows_what_changes_and_merges(client, two):
    client.force_login(make.make_user(role=Role.EDITOR))
    address = "/parties/old/merge/"

    found = client.post(address, {"act": "show", "into_find": "interior"})
    preview = client.post(address, {"act": "look", "into": "now"})
    silent = client.post(address, {"act": "merge", "into": "now", "reason": ""})
    nobody = client.post(address, {"act": "merge", "reason": REASON})
    done = client.post(address, {"act": "merge", "into": "now", "reason": REASON})

    assert "Interior Ministry" in found.content.decode()
    assert preview.context["changes"].statements == 1
    assert (silent.status_code, nobody.status_code) == (422, 422)
    assert (done.status_code, done["Location"]) == (302, "/parties/now/")
    assert PartyAlias.objects.get().merged_by.email.endswith("desk.example")


def test_a_contributor_is_told_who_may(client, two):
    client.force_login(make.make_user())

    page = client.get("/parties/old/merge/")

    assert page.status_code == 403
    assert "Only an editor makes two parties one." in page.content.decode()


def test_a_new_party_takes_neither_a_former_name_nor_a_former_address(two):
    merged(two)
    italy = make.make_country(code="IT")

    assert known_party("ministry of the interior", italy) == two[1]
    new = add_party(NewParty(name="Old"), by=make.the_author(), at=make.NOON)
    assert new.slug != "old"


def test_the_removal_of_names_reaches_the_former_ones(client):
    old = make.make_party(name="Zqformer", native_name="Zqformer", slug="zqformer", note="Zqformer")
    into = make.make_party(name="Zqnow", slug="zqnow")
    make.make_claim(asserted_by=old)
    merge_parties(old, into=into, by=make.the_editor(), at=make.NOON, reason="Zqformer is Zqnow.")

    remove_names(into, Order(reason="privacy", by=make.the_editor(), at=make.NOON), role="An official")

    assert tables_with("zqformer") == []
    assert tables_with("zqnow") == []
    assert client.get("/parties/zqformer/").status_code == 410
    assert client.get("/parties/zqnow/").status_code == 410
