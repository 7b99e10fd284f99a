"""Italy as the tests of pages see it: every side speaks once, and one passage is the speaker's own. All invented."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from claims.choices import AnswerType, Stance
from claims.models import Claim, Question
from sources.choices import PartyKind, Words
from sources.models import Party
from stations.models import Country, Subject
from tests import factories as make

LABEL = "A Chinese police station"


@dataclass(frozen=True)
class Italy:
    """The rows that tests go back to."""

    country: Country
    existence: Question
    how_many: Question
    status: Question
    ngo: Party
    ministry: Party
    beijing: Party
    paper: Party
    prato: Subject
    station: Subject
    own_words: Claim
    reported: Claim


def italy() -> Italy:
    """A row in which accounts conflict, one in which they do not, numbers, a place, an agreement, a search."""
    country = make.make_country(code="IT")
    about = make.make_country_subject(country)
    existence = make.make_question(
        heading=make.make_heading(slug="what-is-there", title="What is said to be there?", order=1),
        slug="existence",
        wording="What is said to be there: a police station, something else, or nothing?",
        choices=[],
        general_statements_join=True,
        order=1,
    )
    police = make.make_choice(question=existence, slug="police-station", label=LABEL)
    association = make.make_choice(question=existence, slug="association", label="A community association")
    make.make_exclusion(police, association)
    how_many = make.make_question(
        answer_type=AnswerType.COUNT,
        heading=make.make_heading(slug="how-many", title="How many?", order=2),
        slug="country-count",
        order=2,
        timing="dated",
    )
    status = make.make_question(
        heading=make.make_heading(slug="open-or-closed", title="Is it open or closed?", order=12),
        slug="status",
        wording="Is it said to be open or closed?",
        choices=["open", "closed"],
        timing="dated",
        order=12,
    )
    ngo = make.make_party(slug="ngo", name="An NGO")
    ministry = make.make_party(slug="ministry", name="A Ministry of Italy", kind=PartyKind.GOVERNMENT, country="IT")
    beijing = make.make_party(
        slug="beijing", name="A Ministry of China", native_name="外交部", kind=PartyKind.GOVERNMENT, country="CN"
    )
    paper = make.make_party(slug="paper", name="The Paper", kind=PartyKind.NEWS_MEDIA, country="GB")
    prato = make.make_place(country=country, label="Prato")
    station = make.make_station(place=prato, label="Prato (a bureau)")
    make.make_name(subject=station, name="警侨驿站")

    own_words = make.make_claim(
        subject=about,
        question=existence,
        choice=association,
        asserted_by=ministry,
        statement="Only an association was found.",
        citation=make.make_citation(words=Words.OWN, exact="We found an association, and nothing else."),
    )
    reported = make.make_claim(
        subject=station,
        question=existence,
        choice=police,
        asserted_by=ngo,
        statement="There is a station in Prato.",
        citation=make.make_citation(source=make.make_source(publisher=paper), exact="it lists a station in Prato"),
    )
    make.make_relay(reported, party=make.make_party(name="An Agency", kind=PartyKind.NEWS_MEDIA))
    make.make_claim(
        subject=make.make_network(),
        question=existence,
        choice=police,
        asserted_by=beijing,
        stance=Stance.DENIES,
        statement="There are no such stations anywhere.",
    )
    make.make_claim(
        subject=about, question=existence, choice=police, asserted_by=ngo, statement="There are stations in Italy."
    )
    make.make_claim(subject=about, question=how_many, count_value=4, asserted_by=ngo, asserted_on="2022-09")
    make.make_claim(subject=about, question=how_many, count_value=11, asserted_by=ngo, asserted_on="2022-12")
    make.make_claim(
        subject=about, question=status, choice="closed", asserted_by=paper, statement="The station was closed by then."
    )
    make.make_claim(
        subject=make.make_agreement(country=country, label="Joint patrols"),
        question=status,
        choice="closed",
        asserted_by=ngo,
        statement="The patrols ended.",
    )
    make.make_search(country=country, what="An answer of the named association", party=_association(country))
    return Italy(
        country, existence, how_many, status, ngo, ministry, beijing, paper, prato, station, own_words, reported
    )


def _association(country: Country) -> Party:
    return make.make_party(name="An association in Prato", kind=PartyKind.ASSOCIATION, country=country)


def more_statements(scene: Italy, number: int) -> None:
    """Further statements in one row, each with a speaker, a source and a place of its own."""
    for position in range(number):
        place = make.make_place(country=scene.country, label=f"Place {position}")
        make.make_claim(
            subject=make.make_station(place=place),
            question=scene.existence,
            choice="police-station",
            asserted_by=make.make_party(kind=PartyKind.NEWS_MEDIA, country="GB"),
            statement=f"Invented sentence {position}.",
        )


def html_of(client: Client, address: str, **options: Any) -> str:
    """A page's text; it has to answer 200."""
    response = client.get(address, **options)
    assert response.status_code == 200, response
    return str(response.content.decode())
