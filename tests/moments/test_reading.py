"""What an address asks for, read in one place: good dates, bad dates, and a sentence for each bad one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from web.moments import NOW, Dated, Moment, as_text, in_words, read, second_of, span

BEGINS = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PRESENT = datetime(2026, 12, 24, 12, tzinfo=UTC)
END_OF_THE_FIRST = datetime(2026, 12, 1, 23, 59, 59, 999_999, tzinfo=UTC)


def asked(query, *, now=PRESENT, begins=BEGINS):
    return read(QueryDict(query), now=now, begins=begins)


def test_an_address_that_asks_for_nothing_looks_from_now():
    assert asked("") == asked("country=it&q=x") == asked("said_by=&as_of=") == asked("said_by=%20")
    assert asked("").moment == NOW
    assert asked("").moment.is_now


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-06-30", date(2023, 6, 30)),
        ("2023-06", date(2023, 6, 30)),
        ("2023", date(2023, 12, 31)),
        (" 2024-02 ", date(2024, 2, 29)),
        ("2022~", date(2022, 12, 31)),
        ("2016/2018", date(2018, 12, 31)),
    ],
)
def test_said_by_is_the_last_day_that_the_date_can_mean(text, day):
    assert asked(f"said_by={text}") == asked(f"said_by={day.isoformat()}")
    assert asked(f"said_by={text}").moment == Moment(said_by=day)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-12-01", END_OF_THE_FIRST),
        ("2026-11", datetime(2026, 11, 30, 23, 59, 59, 999_999, tzinfo=UTC)),
        ("2026-12-01T12:30", datetime(2026, 12, 1, 12, 30, 59, 999_999, tzinfo=UTC)),
        ("2026-12-01T12:30:05Z", datetime(2026, 12, 1, 12, 30, 5, 999_999, tzinfo=UTC)),
        ("2026-12-01T12:30:05.25Z", datetime(2026, 12, 1, 12, 30, 5, 250_000, tzinfo=UTC)),
        ("2026-12-01T13:30:05%2B01:00", datetime(2026, 12, 1, 12, 30, 5, 999_999, tzinfo=UTC)),
        ("2026-12-01T13:30:05+01:00", datetime(2026, 12, 1, 12, 30, 5, 999_999, tzinfo=UTC)),
        ("2026-12-01t12:30:05z", datetime(2026, 12, 1, 12, 30, 5, 999_999, tzinfo=UTC)),
        ("2026-12-01 12:30:05", datetime(2026, 12, 1, 12, 30, 5, 999_999, tzinfo=UTC)),
    ],
)
def test_as_of_is_the_last_instant_of_what_was_named(text, instant):
    assert asked(f"as_of={text}").problems == ()
    assert asked(f"as_of={text}").moment == Moment(as_of=instant)


def test_today_can_be_asked_for_though_it_is_not_over():
    assert asked("as_of=2026-12-24").problems == ()
    assert asked("as_of=2026-12").problems == ()


def test_both_together_hold_together():
    both = asked("said_by=2023-06&as_of=2026-12-01").moment

    assert both == Moment(said_by=date(2023, 6, 30), as_of=END_OF_THE_FIRST)
    assert both.parameters == {"said_by": "2023-06-30", "as_of": "2026-12-01"}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("said_by=2022-13", "“2022-13” is not a date: there is no month 13. Write 2023-06-30, 2023-06 or 2023."),
        ("said_by=2022-13-01", "“2022-13-01” is not a date: there is no month 13. Write 2023-06-30, 2023-06 or 2023."),
        ("said_by=2023-02-30", "“2023-02-30” is not a date. Write 2023-06-30, 2023-06 or 2023."),
        ("said_by=30.06.2023", "“30.06.2023” is not a date. Write 2023-06-30, 2023-06 or 2023."),
        ("said_by=yesterday", "“yesterday” is not a date. Write 2023-06-30, 2023-06 or 2023."),
        ("said_by=0000-00-00", "“0000-00-00” is not a date: there is no month 00. Write 2023-06-30, 2023-06 or 2023."),
        ("said_by=2015/..", "“2015/..” has no last day. Write 2023-06-30, 2023-06 or 2023."),
        (
            "as_of=2026-13",
            "“2026-13” is not a date: there is no month 13. Write 2026-12-01, 2026-12, 2026 or a time such as "
            "2026-12-01T12:30:00Z.",
        ),
        (
            "as_of=2026-12-01T25:00Z",
            "“2026-12-01T25:00Z” is not a date. Write 2026-12-01, 2026-12, 2026 or a time such as "
            "2026-12-01T12:30:00Z.",
        ),
        (
            "as_of=2026~",
            "“2026~” is not a date. Write 2026-12-01, 2026-12, 2026 or a time such as 2026-12-01T12:30:00Z.",
        ),
        ("as_of=2026-12-25", "“2026-12-25” has not come yet: what this page will say then is not known."),
        (
            "as_of=2026-12-24T12:00:01Z",
            "“2026-12-24T12:00:01Z” has not come yet: what this page will say then is not known.",
        ),
        (
            "as_of=2026-11-23",
            "The record begins on 24 November 2026, 09:30:00 UTC; there was nothing to see at “2026-11-23”.",
        ),
        (
            "as_of=1984",
            "The record begins on 24 November 2026, 09:30:00 UTC; there was nothing to see at “1984”.",
        ),
        ("dated=unclear", "“dated” can only be “unclear”, and only beside “said_by”."),
        ("said_by=2023&dated=maybe", "“dated” can only be “unclear”, and only beside “said_by”."),
        ("said_by=2022&said_by=2023", "“said_by” was given 2 times; only the last one counts."),
    ],
)
def test_each_bad_wish_gets_one_clear_sentence(query, sentence):
    assert asked(query).problems == (sentence,)


def test_the_day_on_which_the_record_begins_can_be_asked_for():
    assert asked("as_of=2026-11-24").problems == ()
    assert asked("as_of=2026-11-24T09:29").problems != ()


def test_nothing_can_be_seen_in_a_record_that_is_empty():
    assert asked("as_of=2026-12-01", begins=None).problems == (
        "Nothing is recorded yet, so there was nothing to see at “2026-12-01”.",
    )


def test_what_was_understood_holds_beside_what_was_not():
    found = asked("said_by=2023-06-30&as_of=2026-13")

    assert found.moment == Moment(said_by=date(2023, 6, 30))
    assert len(found.problems) == 1


def test_what_is_listed_apart_can_be_asked_for():
    assert asked("said_by=2023&dated=unclear").moment == Moment(said_by=date(2023, 12, 31), dated=Dated.UNCLEAR)


def test_a_sentence_repeats_little_of_what_was_typed_and_nothing_unprintable():
    (sentence,) = asked("said_by=" + "x" * 5000 + "%00").problems

    assert len(sentence) < 120
    assert sentence.isprintable()


@given(st.text(max_size=80))
def test_no_text_leads_to_an_error(text):
    query = QueryDict(mutable=True)
    query.update({"said_by": text, "as_of": text, "dated": text})

    found = read(query, now=PRESENT, begins=BEGINS)

    assert found.problems or found.moment == NOW or found.moment.said_by or found.moment.as_of


@given(st.datetimes(datetime(1990, 1, 1), datetime(2026, 12, 20)))  # noqa: DTZ001 - made aware below
def test_every_instant_survives_its_address(naive):
    instant = naive.replace(tzinfo=UTC)

    assert span(as_text(instant))[1] == instant
    assert span(as_text(second_of(instant)))[1] == second_of(instant)


@given(st.dates(date(1990, 1, 1), date(2026, 12, 20)))
def test_a_day_survives_its_address_and_reads_as_a_day(day):
    start, end = span(day.isoformat())

    assert as_text(end) == day.isoformat()
    assert end - start == timedelta(days=1) - timedelta(microseconds=1)
    assert str(day.year) in in_words(end)
    assert "UTC" not in in_words(end)


def test_the_name_of_a_file_says_the_moment():
    moment = Moment(said_by=date(2023, 6, 30), as_of=datetime(2026, 12, 1, 12, 30, 5, 999_999, tzinfo=UTC))

    assert moment.in_a_file_name == "-said-by-2023-06-30-as-of-2026-12-01T123005Z"
    assert NOW.in_a_file_name == ""
