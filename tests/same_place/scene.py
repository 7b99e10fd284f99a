"""Two stations in one city, of which two speakers say different things. All invented."""

from dataclasses import dataclass
from typing import Any

from claims.models import Claim, SamePlace
from sources.choices import PartyKind, Words
from stations.models import Subject
from tests import factories as make


@dataclass(frozen=True)
class Pair:
    """The stations, and a statement of each speaker: the observers' of 2022-12-03, the ministry's of 2023-03-01."""

    canal: Subject
    harbour: Subject
    observers: Claim
    ministry: Claim

    def judge(self, claim: Claim, judgement: str = "same", **fields: Any) -> SamePlace:
        """What a statement says of the two."""
        return make.make_same_place(self.canal, self.harbour, claim=claim, judgement=judgement, **fields)


def pair(**fields: Any) -> Pair:
    """Both stations are spoken of by both."""
    city = make.make_place(label="Rivertown")
    canal, harbour = (make.make_station(place=city, label=f"Rivertown, {name}") for name in ("canal", "harbour"))
    observers = make.make_party(name="The Observers", slug="observers")
    ministry = make.make_party(name="A Ministry", kind=PartyKind.GOVERNMENT, country="IT", slug="a-ministry")
    citation = make.make_citation(
        exact="The office on the canal and the one at the harbour are the same office.", words=Words.OWN
    )
    said = make.make_claim(
        subject=canal, asserted_by=observers, citation=citation, statement="Both names mean one office.", **fields
    )
    make.make_claim(subject=harbour, asserted_by=observers, asserted_on="2022-12-03")
    other = make.make_claim(
        subject=harbour,
        asserted_by=ministry,
        asserted_on="2023-03-01",
        citation=make.make_citation(exact="There are two offices, a mile apart."),
        statement="There are two offices.",
    )
    return Pair(canal, harbour, said, other)
