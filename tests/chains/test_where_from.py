"""Where accounts come from, listed: origins, occasions, texts and chains."""

from claims.where_from import loop_words, read_in, where_from
from tests.claims.said import CNN, LA_NAZIONE, LESPRESSO, MFA, MPS, SD, denies, document, known, says, via


def listed(*statements, retold=(), **options):
    return where_from(statements, known(*statements, *retold), retold, **options)


def test_seven_articles_that_repeat_one_report_are_listed_under_one_origin():
    report = says(SD, 11)
    articles = [says(SD, 11, restates=(report.ref,)) for _ in range(6)]

    found = listed(report, *articles)

    (origin,) = found.origins
    (utterance,) = origin.utterances
    assert [speaker.slug for speaker in origin.speakers] == [SD.slug]
    assert (utterance.root, len(utterance.texts), utterance.sources) == (report, 7, 7)
    assert [text.is_first for text in utterance.texts] == [True, *[False] * 6]


def test_the_same_denial_on_five_dates_is_five_occasions_of_one_origin_in_their_order():
    days = ["2023-04-18", "2022-11-02", "2022-12-05", "2022-10-26", "2023-03-10"]

    found = listed(*(denies(MFA, said_on=day) for day in days))

    (origin,) = found.origins
    assert [each.root.said_on.text for each in origin.utterances] == sorted(days)
    assert (found.counts.origins, found.counts.occasions) == (1, 5)


def test_two_bodies_of_one_government_are_one_origin_with_two_names():
    found = listed(denies(MFA), denies(MPS))

    (origin,) = found.origins
    assert {speaker.slug for speaker in origin.speakers} == {MFA.slug, MPS.slug}
    assert found.counts.speakers == 2


def test_what_builds_on_another_is_an_origin_of_its_own_and_names_what_it_used():
    report = says(SD, 11)
    analysis = says(LESPRESSO, 11, builds_on=(report.ref,))

    found = listed(report, analysis)

    assert len(found.origins) == found.counts.origins == 2
    assert [each.used for each in found.utterances if each.root == analysis] == [(report,)]


def test_an_origin_that_is_not_stated_is_listed_apart_and_never_counted():
    nobody = says(CNN, 11, origin_stated=False)

    found = listed(says(SD, 11), nobody)

    assert [each.root for each in found.unstated] == [nobody]
    assert (len(found.origins), found.counts.origins, found.counts.unstated) == (1, 1, 1)


def test_what_was_changed_stands_under_what_it_changes_and_is_counted_nowhere():
    root = says(SD, 54)
    retold = says(SD, 110, restates=(root.ref,))

    found = listed(root, retold=[retold])

    (utterance,) = found.utterances
    assert [bool(text.changed) for text in utterance.texts] == [False, True]
    assert utterance.texts[1].parts == ("answer",)
    assert found.counts.sources == 1


def test_a_list_has_an_end_and_says_how_many_are_missing():
    root = says(SD, 11)

    found = listed(root, *(says(SD, 11, restates=(root.ref,)) for _ in range(9)), most=4)

    assert (sum(len(each.texts) for each in found.utterances), found.left_out) == (4, 6)


def test_who_did_not_reply_gave_no_account_to_list():
    assert not listed(says(MFA, stance="did_not_reply")).utterances


def test_a_loop_is_told_in_words():
    own = document(publisher=LA_NAZIONE.name, publisher_slug=LA_NAZIONE.slug)

    words = loop_words(says(LA_NAZIONE, 11, relays=via(CNN), source=own))

    assert words == "The chain runs in a circle: La Nazione reports that CNN cites La Nazione."
    assert loop_words(says(SD, 11, relays=via(CNN))) == ""


def test_what_was_read_is_named_with_the_copy_that_it_was_read_in():
    copied = document(title="A story", publisher="CNN", copy_kind="republished", container_title="KEYT")

    assert read_in(says(SD, 11, source=copied)) == "CNN, in the copy of KEYT, “A story”"
