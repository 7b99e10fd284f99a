"""How wide a date is: never narrower than it was given."""

from datetime import date

import pytest

from web.edtf import parse
from web.edtf_extent import extent_of


def extent(text):
    when = parse(text)
    assert when is not None
    return extent_of(when)


def spans(text):
    return [(str(span.first or ""), str(span.last or "")) for span in extent(text).spans]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("2022-12-03", "moment", [("2022-12-03", "2022-12-03")]),
        ("2022-12", "moment", [("2022-12-01", "2022-12-31")]),
        ("2024-02", "moment", [("2024-02-01", "2024-02-29")]),
        ("2022", "moment", [("2022-01-01", "2022-12-31")]),
        ("201X", "moment", [("2010-01-01", "2019-12-31")]),
        ("2016/2018", "period", [("2016-01-01", "2018-12-31")]),
        ("2015/..", "period", [("2015-01-01", "")]),
        ("../2018", "period", [("", "2018-12-31")]),
        ("[2018..2019]", "one_of", [("2018-01-01", "2019-12-31")]),
        ("[2016,2018]", "one_of", [("2016-01-01", "2016-12-31"), ("2018-01-01", "2018-12-31")]),
        ("[2016, 2018..2019]", "one_of", [("2016-01-01", "2016-12-31"), ("2018-01-01", "2019-12-31")]),
        ("[2018..]", "one_of", [("2018-01-01", "")]),
        ("{2016,2018}", "each_of", [("2016-01-01", "2016-12-31"), ("2018-01-01", "2018-12-31")]),
    ],
)
def test_each_kind_of_date_keeps_its_width(text, kind, expected):
    assert (extent(text).kind, spans(text)) == (kind, expected)


@pytest.mark.parametrize(
    ("text", "expected"), [("2022", False), ("2022~", True), ("2022?", True), ("2003~/2004~", True)]
)
def test_what_is_in_doubt_is_known_as_such(text, expected):
    assert extent(text).in_doubt is expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022-12-03", {2022}),
        ("2016/2018", {2016, 2017, 2018}),
        ("2015/..", {2015}),
        ("[2016,2018]", {2016, 2018}),
        ("1200/2020", {1200, 2020}),
    ],
)
def test_the_years_of_a_date_have_an_end(text, years):
    assert extent(text).years == years


def test_an_open_end_touches_every_later_year_and_a_gap_in_a_set_none():
    assert extent("2015/..").touches(2023)
    assert not extent("2015/..").touches(2014)
    assert not extent("[2016,2018]").touches(2017)


@pytest.mark.parametrize("text", ["2015/..", "../2016-05", "[2016,2018]", "2017-04", "[2016..2018]", "1999"])
def test_the_years_among_which_a_date_lies_are_those_that_it_touches(text):
    years = [2010, 2015, 2016, 2017, 2018, 2020]

    assert extent(text).among(years) == {year for year in years if extent(text).touches(year)}


def test_one_day_is_known_as_one_day():
    assert extent("2022-12-03").is_one_day
    assert not extent("2022-12").is_one_day
    assert extent("2022-12-03").spans[0].first == date(2022, 12, 3)
