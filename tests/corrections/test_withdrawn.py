"""A withdrawn statement still answers at its address, says so, and counts nowhere."""

import re
from typing import Any

import pytest
from django.test import Client

from claims.actions import publish, withdraw
from claims.choices import LinkKind, Stance
from claims.models import Claim
from sources.choices import CopyKind, PartyKind
from tests import factories as make
from users.models import Role

pytestmark = pytest.mark.django_db

LISTS = ["countries", "stations", "agreements", "questions", "claims", "sources", "parties"]
REASON = "The speaker was another ministry."


def scene() -> tuple[Claim, Claim]:
    """One published statement, and a draft that touches everything: it conflicts, relays, runs a station, is a copy."""
    question = make.make_question()
    station = make.make_station()
    ngo, ministry = make.make_party(), make.make_party(kind=PartyKind.GOVERNMENT, country="IT")
    kept = make.make_claim(subject=station, question=question, choice="yes", asserted_by=ngo)
    draft = make.make_claim(
        published=False,
        subject=station,
        question=question,
        choice="yes",
        stance=Stance.DENIES,
        asserted_by=ministry,
        statement="A sentence that is going to be withdrawn.",
        citation=make.make_citation(
            source=make.make_source(
                copy_kind=CopyKind.MIRROR, publisher=make.make_party(kind=PartyKind.NEWS_MEDIA), language="it"
            ),
        ),
    )
    make.make_relay(draft)
    make.make_link(draft, kept, kind=LinkKind.BUILDS_ON)
    alone = make.make_claim(published=False, subject=make.make_agreement(), asserted_by=make.make_party())
    for claim in (draft, alone):
        make.make_quote_check(citation=claim.citation, result="not_found")
    return draft, alone


def addresses(claim: Claim) -> list[str]:
    """Every list, file, count and dossier in which a published statement stands or counts."""
    subject, question = claim.subject, claim.question
    found = ["/", "/countries/it/", "/countries/it/dossier/", "/sources/wanted/", "/sources/wanted.json"]
    found += [f"/{name}/" for name in LISTS] + [f"/{name}.{suffix}" for name in LISTS for suffix in ("csv", "json")]
    found += ["/stations.geojson", "/claims/?q=sentence", "/claims/?conflict=yes", "/claims/?state=published"]
    found += [f"/claims/?country=it&question={question.slug}", "/countries/?show=all"]
    found += [f"/countries/it/dossier.{suffix}" for suffix in ("html", "md", "csv", "json")]
    return [*found, subject.get_absolute_url(), question.get_absolute_url()]


def shown(client: Client, address: str) -> str:
    """A page, but for what says that something was withdrawn and for when it was made."""
    answer: Any = client.get(address)
    assert answer.status_code == 200, address
    text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
    text = re.sub(r'<p class="small"><a href="[^"]*state=withdrawn">.*?</a></p>', "", text)
    return re.sub(r"\d\d:\d\d(:\d\d)?(\.\d+)?( UTC)?|\+00:00|[0-9A-Za-z]{64}|\s+", " ", text)


@pytest.mark.parametrize("who", ["reader", "desk"])
def test_after_a_withdrawal_every_list_file_and_number_is_what_it_was_before_the_statement(who):
    draft, alone = scene()
    client = Client()
    others = ["/stations/", "/agreements/"]
    if who == "desk":
        client.force_login(make.make_user(role=Role.CONTRIBUTOR))
        Claim.objects.filter(pk__in=[draft.pk, alone.pk]).update(created_by=make.make_user())
        others = []
    everywhere = addresses(draft) + others
    if who == "desk":  # the desk counts drafts as well: what it saw before is a world in which they are withdrawn
        for claim in (draft, alone):
            withdraw(publish(claim, by=make.the_editor(), at=make.NOON), by=make.the_editor(), at=make.NOON, reason="x")
    before = {address: shown(client, address) for address in everywhere}

    for claim in (draft, alone):
        publish(claim, by=make.the_editor(), at=make.NOON, reason="Again.")
    during = {address: shown(client, address) for address in everywhere}
    for claim in (draft, alone):
        withdraw(claim, by=make.the_editor(), at=make.NOON, reason=REASON)
    after = {address: shown(client, address) for address in everywhere}

    unchanged = {address for address in everywhere if during[address] == before[address]}
    assert unchanged <= {"/countries/it/dossier/"}, "the statement has to make a difference while it stands"
    assert {address for address in everywhere if after[address] != before[address]} == set()


@pytest.fixture
def withdrawn():
    """A statement that was taken back, with a source, a speaker and a relay that no other statement has."""
    claim = make.make_claim(statement="A sentence that was taken back.")
    make.make_relay(claim)
    return withdraw(claim, by=make.the_editor(), at=make.NOON, reason=REASON)


def test_its_address_still_answers_and_says_that_it_was_withdrawn_when_and_why(client, withdrawn):
    page = client.get(withdrawn.get_absolute_url())

    text = page.content.decode()
    assert page.status_code == 200
    for words in ("Withdrawn by the editors on 24 November 2026.", REASON, "A sentence that was taken back."):
        assert words in text
    assert "the_editor" not in text
    assert "editor@desk.example" not in text
    assert "Withdrawn by the editors. On Record" in text, "the footnote that can be copied says so too"


def test_what_it_rests_on_answers_as_well_and_counts_it_nowhere(client, withdrawn):
    source, speaker = withdrawn.citation.source, withdrawn.asserted_by
    records: list[Any] = [source, speaker, withdrawn.relays.get().party]

    pages = {record.get_absolute_url(): client.get(record.get_absolute_url()) for record in records}

    assert [page.status_code for page in pages.values()] == [200, 200, 200]
    assert [page.context["number"] for page in pages.values()] == [0, 0, 0]
    assert pages[speaker.get_absolute_url()].context["withdrawn"] == 1
    assert "1 statement drawn from it was withdrawn by the editors" in pages[source.get_absolute_url()].content.decode()
    passage = client.get(f"/passages/{withdrawn.citation.pk}/")
    assert "0 statements drawn from it" in passage.content.decode()
    assert "Withdrawn</span>" in passage.content.decode()


def test_it_is_listed_where_somebody_asks_for_what_was_withdrawn(client, withdrawn):
    make.make_claim()

    listing = client.get("/claims/", {"state": "withdrawn"}).context["listing"]

    assert [claim.ref for claim in listing.page] == [withdrawn.ref]
    assert client.get("/claims/", {"subject": withdrawn.subject.slug}).context["listing"].total == 1


def test_a_statement_linked_with_it_shows_that_it_was_withdrawn(client, withdrawn):
    claim = make.make_claim()
    make.make_link(claim, withdrawn, kind=LinkKind.REBUTS)

    assert "Withdrawn</span>" in client.get(claim.get_absolute_url()).content.decode()


def test_it_is_no_origin_and_no_occasion(client):
    question = make.make_question()
    same: dict[str, Any] = {"question": question, "choice": "yes"}
    make.make_claim(**same)
    other = make.make_claim(**same, asserted_by=make.make_party())
    assert "No conflict recorded" in client.get("/countries/it/").content.decode()

    withdraw(other, by=make.the_editor(), at=make.NOON, reason=REASON)

    page = client.get("/countries/it/").content.decode()
    assert "One account recorded" in page
    assert "No conflict recorded" not in page


def test_published_again_it_says_nothing_of_the_withdrawal(withdrawn):
    again = publish(withdrawn, by=make.the_editor(), at=make.NOON, reason="The source was right.")

    assert (again.withdrawn_reason, again.withdrawn_by, again.withdrawn_at) == ("", None, None)
