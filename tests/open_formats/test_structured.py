"""What a page says of itself in the words of schema.org, read by rdflib."""

import json
import re

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF

from claims.models import Claim
from sources.choices import Words
from tests import factories as make
from tests.browse.cast import full_claim

# rdflib warns of itself.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")]

SCHEMA = Namespace("https://schema.org/")
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SITE = "http://testserver"


def told(client, address):
    """The block of data of a page, and the same as a graph; schema.org is not asked for its context."""
    (text,) = BLOCK.findall(client.get(address).content.decode())
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    graph = Graph().parse(data=json.dumps({**data, "@context": {"@vocab": str(SCHEMA)}}), format="json-ld")
    assert not list(graph.triples((None, RDF.type, SCHEMA.ClaimReview)))
    return data, graph


def test_a_statement_is_a_claim_with_its_quotation_and_where_it_appears(client):
    claim = full_claim(statement="A station is in Prato.", asserted_on="2022-12-03")

    data, graph = told(client, claim.get_absolute_url())

    page = URIRef(SITE + claim.get_absolute_url())
    (quotation,) = graph.subjects(RDF.type, SCHEMA.Quotation)
    assert (page, RDF.type, SCHEMA.Claim) in graph
    assert str(graph.value(page, SCHEMA.text)) == "A station is in Prato."
    assert str(graph.value(page, SCHEMA.dateCreated)) == "2022-12-03"
    assert str(graph.value(quotation, SCHEMA.text)) == claim.citation.exact
    assert str(graph.value(graph.value(page, SCHEMA.appearance), SCHEMA.url)) == claim.citation.source.url
    assert str(graph.value(graph.value(page, SCHEMA.author), SCHEMA.name)) == claim.asserted_by.name
    assert data["isPartOf"] == {"@id": f"{SITE}/data/#dataset"}


@pytest.mark.parametrize(("words", "spoken"), [(Words.OWN, True), (Words.REPORTED, False)])
def test_only_the_speakers_own_words_are_spoken_by_the_speaker(client, words, spoken):
    claim = make.make_claim()
    type(claim.citation).objects.filter(pk=claim.citation_id).update(words=words)

    data, _graph = told(client, claim.get_absolute_url())

    assert ("spokenByCharacter" in data["hasPart"]) is spoken


def test_sources_stations_countries_and_the_whole_say_what_they_are(client):
    claim = full_claim()
    source, station = claim.citation.source, claim.subject

    of_source, _graph = told(client, source.get_absolute_url())
    of_station, _graph = told(client, station.get_absolute_url())
    of_country, _graph = told(client, "/countries/it/")
    of_all, graph = told(client, "/data/")

    assert (of_source["name"], of_source["url"]) == (source.title, source.url)
    assert of_station["about"]["@type"] == "Place"
    assert of_station["about"]["containedInPlace"]["name"] == station.parent.label
    assert of_country["about"] == {"@type": "Country", "name": "Italy", "identifier": "IT"}
    assert URIRef(f"{SITE}/data/#dataset") in set(graph.subjects(RDF.type, SCHEMA.Dataset))
    assert {one["contentUrl"] for one in of_all["distribution"]} >= {
        f"{SITE}/claims.csv",
        f"{SITE}/data/on-record.sqlite",
    }


def test_no_word_of_a_record_ends_the_block(client):
    claim = make.make_claim(statement="</script><script>alert(1)</script> & <!-- more")

    page = client.get(claim.get_absolute_url()).content.decode()
    data, _graph = told(client, claim.get_absolute_url())

    assert data["text"] == claim.statement
    assert "<script>alert" not in page


def test_what_was_withdrawn_says_so_and_nothing_is_told_of_another_day_or_to_somebody_signed_in(client):
    claim = make.make_claim()
    address = claim.get_absolute_url()
    Claim.objects.filter(pk=claim.pk).update(
        state="withdrawn", withdrawn_at=make.NOON, withdrawn_reason="A mistake.", withdrawn_by=make.make_user()
    )

    assert told(client, address)[0]["creativeWorkStatus"] == "Withdrawn"
    assert "ld+json" not in client.get(f"{address}?said_by=2026").content.decode()
    client.force_login(make.make_user())
    assert BLOCK.findall(client.get(address).content.decode()) == []
