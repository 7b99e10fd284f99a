"""Comparing only the accounts that can meet finds what comparing each with each finds."""

from dataclasses import replace
from itertools import combinations, product
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from claims.accounts.statement import Statement
from claims.choices import ClaimState
from claims.conflict import (
    TAKES_A_SIDE,
    answers_conflict,
    conflict_between,
    conflicts_among,
    group_key,
    only_latest_counts,
)
from claims.meeting import Origins, newest_first
from tests.claims.said import (
    COMMUNITY,
    HOW_MANY,
    ITALY,
    MFA,
    MILAN,
    MINISTRY,
    NETWORK,
    PRATO_STATION,
    SD,
    STATION,
    about,
    denies,
    known,
    says,
    speaker,
    stations,
)
from tests.claims.test_conflict_properties import linked_statements

BRANCH = about("a-branch", "branch", "", NETWORK)


def each_with_each(every, everything):
    """The rule as it reads: any two accounts, any two statements of them."""
    accounts: dict[object, list[Statement]] = {}
    for each in sorted(only_latest_counts(every), key=newest_first):
        if each.state == ClaimState.PUBLISHED and each.stance in TAKES_A_SIDE:
            accounts.setdefault(group_key(each), []).append(each)
    for one, other in combinations(accounts.values(), 2):
        found = (conflict_between(mine, theirs, everything) for mine, theirs in product(one, other))
        first = next((conflict for conflict in found if conflict), None)
        if first:
            yield {first.first, first.second}, first.reason, first.with_general


@given(linked_statements(), st.data())
def test_the_same_conflicts_are_found_in_the_same_order(every, data):
    for position in data.draw(st.sets(st.integers(0, len(every) - 1))):
        every[position] = replace(every[position], about=data.draw(st.sampled_from([BRANCH, NETWORK, PRATO_STATION])))
    everything = known(*every)

    found = [({each.first, each.second}, each.reason, each.with_general) for each in conflicts_among(every, everything)]

    assert found == list(each_with_each(every, everything))


def test_five_hundred_statements_of_one_speaker_meet_as_one_account():
    every = [says(SD, STATION, about=MILAN) for _ in range(500)] + [denies(MINISTRY, STATION) for _ in range(500)]

    assert len(conflicts_among(every, known(*every))) == 1


def test_numbers_of_days_that_never_overlap_do_not_meet_however_many_there_are():
    every = [says(SD, 11, said_on=f"20{number:02}-01-01") for number in range(10, 99)]
    every += [says(MINISTRY, 1, said_on=f"20{number:02}-07-01") for number in range(10, 99)]

    assert {each.asked for each in every} == {HOW_MANY}
    assert conflicts_among(every, known(*every)) == ()


def a_country(number):
    """Statements of twelve speakers about one country and its places, so that a place has ten of them."""
    speakers = [speaker(f"speaker-{n}", "news_media") for n in range(12)]
    places = [about(f"place-{n}", "place", "IT", ITALY) for n in range(number // 10)]
    every = []
    for n in range(number - 1):
        answer = COMMUNITY if n % 4 == 0 else STATION
        every.append(says(speakers[n % 12], answer, about=places[n % len(places)]))
    return [*every, denies(MFA, STATION, about=NETWORK)]


def seconds(number):
    """Processor time in which the conflicts of so many statements are found, in the best of five runs."""
    every = a_country(number)
    everything, times = known(*every), []
    for _ in range(5):
        started = process_time()
        assert conflicts_among(every, everything)
        times.append(process_time() - started)
    return min(times)


def test_eight_times_as_many_statements_take_nowhere_near_sixty_four_times_as_long():
    assert seconds(4000) / seconds(500) < 32


def test_who_repeats_the_other_body_does_not_conflict_with_it():
    said = says(MFA, STATION)
    other = speaker("another-bureau", "police", "CN", part_of=("government-of-china",))
    retold = denies(SD, STATION, restates=(said.ref,))

    origins = Origins(known(said, retold))
    assert not origins.said(retold).has_another_origin(origins.said(says(other, stations(2))))
    assert answers_conflict(retold, says(other, STATION)) == "denies"
    assert conflict_between(retold, says(other, STATION), known(said, retold)) is None
