"""Links and searches of a page that looks back lead to pages that look from the same moment; nothing else changes."""

import pytest

from web.carrying import carried, with_moment

MOMENT = {"said_by": "2023-06-30", "as_of": "2026-12-01T12:30:05Z"}
QUERY = "said_by=2023-06-30&as_of=2026-12-01T12:30:05Z"


def linked(address, moment=MOMENT, path="/claims/"):
    return with_moment(address, moment, path=path)


@pytest.mark.parametrize(
    ("address", "led_to"),
    [
        ("/countries/it/", f"/countries/it/?{QUERY}"),
        ("/countries/it/#row-3", f"/countries/it/?{QUERY}#row-3"),
        ("/claims/?country=it&q=警侨", f"/claims/?country=it&q=警侨&{QUERY}"),
        ("?page=2", f"?page=2&{QUERY}"),
        ("?", f"?{QUERY}"),
        ("/claims.csv?question=existence", f"/claims.csv?question=existence&{QUERY}"),
        ("/countries/it/dossier.pdf", f"/countries/it/dossier.pdf?{QUERY}"),
        ("/claims/?said_by=2022-01-01", "/claims/?said_by=2022-01-01&as_of=2026-12-01T12:30:05Z"),
    ],
)
def test_an_address_that_understands_the_moment_gets_it(address, led_to):
    assert linked(address) == led_to


@pytest.mark.parametrize(
    "address",
    [
        "#notes",
        "/claims/new/?country=it",
        "/accounts/login/",
        "/corrections/",
        "/static/css/base.css",
        "/nowhere/",
        "https://news.example/countries/it/",
        "//news.example/countries/it/",
        "mailto:desk@news.example",
        "http://[broken",
    ],
)
def test_an_address_that_does_not_understand_it_stays_as_it_is(address):
    assert linked(address) == address


def test_what_is_listed_apart_is_asked_of_lists_only():
    apart = {"said_by": "2023-06-30", "dated": "unclear"}

    assert linked("/stations/", apart) == "/stations/?said_by=2023-06-30&dated=unclear"
    assert linked("/countries/it/", apart) == "/countries/it/?said_by=2023-06-30"


def page(body):
    return carried(body, MOMENT, path="/claims/")


def test_links_of_a_page_are_changed_and_nothing_else():
    escaped = QUERY.replace("&", "&amp;")
    body = '<p title="href=&quot;/claims/&quot;">/claims/ <a class="x" href="/claims/?q=a&amp;b=c" lang="it">a</a></p>'

    assert page(body) == body.replace("b=c", f"b=c&amp;{escaped}")


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/claims/" data-as-it-is>today</a>',
        '<a data-as-it-is href="/claims/">today</a>',
        '<a href="#apart">below</a>',
        '<link rel="stylesheet" href="/claims/">',
        '<form method="post" action="/claims/"><input name="x"></form>',
        '<form action="/accounts/login/"></form>',
        '<form action="/claims/" data-as-it-is></form>',
    ],
)
def test_what_leads_elsewhere_posts_or_is_marked_stays(body):
    assert page(body) == body


def test_a_search_form_carries_the_moment_in_hidden_fields():
    given = '<form id="s" action="/claims/" role="search"><input name="q"></form>'

    found = page(given)

    assert found == given.replace(
        '<input name="q">',
        '<input type="hidden" name="said_by" value="2023-06-30">'
        '<input type="hidden" name="as_of" value="2026-12-01T12:30:05Z"><input name="q">',
    )


def test_a_form_that_asks_for_a_moment_itself_is_not_told_twice():
    given = '<form action="/claims/"><input name="said_by" value="2022"></form>'

    assert page(given).count('name="said_by"') == 1
    assert 'name="as_of"' in page(given)
