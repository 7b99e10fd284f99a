"""What every page has: the frame, nothing inline, nothing from outside, helpful errors."""

import itertools
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import override_settings
from django.urls import path

from config.urls import urlpatterns as real
from tests import factories as make
from tests.pages.reading import part, tags, words
from tests.pages.scene import html_of, italy

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/countries/it/",
    "/countries/hu/",
    "/corrections/",
    "/method/",
    "/questions/existence/",
    "/no-such-page/",
]

DATA = "application/ld+json"


def _forbidden(request):
    raise PermissionDenied


def _broken(request):
    raise RuntimeError("broken for this test")


urlpatterns = [path("forbidden/", _forbidden), path("broken/", _broken), *real]


@pytest.fixture
def page_at(client):
    italy()
    make.make_country(code="HU")
    return lambda address: client.get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_inline_and_nothing_is_fetched_from_outside(page_at, address):
    html = page_at(address)

    named = tags(html, "script", "link", "img", "iframe", "source")
    # Other forms of the page are named for programs; a browser asks for none of them. A block of data runs nothing.
    for_programs = [each for each in named if each.get("rel") in ("alternate", "search") or each.get("type") == DATA]
    fetched = [each.get("src") or each.get("href") for each in named if each not in for_programs]
    ours = ("/static/", "/manifest.webmanifest")
    assert [url for url in fetched if not url or not url.startswith(ours)] == []
    assert [each for each in named if each.get("rel") == "alternate" and not each["href"].startswith("/")] == []
    assert [each for each in tags(html) if "style" in each or any(name.startswith("on") for name in each)] == []
    assert re.findall(rf'<style|<script(?! type="{re.escape(DATA)}">)[^>]*>[^<]', html) == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_heading_a_title_a_skip_link_and_a_language(page_at, address):
    html = page_at(address)

    assert html.count("<h1") == 1
    assert re.search(r"<title>[^<]+ · On Record</title>", html)
    assert '<a class="skip-link" href="#content">' in html
    assert '<main id="content"' in html
    assert '<html lang="en">' in html


@pytest.mark.parametrize("address", PAGES)
def test_headings_go_down_one_level_at_a_time(page_at, address):
    levels = [int(level) for level in re.findall(r"<h([1-6])", page_at(address))]

    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_the_part_of_the_site_that_is_open_is_marked(page_at):
    html = part(page_at("/countries/it/"), 'class="site-nav"', "</nav>")

    assert [link["href"] for link in tags(html, "a") if link.get("aria-current") == "true"] == ["/countries/"]


def test_who_is_signed_in_can_sign_out_and_others_can_sign_in(client):
    outside = html_of(client, "/method/")
    client.force_login(make.make_user())
    inside = html_of(client, "/method/")

    assert "Sign in" in words(outside)
    assert "Sign out" in words(inside)
    assert 'method="post" action="/accounts/logout/"' in inside


def test_the_corrections_page_has_its_form_and_keeps_the_page_that_somebody_came_from(client):
    with override_settings(DESK_EMAIL="desk@onrecord.example"):
        html = html_of(client, "/corrections/?about=/countries/it/")

    assert 'id="letter"' in html
    assert "mailto:desk@onrecord.example?subject=Correction" in html
    assert "http://testserver/countries/it/" in words(html)


@pytest.mark.parametrize("about", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"])
def test_the_corrections_page_names_only_pages_of_this_site(client, about):
    html = client.get("/corrections/", {"about": about}).content.decode()

    assert "evil" not in html
    assert "javascript:" not in html
    assert "You came from" not in words(html)


def test_an_address_that_leads_nowhere_says_so_without_naming_the_program(client):
    response = client.get("/no-such-page/")

    text = words(response.content.decode())
    assert response.status_code == 404
    assert "There is nothing at this address" in text
    assert "urlconf" not in text.lower()
    assert "tried" not in text


@override_settings(ROOT_URLCONF="tests.pages.test_frame")
def test_a_right_that_is_missing_and_a_broken_page_are_explained(client):
    client.raise_request_exception = False

    forbidden, broken = client.get("/forbidden/"), client.get("/broken/")

    assert (forbidden.status_code, broken.status_code) == (403, 500)
    assert "This needs a right that you do not have here" in words(forbidden.content.decode())
    assert "Something broke on our side" in words(broken.content.decode())
    assert "RuntimeError" not in broken.content.decode()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/claims/abcdefg/", "It may have been mistyped."),
        ("/claims/abcdefg/?said_by=2022-12-31", "You asked for what had been said by 31 December 2022."),
        ("/sources/no-such-source/?said_by=2022", "You asked for what had been said by 31 December 2022."),
    ],
)
def test_what_is_not_there_is_told_in_words_for_readers_with_the_day_that_was_asked_for(page_at, address, expected):
    text = words(page_at(address))

    assert expected in text
    assert "matches the given query" not in text
