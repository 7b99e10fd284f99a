"""A country's accounts side by side."""

import pytest
from django.contrib.auth.models import AnonymousUser

from claims.accounts.arrange import country_accounts
from claims.choices import Stance
from claims.wording import conflict_sentence
from tests.claims.printed import cards, row
from tests.factories import (
    make_citation,
    make_claim,
    make_country,
    make_link,
    make_party,
    make_search,
    make_source,
)

pytestmark = pytest.mark.django_db
READER = AnonymousUser()


def test_accounts_stand_in_the_order_of_headings_and_sides(italy, existence, how_many, ngo, ministry, beijing):
    make_claim(question=how_many, count_value=11, asserted_by=ngo)
    make_claim(question=existence, choice="police-station", asserted_by=ngo)
    make_claim(question=existence, choice="association", asserted_by=ministry)
    make_claim(question=existence, choice="association", asserted_by=beijing)

    accounts = country_accounts(italy, READER)

    assert [heading.title for heading in accounts.headings] == ["What is said to be there?", "How many?"]
    assert cards(accounts) == [
        ("1.1", "Foreign Ministry of China", "says", "A community association"),
        ("1.2", "Interior Ministry of Italy", "says", "A community association"),
        ("1.3", "Safeguard Defenders", "says", "A Chinese police station"),
        ("2.1", "Safeguard Defenders", "says", "11 stations"),
    ]


def test_a_conflict_is_named_on_the_row_the_cards_and_the_heading(italy, existence, ngo, ministry):
    make_claim(question=existence, choice="police-station", asserted_by=ngo, asserted_on="2022-12")
    make_claim(
        question=existence, choice="police-station", asserted_by=ministry, stance=Stance.DENIES, asserted_on="2023"
    )

    accounts = country_accounts(italy, READER)
    found = accounts.conflicts[0]

    assert row(accounts).verdict == "conflict"
    assert accounts.headings[0].verdict_words == "Accounts conflict"
    assert {*found.refs} == {card.newest.ref for card in accounts.cards}
    assert [card.number for card in accounts.cards] == ["1.1", "1.2"]
    assert conflict_sentence(found) == (
        "Safeguard Defenders says a Chinese police station (December 2022); "
        "Interior Ministry of Italy denies a Chinese police station (2023)."
    )
    assert [card.conflicts_with for card in accounts.cards] == [("1.2",), ("1.1",)]


def test_no_record_reads_as_reported_and_no_record(italy, existence, ngo, ministry):
    make_claim(question=existence, choice="police-station", asserted_by=ngo)
    make_claim(question=existence, choice="police-station", asserted_by=ministry, stance=Stance.HAS_NO_RECORD)

    assert row(country_accounts(italy, READER)).verdict_words == "Reported; the authorities say they have no record"


def test_two_origins_that_agree_read_as_no_conflict_recorded(italy, existence, ngo, ministry):
    make_claim(question=existence, choice="police-station", asserted_by=ngo)
    make_claim(question=existence, choice="police-station", asserted_by=ministry)

    assert row(country_accounts(italy, READER)).verdict_words == "No conflict recorded"


def test_one_origin_in_two_sources_reads_as_one_account_recorded(italy, existence, ngo):
    make_link(
        make_claim(question=existence, choice="police-station", asserted_by=ngo),
        make_claim(question=existence, choice="police-station", asserted_by=ngo),
    )

    found = row(country_accounts(italy, READER))

    assert found.verdict_words == "One account recorded"
    assert (found.origins.sources, found.origins.origins) == (2, 1)


def test_a_row_in_which_a_body_only_did_not_reply_records_nothing(italy, existence, ministry):
    make_claim(question=existence, asserted_by=ministry, stance=Stance.DID_NOT_REPLY)

    assert row(country_accounts(italy, READER)).verdict_words == "Nothing recorded"


def test_statements_with_one_answer_share_a_card_newest_first(italy, existence, ngo):
    older = make_claim(question=existence, choice="police-station", asserted_by=ngo, asserted_on="2022-09")
    undated = make_claim(question=existence, choice="police-station", asserted_by=ngo, asserted_on="")
    newer = make_claim(question=existence, choice="police-station", asserted_by=ngo, asserted_on="2022-12")

    accounts = country_accounts(italy, READER)

    assert [each.ref for each in accounts.cards[0].statements] == [newer.ref, older.ref, undated.ref]
    assert accounts.cards[0].notes == (1, 2, 3)


