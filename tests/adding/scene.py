"""The cast and the props of the tests about adding: a desk, a country, some questions, and a whole filled-in form."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.test import Client

from claims.models import Choice, Claim, Question
from sources.choices import PartyKind
from sources.models import Party, Source
from stations.choices import SubjectKind
from stations.models import Country, Subject
from tests.factories import (
    make_country,
    make_country_subject,
    make_network,
    make_party,
    make_place,
    make_question,
    make_source,
    make_user,
)
from users.models import Role, User

ADDRESS = "/claims/new/"


@dataclass
class Scene:
    """Alice enters statements, Bob is an editor; Italy has one city; four kinds of question can be asked."""

    alice: User
    bob: User
    italy: Subject
    prato: Subject
    network: Subject
    ngo: Party
    ministry: Party
    paper: Party
    source: Source
    existence: Question
    how_many: Question
    since_when: Question
    run_by: Question
    only_network: Question
    other: Question


def make_scene() -> Scene:
    """Everything that a filled-in form can name."""
    italy = make_country_subject(make_country(code="IT"), slug="italy")
    make_country(code="CN")
    in_country = [SubjectKind.COUNTRY, SubjectKind.PLACE, SubjectKind.STATION]
    return Scene(
        alice=make_user(email="alice@desk.example"),
        bob=make_user(email="bob@desk.example", role=Role.EDITOR),
        italy=italy,
        prato=make_place(parent=italy, slug="prato", label="Prato"),
        network=make_network(),
        ngo=make_party(slug="the-ngo", name="The NGO"),
        ministry=make_party(slug="the-ministry", name="The ministry", kind=PartyKind.GOVERNMENT, country="IT"),
        paper=make_party(slug="the-paper", name="The paper", kind=PartyKind.NEWS_MEDIA),
        source=make_source(slug="the-article", title="The article", url="https://news.example/article"),
        existence=make_question(slug="existence", wording="What is there?", choices=["station", "centre"]),
        how_many=make_question(
            slug="how-many",
            wording="How many?",
            answer_type="count",
            choices=["stations", "cities"],
            subject_kinds=in_country,
        ),
        since_when=make_question(slug="since-when", wording="Since when?", answer_type="date"),
        run_by=make_question(slug="run-by", wording="Who runs it?", answer_type="party"),
        only_network=make_question(
            slug="network-count", wording="How large is the network?", answer_type="count", subject_kinds=["network"]
        ),
        other=make_question(slug="other", wording="What else?", answer_type="none"),
    )


def filled(**changes: Any) -> dict[str, Any]:
    """A form without a fault: the NGO says that Italy has a station, in an article that is here. None leaves out."""
    values: dict[str, Any] = {
        "act": "save",
        "form_key": str(uuid4()),
        "source_is": "here",
        "source": "the-article",
        "exact": "There is one in Italy, the group said.",
        "words": "reported",
        "subjects": ["italy"],
        "question": "existence",
        "stance": "says",
        "choice": ["station"],
        "speaker": "the-ngo",
        "statement": "There is a police station in Italy.",
        "asserted_on": "2022-12-05",
        **changes,
    }
    return {name: value for name, value in values.items() if value is not None}


NEW_SOURCE = {
    "source_is": "new",
    "source": None,
    "url": "https://press.example/one",
    "title": "One more article",
    "csl_type": "article-newspaper",
    "language": "it",
    "issued": "2022-12-04",
}


def new_source(**changes: Any) -> dict[str, Any]:
    """The same form with a document that is not here yet."""
    return filled(**{**NEW_SOURCE, **changes})


def signed_in(user: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


def slug_of(choice: Choice | None) -> str:
    """The slug of a choice that has to be there."""
    assert choice is not None
    return choice.slug


def code_of(country: Country | None) -> str:
    """The code of a country that has to be there."""
    assert country is not None
    return country.code


def first(pattern: str, page: str) -> re.Match[str]:
    """Where a pattern first stands on a page; it has to."""
    found = re.search(pattern, page, re.DOTALL)
    assert found is not None
    return found


def only_claim() -> Claim:
    """The one claim there is."""
    return Claim.objects.get()
