"""When two accounts conflict, and when they only seem to."""

from claims.accounts.statement import Option
from claims.choices import Stance
from claims.conflict import answers_narrower_point, conflict_between, conflicts_among, is_superseded, merged
from claims.wording import conflict_sentence
from tests.claims.said import (
    BUDAPEST,
    BUDAPEST_STREET,
    CENTRE,
    CHIEFS,
    CNN,
    COMMUNITY,
    EXISTENCE,
    HUNGARY,
    ITALY,
    LA_NAZIONE,
    LESPRESSO,
    MFA,
    MILAN,
    MINISTRY,
    MPS,
    NETWORK,
    PATROLS,
    PEOPLE,
    PRATO,
    PRATO_CITY,
    PRATO_STATION,
    SD,
    SIGNED,
    STATION,
    STATUS,
    UNDECLARED,
    about,
    asked,
    denies,
    has_no_record,
    known,
    says,
    speaker,
    stations,
)


def conflict(one, other, *others):
    return conflict_between(one, other, known(one, other, *others))


# Saying and denying


def test_saying_and_denying_the_same_answer_conflict():
    found = conflict(says(SD, STATION), denies(MINISTRY, STATION))

    assert found
    assert found.reason == "denies"


def test_denying_a_wider_answer_denies_the_narrower_one():
    assert conflict(says(SD, UNDECLARED), denies(MINISTRY, STATION))


def test_denying_a_narrower_answer_does_not_meet_the_wider_one():
    denial, said = denies(MFA, UNDECLARED, about=NETWORK), says(SD, STATION, about=MILAN)

    assert conflict(denial, said) is None
    assert answers_narrower_point(denial, said)


def test_a_denial_about_a_country_covers_its_cities():
    assert conflict(says(SD, STATION, about=BUDAPEST), denies(MINISTRY, STATION, about=HUNGARY))


def test_a_statement_about_a_country_does_not_meet_a_denial_about_one_street():
    assert not conflict(says(SD, STATION, about=HUNGARY), denies(MINISTRY, STATION, about=BUDAPEST_STREET))


def test_a_denial_without_an_answer_denies_nothing_in_particular():
    assert not conflict(says(SD, STATION), denies(MINISTRY))


def test_having_no_record_is_never_a_conflict():
    assert not conflict(says(SD, STATION), has_no_record(MINISTRY, STATION))


def test_who_cannot_confirm_declines_or_does_not_reply_takes_no_side():
    for stance in (Stance.CANNOT_CONFIRM, Stance.DECLINED, Stance.DID_NOT_REPLY):
        assert not conflict(says(SD, STATION, ref="caaaaaa"), says(MINISTRY, stance=stance, rebuts=("caaaaaa",)))


# Answers that exclude each other


def test_choices_that_exclude_each_other_conflict_about_the_same_subject():
    found = conflict(says(SD, STATION, about=PRATO), says(PRATO_CITY, COMMUNITY, about=PRATO))

    assert found
    assert found.reason == "excludes"


def test_choices_that_do_not_exclude_each_other_can_both_hold():
    assert not conflict(says(SD, STATION), says(MINISTRY, PEOPLE))


def test_what_stands_in_one_street_says_nothing_about_a_whole_country():
    assert not conflict(says(SD, STATION, about=HUNGARY), says(MINISTRY, COMMUNITY, about=BUDAPEST_STREET))


def test_what_is_found_in_a_city_meets_what_is_said_of_the_station_in_it():
    assert conflict(says(SD, STATION, about=PRATO_STATION), says(MINISTRY, COMMUNITY, about=PRATO))


def test_an_answer_about_all_countries_meets_one_about_a_country_as_a_general_statement():
    found = conflict(says(SD, STATION, about=MILAN), says(MFA, CENTRE, about=NETWORK))

    assert found
    assert found.with_general


def test_an_answer_about_the_network_meets_one_about_a_branch_of_it():
    found = conflict(
        says(SD, STATION, about=about("a-branch", "branch", "", NETWORK)), says(MFA, CENTRE, about=NETWORK)
    )

    assert found
    assert not found.with_general


def test_answers_to_different_questions_do_not_meet():
    status = says(MINISTRY, COMMUNITY, asked=asked("function"))

    assert not conflict(says(SD, STATION), status)


def test_a_question_that_cannot_conflict_never_does():
    assessed = asked("response-assessed", can_conflict=False)

    assert not conflict(says(SD, STATION, asked=assessed), denies(MINISTRY, STATION, asked=assessed))


# Who speaks


def test_bodies_that_are_part_of_one_body_do_not_conflict():
    assert not conflict(says(MPS, STATION), denies(MFA, STATION))


def test_a_speaker_does_not_conflict_with_itself():
    assert not conflict(says(SD, STATION), denies(SD, STATION))


def test_two_tellings_of_one_utterance_do_not_conflict():
    root = says(SD, STATION)
    sibling = denies(CNN, STATION, restates=(root.ref,))

    assert not conflict(root, sibling)
    assert not conflict(says(LA_NAZIONE, STATION, restates=(root.ref,)), sibling, root)


