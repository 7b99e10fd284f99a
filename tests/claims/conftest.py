"""The cast of the tests about accounts: a country, two questions and those who answer them."""

import pytest

from claims.choices import AnswerType
from sources.choices import PartyKind
from tests.factories import (
    make_choice,
    make_country,
    make_country_subject,
    make_exclusion,
    make_heading,
    make_party,
    make_question,
)


@pytest.fixture
def italy():
    make_country_subject(make_country(code="IT"))
    return make_country(code="IT")


@pytest.fixture
def existence():
    question = make_question(
        heading=make_heading(slug="what-is-there", title="What is said to be there?", order=1),
        slug="existence",
        choices=[],
        general_statements_join=True,
        order=1,
    )
    station = make_choice(question=question, slug="police-station", label="A Chinese police station")
    make_choice(question=question, slug="undeclared-station", label="An undeclared station", narrower_than=station)
    association = make_choice(question=question, slug="association", label="A community association")
    make_exclusion(station, association)
    return question


@pytest.fixture
def how_many():
    return make_question(
        answer_type=AnswerType.COUNT,
        heading=make_heading(slug="how-many", title="How many?", order=2),
        slug="country-count",
        order=2,
    )


@pytest.fixture
def ngo():
    return make_party(slug="safeguard-defenders", name="Safeguard Defenders")


@pytest.fixture
def ministry(italy):
    return make_party(slug="interior-ministry", name="Interior Ministry of Italy", kind="government", country="IT")


@pytest.fixture
def beijing():
    return make_party(slug="mfa", name="Foreign Ministry of China", kind=PartyKind.GOVERNMENT, country="CN")
