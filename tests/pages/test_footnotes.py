"""Footnotes: numbered in sight, linked both ways, readable without JavaScript."""

import re
from collections import Counter

import pytest

from tests import factories as make
from tests.pages.reading import ids, part, tags, words
from tests.pages.scene import html_of, italy

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    italy()
    return html_of(client, "/countries/it/")


def test_every_mark_leads_to_a_note_and_shows_its_number(page):
    marks = re.findall(r'<a href="#note-(\d+)"[^>]*>(\d+)</a>', page)

    assert marks
    assert all(target == shown for target, shown in marks)
    assert {f"note-{target}" for target, _shown in marks} <= set(ids(page))


def test_every_note_leads_back_to_its_mark(page):
    notes = [name for name in ids(page) if name.startswith("note-")]

    backs = {attributes["href"][1:] for attributes in tags(page, "a") if attributes.get("href", "").startswith("#ref-")}

    assert len(notes) == len(backs)
    assert backs <= set(ids(page))


def test_no_id_stands_twice_and_no_link_leads_nowhere(page):
    found = ids(page)

    twice = [name for name, number in Counter(found).items() if number > 1]
    inside = {link["href"][1:] for link in tags(page, "a") if link.get("href", "").startswith("#")}

    assert twice == []
    assert inside - set(found) == set()


def test_a_note_names_speaker_date_source_place_in_it_and_the_statement(page):
    notes = part(page, 'class="notes"', "</ol>")

    assert re.search(r"An NGO, 3 December 2022 \. Article \d+ , The Paper, 4 December 2022 ", words(notes))
    assert "paragraph 1" in words(notes)
    assert re.search(r'href="/claims/[a-z0-9]{7}/"', notes)


def test_a_changed_retelling_stands_on_the_card_of_what_it_repeats_with_a_note_of_its_own(client):
    scene = italy()
    retold = make.make_claim(
        subject=scene.station,
        question=scene.existence,
        choice="association",
        asserted_by=scene.ngo,
        statement="The same list, told otherwise.",
    )
    make.make_link(retold, scene.reported)

    html = html_of(client, "/countries/it/")

    card = next(card for card in html.split("<article")[1:] if "Changed in retelling" in card)
    assert "The same list, told otherwise." in words(card)
    assert "There is a station in Prato." in words(card)
    number = re.search(r"told otherwise\..*?#note-(\d+)", card, re.DOTALL)[1]
    assert "An NGO" in words(part(html, f'id="note-{number}"', "</li>"))
