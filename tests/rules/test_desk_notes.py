"""Rules about what a desk keeps to itself, whoever writes it."""

import pytest

from tests import factories as make
from tests.rules.refusals import refused_by, update

pytestmark = pytest.mark.django_db


def located(**fields):
    return make.make_desk_note(subject=make.make_station(), kind="location", **fields)


def test_it_is_about_one_thing():
    note = make.make_desk_note()

    with refused_by("desk_note_is_about_one_thing"):
        update(note, claim_id=None)
    with refused_by("desk_note_is_about_one_thing"):
        update(note, party_id=make.make_party().pk)


def test_its_kind_is_on_the_list():
    with refused_by("desk_note_kind_is_known"):
        update(located(), kind="rumour")


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_it_says_something(text):
    with refused_by("desk_note_says_something"):
        update(make.make_desk_note(), text=text)

    update(located(latitude="41.9", longitude="12.5"), text=text)


@pytest.mark.parametrize("why", ["", "  "])
def test_it_says_why_it_is_kept(why):
    with refused_by("desk_note_says_why"):
        update(make.make_desk_note(), why=why)


def test_it_is_short_enough():
    with refused_by("desk_note_is_short_enough"):
        update(make.make_desk_note(), text="x" * 5001)


@pytest.mark.parametrize("about", ["claim", "source", "party"])
def test_only_a_subject_has_a_location(about):
    note = make.make_desk_note(**{about: getattr(make, f"make_{about}")()})

    with refused_by("desk_note_location_is_of_a_subject"):
        update(note, kind="location")


@pytest.mark.parametrize(
    "columns",
    [
        {"latitude": "41.9"},
        {"longitude": "12.5"},
        {"latitude": "90.1", "longitude": "0"},
        {"latitude": "0", "longitude": "-180.1"},
        {"latitude": "41.9", "longitude": "12.5", "kind": "note"},
    ],
)
def test_coordinates_are_two_of_a_location_on_the_earth(columns):
    with refused_by("desk_note_coordinates_are_whole"):
        update(located(), **columns)
