"""Pairs of real statements that a naive rule gets wrong (research notes), by their research numbers."""

from claims.accounts.statement import Option
from claims.choices import DateKind, Stance, Timing
from claims.conflict import answers_narrower_point, conflict_between, conflicts_among
from claims.origins import origins_of, retellings
from tests.claims.said import (
    CHIEFS,
    CNN,
    ITALY,
    LESPRESSO,
    MFA,
    MINISTRY,
    NETWORK,
    PATROL_DATES,
    PATROLS,
    PRATO,
    SD,
    SIGNED,
    STATION,
    UNDECLARED,
    XINHUA,
    about,
    asked,
    denies,
    has_no_record,
    known,
    says,
    speaker,
    stations,
)

ATTENDED = Option("attended", "Officials attended an opening or event", excludes=frozenset({"not-told"}))
AUTHORISED = Option("authorised", "Authorised", excludes=frozenset({"not-authorised", "no-agreement"}))
CONNECTED = Option("connected", "Connected: they helped it come about")
VENICE = about("venice", "place", "IT", ITALY)


def conflict(one, other):
    return conflict_between(one, other, known(one, other))


def test_attending_a_ceremony_is_not_permitting():
    attended = says(CNN, ATTENDED, asked=asked("host-knowledge"))  # seed-027
    no_record = has_no_record(MINISTRY, AUTHORISED, asked=asked("host-authorisation"))  # found-189

    assert not conflict(attended, no_record)


def test_a_description_never_conflicts_with_an_act():
    silent = Option("silent", "Silent")
    described = asked("response-assessed", can_conflict=False, timing=Timing.EVENT)
    acted = asked("host-response", timing=Timing.EVENT)
    referred = Option("referred-to-prosecutors", "Reported to prosecutors")

    assert not conflict(  # seed-018 and found-188
        says(CNN, silent, asked=described, said_on="2022-12-03"),
        says(MINISTRY, referred, asked=acted, said_on="2022-12-07"),
    )


def test_a_speaker_whose_own_number_has_grown_does_not_conflict_with_the_grown_number():
    september = says(SD, 4, said_on="2022-09")  # found-041
    december = says(SD, 11, said_on="2022-12-05")
    lespresso = says(LESPRESSO, stations(10, "≥"), said_on="2022-12-02")  # found-200
    every = (september, december, lespresso)

    assert conflicts_among(every, known(*every)) == ()


def test_liaison_points_of_another_body_are_another_unit():
    liaison = says(
        XINHUA, stations(6, unit="liaison-points", scope="Qingtian procuratorate"), said_on="2022"
    )  # found-199

    assert not conflict(liaison, says(SD, 11, said_on="2022"))  # seed-024


def test_the_same_patrols_with_another_end_conflict():
    article = says(CNN, "2016/2018", about=PATROLS, said_on="2022-12-03")  # seed-019
    ministry = says(MINISTRY, "2016/2019", about=PATROLS, said_on="2022-12-07")  # found-195

    assert article.asked == PATROL_DATES
    assert conflict(article, ministry)


def test_between_two_years_is_one_of_them_and_no_period():
    between = says(CNN, "[2018..2019]", asked=SIGNED, about=PATROLS)  # seed-031

    assert SIGNED.date_kind == DateKind.MOMENT
    assert not conflict(between, says(MINISTRY, "2019-03", asked=SIGNED, about=PATROLS))


def test_denying_undeclared_forces_answers_a_narrower_point_than_a_station_in_venice():
    denial = denies(MFA, UNDECLARED, about=NETWORK)  # seed-038
    station = says(SD, STATION, about=VENICE)  # seed-025

    assert not conflict(denial, station)
    assert answers_narrower_point(denial, station)


def test_one_statement_rebuts_several():
    link = asked("agreement-link")
    documents = speaker("chinese-documents", "government", "CN", name="Public Chinese documents (body not named)")
    said = [  # found-011, found-204, found-201
        says(SD, CONNECTED, asked=link),
        says(SD, CONNECTED, asked=link),
        says(documents, CONNECTED, asked=link, said_on=""),
    ]
    minister = denies(MINISTRY, CONNECTED, asked=link, rebuts=tuple(each.ref for each in said))  # found-190
    every = (*said, minister)

    found = conflicts_among(every, known(*every))

    assert {each.reason for each in found} == {"rebuts"}
    assert {frozenset((each.first, each.second)) for each in found} == {
        frozenset((said[0].ref, minister.ref)),
        frozenset((said[2].ref, minister.ref)),
    }


def test_one_remark_whose_speaker_is_given_differently_is_one_account():
    remark = says(MINISTRY, said_on="2022", about=PRATO)  # found-196
    retold = says(CHIEFS, said_on="2022", about=PRATO, restates=(remark.ref,))  # seed-030
    every = known(remark, retold)

    assert not conflict(remark, retold)
    assert retellings(every.values()) == {remark.ref: (retold,)}
    assert origins_of(every.values(), every).origins == 1


def test_no_reply_to_questions_is_no_answer_to_a_later_one():
    no_reply = says(MINISTRY, stance=Stance.DID_NOT_REPLY, said_on="2022-12-03")

    assert not conflict(no_reply, says(SD, STATION))
