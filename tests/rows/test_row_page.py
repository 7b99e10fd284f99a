"""One row on a page of its own: read to its end, as text, as a picture."""

import re
import struct

import pytest
from django.test import Client
from fontTools.ttLib import TTFont

from claims.models import Claim
from dossiers.glyphs import FONTS
from sources.choices import PartyKind
from tests import factories as make
from tests.pages.reading import ids, part, tags, words
from tests.pages.scene import html_of, italy

pytestmark = pytest.mark.django_db

ROW = "/countries/it/rows/existence/"


@pytest.fixture
def scene():
    return italy()


def test_it_holds_the_row_its_notes_and_the_way_to_the_whole_page(client, scene):
    html = html_of(client, ROW)

    text = words(html)
    assert "What is said to be there: a police station, something else, or nothing?" in text
    assert "Accounts conflict on Italy" in text or "Accounts conflict" in text
    assert "There is a station in Prato." in text
    assert "The station was closed by then." not in text
    assert "/countries/it/" in {link.get("href") for link in tags(html, "a")}


def test_its_lines_have_the_numbers_of_the_whole_page(client, scene):
    whole = set(re.findall(r'id="account-(1-\d+)"', html_of(client, "/countries/it/")))

    assert set(re.findall(r'id="account-([\d-]+)"', html_of(client, ROW))) == whole


def test_no_id_stands_twice_and_no_link_leads_nowhere(client, scene):
    html = html_of(client, ROW)
    found = ids(html)

    assert len(found) == len(set(found))
    inside = {link["href"][1:] for link in tags(html, "a") if link.get("href", "").startswith("#")}
    assert inside - set(found) == set()


def test_a_choice_comes_along_from_the_page_and_to_text_and_picture(client, scene):
    html = html_of(client, "/countries/it/?side=host&heading=what-is-there&order=date")
    links = {link.get("href") for link in tags(html, "a")}
    assert "/countries/it/rows/existence/?side=host" in links

    row = html_of(client, "/countries/it/rows/existence/?side=host")
    links = {link.get("href") for link in tags(row, "a")}
    assert "There is a station in Prato." not in words(part(row, 'id="accounts"', "</section>"))
    assert {"/countries/it/rows/existence.txt?side=host", "/countries/it/rows/existence.png?side=host"} <= links


def test_the_text_has_numbered_notes_sources_dates_and_the_address(client, scene):
    response = client.get("/countries/it/rows/existence.txt")
    text = response.content.decode()

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith(
        "Italy: What is said to be there: a police station, something else, or nothing? Accounts conflict."
    )
    assert "- An NGO says a Chinese police station (Italy and 1 place in it, 3 December 2022) [3, 4]" in text
    assert "The Paper" in text
    assert "Reached the source through An Agency." in text
    assert "On Record, http://testserver/countries/it/rows/existence/, read on " in text
    cited = {int(number) for found in re.findall(r"\[([\d, ]+)\]", text) for number in found.split(", ")}
    assert cited == {int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)}


def test_without_javascript_the_text_stands_on_the_page(client, scene):
    html = html_of(client, ROW)

    shown = part(html, 'id="footnote-text"', "</textarea>")
    assert words(client.get("/countries/it/rows/existence.txt").content.decode()).strip() in words(shown)


def test_what_was_left_aside_is_told_in_the_text(client, scene):
    text = client.get("/countries/it/rows/existence.txt?side=host").content.decode()

    assert "3 accounts of this row are left aside." in text
    assert "existence/?side=host, read on" in text


def test_the_row_of_a_station_a_place_an_agreement_and_the_network_stand_below_their_pages(client, scene):
    agreement = Claim.objects.get(subject__kind="agreement").subject
    network = Claim.objects.get(subject__kind="network").subject
    for page, key in [
        (scene.station.get_absolute_url(), "existence"),
        (scene.prato.get_absolute_url(), "existence"),
        (agreement.get_absolute_url(), "status"),
        (network.get_absolute_url(), "existence"),
        (scene.existence.get_absolute_url(), "it"),
        (scene.existence.get_absolute_url(), "general"),
    ]:
        assert f"{page}rows/{key}/" in {link.get("href") for link in tags(html_of(client, page), "a")}
        assert client.get(f"{page}rows/{key}/").status_code == 200, page
        assert client.get(f"{page}rows/{key}.txt").status_code == 200, page


def test_an_address_of_another_kind_leads_to_the_right_one(client, scene):
    slug = scene.station.slug
    for ending in ("/", ".txt", ".png"):
        response = client.get(f"/subjects/{slug}/rows/existence{ending}?side=ngos")

        assert (response.status_code, response["Location"]) == (
            301,
            f"/stations/{slug}/rows/existence{ending}?side=ngos",
        )
    assert client.get("/countries/IT/rows/existence/")["Location"] == ROW


