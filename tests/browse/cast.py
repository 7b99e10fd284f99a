"""Rows that the tests of lists share. Everything here is invented."""

import json
from typing import Any

from django.contrib.auth.models import AnonymousUser

from claims.models import Claim
from sources.choices import PartyKind
from sources.models import Citation
from stations.models import Subject
from tests import factories as make

NOBODY = AnonymousUser()


def station_with_claim(*, code: str = "IT", published: bool = True, **fields: Any) -> Subject:
    """A reported station that one statement is about."""
    station = make.make_station(country=make.make_country(code=code), **fields)
    make.make_claim(subject=station, published=published)
    return station


def agreement_with_claim(*, code: str = "IT", **fields: Any) -> Subject:
    """An agreement that one statement is about."""
    agreement = make.make_agreement(country=make.make_country(code=code), **fields)
    make.make_claim(subject=agreement)
    return agreement


def claim_about(code: str, **fields: Any) -> Claim:
    """A statement about a country."""
    return make.make_claim(subject=make.make_country_subject(make.make_country(code=code)), **fields)


def full_claim(number: int = 0, **fields: Any) -> Claim:
    """A statement with everything that a row can show: relays, a link, a publisher, a body around the speaker."""
    place = make.make_place(country=make.make_country(code="IT"))
    body = make.make_party(kind=PartyKind.GOVERNMENT, country="IT")
    speaker = make.make_party(kind=PartyKind.POLICE, country="IT", part_of=body)
    paper = make.make_party(kind=PartyKind.NEWS_MEDIA, country="GB")
    values: dict[str, Any] = {
        "subject": make.make_station(place=place),
        "asserted_by": speaker,
        "citation": make.make_citation(source=make.make_source(publisher=paper)),
        "statement": f"Invented sentence number {number}.",
        **fields,
    }
    claim = make.make_claim(**values)
    make.make_relay(claim)
    make.make_link(claim, make.make_claim(citation=_another(claim)), kind="builds_on")
    return claim


def _another(claim: Claim) -> Citation:
    return make.make_citation(source=claim.citation.source)


def exported_rows(client: Any, address: str) -> list[dict[str, Any]]:
    """The rows of a list's JSON file."""
    response = client.get(address)
    assert response.status_code == 200, response.content
    rows: list[dict[str, Any]] = json.loads(b"".join(response.streaming_content))["rows"]
    return rows