def test_two_tellings_of_an_utterance_that_is_not_at_hand_do_not_conflict():
    assert not conflict(says(CNN, STATION, restates=("czzzzzz",)), denies(LA_NAZIONE, STATION, restates=("czzzzzz",)))


def test_what_is_not_published_does_not_conflict():
    assert not conflict(says(SD, STATION), denies(MINISTRY, STATION, state="withdrawn"))
    assert not conflict(says(SD, STATION), denies(MINISTRY, STATION, state="draft"))


# Time


def test_timeless_answers_meet_whenever_they_were_said():
    assert conflict(says(SD, STATION, said_on="2022-09"), denies(MINISTRY, STATION, said_on="2024"))


def test_dated_answers_meet_only_where_their_times_overlap():
    closed = Option("closed", "Closed", excludes=frozenset({"open"}))
    still_open = Option("open", "Open", excludes=frozenset({"closed"}))
    says_open = says(SD, still_open, asked=STATUS, said_on="2022-09")

    assert not conflict(says_open, says(MINISTRY, closed, asked=STATUS, said_on="2022-12-07"))
    assert conflict(says_open, says(MINISTRY, closed, asked=STATUS, said_on="2022-12-07", about_period="2022"))
    assert conflict(says_open, says(MINISTRY, closed, asked=STATUS, about_period="2022-05/.."))


def test_of_an_unknown_time_nothing_is_said():
    assert not conflict(says(SD, 4, said_on=""), says(MINISTRY, 1, said_on="2022-12"))


# Numbers


def test_numbers_conflict_when_no_number_fits_both():
    assert conflict(says(SD, 11), says(MINISTRY, 1))
    assert not conflict(says(SD, 11), says(LESPRESSO, stations(10, "≥")))
    assert conflict(says(SD, stations(102, "≥")), says(CNN, stations(100, "<")))


def test_about_a_number_is_within_ten_in_a_hundred():
    assert not conflict(says(SD, stations(100, "≈")), says(CNN, 110))
    assert conflict(says(SD, stations(100, "≈")), says(CNN, 111))


def test_a_range_meets_what_lies_outside_it():
    assert not conflict(says(SD, stations(3, "range", high=5)), says(CNN, 5))
    assert conflict(says(SD, stations(3, "range", high=5)), says(CNN, 6))


def test_numbers_of_another_unit_or_scope_do_not_meet():
    assert not conflict(says(SD, 11), says(CNN, stations(6, unit="liaison-points")))
    assert not conflict(says(SD, 11), says(CNN, stations(6, scope="additional")))


def test_a_number_for_a_country_does_not_meet_a_number_for_a_city():
    assert not conflict(says(SD, 11), says(MINISTRY, 2, about=MILAN))


def test_only_the_latest_number_of_a_speaker_is_compared():
    earlier, later = says(SD, 4, said_on="2022-09"), says(SD, 11, said_on="2022-12")
    other = says(LESPRESSO, stations(10, "≥"), said_on="2022-12", about_period="2022")

    assert conflict(earlier, other)
    assert conflicts_among([earlier, later, other], known(earlier, later, other)) == ()


def test_a_number_that_may_have_been_the_latest_is_compared():
    this_month, that_day = says(SD, stations(102, "≥"), said_on="2022-12-05"), says(SD, 102, said_on="2022-12")
    other = says(LESPRESSO, 50, said_on="2022-12-05")

    found = conflicts_among([this_month, that_day, other], known(this_month, that_day, other))

    assert len(found) == 2
    assert not is_superseded(this_month, that_day)


def test_an_answer_is_earlier_when_its_speaker_has_since_given_one_that_it_cannot_stand_beside():
    denied, accepted = denies(MINISTRY, STATION, said_on="2022-09"), says(MINISTRY, STATION, said_on="2022-12")

    assert is_superseded(denied, accepted)
    assert not is_superseded(accepted, denied)
    assert not is_superseded(says(MINISTRY, PEOPLE, said_on="2022-09"), accepted)
    assert not is_superseded(denies(SD, STATION, said_on="2022-09"), accepted)


def test_a_later_answer_of_a_speaker_does_not_cancel_a_conflict():
    denied, accepted = denies(MINISTRY, STATION, said_on="2022-09"), says(MINISTRY, STATION, said_on="2022-12")
    said = says(SD, STATION)

    assert len(conflicts_among([denied, accepted, said], known(denied, accepted, said))) == 1


# Dates and bodies


def test_dates_of_a_moment_conflict_when_they_cannot_be_the_same():
    assert conflict(says(CNN, "2018", asked=SIGNED), says(SD, "2017", asked=SIGNED))
    assert not conflict(says(CNN, "2018", asked=SIGNED), says(SD, "2018-05", asked=SIGNED))
    assert not conflict(says(CNN, "2018~", asked=SIGNED), says(SD, "2017", asked=SIGNED))


