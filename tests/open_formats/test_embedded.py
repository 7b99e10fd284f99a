"""What other sites put into theirs: framed by anybody, and without script, cookies or anything of whoever reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests import factories as make
from tests.browse.cast import full_claim
from tests.pages.reading import tags
from tests.rules.test_nothing_leaks import HIDDEN, SHOWN, say_something_of_each_kind

pytestmark = pytest.mark.django_db

EMBEDDED = ["/embed/countries/it/", "/embed/map/"]
SITE = "http://testserver"


def policy(answer):
    return dict(line.strip().split(" ", 1) for line in answer["Content-Security-Policy"].split(";"))


@pytest.mark.parametrize("address", EMBEDDED)
def test_any_site_may_frame_it_and_nothing_in_it_runs_or_tells(client, address):
    make.make_claim()

    answer = client.get(address)
    page = answer.content.decode()

    assert policy(answer)["frame-ancestors"] == "*"
    assert policy(answer)["script-src"] == policy(answer)["form-action"] == "'none'"
    assert "X-Frame-Options" not in answer.headers
    assert not answer.cookies
    assert tags(page, "script", "form", "nav", "img", "iframe") == []
    links = tags(page, "a")
    assert links
    assert all((link["target"], link["rel"]) == ("_blank", "noopener") for link in links)
    assert all(each["href"].startswith("/static/css/") for each in tags(page, "link") if each["rel"] == "stylesheet")


@pytest.mark.parametrize("address", ["/", "/countries/it/", "/embed/countries/qq/", "/oembed", "/data/", "/robots.txt"])
def test_nobody_may_frame_anything_else(client, address):
    make.make_claim()

    answer = client.get(address)

    assert policy(answer)["frame-ancestors"] == "'none'"
    assert answer["X-Frame-Options"] == "DENY"


def test_it_says_who_says_what_with_the_way_to_the_statement(client):
    claim = full_claim(statement="A station is in Prato.")

    country, world = (client.get(address).content.decode() for address in EMBEDDED)

    tree = html.document_fromstring(country)
    (link,) = tree.xpath(f"//a[@href='{claim.get_absolute_url()}']")
    assert link.text_content() == "A station is in Prato."
    assert claim.asserted_by.name in link.getparent().text_content()
    assert "Being entered here is not a finding." in country
    assert 'class="recorded"' in world
    assert '<a href="/countries/it/"' in world


def test_a_statement_about_all_countries_says_so(client):
    question = make.make_question(general_statements_join=True)
    make.make_claim(question=question, choice="yes")
    make.make_claim(question=question, choice="yes", subject=make.make_network(), asserted_by=make.make_party())

    assert "About all countries, not about Italy." in client.get(EMBEDDED[0]).content.decode()


def test_it_shows_what_everybody_may_see_whoever_asks(client):
    say_something_of_each_kind()
    before = [client.get(address).content for address in EMBEDDED]
    client.force_login(make.make_user())

    assert [client.get(address).content for address in EMBEDDED] == before
    assert SHOWN in before[0].decode()
    assert HIDDEN not in before[0].decode()


def test_oembed_gives_a_frame_for_a_country_and_for_the_first_page_and_is_found_from_both(client):
    make.make_claim()

    for page, frame in {"/countries/it/": EMBEDDED[0], "/": EMBEDDED[1]}.items():
        (link,) = [
            each
            for each in tags(client.get(page).content.decode(), "link")
            if each.get("type") == "application/json+oembed"
        ]
        answer = client.get(link["href"])
        told = answer.json()
        (element,) = html.fragments_fromstring(told["html"])
        assert (told["type"], told["version"], told["width"]) == ("rich", "1.0", 640)
        assert element.tag == "iframe"
        assert element.get("src") == SITE + frame
        assert element.get("sandbox") == "allow-popups allow-popups-to-escape-sandbox"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert client.get(element.get("src")).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"?url={SITE}/countries/it/&format=xml", 501),
        ("", 404),
        ("?url=http://elsewhere.example/countries/it/", 404),
        ("?url=javascript:alert(1)", 404),
        (f"?url={SITE}/claims/", 404),
        (f"?url={SITE}/countries/qq/", 404),
        ("?url=http://[/", 404),
        (f"?url={SITE}/countries/it/&maxwidth=0&maxheight=ten", 200),
    ],
)
def test_oembed_refuses_what_it_has_nothing_for(client, query, status):
    make.make_country(code="IT")

    answer = client.get(f"/oembed{query}")

    assert answer.status_code == status
    if status == 200:
        assert (answer.json()["width"], answer.json()["height"]) == (200, 520)


def test_many_statements_take_as_many_queries_as_few(client):
    numbers = []
    full_claim()
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            for address in EMBEDDED:
                client.get(address)
        numbers.append(len(asked))
        for number in range(5):
            full_claim(number)

    assert numbers[0] == numbers[1]
