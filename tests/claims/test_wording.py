"""How statements read."""

import pytest

from claims.accounts.statement import Option
from claims.choices import Operator, Stance, VerificationKind
from claims.wording import (
    answer_in_sentence,
    count_text,
    in_sentence,
    is_several,
    original_not_seen,
    passage_lead,
    relay_steps,
    stand,
    subjects_in_words,
    verb,
    what_changed,
)
from tests.claims.said import (
    CHIEFS,
    CNN,
    COMMUNITY,
    ITALY,
    MFA,
    MILAN,
    MINISTRY,
    NETWORK,
    PRATO,
    PRATO_STATION,
    SD,
    STATION,
    about,
    denies,
    document,
    has_no_record,
    says,
    stations,
    via,
)

NOT_TOLD = Option("not-told", "They were not told")


@pytest.mark.parametrize(
    ("stance", "words"),
    [
        (Stance.SAYS, "SAYS"),
        (Stance.DENIES, "DENIES"),
        (Stance.HAS_NO_RECORD, "HAS NO RECORD OF"),
        (Stance.ACCEPTS_IN_PART, "ACCEPTS IN PART"),
        (Stance.CANNOT_CONFIRM, "CANNOT CONFIRM"),
        (Stance.DECLINED, "DECLINED TO COMMENT"),
        (Stance.DID_NOT_REPLY, "DID NOT REPLY"),
    ],
)
def test_every_stance_has_its_verb(stance, words):
    assert verb(stance) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (stations(102, Operator.AT_LEAST), "at least 102 stations"),
        (stations(11), "11 stations"),
        (stations(1), "1 station"),
        (stations(1, Operator.AT_LEAST), "at least 1 station"),
        (stations(100, Operator.MORE, scope="worldwide"), "more than 100 stations (worldwide)"),
        (stations(100, Operator.LESS), "fewer than 100 stations"),
        (stations(3, Operator.AT_MOST), "at most 3 stations"),
        (stations(50, Operator.ABOUT), "about 50 stations"),
        (stations(3, Operator.RANGE, high=5), "3 to 5 stations"),
        (stations(230000, unit="people"), "230,000 people"),
        (stations(2, unit="a-unit-of-later"), "2 a-unit-of-later"),
    ],
)
def test_a_number_reads_as_the_speaker_gave_it(count, words):
    assert count_text(count) == words


def test_a_label_loses_its_capital_inside_a_sentence_unless_it_is_a_name():
    assert in_sentence("A Chinese police station") == "a Chinese police station"
    assert in_sentence("China's central government") == "China's central government"
    assert in_sentence("") == ""


def test_names_and_months_keep_their_capitals():
    assert answer_in_sentence(says(SD, "2017-06").answer) == "June 2017"
    assert answer_in_sentence(says(SD, MINISTRY).answer) == "Interior Ministry of Italy"
    assert answer_in_sentence(says(SD, STATION).answer) == "a Chinese police station"


def test_an_answer_that_is_no_noun_gives_way_to_the_sentence():
    said = says(SD, NOT_TOLD, sentence="The hosts were not told.")

    assert stand(said) == "Safeguard Defenders says: The hosts were not told"
    assert stand(said, of_several=True) == "Safeguard Defenders says: they were not told"


def test_a_stand_has_the_speaker_as_its_subject():
    assert stand(denies(MFA, STATION)) == "Foreign Ministry of China denies a Chinese police station"
    assert (
        stand(has_no_record(MINISTRY, STATION))
        == "Interior Ministry of Italy has no record of a Chinese police station"
    )
    assert stand(has_no_record(CHIEFS, STATION)).startswith("Italian police chiefs (not named) have no record of")
    assert stand(says(MINISTRY, stance=Stance.DID_NOT_REPLY)) == "Interior Ministry of Italy did not reply"
    assert stand(says(CNN, 11)) == "CNN says 11 stations"


def test_names_of_several_people_are_known():
    assert is_several("Investigators in Prato (not named)")
    assert is_several("Italian police")
    assert not is_several("Safeguard Defenders")
    assert not is_several("Ministry of Foreign Affairs of China")
    assert not is_several("Reuters")


def test_only_the_speakers_own_words_stand_without_a_lead():
    assert passage_lead(says(SD, words="own")) == ""
    assert passage_lead(says(SD, words="reported")) == "As A Newspaper reports it:"
    assert passage_lead(says(SD, words="translated")) == "In the translation of A Newspaper:"
    assert passage_lead(says(SD, words="rewritten")) == "As rewritten by A Newspaper:"


def test_a_source_without_a_publisher_is_called_by_its_title():
    untitled = document(publisher="", publisher_slug="", title="")

    assert passage_lead(says(SD, source=document(publisher="", publisher_slug="", title="A Page"))) == (
        "As A Page reports it:"
    )
    assert passage_lead(says(SD, source=untitled)) == "As the source reports it:"


def test_the_chain_runs_from_the_source_through_each_relay_to_the_speaker():
    steps = relay_steps(says(SD, 11, relays=via(CNN)))

    assert [step.name for step in steps] == ["A Newspaper", "CNN", "Safeguard Defenders"]


def test_a_speakers_own_page_is_a_chain_of_one():
    own = document(publisher="Safeguard Defenders", publisher_slug=SD.slug)

    assert [step.name for step in relay_steps(says(SD, 11, source=own))] == ["Safeguard Defenders"]


def test_the_original_is_seen_only_in_the_speakers_own_words_or_when_somebody_checked():
    assert not original_not_seen(says(SD, words="own"))
    assert original_not_seen(says(SD, words="reported"))
    assert original_not_seen(says(SD, words="own", source=document(copy_kind="republished")))
    assert not original_not_seen(says(SD, verified=frozenset({VerificationKind.ORIGINAL_SEEN})))


def test_several_subjects_are_named_short():
    assert subjects_in_words([ITALY]) == "Italy"
    assert subjects_in_words([ITALY, MILAN]) == "Italy and 1 place in it"
    assert subjects_in_words([MILAN, PRATO]) == "Milan and Prato"
    assert subjects_in_words([MILAN, PRATO, about("rome", "place", "IT", ITALY)]) == "Milan and 2 others"
    assert subjects_in_words([NETWORK]) == "all countries"


def test_a_city_stands_for_the_stations_in_it():
    assert subjects_in_words([PRATO_STATION, PRATO]) == "Prato"
    assert subjects_in_words([PRATO_STATION]) == "Prato Station"


def test_a_noun_with_an_article_reads_after_the_verb():
    assert stand(says(MINISTRY, COMMUNITY)) == "Interior Ministry of Italy says a community association"


def test_a_retelling_says_what_it_changed():
    root = says(SD, stations(54, Operator.ABOUT), about=NETWORK)
    europe = about("europe", "region")

    assert what_changed(says(SD, 54, about=europe), root) == "said of Europe"
    assert what_changed(says(SD, 11, about=europe), root) == "said of Europe; 11 stations"
    assert what_changed(says(CHIEFS, stations(54, Operator.ABOUT), about=NETWORK), root) == (
        "said by Italian police chiefs (not named)"
    )
    assert what_changed(denies(SD, stations(54, Operator.ABOUT), about=NETWORK), root) == "denies"
    assert what_changed(root, root) == ""
