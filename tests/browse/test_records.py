"""The pages of single records: a station, an agreement, a question, a statement, a source, a party."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.choices import LinkKind, Stance
from sources.choices import PartyKind, Words
from tests import factories as make
from tests.browse.cast import agreement_with_claim, full_claim
from users.models import Role

pytestmark = pytest.mark.django_db


def text_of(client, address):
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_a_station_shows_who_says_what_and_that_being_entered_is_no_finding(client):
    place = make.make_place(label="Prato")
    station, other = make.make_station(place=place, label="One"), make.make_station(place=place, label="Another")
    make.make_name(subject=station)
    question = make.make_question()
    make.make_claim(subject=station, question=question, choice="yes", statement="It is there.")
    make.make_claim(subject=station, question=question, choice="yes", stance=Stance.DENIES, statement="It is not.")
    make.make_claim(subject=other)

    text = text_of(client, station.get_absolute_url())

    for words in ("Being entered here is not a finding", "It is there.", "It is not.", "警侨事务海外服务站"):
        assert words in text
    assert "Accounts conflict" in text
    assert other.get_absolute_url() in text
    assert place.get_absolute_url() in text
    assert "/countries/it/" in text


def test_an_agreement_has_a_page(client):
    agreement = agreement_with_claim(label="Joint patrols")

    assert "Joint patrols" in text_of(client, agreement.get_absolute_url())


def test_a_subject_of_another_kind_is_sent_to_its_own_address(client):
    station = make.make_station()
    make.make_claim(subject=station)

    assert client.get(f"/subjects/{station.slug}/")["Location"] == station.get_absolute_url()
    assert client.get(f"/agreements/{station.slug}/").status_code == 404


@pytest.mark.parametrize("kind", ["network", "branch", "region", "place", "case", "document"])
def test_every_other_kind_of_subject_has_a_page(client, kind):
    parents = {"branch": make.make_network, "place": make.make_country_subject, "case": make.make_country_subject}
    parent = parents[kind]() if kind in parents else None
    found = make.make_subject(kind=kind, parent=parent)
    make.make_claim(subject=found, statement="Something is said.")

    assert "Something is said." in text_of(client, found.get_absolute_url())


def test_a_question_stands_across_countries(client):
    question = make.make_question(wording="What is there?")
    for code in ("IT", "FR"):
        make.make_claim(
            subject=make.make_country_subject(make.make_country(code=code)), question=question, statement=f"In {code}."
        )

    text = text_of(client, question.get_absolute_url())

    assert "In IT." in text
    assert "In FR." in text
    assert text.index("France") < text.index("Italy")


def test_a_page_shows_what_had_been_said_by_a_day(client):
    question = make.make_question()
    make.make_claim(question=question, asserted_on="2022", statement="Said early.")
    make.make_claim(question=question, asserted_on="2024", statement="Said late.")

    text = text_of(client, f"{question.get_absolute_url()}?said_by=2023-01-01")

    assert "Said early." in text
    assert "Said late." not in text
    refused = client.get(f"{question.get_absolute_url()}?said_by=yesterday")
    assert refused.status_code == 400
    assert "“yesterday” is not a date." in refused.content.decode()


def test_a_statement_shows_its_passage_chain_and_footnote(client):
    claim = full_claim()
    address = claim.get_absolute_url()

    text = text_of(client, address)

    for words in (claim.statement, claim.citation.exact, claim.asserted_by.name, claim.citation.source.title):
        assert words in text
    assert text.index(f"/parties/{claim.asserted_by.slug}/") < text.index(claim.relays.get().party.name)
    assert f"On Record, http://testserver{address}" in text


def test_only_the_speakers_own_words_stand_in_quotation_marks(client):
    own = make.make_claim(citation=make.make_citation(exact="own words", words=Words.OWN))
    reported = make.make_claim(citation=make.make_citation(exact="words of another", words=Words.REPORTED))

    assert "“own words”" in text_of(client, own.get_absolute_url())
    assert "“words of another”" not in text_of(client, reported.get_absolute_url())


@pytest.mark.parametrize("kind", LinkKind)
def test_linked_statements_are_named_from_both_ends_with_what_the_link_means(client, kind):
    claim, other = make.make_claim(statement="The one."), make.make_claim(statement="The other.")
    make.make_link(claim, other, kind=kind)

    there, back = text_of(client, claim.get_absolute_url()), text_of(client, other.get_absolute_url())

    assert "The other." in there
    assert "The one." in back


def test_a_repetition_that_says_something_else_is_called_changed_in_retelling(client):
    question = make.make_question()
    root = make.make_claim(question=question, choice="yes")
    retold = make.make_claim(question=question, choice="no", asserted_by=root.asserted_by)
    make.make_link(retold, root, kind=LinkKind.RESTATES)

    assert "Changed in retelling" in text_of(client, retold.get_absolute_url())


def test_a_withdrawn_statement_says_so_with_its_reason(client):
    claim = make.make_claim(state="withdrawn", withdrawn_reason="The date was wrong.")

    text = text_of(client, claim.get_absolute_url())

    assert "Withdrawn by the editors on 24 November 2026." in text
    assert "The date was wrong." in text


def test_an_editor_who_is_not_the_author_is_offered_to_publish_a_draft(client):
    claim = make.make_claim(published=False)
    client.force_login(make.make_user(role=Role.EDITOR))

    assert f'action="/claims/{claim.ref}/publish/"' in text_of(client, claim.get_absolute_url())


def test_the_author_of_a_draft_is_not_offered_to_publish_it(client):
    editor = make.make_user(role=Role.EDITOR)
    claim = make.make_claim(published=False, created_by=editor)
    client.force_login(editor)

    assert "/publish/" not in text_of(client, claim.get_absolute_url())


def test_a_source_shows_its_passages_in_order_with_what_is_drawn_from_each(client):
    source = make.make_source(archive_url="https://archive.example/1")
    for locator in ("10", "2"):
        citation = make.make_citation(source=source, locator=locator, exact=f"Words of {locator}.")
        make.make_claim(citation=citation, statement=f"From {locator}.")

    text = text_of(client, source.get_absolute_url())

    assert text.index("Words of 2.") < text.index("From 2.") < text.index("Words of 10.") < text.index("From 10.")
    assert f'href="{source.url}" rel="noreferrer noopener external">{source.url}</a>' in text
    assert 'href="https://archive.example/1" rel="noreferrer noopener' in text


def test_a_source_names_whom_it_relays(client):
    claim = make.make_claim()
    relay = make.make_relay(claim, party=make.make_party(name="A wire service"))

    text = text_of(client, claim.citation.source.get_absolute_url())

    assert "It relays" in text
    assert relay.party.name in text


def test_a_party_shows_everything_it_said_newest_first_and_why_it_is_state_media(client):
    body = make.make_party(name="The whole")
    party = make.make_party(name="A paper", native_name="日报", kind=PartyKind.STATE_MEDIA, country="CN", part_of=body)
    question = make.make_question()
    make.make_claim(asserted_by=party, question=question, asserted_on="2021", statement="Said first.")
    make.make_claim(asserted_by=party, question=question, asserted_on="2023", statement="Said last.")

    text = text_of(client, party.get_absolute_url())

    assert text.index("Said last.") < text.index("Said first.")
    for words in ("日报", "The whole", "Run by a government, for this test."):
        assert words in text
    assert "A paper" in text_of(client, body.get_absolute_url())


def test_a_private_person_is_said_to_be_described_by_role(client):
    owner = make.make_party(name="A restaurant owner", kind=PartyKind.PRIVATE_PERSON)
    make.make_claim(asserted_by=owner)

    assert "Described by role" in text_of(client, owner.get_absolute_url())


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_every_page_of_a_record_runs_as_many_queries_for_fifty_statements_as_for_one(client):
    claim = full_claim()
    again = {
        "subject": claim.subject,
        "question": claim.question,
        "asserted_by": claim.asserted_by,
        "citation": claim.citation,
    }
    full_claim(1, **again)
    records: list[Any] = [claim, claim.subject, claim.question, claim.asserted_by, claim.citation.source]
    few = [queries_of(client, record.get_absolute_url()) for record in records]

    for number in range(50):
        full_claim(number, **again)

    assert [queries_of(client, record.get_absolute_url()) for record in records] == few
