"""The timeline: what stands on which lane, and how wide it is drawn."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.accounts.statement import Option
from claims.choices import Stance, Timing
from claims.timeline import HAPPENED, MOST_LISTED, SAID, Entry, Timeline, YearTally, timeline_of
from claims.timeline_picture import MOST_ROWS, NARROWEST, Bar, picture_of
from claims.timeline_words import lane_words, told
from tests.claims.laid_out import accounts
from tests.claims.said import (
    CNN,
    ITALY,
    MFA,
    MINISTRY,
    NETWORK,
    SD,
    SIGNED,
    STATION,
    denies,
    says,
)
from tests.claims.said import asked as question
from web.edtf import parse

RESPONSE = question("host-response", timing=Timing.EVENT)
ASSESSED = question("response-assessed", timing=Timing.EVENT, can_conflict=False)
INQUIRY = Option("inquiry-opened", "Inquiry opened")
DAYS = 365


def timeline(*statements, year=None):
    return timeline_of(accounts(*statements), None, year=year)


def lanes(*statements):
    found = timeline(*statements)
    return [(entry.lane, str(entry.when or "")) for entry in (*found.entries, *found.undated)]


def bars(*statements, year=None, lane=HAPPENED):
    drawn = picture_of(timeline(*statements, year=year))
    return [bar for each in drawn.lanes if each.slug == lane for strip in each.strips for bar in strip.bars]


def event(when, **fields):
    return says(SD, when, asked=SIGNED, **{"said_on": "2022-12-03", **fields})


def test_a_statement_stands_on_the_day_it_was_made_and_what_it_dates_on_the_date_that_it_gives():
    assert lanes(event("2016-05")) == [(HAPPENED, "May 2016"), (SAID, "3 December 2022")]


def test_a_statement_about_a_period_stands_there_as_well():
    assert lanes(says(SD, STATION, said_on="2022-12-03", about_period="2018")) == [
        (HAPPENED, "2018"),
        (SAID, "3 December 2022"),
    ]


def test_a_statement_that_speaks_of_no_time_was_only_said():
    assert lanes(says(SD, STATION, said_on="2022-12")) == [(SAID, "December 2022")]


def test_an_act_without_a_day_had_happened_by_the_day_on_which_it_was_told():
    found = timeline(says(CNN, INQUIRY, asked=RESPONSE, said_on="2022-12-03"))

    said, by_then = found.entries
    assert [(entry.lane, entry.is_by, lane_words(entry)) for entry in (said, by_then)] == [
        (SAID, False, "said"),
        (HAPPENED, True, "by then"),
    ]
    assert [bar.is_by for bar in bars(says(CNN, INQUIRY, asked=RESPONSE, said_on="2022-12-03"))] == [True]


def test_not_to_reply_happened_and_was_not_said():
    found = timeline(says(MINISTRY, asked=RESPONSE, stance=Stance.DID_NOT_REPLY, said_on="2022-12-03"))

    assert [(entry.lane, entry.is_by) for entry in found.entries] == [(HAPPENED, False)]
    assert told(found.entries[0]).startswith("Interior Ministry of Italy did not reply: ")


def test_a_description_of_the_response_is_said_and_no_act():
    assert [lane for lane, _when in lanes(says(CNN, Option("silent", "Silent"), asked=ASSESSED))] == [SAID]


def test_an_act_that_is_denied_did_not_happen_and_a_date_that_is_denied_is_drawn_empty():
    assert [lane for lane, _when in lanes(denies(MINISTRY, INQUIRY, asked=RESPONSE))] == [SAID]
    assert [bar.is_denied for bar in bars(event("2016", stance=Stance.DENIES))] == [True]


def test_what_has_no_day_is_named_apart():
    found = timeline(says(SD, STATION, said_on=""), event("2016", said_on=""))

    assert [entry.lane for entry in found.entries] == [HAPPENED]
    assert [entry.lane for entry in found.undated] == [SAID, SAID]


def test_what_one_passage_says_of_one_time_is_one_line_with_every_sentence():
    first = says(SD, 11, sentence="Eleven.")
    second = replace(says(SD, STATION, sentence="A station."), passage=first.passage)
    elsewhere = says(SD, STATION, about=NETWORK, sentence="Another text.")

    found = timeline(first, second, elsewhere)

    assert [told(entry) for entry in found.entries] == [
        "Safeguard Defenders says: Eleven. A station.",
        "Safeguard Defenders says: Another text.",
    ]
    assert sorted(len(entry.notes) for entry in found.entries) == [1, 2]


def test_lines_are_numbered_in_time():
    found = timeline(event("2018"), event("2015/.."), event("2016-05"))

    assert [(entry.number, str(entry.when)) for entry in found.entries if entry.lane == HAPPENED] == [
        (1, "since 2015"),
        (2, "May 2016"),
        (3, "2018"),
    ]


def test_a_year_shows_what_touches_it_and_leads_to_the_next_in_which_something_is_dated():
    found = timeline(event("2015/.."), event("2016/2018"), event("2023"), year=2018)

    assert [str(entry.when) for entry in found.shown] == ["since 2015", "2016 to 2018"]
    assert (found.previous_year, found.next_year) == (2017, 2022)


def test_a_year_in_which_nothing_is_dated_leads_on():
    found = timeline(event("2016"), year=2019)

    assert found.shown == ()
    assert (found.previous_year, found.next_year) == (2016, 2022)


def test_years_are_counted_by_lane():
    tallies = {tally.year: (tally.said, tally.happened) for tally in timeline(event("2016/2018"), event("2016")).years}

    assert tallies == {2016: (0, 2), 2017: (0, 1), 2018: (0, 1), 2022: (2, 0)}


@pytest.mark.parametrize(
    ("when", "first", "days"),
    [
        ("2022-02", date(2022, 2, 1), 28),
        ("2022-12", date(2022, 12, 1), 31),
        ("2022-05/2022-07", date(2022, 5, 1), 92),
        ("2022", date(2022, 1, 1), 365),
        ("2022-12-03", date(2022, 12, 3), 1),
    ],
)
def test_every_date_has_its_true_width_and_place(when, first, days):
    (bar,) = bars(event(when), year=2022)

    assert bar.start == pytest.approx(100 * (first - date(2022, 1, 1)).days / DAYS)
    assert bar.width == pytest.approx(100 * days / DAYS)


def test_a_day_too_narrow_to_be_seen_among_many_years_is_a_line_at_its_place():
    drawn = {bar.words[:4]: bar for bar in bars(event("2012-06-30"), event("2012"), event("2022"))}

    day, year = drawn["30 J"], drawn["2012"]
    assert (day.is_line, year.is_line) == (True, False)
    assert year.start < day.start < year.end
    assert day.width < NARROWEST


def test_a_month_keeps_its_true_width_among_twenty_years():
    drawn = {bar.words[:4]: bar for bar in bars(event("2003-12"), event("2022"), event("2003"))}

    assert drawn["Dece"].width / drawn["2003"].width == pytest.approx(31 / 365)
    assert not drawn["Dece"].is_line


def test_open_ends_run_to_the_end_of_the_drawing_and_fade():
    drawn = {bar.words.partition(":")[0]: bar for bar in bars(event("2015/.."), event("../2016"), event("2010/2012"))}

    assert (drawn["since 2015"].fades, drawn["since 2015"].end) == ("up", 100)
    assert (drawn["until 2016"].fades, drawn["until 2016"].start) == ("down", 0)
    assert drawn["2010 to 2012"].fades == ""


def test_moments_periods_doubts_and_sets_are_told_apart():
    drawn = {bar.words.partition(":")[0]: (bar.kind, bar.in_doubt) for bar in bars(
        event("2016"), event("2016/2018"), event("2016~"), event("[2018..2019]"), event("2003~/2004~")
    )}  # fmt: skip

    assert drawn == {
        "2016": ("moment", False),
        "2016 to 2018": ("period", False),
        "about 2016": ("moment", True),
        "2018 or 2019": ("one_of", False),
        "about 2003 to about 2004": ("period", True),
    }


def test_each_of_several_dates_is_drawn_and_what_lies_outside_the_year_is_cut():
    assert len(bars(event("[2016,2018]"))) == 2
    assert [(bar.start, bar.end) for bar in bars(event("[2016,2018]"), year=2018)] == [(0, 100)]


def test_what_has_one_date_is_one_mark_that_counts_it():
    (bar,) = bars(says(SD, STATION, said_on="2022-12"), says(SD, 11, said_on="2022-12"), lane=SAID)

    assert bar.number == 2
    assert bar.words == "December 2022: 2 statements, Safeguard Defenders"


def test_each_side_has_a_strip_of_its_own_in_the_fixed_order():
    found = timeline(says(CNN, STATION), says(SD, STATION), says(MFA, STATION), says(MINISTRY, STATION))

    (said, _happened) = picture_of(found).lanes
    assert [strip.title for strip in said.strips] == [
        "Chinese authorities and state media",
        "Authorities and courts of the countries",
        "NGOs and researchers",
        "News media, in their own words",
    ]


def test_bars_of_one_row_never_cover_one_another():
    drawn = bars(*(event(f"2022-{month:02}/2022-{month + 2:02}") for month in range(1, 10)), year=2022)

    rows: dict[int, list[Bar]] = {}
    for bar in drawn:
        rows.setdefault(bar.y, []).append(bar)
    assert 1 < len(rows) <= MOST_ROWS
    for row in rows.values():
        row.sort(key=lambda bar: bar.start)
        assert all(one.end <= other.start for one, other in pairwise(row))


def entries(lane, dates):
    """Many lines, without laying out the accounts that they stand in."""
    statement = says(SD, STATION)
    return [
        Entry(lane, "ngos", parse(when), (statement,), (), "1.1", number=place)
        for place, when in enumerate(dates, start=1)
    ]


def many(*lines, year=None):
    years = sorted({year for entry in lines for year in entry.extent.years})
    return Timeline(tuple(lines), (), tuple(YearTally(each, 1, 1) for each in years), (("ngos", "NGOs"),), year)


def test_a_drawing_has_a_bounded_size_and_says_what_is_in_the_list_only():
    periods = [f"{2000 + n % 20}-{1 + n % 3:02}/20{20 + n % 3}" for n in range(300)]
    days = [f"20{10 + n % 12}-{1 + n % 12:02}-{1 + n % 3:02}" for n in range(5000)]

    drawn = picture_of(many(*entries(SAID, days), *entries(HAPPENED, periods)))

    said, happened = (lane.strips[0] for lane in drawn.lanes)
    assert len(said.bars) <= 100 / NARROWEST
    assert sum(bar.number for bar in said.bars) == 5000
    assert len(happened.bars) <= MOST_ROWS * 100 / NARROWEST
    assert happened.left_out + sum(bar.number for bar in happened.bars) == 300
    assert max(said.height, happened.height) < 100


def test_a_long_list_is_left_to_its_years_and_in_a_year_says_how_much_it_leaves_out():
    lines = entries(SAID, ["2022-12-03"] * (MOST_LISTED + 5))

    everything, one_year = many(*lines), many(*lines, year=2022)

    assert (everything.listed, everything.not_listed) == ((), MOST_LISTED + 5)
    assert one_year.not_listed == 5


def test_notes_are_needed_of_all_statements_or_of_those_that_a_long_list_names():
    said = [says(SD, STATION, said_on=str(1100 + n)) for n in range(MOST_LISTED + 1)]
    lines = [
        Entry(SAID, "ngos", each.said_on, (each,), (), "1.1", number=place) for place, each in enumerate(said, start=1)
    ]

    assert many(*lines[1:], year=1200).refs == {each.ref for each in said[1:]}
    assert many(*lines, year=1200).refs == {said[100].ref}
    assert many(*lines).refs == frozenset()


def test_nothing_dated_is_no_drawing():
    assert picture_of(timeline(says(SD, STATION, said_on=""))) is None


DATES = st.one_of(
    st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(date.isoformat),
    st.integers(1990, 2030).map(str),
    st.integers(1990, 2029).map(lambda year: f"{year}/.."),
    st.integers(1990, 2029).map(lambda year: f"../{year}"),
    st.integers(1990, 2029).map(lambda year: f"[{year}..{year + 1}]"),
    st.integers(1990, 2029).map(lambda year: f"{year}~"),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(st.lists(DATES, min_size=1, max_size=12), st.sampled_from([None, 1999, 2022]))
def test_whatever_is_dated_stays_inside_the_drawing_and_is_in_the_list(dates, year):
    found = timeline(*(event(when, ref=f"r{place}", about=ITALY) for place, when in enumerate(dates)), year=year)

    for lane in picture_of(found).lanes:
        for strip in lane.strips:
            assert all(0 <= bar.start <= bar.end <= 100.0001 for bar in strip.bars)
            assert all(bar.y + bar.height <= strip.height for bar in strip.bars)
    listed = {entry.number for _year, entries in found.listed for entry in entries}
    assert listed == {entry.number for entry in found.shown}
