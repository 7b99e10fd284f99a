"""Accounts about other subjects, on one question, and of every country."""

import pytest
from django.contrib.auth.models import AnonymousUser

from claims.accounts.arrange import question_accounts, subject_accounts
from claims.accounts.overview import overview
from claims.actions import withdraw
from claims.choices import Stance
from claims.wording import conflict_sentence
from tests.factories import (
    NOON,
    make_claim,
    make_country,
    make_country_subject,
    make_network,
    make_party,
    make_place,
    make_station,
    make_user,
    the_editor,
)

pytestmark = pytest.mark.django_db
READER = AnonymousUser()


def test_a_subjects_accounts_hold_what_is_said_of_it_and_of_what_stands_in_it(italy, existence, ngo):
    milan = make_place(label="Milan")
    station = make_station(place=milan)
    for subject in (milan, station, make_place(), make_country_subject(italy)):
        make_claim(question=existence, choice="police-station", asserted_by=ngo, subject=subject)

    assert {card.about.slug for card in subject_accounts(milan, READER).cards} == {milan.slug, station.slug}
    assert {card.about.slug for card in subject_accounts(station, READER).cards} == {station.slug}


def test_a_countrys_own_subject_has_the_accounts_of_the_country(italy, existence, ngo):
    make_claim(question=existence, choice="police-station", asserted_by=ngo, subject=make_place())

    assert len(subject_accounts(make_country_subject(italy), READER).cards) == 1


def test_accounts_about_the_network_conflict_among_themselves(existence, ngo, beijing):
    network = make_network()
    make_claim(question=existence, choice="police-station", asserted_by=ngo, subject=network)
    make_claim(question=existence, choice="police-station", asserted_by=beijing, subject=network, stance=Stance.DENIES)

    accounts = subject_accounts(network, READER)

    assert accounts.headings[0].verdict == "conflict"
    assert not any(card.general for card in accounts.cards)


def test_a_question_is_answered_country_by_country_and_generally_last(existence, ngo):
    for code in ("NL", "FR", "IT"):
        subject = make_country_subject(make_country(code=code))
        make_claim(question=existence, choice="police-station", asserted_by=ngo, subject=subject)
    make_claim(question=existence, choice="police-station", asserted_by=ngo, subject=make_network())

    accounts = question_accounts(existence, READER)

    assert [heading.title for heading in accounts.headings] == [
        "France",
        "Italy",
        "Netherlands",
        "About no single country",
    ]
    assert [card.number for card in accounts.cards] == ["1.1", "2.1", "3.1", "4.1"]
    assert accounts.headings[1].questions[0].silent[1].title == "Authorities and courts of Italy"


def test_countries_with_conflicts_are_told_from_those_without(italy, existence, ngo, ministry):
    make_claim(question=existence, choice="police-station", asserted_by=ngo)
    make_claim(question=existence, choice="police-station", asserted_by=ministry, stance=Stance.HAS_NO_RECORD)
    france = make_country(code="FR")
    for party, stance in ((ngo, "says"), (make_party(kind="government", country="FR"), "denies")):
        make_claim(
            question=existence,
            choice="police-station",
            asserted_by=party,
            stance=stance,
            subject=make_country_subject(france),
        )

    assert [(each.country.name, each.verdict) for each in overview(READER)] == [
        ("France", "conflict"),
        ("Italy", "no_record"),
    ]
    assert [each.authorities_have_no_record for each in overview(READER)] == [False, True]
    conflicting = [each for each in overview(READER) if each.conflicts or each.general_conflicts]
    assert [each.country.name for each in conflicting] == ["France"]
    assert conflict_sentence(conflicting[0].conflicts[0])


def test_a_remembered_overview_is_forgotten_when_something_is_recorded(italy, existence, ngo, ministry):
    make_claim(question=existence, choice="police-station", asserted_by=ngo)
    denial = make_claim(question=existence, choice="police-station", asserted_by=ministry, stance=Stance.DENIES)
    assert [each.verdict for each in overview(READER)] == ["conflict"]

    withdraw(denial, by=the_editor(), at=NOON, reason="For this test.")

    assert [each.verdict for each in overview(READER)] == ["one_account"]
    assert overview(READER)[0].statements == 1


def test_the_desk_and_readers_have_an_overview_each(italy, existence, ngo):
    make_claim(question=existence, choice="police-station", restricted=True, restricted_reason="For this test.")

    assert overview(READER) == ()
    assert [each.statements for each in overview(make_user())] == [1]
    assert overview(READER) == ()