def test_one_of_several_years_is_no_period():
    assert not conflict(says(CNN, "[2018..2019]", asked=SIGNED), says(SD, "2018", asked=SIGNED))
    assert conflict(says(CNN, "[2018..2019]", asked=SIGNED), says(SD, "2017", asked=SIGNED))


def test_periods_of_the_same_thing_conflict_when_one_end_differs():
    assert conflict(says(CNN, "2016/2018", about=PATROLS), says(MINISTRY, "2016/2019", about=PATROLS))
    assert not conflict(says(CNN, "2016/2019", about=PATROLS), says(MINISTRY, "2016/2019", about=PATROLS))


def test_one_round_of_patrols_does_not_meet_the_years_of_all_of_them():
    assert not conflict(says(CNN, "2016/2019", about=PATROLS), says(MINISTRY, "2018-06/2018-07", about=PATROLS))
    assert not conflict(says(CNN, "2016/2019", about=PATROLS), says(MINISTRY, "2016-05", about=PATROLS))


def test_an_open_end_leaves_the_end_open():
    assert not conflict(says(CNN, "2016/..", about=PATROLS), says(MINISTRY, "2016/2019", about=PATROLS))


def test_bodies_conflict_when_neither_is_part_of_the_other():
    ministry = speaker("mps", "police", "CN")
    bureau = speaker("fuzhou-bureau", "police", "CN", part_of=("mps",))
    other_bureau = speaker("qingtian-bureau", "police", "CN", part_of=("mps",))

    assert not conflict(says(SD, bureau), says(CNN, ministry))
    assert conflict(says(SD, bureau), says(CNN, other_bureau))
    assert conflict(says(SD, bureau), denies(MINISTRY, ministry))
    assert answers_narrower_point(denies(MINISTRY, bureau), says(SD, ministry))


# Rebuttals, general statements, and the words


def test_a_recorded_rebuttal_is_a_conflict_whatever_the_answers():
    said = says(SD, STATION, said_on="2022-09")

    found = conflict(said, says(MINISTRY, STATION, rebuts=(said.ref,), sentence="It has nothing to do with it."))

    assert found
    assert found.reason == "rebuts"
    assert "Interior Ministry of Italy says: It has nothing to do with it (December 2022)" in conflict_sentence(found)


def test_a_denial_about_all_countries_conflicts_as_a_general_statement():
    found = conflict(says(SD, STATION, about=MILAN), denies(MFA, STATION, about=NETWORK))

    assert found
    assert found.with_general


def test_what_is_said_of_all_countries_does_not_meet_a_denial_about_one():
    assert not conflict(says(SD, STATION, about=NETWORK), denies(MINISTRY, STATION, about=ITALY))


def test_the_sentence_has_both_speakers_as_subjects():
    found = conflict(
        says(SD, STATION, about=PRATO, said_on="2022-12"), says(PRATO_CITY, COMMUNITY, about=PRATO, said_on="2022-10")
    )

    assert found
    assert conflict_sentence(found) == (
        "Prato: Safeguard Defenders says a Chinese police station (December 2022); "
        "City administration of Prato says a community association (October 2022)."
    )


def test_the_denial_stands_after_what_it_denies():
    found = conflict(denies(MINISTRY, STATION, said_on="2023"), says(SD, STATION, said_on="2022"))

    assert found
    assert conflict_sentence(found) == (
        "Safeguard Defenders says a Chinese police station (2022); "
        "Interior Ministry of Italy denies a Chinese police station (2023)."
    )


def test_speakers_who_are_several_take_a_plural_verb():
    found = conflict(says(SD, STATION), denies(CHIEFS, STATION))

    assert found
    assert "Italian police chiefs (not named) deny a Chinese police station" in conflict_sentence(found)


def test_one_sentence_covers_the_same_conflict_about_several_places():
    every = [
        says(SD, STATION, about=MILAN),
        says(SD, STATION, about=PRATO),
        says(SD, STATION, about=ITALY),
        denies(MFA, STATION, about=NETWORK, said_on="2024"),
    ]

    found = merged(conflicts_among(every, known(*every)), known(*every))

    assert [conflict_sentence(each) for each in found] == [
        "Safeguard Defenders says a Chinese police station (Italy and 2 places in it, December 2022); "
        "Foreign Ministry of China denies a Chinese police station (all countries, 2024)."
    ]
    assert len(found[0].others) == 2


def test_accounts_of_several_sources_conflict_once():
    every = [says(SD, STATION), says(SD, STATION), denies(MINISTRY, STATION), denies(MINISTRY, STATION)]

    assert len(conflicts_among(every, known(*every))) == 1


def test_subjects_of_different_countries_do_not_meet():
    assert not conflict(says(SD, STATION, about=BUDAPEST), denies(MINISTRY, STATION, about=ITALY))
    assert not conflict(
        says(SD, STATION, about=about("rome", "place", "IT", ITALY)), says(MINISTRY, COMMUNITY, about=PRATO)
    )


def test_the_question_of_existence_is_the_one_these_tests_ask():
    assert says(SD, STATION).asked == EXISTENCE
