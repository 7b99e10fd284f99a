"""The numbers that speakers gave, on scales: nothing added up, nothing mixed, nothing lost."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import counts_in_words
from claims.choices import Operator
from claims.counts import axis, counts_of, mark_of
from claims.counts_in_words import remarks, when_said
from claims.listed import Listed, ListedStation, listed_among
from claims.templatetags.counts import mark_kind
from tests.claims.laid_out import accounts
from tests.claims.said import (
    HOW_MANY,
    ITALY,
    LESPRESSO,
    MILAN,
    MINISTRY,
    NETWORK,
    PRATO,
    PRATO_STATION,
    SD,
    STATION,
    denies,
    document,
    has_no_record,
    says,
    stations,
)
from tests.claims.said import asked as question

SOME = Listed((ListedStation("prato-station", "IT", ("prato-station", "prato", "italy"), "Safeguard Defenders"),))
NOTHING = Listed(())
FEW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def counts(*statements, listed=NOTHING):
    return counts_of(accounts(*statements), listed)


def bands(found):
    return [
        (scale.unit, band.about.slug, band.scope, [str(each.count.low) for each in band.given])
        for scale in found.scales
        for band in scale.bands
    ]


def test_numbers_of_another_unit_stand_on_a_scale_of_their_own_and_stations_first():
    found = counts(says(LESPRESSO, stations(6, unit="liaison-points")), says(SD, 11))

    assert bands(found) == [("stations", "italy", "", ["11"]), ("liaison-points", "italy", "", ["6"])]
    assert [scale.title for scale in found.scales] == ["Stations", "Liaison points of another Chinese body"]


def test_numbers_of_another_question_stand_on_a_scale_of_their_own():
    inquiries = question("inquiry-count", "count")

    found = counts(says(SD, stations(53, unit="countries")), says(SD, stations(12, unit="countries"), asked=inquiries))

    assert [scale.asked.slug for scale in found.scales] == ["country-count", "inquiry-count"]


def test_numbers_of_another_subject_or_scope_stand_in_a_band_that_names_it():
    found = counts(
        says(SD, 2, about=MILAN), says(SD, stations(48, scope="additional")), says(SD, 11), says(LESPRESSO, 10)
    )

    assert bands(found) == [
        ("stations", "italy", "", ["10", "11"]),
        ("stations", "italy", "additional", ["48"]),
        ("stations", "milan", "", ["2"]),
    ]


def test_the_newest_speaker_stands_first_and_an_earlier_answer_is_kept_and_marked():
    found = counts(
        says(SD, 4, said_on="2022-09"), says(SD, 11, said_on="2022-12-06"), says(LESPRESSO, 10, said_on="2022-12-02")
    )

    (band,) = found.scales[0].bands
    assert [(each.speaker.slug, each.count.low, each.is_earlier) for each in band.given] == [
        ("safeguard-defenders", 11, False),
        ("safeguard-defenders", 4, True),
        ("lespresso", 10, False),
    ]
    assert remarks(band.given[1]) == ("earlier answer",)


def test_a_number_said_again_takes_one_row_that_says_how_often_and_when():
    found = counts(
        says(SD, 11, said_on="2022-12-06"), says(SD, 11, said_on="2023-01"), says(SD, 11, said_on="2022-12-05")
    )

    (row,) = found.given
    assert when_said(row) == "5 December 2022 to January 2023, 3 times"


def test_days_that_may_be_one_are_not_made_two():
    found = counts(says(SD, 11, said_on="2022-12-06"), says(SD, 11, said_on="2022-12"))

    assert when_said(found.given[0]) == "December 2022, 2 times"


def test_a_number_that_others_repeat_was_said_once():
    first = says(SD, 11, said_on="2022-12-06")

    (row,) = counts(first, says(SD, 11, said_on="2022-12-07", restates=(first.ref,))).given

    assert when_said(row) == "6 December 2022"


def test_an_undated_number_is_called_undated():
    assert when_said(counts(says(SD, 11, said_on="")).given[0]) == "undated"


def test_a_number_that_was_changed_on_the_way_is_not_its_speakers_and_stands_on_the_scale_of_its_own_unit():
    root = says(SD, 54, about=NETWORK)
    fewer = says(SD, 48, about=NETWORK, restates=(root.ref,))
    countries = says(
        SD, stations(54, unit="countries"), about=NETWORK, restates=(root.ref,), source=document(publisher="A Daily")
    )

    found = counts(root, fewer, countries)

    assert bands(found) == [("stations", "network", "", ["54", "48"]), ("countries", "network", "", ["54"])]
    assert [each.retells for each in found.given] == [False, True, True]
    assert remarks(found.given[2]) == ("changed in retelling by A Daily",)
    assert mark_kind(found.given[1]) == "is-earlier"
    assert found.given[1].origins is None


def test_a_number_that_is_denied_says_so():
    row = counts(denies(MINISTRY, 11)).given[0]

    assert remarks(row) == ("denies",)
    assert mark_kind(row) == "is-denied"


def test_who_has_no_record_gave_no_number_and_who_gave_one_elsewhere_is_not_named_among_those_without():
    found = counts(
        says(SD, 11), has_no_record(MINISTRY, STATION, about=PRATO), has_no_record(MINISTRY, STATION, about=MILAN)
    )

    assert [card.speaker.slug for card in found.without] == ["interior-ministry-italy"]
    assert len(found.given) == 1


@pytest.mark.parametrize(
    ("operator", "high", "expected"),
    [
        ("=", None, (50, 50, 50, "", False)),
        ("≥", None, (50, 100, 50, "up", False)),
        (">", None, (50, 100, 50, "up", True)),
        ("≤", None, (0, 50, 50, "down", False)),
        ("<", None, (0, 50, 50, "down", True)),
        ("≈", None, (45, 55, 50, "", False)),
        ("range", 15, (50, 75, None, "", False)),
    ],
)
def test_each_operator_is_drawn_as_what_it_allows(operator, high, expected):
    mark = mark_of(stations(10, operator, high=high), 20)

    assert (mark.start, mark.end, mark.at, mark.fades, mark.is_outside) == pytest.approx(expected)


@FEW
@given(st.integers(0, 10**9), st.sampled_from([each.value for each in Operator]), st.integers(0, 10**6))
def test_every_mark_stays_on_its_axis(low, operator, more):
    count = stations(low, operator, high=low + more if operator == "range" else None)
    top, _step = axis([low * 1.1 + more])

    mark = mark_of(count, top)

    assert 0 <= mark.start <= mark.end <= 100
    assert mark.at is None or mark.start <= mark.at <= mark.end


@FEW
@given(st.lists(st.integers(0, 10**9), max_size=5))
def test_an_axis_begins_at_nothing_ends_beyond_every_number_and_has_few_ticks(numbers):
    top, step = axis(numbers)

    assert top % step == 0
    assert top > max([*numbers, 0])
    assert 1 <= top // step <= 5


def test_every_number_of_the_record_is_drawn_once():
    given_numbers = [says(SD, number, said_on=f"20{number:02}") for number in range(1, 30)]

    found = counts(*given_numbers)

    assert sorted(each.count.low for each in found.given) == list(range(1, 30))


def test_no_number_is_made_of_others():
    """Two in Milan and three in Prato make no five in Italy."""
    found = counts(says(SD, 2, about=MILAN), says(SD, 3, about=PRATO))

    assert {each.count.low for each in found.given} == {2, 3}
    assert {band.about.slug for scale in found.scales for band in scale.bands} == {"milan", "prato"}


def test_stations_listed_here_stand_in_the_band_of_their_subject_and_never_beside_a_part_or_another_unit():
    found = counts(
        says(SD, 11),
        says(SD, 3, about=PRATO),
        says(SD, stations(7, scope="of the 48")),
        says(SD, stations(6, unit="addresses")),
        listed=SOME,
    )

    listed = {(scale.unit, band.about.slug, band.scope): band.listed for scale in found.scales for band in scale.bands}
    assert listed == {
        ("stations", "italy", ""): 1,
        ("stations", "italy", "of the 48"): None,
        ("stations", "prato", ""): 1,
        ("addresses", "italy", ""): None,
    }


def test_the_network_is_set_beside_the_stations_of_all_countries_only():
    said = says(SD, 102, about=NETWORK)

    here = counts(said, listed=SOME).scales[0].bands[0].listed
    everywhere = counts(said, listed=replace(SOME, is_everywhere=True)).scales[0].bands[0].listed

    assert (here, everywhere) == (None, 1)


def test_what_is_listed_is_read_from_the_statements_in_view_and_names_who_said_it_first():
    later = says(LESPRESSO, STATION, about=PRATO_STATION, said_on="2023")
    first = says(SD, STATION, about=PRATO_STATION, said_on="2022-09")
    city = says(SD, STATION, about=MILAN)
    only_denied = denies(MINISTRY, STATION, about=replace(PRATO, slug="rome", label="Rome", inside=("rome", "italy")))

    listed = listed_among(accounts(later, first, city, only_denied))

    assert [station.slug for station in listed.stations] == ["prato-station"]
    assert listed.named_by == (("Safeguard Defenders", 1),)
    assert listed.cities_alone == ("Milan",)
    assert (listed.places, listed.countries, listed.inside("prato"), listed.inside("milan")) == (1, 1, 1, 0)


def test_the_page_says_why_the_numbers_and_what_is_listed_differ():
    found = counts(
        says(SD, 11),
        says(SD, 3, about=PRATO),
        says(SD, stations(48, scope="additional")),
        says(SD, stations(6, unit="liaison-points")),
        listed=replace(SOME, cities_alone=("Milan", "Rome")),
    )

    said = " ".join((*counts_in_words.what_is_listed(found.listed), *counts_in_words.reasons(found)))

    for words in [
        "1 reported station is listed here, in 1 place.",
        "It was entered from what Safeguard Defenders says, so it confirms no number.",
        "not how many there are",
        "Prato (3 said, 1 listed)",
        "Some are said to be in Milan, Rome",
        "(liaison points of another Chinese body) is something else than stations",
        "A number with a limit (“additional”) counts a part",
    ]:
        assert words in said


def test_an_earlier_or_retold_or_denied_number_explains_nothing():
    found = counts(
        says(SD, 9, about=PRATO, said_on="2022-09"),
        says(SD, 1, about=PRATO, said_on="2022-12"),
        denies(MINISTRY, 12, about=PRATO),
        listed=SOME,
    )

    assert "listed)" not in " ".join(counts_in_words.reasons(found))


def test_nothing_listed_is_said_so():
    assert counts_in_words.what_is_listed(NOTHING) == ("No reported station is listed here.",)


def test_who_named_the_stations_is_told_with_numbers_and_the_rest_counted():
    stations_listed = [
        ListedStation(f"s{place}", "IT", (f"s{place}", "rome", "italy"), name)
        for place, name in enumerate(["A", "A", "B", "C", "D", "E"])
    ]

    said = counts_in_words.what_is_listed(Listed(tuple(stations_listed), is_everywhere=True))

    assert said[0] == "6 reported stations are listed here, in 1 country."
    assert "what A (2), B (1), C (1) and 2 other speakers say" in said[1]


def test_the_question_of_how_many_names_the_sides_that_are_silent_on_it():
    found = counts(says(SD, 11, asked=HOW_MANY, about=ITALY))

    assert "News media, in their own words" in found.silent
    assert "NGOs and researchers" not in found.silent
