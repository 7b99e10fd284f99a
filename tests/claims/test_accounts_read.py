"""Claims read as plain statements, and how many queries that takes."""

import pytest
from django.contrib.auth.models import AnonymousUser

from claims.accounts.arrange import country_accounts, question_accounts, subject_accounts
from claims.accounts.overview import overview
from claims.accounts.read import statements
from claims.choices import LinkKind, Stance
from claims.models import Claim
from tests.factories import (
    make_citation,
    make_claim,
    make_link,
    make_network,
    make_party,
    make_place,
    make_question,
    make_relay,
    make_search,
    make_source,
    make_station,
)

pytestmark = pytest.mark.django_db
READER = AnonymousUser()


def test_a_claim_reads_as_a_plain_statement(existence, ngo):
    place = make_place(slug="milan", label="Milan")
    station = make_station(place=place, slug="milan-station")
    source = make_source(slug="an-article", publisher=make_party(name="A Newspaper", kind="news_media"))
    claim = make_claim(
        subject=station,
        question=existence,
        choice="undeclared-station",
        asserted_by=ngo,
        asserted_on="2022-12",
        citation=make_citation(source=source),
    )
    make_relay(claim, party=make_party(name="CNN", kind="news_media"))

    statement = statements(Claim.objects.all())[0]

    assert statement.ref == claim.ref
    assert statement.about.inside == ("milan-station", "milan", "it")
    assert statement.about.country_code == "IT"
    assert statement.answer.text == "An undeclared station"
    assert statement.answer.choice
    assert statement.answer.choice.wider == {"police-station"}
    assert statement.answer.choice.excludes == {"association"}
    assert [step.name for step in statement.relays] == ["CNN"]
    assert statement.passage.document.publisher == "A Newspaper"
    assert str(statement.said_on) == "December 2022"


def test_a_speaker_is_read_with_every_body_that_it_is_part_of(existence, italy):
    government = make_party(slug="government", kind="government")
    ministry = make_party(slug="ministry", kind="government", part_of=government)
    police = make_party(slug="police", kind="police", part_of=ministry)
    make_claim(
        question=existence, choice="association", asserted_by=make_party(slug="unit", kind="police", part_of=police)
    )

    assert statements(Claim.objects.all())[0].speaker.bodies == ("unit", "police", "ministry", "government")


def test_a_link_to_a_draft_or_a_restricted_claim_is_not_named(existence, italy):
    claim = make_claim(question=existence, choice="association")
    shown = make_claim(question=existence, choice="association")
    make_link(claim, shown)
    make_link(claim, make_claim(published=False), kind=LinkKind.REBUTS)
    make_link(claim, make_claim(restricted=True, restricted_reason="For this test."), kind=LinkKind.BUILDS_ON)

    read = next(each for each in statements(Claim.objects.all()) if each.ref == claim.ref)

    assert (read.restates, read.rebuts, read.builds_on) == ((shown.ref,), (), ())


def test_nothing_reads_as_nothing():
    assert statements(Claim.objects.all()) == ()


def claims_of_every_shape(number, italy, existence, how_many):
    network = make_network()
    for _ in range(number):
        ministry = make_party(kind="government", country="IT")
        report = make_claim(question=existence, choice="police-station", subject=make_station())
        article = make_claim(question=existence, choice="police-station", stance=Stance.DENIES, asserted_by=ministry)
        make_claim(question=how_many, count_value=11)
        make_claim(question=existence, choice="association", subject=network, asked_about=italy)
        make_claim(
            question=make_question(answer_type="party"),
            answer_party=make_party(kind="police", part_of=ministry, country="CN"),
        )
        make_link(article, report)
        make_relay(article, party=make_party(kind="news_media"))
        make_search(country=italy, party=ministry)


@pytest.mark.parametrize("number", [1, 50])
def test_every_page_of_accounts_runs_a_fixed_number_of_queries(
    number, italy, existence, how_many, django_assert_num_queries
):
    claims_of_every_shape(number, italy, existence, how_many)
    network = make_network()

    with django_assert_num_queries(10):
        country_accounts(italy, READER)
    with django_assert_num_queries(11):
        question_accounts(existence, READER)
    with django_assert_num_queries(10):
        subject_accounts(network, READER)
    with django_assert_num_queries(10):
        overview(READER)
    with django_assert_num_queries(1):
        overview(READER)
    with django_assert_num_queries(8):
        statements(Claim.objects.all())


def test_a_step_through_a_text_without_a_title_goes_by_its_site():
    claim = make_claim()
    make_relay(claim=claim, position=1, source=make_source(title="", url="https://www.daily.example/1"))

    (read,) = statements(Claim.objects.filter(pk=claim.pk))

    assert read.relays[0].document == "daily.example"
