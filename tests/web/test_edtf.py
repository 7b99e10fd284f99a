"""Dates as sources give them: never narrower than what was written."""

from datetime import date

import pytest
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st

from web import edtf
from web.edtf import EdtfDate, NotADate, columns, in_words, parse

DAYS = [
    ("2022-12-03", date(2022, 12, 3), date(2022, 12, 3), "3 December 2022"),
    ("2022-11", date(2022, 11, 1), date(2022, 11, 30), "November 2022"),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
    ("2018", date(2018, 1, 1), date(2018, 12, 31), "2018"),
    ("2016/2018", date(2016, 1, 1), date(2018, 12, 31), "2016 to 2018"),
    ("2022-05/2022-09-12", date(2022, 5, 1), date(2022, 9, 12), "May 2022 to 12 September 2022"),
    ("2015/..", date(2015, 1, 1), None, "since 2015"),
    ("../2022-12", None, date(2022, 12, 31), "until December 2022"),
    ("[2018..2019]", date(2018, 1, 1), date(2019, 12, 31), "2018 or 2019"),
    ("[2016..2019]", date(2016, 1, 1), date(2019, 12, 31), "some time from 2016 to 2019"),
    ("[2016,2018]", date(2016, 1, 1), date(2018, 12, 31), "2016 or 2018"),
    ("{2016,2018}", date(2016, 1, 1), date(2018, 12, 31), "2016 and 2018"),
    ("[..2019]", None, date(2019, 12, 31), "2019 or earlier"),
    ("[2019..]", date(2019, 1, 1), None, "2019 or later"),
    ("2004~", date(2004, 1, 1), date(2004, 12, 31), "about 2004"),
    ("2003~/2004~", date(2003, 1, 1), date(2004, 12, 31), "about 2003 to about 2004"),
    ("2022-11?", date(2022, 11, 1), date(2022, 11, 30), "perhaps November 2022"),
    ("2022%", date(2022, 1, 1), date(2022, 12, 31), "perhaps about 2022"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "words"), DAYS)
def test_a_date_keeps_its_text_its_days_and_reads_in_words(text, earliest, latest, words):
    when = parse(text)

    assert when == EdtfDate(text, earliest, latest)
    assert in_words(when) == str(when) == words


def test_no_text_is_no_date():
    assert parse("") is None
    assert parse("  \t") is None
    assert columns("issued", "") == {"issued": "", "issued_earliest": None, "issued_latest": None}


def test_a_date_fills_three_columns():
    assert columns("said_on", "2022-11") == {
        "said_on": "2022-11",
        "said_on_earliest": date(2022, 11, 1),
        "said_on_latest": date(2022, 11, 30),
    }


@pytest.mark.parametrize(
    "text",
    [
        "last summer",
        "2022-13",
        "2022-02-30",
        "22-1-5",
        "/2022",
        "2022/",
        "2023/2022",
        "0999",
        "3000",
        "-2022",
        "2022-11-31T25:00",
        "1" * 61,
        "[2018..2019",
        "2022‐11",
        "../..",
    ],
)
def test_what_is_no_date_is_refused_with_an_example(text):
    with pytest.raises(NotADate) as refusal:
        parse(text)

    assert "2022" in str(refusal.value)


@pytest.mark.parametrize(("typed", "meant"), [("3/12/2022", "2022-12-03"), ("03.12.2022", "2022-12-03")])
def test_a_date_in_everyday_order_is_refused_with_the_same_date_as_it_can_be_kept(typed, meant):
    with pytest.raises(NotADate, match=meant):
        parse(typed)


def test_an_impossible_everyday_date_is_refused_with_a_possible_one():
    with pytest.raises(NotADate, match="2022-12-03"):
        parse("99/99/2022")


@given(st.text(alphabet="0123456789-/.~?%[]{},X ", max_size=30))
def test_whatever_is_typed_is_a_date_or_a_plain_refusal(text):
    try:
        when = parse(text)
    except NotADate:
        return
    if when is None:
        assert not text.strip()
        return
    assert when.earliest is not None or when.latest is not None
    assert not (when.earliest and when.latest) or when.earliest <= when.latest
    assert in_words(when)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_is_kept_as_it_is(day):
    when = parse(day.isoformat())

    assert when is not None
    assert (when.earliest, when.latest) == (day, day)
    assert str(day.year) in in_words(when)


@given(st.from_regex(edtf.PLAIN, fullmatch=True))
def test_a_plain_date_means_the_days_that_the_grammar_gives_it(text):
    days = edtf.PLAIN.fullmatch(text).groups()
    try:
        expected = edtf._days_by_the_grammar(text)
    except (ValueError, EDTFParseException):
        with pytest.raises(ValueError, match="day"):
            edtf._plain_days(*days)
    else:
        assert edtf._plain_days(*days) == expected
