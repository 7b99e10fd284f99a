"""A claim is begun on somebody else's page: by the bookmark, by what a phone shares, and through sign-in."""

import html
import json
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest
from django.test import Client
from PIL import Image

from config.env import BASE_DIR
from tests.adding.scene import ADDRESS
from tests.factories import PASSWORD

ELSEWHERE, SHARED = "/claims/new/from-elsewhere/", "/claims/new/shared/"
QUOTE = "The words <here> & “there”, 警侨."


def shared(**sent):
    """Where what a phone shares leads to: the parameters of the form."""
    answer = Client().get(SHARED, sent)
    assert answer.status_code == 302
    parts = urlsplit(answer.headers["Location"])
    assert parts.path == ADDRESS
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"url": "https://news.example/a", "title": "A title"}, {"url": "https://news.example/a", "title": "A title"}),
        ({"text": "https://news.example/a"}, {"url": "https://news.example/a"}),
        (
            {"title": "A title", "text": '"The exact words"\n https://news.example/a#:~:text=The%20exact'},
            {"url": "https://news.example/a", "title": "A title", "quote": "The exact words"},
        ),
        (
            {"title": "A title", "text": "A title https://news.example/a#here:~:text=x"},
            {"url": "https://news.example/a#here", "title": "A title"},
        ),
        ({"text": "see https://one.example, says https://two.example/b"}, {"url": "https://two.example/b"}),
        ({"text": QUOTE}, {"quote": QUOTE}),
        ({"url": "javascript:alert(1)"}, {"url": "javascript:alert(1)"}),
        ({}, {}),
    ],
)
def test_what_a_phone_shares_becomes_address_title_and_words(db, sent, found):
    sought = shared(**sent)

    assert {name: sought[name] for name in found} == found
    assert set(sought) - set(found) <= ({"quote"} if "see" in sent.get("text", "") else set())


def test_an_address_that_is_none_is_refused_by_the_form_and_not_followed(alice, scene):
    page = alice.get(SHARED, {"url": "javascript:alert(1)"}, follow=True).content.decode()

    assert 'value="javascript:alert(1)"' in page
    assert 'href="javascript:alert(1)"' not in page


def test_what_was_shared_survives_signing_in_however_long_it_is(scene):
    reader, long = Client(), "警" * 700
    login = reader.get(SHARED, {"text": f"{long} https://news.example/a", "title": QUOTE}, follow=True)

    assert len(login.request["QUERY_STRING"]) < 1_000
    form = reader.post(
        login.request["PATH_INFO"],
        {"login": scene.alice.email, "password": PASSWORD, "next": ADDRESS},
        follow=True,
    )
    page = html.unescape(form.content.decode())
    assert long in page
    assert f'value="{QUOTE}"' in page
    assert long not in reader.get(ADDRESS).content.decode()  # once


def test_the_manifest_names_icons_that_are_there_and_an_address_that_takes_what_is_shared(db):
    answer = Client().get("/manifest.webmanifest")

    assert answer["Content-Type"] == "application/manifest+json"
    plain = json.loads(answer.content)
    for icon in plain["icons"]:
        path = BASE_DIR / "static" / icon["src"].removeprefix("/static/")
        if icon["type"] == "image/png":
            with Image.open(path) as drawn:
                assert "x".join(map(str, drawn.size)) == icon["sizes"]
        assert path.is_file()
    assert plain["share_target"]["action"] == SHARED
    assert set(plain["share_target"]["params"]) == {"title", "text", "url"}
    assert 'rel="manifest" href="/manifest.webmanifest"' in Client().get("/").content.decode()


def test_a_form_says_when_the_words_were_cut(alice, scene):
    assert "too long for an address" in alice.get(ADDRESS, {"quote": "Some", "cut": "1"}).content.decode()
    assert "too long for an address" not in alice.get(ADDRESS, {"quote": "Some"}).content.decode()


@pytest.mark.browser
@pytest.mark.parametrize(("words", "times"), [(QUOTE, 1), ("“警侨” ", 2_000)])
def test_the_bookmark_takes_address_title_and_words_of_any_page(db, browser, words, times):
    """The bookmark is run on a page of somebody else, as the browser runs it: what it opens is read, not followed."""
    shown = lxml.html.document_fromstring(Client().get(ELSEWHERE).content)
    code = shown.get_element_by_id("bookmarklet").text_content()
    assert code in shown.xpath("//a/@href")
    page = browser.new_page()
    page.set_content(f"<title>A “title”</title><p id=words>{html.escape(words) * times}</p>")
    opened = page.evaluate(
        """code => {
            getSelection().selectAllChildren(document.getElementById("words"));
            let asked;
            const open = (...given) => { asked = given };
            (0, eval)(`(open => { ${code.slice("javascript:".length)} })`)(open);
            return asked;
        }""",
        code,
    )

    address, *how = opened
    query = parse_qs(urlsplit(address).query)
    assert how == ["_blank", "noopener"]
    assert address.startswith(f"http://testserver{ADDRESS}?")
    assert len(address) <= 7_100
    assert query["title"] == ["A “title”"]
    assert (words * times).startswith(query["quote"][0])
    assert (query["quote"][0] == words.strip()) == (times == 1) == ("cut" not in query)
    assert "\N{REPLACEMENT CHARACTER}" not in query["quote"][0]
    page.close()
