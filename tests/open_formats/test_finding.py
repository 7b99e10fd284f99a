"""Feeds of any list of statements, the sitemap, and how a browser searches here."""

from urllib.robotparser import RobotFileParser

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from claims.models import Claim
from tests import factories as make
from tests.browse.cast import NOBODY, full_claim, station_with_claim
from tests.rules.test_nothing_leaks import say_something_of_each_kind

pytestmark = pytest.mark.django_db

MAPS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
SITE = "http://testserver"


def feed(client, query=""):
    answer = client.get(f"/claims.atom{query}")
    assert answer.status_code == 200, answer.content
    read = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    return read


def located(client, address):
    return [each.text for each in etree.fromstring(client.get(address).content).findall(".//s:loc", MAPS)]


def test_a_feed_holds_what_the_list_holds_the_last_recorded_first(client):
    old = make.make_claim(statement="The older one.")
    new = make.make_claim(statement="The <b>newer</b> one & more.")
    Claim.objects.filter(pk=old.pk).update(reviewed_at=make.NOON.replace(year=2025))

    read = feed(client)

    assert [entry.id for entry in read.entries] == [SITE + each.get_absolute_url() for each in (new, old)]
    assert "The &lt;b&gt;newer&lt;/b&gt; one &amp; more." in read.entries[0].summary
    assert read.feed.links[0].href == f"{SITE}/claims/"
    assert all(entry.published and entry.updated for entry in read.entries)


def test_an_entry_keeps_its_id_and_is_updated_when_the_history_says_so(client):
    claim = make.make_claim()
    before = feed(client).entries[0]

    Claim.objects.filter(pk=claim.pk).update(public_note="A note that came later.")
    after = feed(client).entries[0]

    assert after.id == before.id
    assert after.published == before.published
    assert after.updated_parsed >= before.updated_parsed


def test_a_feed_is_narrowed_as_the_list_is_and_refuses_what_it_does_not_understand(client):
    italian = make.make_claim(subject=make.make_station(), statement="Something about Prato.")
    station_with_claim(code="ES")

    for query in ("?country=it", f"?question={italian.question.slug}&country=it", "?q=Prato"):
        assert [entry.id for entry in feed(client, query).entries] == [SITE + italian.get_absolute_url()], query
    assert client.get("/claims.atom?country=qq").status_code == 400
    assert "Italy" in feed(client, "?country=it").feed.title


def test_pages_name_their_feeds(client):
    claim = make.make_claim()

    pages = {
        "/countries/it/": ["/claims.atom?country=it", "/countries/it/changes.atom"],
        f"/questions/{claim.question.slug}/": [f"/claims.atom?question={claim.question.slug}"],
        "/claims/?q=statement": ["/claims.atom?q=statement"],
    }

    for page, feeds in pages.items():
        head = client.get(page).content.decode().partition("</head>")[0]
        for address in feeds:
            assert f'href="{address}"' in head, page
        assert 'rel="search" type="application/opensearchdescription+xml"' in head


def test_feeds_and_sitemaps_hold_what_everybody_may_see_whoever_asks(client):
    say_something_of_each_kind()
    anonymous = client.get("/claims.atom").content, client.get("/sitemap-claims.xml").content
    client.force_login(make.make_user())

    assert (client.get("/claims.atom").content, client.get("/sitemap-claims.xml").content) == anonymous


def test_the_sitemap_names_every_page_of_a_record_and_the_day_of_what_is_new(client):
    claim = full_claim()
    station_with_claim(code="ES", published=False)

    sections = located(client, "/sitemap.xml")
    pages = [page for section in sections for page in located(client, section.removeprefix(SITE))]

    found = {page.removeprefix(SITE) for page in pages}
    assert found >= {f"/claims/{ref}/" for ref in Claim.objects.visible_to(NOBODY).values_list("ref", flat=True)}
    assert found >= {
        claim.subject.get_absolute_url(),
        claim.citation.source.get_absolute_url(),
        "/countries/it/",
        "/data/",
    }
    assert "/countries/es/" not in found
    assert all(client.get(page).status_code == 200 for page in found)
    (day,) = {
        each.text for each in etree.fromstring(client.get("/sitemap-claims.xml").content).findall(".//s:lastmod", MAPS)
    }
    assert len(day) >= len("2026-11-24")
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())
    assert robots.site_maps() == [f"{SITE}/sitemap.xml"]
    assert robots.can_fetch("anything", f"{SITE}/claims/")
    assert not robots.can_fetch("anything", f"{SITE}/claims/new/")


def test_many_records_take_as_many_queries_as_few(client):
    numbers = []
    full_claim()
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            for address in ("/claims.atom", "/sitemap.xml", "/sitemap-claims.xml", "/sitemap-sources.xml"):
                client.get(address)
        numbers.append(len(asked))
        for number in range(5):
            full_claim(number)

    assert numbers[0] == numbers[1]


def test_a_browser_learns_how_to_search_here(client):
    claim = make.make_claim(statement="A word to be found.")

    described = etree.fromstring(client.get("/opensearch.xml").content)
    templates = {each.get("type"): each.get("template") for each in described.findall("o:Url", SEARCH)}
    page = client.get(templates["text/html"].replace("{searchTerms}", "found").removeprefix(SITE))

    assert described.findtext("o:ShortName", namespaces=SEARCH) == "On Record"
    assert claim.statement in page.content.decode()
    assert templates["application/atom+xml"].startswith(f"{SITE}/claims.atom?q=")
