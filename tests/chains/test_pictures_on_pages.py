"""The picture of the chain stands on the pages of a statement, a source and a question, and nowhere too often."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_citation, make_claim, make_link, make_party, make_question, make_relay, make_source
from tests.pages.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cnn():
    return make_party(slug="cnn", name="CNN")


@pytest.fixture
def article():
    return make_source(title="The article", publisher=make_party(name="The daily"))


def pictures(client, address):
    page = client.get(address).content.decode()
    return re.findall(r'<figure class="chain-picture">.*?</figure>', page, re.DOTALL)


def told(article, cnn, **fields):
    made = make_claim(citation=make_citation(source=article), **fields)
    make_relay(made, party=cnn)
    return made


def test_a_statement_shows_how_it_reached_us_drawn_and_in_words(client, cnn, article):
    claim = told(article, cnn, asserted_by=make_party(name="The NGO"))

    (picture,) = pictures(client, claim.get_absolute_url())

    assert "The NGO → CNN → " in words(picture)
    assert "The same in words" in words(picture)


def test_a_source_shows_whom_it_passes_on_with_each_way_once(client, cnn, article):
    ngo, question = make_party(name="The NGO"), make_question()
    for _ in range(3):
        told(article, cnn, asserted_by=ngo, question=question)

    (picture,) = pictures(client, article.get_absolute_url())

    assert [picture.count(f">{name}</text>") for name in ("The article", "CNN", "The NGO")] == [1, 1, 1]


def test_a_source_that_passes_nobody_on_has_no_picture(client):
    speaker = make_party()
    own = make_source(publisher=speaker)
    make_claim(asserted_by=speaker, citation=make_citation(source=own))

    assert pictures(client, own.get_absolute_url()) == []


def test_the_picture_of_a_source_holds_no_draft_for_readers(client, cnn, article):
    told(article, cnn, asserted_by=make_party(name="The NGO"))
    told(article, cnn, asserted_by=make_party(name="Nobody yet"), published=False)

    (picture,) = pictures(client, article.get_absolute_url())

    assert "Nobody yet" not in picture


def test_a_question_draws_an_utterance_that_several_texts_repeat(client, cnn, article):
    question, ngo = make_question(answer_type="count"), make_party(name="The NGO")
    first = make_claim(question=question, asserted_by=ngo, count_value=11)
    second = told(article, cnn, question=question, asserted_by=ngo, count_value=11)
    make_link(second, first)

    (picture,) = pictures(client, f"/questions/{question.slug}/")

    assert "CNN" in picture


def test_a_country_page_carries_no_pictures_but_the_list_in_words(client, cnn, article):
    question, ngo = make_question(answer_type="count"), make_party(name="The NGO")
    first = make_claim(question=question, asserted_by=ngo, count_value=11)
    make_link(told(article, cnn, question=question, asserted_by=ngo, count_value=11), first)

    address = f"/countries/{first.country.code.lower()}/"

    assert pictures(client, address) == []
    assert "Where it comes from: 2 sources, 1 origin" in words(client.get(address).content.decode())


@pytest.mark.parametrize("page", ["claim", "source", "question", "country"])
def test_the_number_of_queries_does_not_grow_with_the_chains(client, cnn, article, page):
    question, ngo = make_question(answer_type="count"), make_party(name="The NGO")
    first = told(article, cnn, question=question, asserted_by=ngo, count_value=11)
    address = {
        "claim": first.get_absolute_url(),
        "source": article.get_absolute_url(),
        "question": f"/questions/{question.slug}/",
        "country": f"/countries/{first.country.code.lower()}/",
    }[page]

    def more(number):
        for _ in range(number):
            claim = told(article, make_party(), question=question, asserted_by=ngo, count_value=11)
            make_relay(claim, party=make_party(), source=make_source())
            make_link(claim, first)

    more(2)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    more(12)
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)