def test_footnotes_run_through_the_page_in_printed_order(italy, existence, how_many, ngo, ministry):
    source = make_source(slug="a-report")
    make_claim(question=how_many, count_value=11, asserted_by=ngo, citation=make_citation(source=source))
    make_claim(question=existence, choice="police-station", asserted_by=ngo, citation=make_citation(source=source))
    make_claim(question=existence, choice="association", asserted_by=ministry)

    accounts = country_accounts(italy, READER)

    printed = [number for card in accounts.cards for number in card.notes]
    assert printed == [note.number for note in accounts.notes] == [1, 2, 3]
    assert [document.slug for document in accounts.documents][-1] == "a-report"
    assert len(accounts.documents) == 2


def test_an_earlier_number_is_marked_and_does_not_conflict(italy, how_many, ngo, ministry):
    make_claim(question=how_many, count_value=4, asserted_by=ngo, asserted_on="2022-09")
    make_claim(question=how_many, count_value=11, asserted_by=ngo, asserted_on="2022-12")
    make_claim(question=how_many, count_value=11, asserted_by=ministry, asserted_on="2022")

    accounts = country_accounts(italy, READER)

    assert [(card.answer.text, card.earlier) for card in accounts.cards] == [
        ("11 stations", False),
        ("11 stations", False),
        ("4 stations", True),
    ]
    assert not accounts.conflicts


def test_a_changed_retelling_stands_on_the_card_that_it_changed(italy, how_many, ngo):
    report = make_claim(question=how_many, count_value=54, asserted_by=ngo)
    article = make_claim(question=how_many, count_value=45, asserted_by=ngo)
    make_link(article, report)

    accounts = country_accounts(italy, READER)

    assert len(accounts.cards) == 1
    assert [each.ref for each in accounts.cards[0].retellings] == [article.ref]
    assert accounts.cards[0].retelling_notes == (2,)
    assert not accounts.conflicts


def test_a_side_without_a_statement_is_named_with_whether_anyone_looked(italy, existence, ngo, ministry):
    make_claim(question=existence, choice="police-station", asserted_by=ngo)
    make_search(country=italy, party=ministry)

    accounts = country_accounts(italy, READER)

    assert [(silence.title, silence.searched) for silence in row(accounts).silent] == [
        ("Chinese authorities and state media", False),
        ("Authorities and courts of Italy", True),
        ("People and organisations named", False),
        ("News media, in their own words", False),
        ("Others", False),
    ]
    assert [silence.side for silence in accounts.silent_sides if silence.searched] == ["host"]


def test_a_search_about_another_country_or_one_mediums_text_tells_nothing(italy, existence, ngo):
    make_claim(question=existence, choice="police-station", asserted_by=ngo)
    make_search(party=make_party(kind="government", country="IT"))
    make_search(country=make_country(code="HU"), party=make_party(kind="government", country="IT"))
    make_search(country=italy, party=make_party(kind="news_media"))

    assert not any(silence.searched for silence in row(country_accounts(italy, READER)).silent)


def test_a_search_on_one_question_tells_nothing_of_another(italy, existence, how_many, ngo, ministry):
    make_claim(question=existence, choice="police-station", asserted_by=ngo)
    make_claim(question=how_many, count_value=11, asserted_by=ngo)
    make_search(country=italy, party=ministry, question=how_many)

    accounts = country_accounts(italy, READER)

    assert [silence.side for silence in row(accounts, "country-count").silent if silence.searched] == ["host"]
    assert not any(silence.searched for silence in row(accounts).silent)


def test_a_closed_row_says_that_there_is_no_other_side(italy, how_many, ngo):
    make_claim(question=how_many, count_value=11, asserted_by=ngo)

    assert country_accounts(italy, READER).headings[0].summary == "Safeguard Defenders: 11 stations · no other side"


def test_a_closed_row_names_three_sides_and_counts_the_rest(italy, existence, ngo, ministry, beijing):
    for party in (ngo, ministry, beijing, make_party(kind="news_media"), make_party(kind="politician")):
        make_claim(question=existence, choice="association", asserted_by=party)

    assert country_accounts(italy, READER).headings[0].summary == (
        "Foreign Ministry of China: a community association · Interior Ministry of Italy: a community association · "
        "Safeguard Defenders: a community association · 2 more sides"
    )
