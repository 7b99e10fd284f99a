"""Under which heading a speaker stands."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from claims.accounts.statement import Speaker
from claims.sides import SIDES, side_of, side_title
from stations.models import Country
from tests.claims.said import ASSOCIATION, CNN, MFA, MINISTRY, SD, XINHUA, speaker

PARTIES = json.loads((Path(settings.BASE_DIR) / "fixtures" / "parties.json").read_text())
STATE = {"government", "local_authority", "police", "intelligence", "court", "mission"}


def party_speaker(party):
    return Speaker(party["slug"], party["name"], "", party["kind"], party.get("country", ""), (party["slug"],))


def expected_side(party, country):
    """The sides as DESIGN §3 lists them, written down a second time and differently."""
    kind, of_china = party["kind"], party.get("country") == "CN"
    if of_china and kind in STATE | {"ruling_party", "state_media"}:
        return "chinese"
    if kind in STATE:
        return "host" if party.get("country") and country in ("", party["country"]) else "others"
    table = {
        "named": {"association", "business", "private_person"},
        "ngos": {"ngo", "researcher"},
        "media": {"news_media", "state_media"},
    }
    return next((side for side, kinds in table.items() if kind in kinds), "others")


@pytest.mark.parametrize("party", PARTIES, ids=lambda party: party["slug"])
def test_every_party_in_the_fixtures_stands_under_one_side(party):
    speaking = party_speaker(party)

    for country in ("IT", "CA", party.get("country", ""), ""):
        assert side_of(speaking, country or None) == expected_side(party, country)


def test_the_order_of_the_sides_is_fixed():
    assert SIDES == ("chinese", "host", "named", "ngos", "media", "others")


def test_the_chinese_state_and_its_media_stand_first_wherever_they_speak():
    for kind in ("government", "police", "court", "mission", "ruling_party", "state_media", "local_authority"):
        assert side_of(speaker("a-body", kind, "CN"), "IT") == "chinese"


def test_the_chinese_state_is_no_host_on_a_page_about_china():
    assert side_of(MFA, "CN") == "chinese"


def test_an_association_of_china_is_named_and_no_authority():
    assert side_of(speaker("an-association", "association", "CN"), "IT") == "named"


def test_a_ministry_of_the_country_in_view_is_its_authority():
    assert side_of(MINISTRY, "IT") == "host"


def test_a_ministry_of_another_country_is_among_the_others():
    assert side_of(MINISTRY, "HU") == "others"


def test_without_a_country_in_view_the_authorities_of_every_country_stand_together():
    assert side_of(MINISTRY, None) == "host"


def test_state_media_of_another_state_are_news_media():
    assert side_of(speaker("russia-today", "state_media", "RU"), "IT") == "media"


def test_who_is_said_to_run_a_site_is_named():
    for kind in ("association", "business", "private_person"):
        assert side_of(speaker("somebody", kind, "IT"), "IT") == "named"


def test_a_politician_speaks_for_themselves():
    assert side_of(speaker("a-member-of-parliament", "politician", "IT"), "IT") == "others"


def test_an_authority_of_no_known_country_is_among_the_others():
    assert side_of(speaker("a-police", "police"), None) == "others"


def test_titles_name_the_country_as_a_sentence_does():
    britain = Country(code="GB", name="United Kingdom", name_in_text="the United Kingdom")

    assert side_title("host", britain) == "Authorities and courts of the United Kingdom"
    assert side_title("host") == "Authorities and courts of the countries"
    assert side_title(side_of(XINHUA, "GB"), britain) == "Chinese authorities and state media"
    assert side_title(side_of(SD, "GB")) == "NGOs and researchers"
    assert side_title(side_of(CNN, "GB")) == "News media, in their own words"
    assert side_title(side_of(ASSOCIATION, "IT")) == "People and organisations named"
