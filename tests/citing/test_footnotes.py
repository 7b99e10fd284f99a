"""Copy-a-footnote: in the style of whoever reads, on every statement, without JavaScript, and without writing a row."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.citing.styles import STYLES
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    source = make.make_source(title="A title", language="en", url="https://daily.example/a", accessed="2026-11-20")
    return make.make_claim(citation=make.make_citation(source=source, locator_label="page", locator="77"))


@pytest.mark.parametrize("style", STYLES)
def test_the_text_and_the_page_give_the_footnote_in_the_style(client, claim, style):
    answer = client.get(f"/claims/{claim.ref}/footnote.txt", {"style": style})
    page = client.get(f"/claims/{claim.ref}/", {"style": style}).content.decode()

    text = answer.content.decode().strip()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert all(part in text for part in ("https://daily.example/a", "77", claim.statement, f"/claims/{claim.ref}/"))
    assert text in html.unescape(page)
    assert f'<option value="{style}" selected>' in page


def test_without_a_choice_it_comes_in_our_own_order(client, claim):
    text = client.get(f"/claims/{claim.ref}/footnote.txt").content.decode()

    assert text.startswith(claim.asserted_by.name)
    assert "“A title”" in text
    assert "page 77." in text
    assert "accessed 20 November 2026" in text


def test_the_browser_keeps_the_style_and_no_row_is_written(client, claim):
    with CaptureQueriesContext(connection) as queries:
        chosen = client.get(f"/claims/{claim.ref}/?style=ieee")
    later = client.get(f"/claims/{claim.ref}/footnote.txt")

    assert chosen.cookies["citation_style"].value == "ieee"
    assert "[Online]" in later.content.decode()
    assert "Cookie" in later["Vary"]
    assert not any(query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in queries)


def test_going_back_to_our_own_order_is_kept_too(client, claim):
    client.get(f"/claims/{claim.ref}/?style=ieee")
    client.get(f"/claims/{claim.ref}/?style=own")

    assert client.get(f"/claims/{claim.ref}/footnote.txt").content.decode().startswith(claim.asserted_by.name)


def test_a_style_that_there_is_not_is_told_and_a_strange_cookie_is_left_aside(client, claim):
    client.cookies["citation_style"] = "../../etc/passwd"

    page = client.get(f"/claims/{claim.ref}/?style=<b>")
    text = client.get(f"/claims/{claim.ref}/footnote.txt?style=harvard")

    assert page.status_code == 200
    assert "There is no citation style “&lt;b&gt;”." in page.content.decode()
    assert "citation_style" not in page.cookies
    assert (text.status_code, text.content.decode().split(".")[0]) == (400, "There is no citation style “harvard”")
    assert client.get(f"/claims/{claim.ref}/footnote.txt").status_code == 200


def test_every_card_leads_to_its_footnote(client, claim):
    page = client.get("/countries/it/").content.decode()

    assert f'href="/claims/{claim.ref}/footnote.txt"' in page


def test_a_row_cites_in_the_style_too(client, claim):
    row = f"/countries/it/rows/{claim.question.slug}"

    text = client.get(f"{row}.txt?style=oscola").content.decode()
    page = client.get(f"{row}/").content.decode()

    assert "<https://daily.example/a> accessed 20 November 2026" in text
    assert '<option value="oscola" selected>' in page
    assert client.get(f"{row}.txt?style=harvard").status_code == 400


@pytest.mark.parametrize("style", ["own", "chicago"])
def test_a_footnote_takes_a_fixed_number_of_queries(client, claim, style):
    other = make.make_claim(citation=claim.citation)
    client.get(f"/claims/{claim.ref}/footnote.txt", {"style": style})

    with CaptureQueriesContext(connection) as alone:
        client.get(f"/claims/{claim.ref}/footnote.txt", {"style": style})
    for place in range(1, 4):
        make.make_relay(claim=other, position=place)
    with CaptureQueriesContext(connection) as with_relays:
        client.get(f"/claims/{other.ref}/footnote.txt", {"style": style})

    assert len(alone) == len(with_relays)
    assert len(alone) < 15
