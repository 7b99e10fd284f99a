"""From how many places an account comes."""

from claims.choices import Stance
from claims.conflict import conflict_between
from claims.origins import is_loop, origins_of, retellings, root_of, root_ref, same_body, without_retellings
from tests.claims.said import (
    CHIEFS,
    CNN,
    COMMUNITY,
    EXISTENCE,
    ITALY,
    LA_NAZIONE,
    LESPRESSO,
    MFA,
    MILAN,
    MINISTRY,
    MPS,
    PRATO,
    SD,
    STATION,
    asked,
    document,
    known,
    says,
    via,
)


def counted(*statements):
    found = origins_of(statements, known(*statements))
    return (found.speakers, found.occasions, found.sources, found.origins)


def test_seven_articles_that_repeat_one_report_are_one_account():
    report = says(SD, 11)
    articles = [says(SD, 11, restates=(report.ref,)) for _ in range(6)]

    assert counted(report, *articles) == (1, 1, 7, 1)


def test_a_restatement_is_followed_to_its_root():
    report = says(SD, 11)
    article = says(SD, 11, restates=(report.ref,))
    blog = says(SD, 11, restates=(article.ref,))

    assert root_of(blog, known(report, article, blog)) == report


def test_a_root_that_is_not_at_hand_still_joins_its_restatements():
    one, other = says(SD, 11, restates=("cfaraway",)), says(SD, 11, restates=("cfaraway",))

    assert root_ref(one, known(one, other)) == root_ref(other, known(one, other)) == "cfaraway"
    assert counted(one, other) == (1, 1, 2, 1)


def test_restatements_in_a_circle_end_somewhere():
    one, other = says(SD, 11, ref="caaaaaa", restates=("cbbbbbb",)), says(SD, 11, ref="cbbbbbb", restates=("caaaaaa",))

    assert root_of(one, known(one, other)) in (one, other)


def test_what_builds_on_another_account_is_a_new_origin():
    report = says(SD, 11)
    inquiry = says(LESPRESSO, 10, builds_on=(report.ref,))

    assert counted(report, inquiry) == (2, 2, 2, 2)


def test_a_speaker_on_two_days_is_two_occasions_and_one_origin():
    assert counted(says(SD, 11, said_on="2022-09"), says(SD, 11, said_on="2022-12")) == (1, 2, 2, 1)


def test_two_passages_of_one_source_are_one_source():
    article = document("article")

    assert counted(says(SD, 11, source=article), says(SD, 11, source=article)) == (1, 1, 1, 1)


def test_two_bodies_of_one_government_are_one_origin():
    assert counted(says(MFA, STATION), says(MPS, STATION)) == (2, 2, 2, 1)


def test_an_origin_that_is_not_stated_never_counts_as_independent():
    found = origins_of([unstated := says(LA_NAZIONE, STATION, origin_stated=False)], known(unstated))

    assert (found.origins, found.unstated, found.sources) == (0, 1, 1)


def test_who_declined_gave_no_account():
    assert counted(says(SD, STATION), says(MINISTRY, stance=Stance.DECLINED)) == (1, 1, 1, 1)


def test_a_chain_in_which_the_speaker_is_also_a_relay_is_a_loop():
    looped = says(LA_NAZIONE, STATION, relays=via(CNN, LA_NAZIONE))

    assert is_loop(looped)
    assert origins_of([looped], known(looped)).loops == (looped.ref,)


def test_a_paper_that_reports_who_cites_it_is_a_loop():
    own_page = document(publisher_slug=LA_NAZIONE.slug)

    assert is_loop(says(LA_NAZIONE, STATION, source=own_page, relays=via(CNN)))
    assert not is_loop(says(LA_NAZIONE, STATION, source=own_page))
    assert not is_loop(says(SD, STATION, source=own_page, relays=via(CNN)))


def test_a_restatement_with_another_answer_is_changed_in_retelling():
    report = says(SD, 54)
    article = says(SD, 11, restates=(report.ref,))

    assert retellings([report, article]) == {report.ref: (article,)}


def test_a_restatement_with_another_speaker_or_stance_is_changed_in_retelling():
    remark = says(MINISTRY, STATION)
    other_speaker = says(CHIEFS, STATION, restates=(remark.ref,))
    other_stance = says(MINISTRY, STATION, stance=Stance.DENIES, restates=(remark.ref,))

    assert retellings([remark, other_speaker, other_stance]) == {remark.ref: (other_speaker, other_stance)}


def test_a_restatement_about_another_city_is_changed_in_retelling():
    report = says(SD, STATION, about=PRATO)
    moved = says(SD, STATION, about=MILAN, restates=(report.ref,))
    wider = says(SD, STATION, about=ITALY, restates=(report.ref,))

    assert retellings([report, moved, wider]) == {report.ref: (moved,)}


def test_a_faithful_restatement_is_not_changed():
    report = says(SD, STATION)

    assert retellings([report, says(SD, STATION, restates=(report.ref,))]) == {}


def test_answers_to_another_question_change_nothing():
    report = says(SD, STATION, asked=EXISTENCE)

    assert retellings([report, says(SD, COMMUNITY, asked=asked("function"), restates=(report.ref,))]) == {}


def test_a_retelling_of_something_that_is_not_shown_has_nothing_to_stand_on():
    assert retellings([says(SD, 11, restates=("cfaraway",))]) == {}


def test_a_changed_retelling_takes_no_part_in_a_conflict():
    report, other = says(SD, 54, about=ITALY), says(LESPRESSO, 54, about=ITALY)
    retold = says(SD, 45, about=ITALY, restates=(report.ref,))

    assert conflict_between(retold, other, known(report, other, retold))
    assert without_retellings([report, other, retold]) == (report, other)


def test_bodies_are_one_when_they_share_one_above_them():
    assert same_body(MFA, MPS)
    assert same_body(SD, SD)
    assert not same_body(MFA, MINISTRY)