@pytest.mark.parametrize(
    "address",
    [
        "/countries/it/rows/nothing/",
        "/countries/qq/rows/existence/",
        "/countries/it/rows/nothing.txt",
        "/countries/it/rows/nothing.png",
        "/countries/it/rows/existence.gif",
        "/stations/nowhere/rows/existence/",
        "/questions/none/rows/it/",
        "/things/it/rows/existence/",
    ],
)
def test_a_row_that_is_not_there_is_not_found(client, scene, address):
    assert client.get(address).status_code == 404


def test_five_hundred_accounts_in_one_cell_are_counted_and_read_page_by_page(client, scene, settings):
    about, citation = make.make_country_subject(scene.country), make.make_citation()
    for n in range(500):
        make.make_claim(
            subject=about, question=scene.status, choice="open", statement=f"Invented sentence {n}.",
            asserted_by=make.make_party(name=f"Paper {n:03}", kind=PartyKind.NEWS_MEDIA, country="GB"),
            asserted_on="2020", citation=citation,
        )  # fmt: skip

    whole = html_of(client, "/countries/it/")
    row = part(whole, 'id="question-status"')
    more = next(link["href"] for link in tags(row, "a") if "rows/status/" in link["href"] and "#" not in link["href"])
    pages = [html_of(client, f"{more}?page={n}") for n in range(1, 12)]

    assert "And 477 more accounts" in words(row)
    assert row.count("<article") == 25  # with that of the NGO in the cell beside it
    assert len(whole) < 900_000
    read = {n for html in pages for n in re.findall(r"Invented sentence (\d+)\.", words(part(html, 'id="accounts"')))}
    assert len(read) == 500
    assert [part(html, 'id="accounts"').count("<article") for html in pages] == [51, *[50] * 9, 1]
    assert "Page 2 of 11: of each side fifty accounts at a time." in words(pages[1])
    assert "There is no page “99”. There are 11 pages. This is the first." in words(html_of(client, f"{more}?page=99"))


def test_the_queries_do_not_grow_with_the_accounts(client, scene, django_assert_max_num_queries):
    client.get(ROW)
    with django_assert_max_num_queries(40) as few:
        client.get(ROW)
    for _ in range(30):
        make.make_claim(subject=scene.station, question=scene.existence, choice="police-station")

    with django_assert_max_num_queries(len(few)):
        client.get(ROW)


# The picture


def size_of(png):
    """Width and height of a PNG."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def test_a_row_is_drawn_as_png_and_svg_with_nothing_from_outside(client, scene):
    png, svg = client.get("/countries/it/rows/existence.png"), client.get("/countries/it/rows/existence.svg")

    width, height = size_of(png.content)
    assert png["Content-Type"] == "image/png"
    assert width > 1000
    assert height > 400
    assert svg["Content-Type"] == "image/svg+xml"
    text = svg.content.decode()
    assert not re.search(r"<style|<script|style=|<image|<foreignObject|on\w+=", text)
    assert not re.search(r'href="(?!#)', text)
    assert 'filename="on-record-italy-existence.png"' in png["Content-Disposition"]


def test_the_same_row_is_the_same_picture_and_is_not_sent_twice(client, scene):
    first = client.get("/countries/it/rows/existence.png")
    again = client.get("/countries/it/rows/existence.png", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert client.get("/countries/it/rows/existence.png").content == first.content
    assert client.get("/countries/it/rows/existence.png?side=host")["ETag"] != first["ETag"]


def test_chinese_is_drawn_and_what_no_font_has_is_named(client, scene):
    make.make_claim(
        subject=scene.station,
        question=scene.existence,
        choice="association",
        asserted_by=make.make_party(name="警侨事务海外服务站 \U0001f600 <b>&"),
    )
    with TTFont(FONTS / "NotoSansCJKsc-Regular.otf", lazy=True) as font:
        assert {ord(sign) for sign in "警侨事务海外服务站"} <= set(font.getBestCmap())

    response = client.get("/countries/it/rows/existence.png")
    text = client.get("/countries/it/rows/existence.txt").content.decode()

    assert response.status_code == 200
    assert size_of(response.content)[1] > 400
    assert "警侨事务海外服务站" in text


def test_the_page_shows_the_picture_with_words_for_who_does_not_see_it(client, scene):
    html = html_of(client, ROW)

    (picture,) = [image for image in tags(html, "img") if "row-image" in image.get("class", "")]
    assert picture["src"] == "/countries/it/rows/existence.svg"
    assert "Italy, “What is said to be there" in picture["alt"]
    downloads = [link["href"] for link in tags(html, "a") if "download" in link]
    assert downloads == ["/countries/it/rows/existence.png", "/countries/it/rows/existence.svg"]


def test_a_row_only_answers_questions(scene):
    for ending in ("/", ".txt", ".png"):
        assert Client().post(f"/countries/it/rows/existence{ending}").status_code == 405
