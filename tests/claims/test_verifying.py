"""What a person checked about a statement: who may tick what, and what a tick says once the statement changed."""

import threading

import pghistory
import pytest
from django.apps import apps
from django.db import connection

from claims.actions import NotAllowed, TickedAlready, unverify, verify, why_not_verify
from claims.choices import ClaimState, VerificationKind
from claims.models import Claim, Verification
from claims.outdated import outdated
from claims.ticks import ANY, is_translated, missing, translated
from tests.factories import NOON, make_citation, make_claim, make_party, make_user, make_verification
from users.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def carol(db):
    """A contributor who wrote nothing."""
    return make_user(email="carol@desk.example")


@pytest.fixture
def chinese():
    """A statement from a Chinese passage."""
    return make_claim(citation=make_citation(language="zh-Hans", exact="海外服务站"))


def test_anybody_who_did_not_write_a_statement_ticks_what_they_checked(carol):
    claim = make_claim()

    tick = verify(claim, kind="words", by=carol, at=NOON)

    assert (tick.claim, tick.kind, tick.verified_by, tick.verified_at) == (claim, "words", carol, NOON)
    assert tick.author == claim.created_by


def test_a_draft_can_be_checked_before_it_is_published(carol):
    assert verify(make_claim(published=False), kind="date", by=carol, at=NOON).kind == "date"


@pytest.mark.parametrize("kind", [kind for kind in VerificationKind if kind != "translation"])
def test_the_author_ticks_nothing_and_neither_does_an_editor_of_their_own(kind):
    editor = make_user(role=Role.EDITOR)
    claim = make_claim(published=False, created_by=editor)

    with pytest.raises(NotAllowed, match="You wrote this statement: somebody else checks it"):
        verify(claim, kind=kind, by=editor, at=NOON)

    assert not Verification.objects.exists()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"state": ClaimState.WITHDRAWN, "withdrawn_reason": "x"}, "was withdrawn"),
        ({"removed_at": NOON, "removed_for": "privacy"}, "was removed"),
    ],
)
def test_what_counts_no_more_is_not_checked(carol, fields, reason):
    with pytest.raises(NotAllowed, match=reason):
        verify(make_claim(**fields), kind="words", by=carol, at=NOON)


def test_a_translation_is_checked_only_where_there_is_one(carol, chinese):
    with pytest.raises(NotAllowed, match="in English and translates nothing"):
        verify(make_claim(), kind="translation", by=carol, at=NOON)

    assert verify(chinese, kind="translation", by=carol, at=NOON).kind == "translation"


def test_there_are_five_checks_and_no_others(carol):
    with pytest.raises(NotAllowed, match="There is no such check"):
        verify(make_claim(), kind="colour", by=carol, at=NOON)


def test_a_closed_account_ticks_nothing(carol):
    carol.is_active = False

    assert why_not_verify(make_claim(), "words", carol) == "This account is closed."


def test_what_somebody_ticked_is_not_ticked_again(carol):
    claim = make_claim()
    first = make_verification(claim, kind="words")

    with pytest.raises(TickedAlready, match="Somebody has ticked this already"):
        verify(claim, kind="words", by=carol, at=NOON)

    assert list(claim.verifications.all()) == [first]


def test_the_reason_is_told_without_a_query_when_the_rows_are_loaded(carol, django_assert_num_queries):
    make_verification(make_claim(), kind="words")
    claim = Claim.objects.select_related("citation").prefetch_related("verifications").get()

    with django_assert_num_queries(0):
        reasons = [why_not_verify(claim, kind, carol) for kind in VerificationKind]

    assert [bool(reason) for reason in reasons] == [True, False, False, True, False]


def test_who_ticked_takes_it_back_and_the_history_keeps_why(carol):
    tick = verify(make_claim(), kind="speaker", by=carol, at=NOON)
    key = tick.pk

    unverify(tick, by=carol, at=NOON, reason="I read the wrong page.")

    assert not Verification.objects.exists()
    last = apps.get_model("claims", "VerificationEvent").objects.filter(pgh_obj_id=key).order_by("pgh_id").last()
    assert last.pgh_label == "delete"
    assert last.pgh_context.metadata["who"] == carol.pk
    assert last.pgh_context.metadata["why"] == "A check was taken back (speaker). I read the wrong page."


def test_an_editor_takes_back_what_somebody_else_ticked(carol):
    tick = verify(make_claim(), kind="speaker", by=carol, at=NOON)

    unverify(tick, by=make_user(role=Role.EDITOR), at=NOON)

    assert not Verification.objects.exists()


def test_nobody_else_takes_a_tick_back(carol):
    tick = verify(make_claim(), kind="speaker", by=carol, at=NOON)

    with pytest.raises(NotAllowed, match="Only who ticked it, or an editor"):
        unverify(tick, by=make_user(), at=NOON)

    assert Verification.objects.get() == tick


@pytest.mark.parametrize(
    ("language", "translation", "words", "expected"),
    [
        ("en", "", "reported", False),
        ("en-GB", "", "own", False),
        ("EN", "", "own", False),
        ("en", "", "translated", True),
        ("en", "Something.", "own", True),
        ("zh-Hans", "", "own", True),
        ("enm", "", "own", True),
    ],
)
def test_rows_and_passages_agree_on_what_is_translated(language, translation, words, expected):
    citation = make_citation(
        language=language, translation=translation, words=words, translated_by="The desk" if translation else ""
    )
    claim = make_claim(citation=citation)

    assert is_translated(citation) is expected
    assert Claim.objects.filter(translated(), pk=claim.pk).exists() is expected


def test_what_is_missing_is_counted_by_kind(chinese):
    english = make_claim()
    for kind in VerificationKind:
        if kind != "translation":
            make_verification(english, kind=kind)
            make_verification(chinese, kind=kind)

    assert list(Claim.objects.filter(missing(ANY))) == [chinese]
    assert list(Claim.objects.filter(missing("translation"))) == [chinese]
    assert not Claim.objects.filter(missing("words")).exists()

    make_verification(chinese, kind="translation")

    assert not Claim.objects.filter(missing(ANY)).exists()


def fresh(claim):
    """The claim as a page loads it."""
    return Claim.objects.select_related("citation").prefetch_related("verifications").get(pk=claim.pk)


@pytest.mark.parametrize(
    "change",
    [
        {"statement": "Another sentence."},
        {"speaker_name": "Somebody"},
        {"asserted_on": "2022-12"},
        {"stance": "denies"},
        {"asserted_by": "another"},
    ],
)
def test_a_tick_is_older_than_a_change_of_what_was_checked(carol, change):
    claim = make_claim()
    verify(claim, kind="words", by=carol, at=NOON)
    if change.get("asserted_by"):
        change = {"asserted_by": make_party()}

    Claim.objects.filter(pk=claim.pk).update(**change)

    assert outdated([fresh(claim)]) == {claim.pk: frozenset({"words"})}


def test_a_tick_is_older_than_a_change_of_the_passage(carol):
    claim = make_claim()
    verify(claim, kind="words", by=carol, at=NOON)

    type(claim.citation).objects.filter(pk=claim.citation_id).update(exact="Other words.")

    assert outdated([fresh(claim)]) == {claim.pk: frozenset({"words"})}


def test_publishing_and_notes_leave_a_tick_as_it_is(carol):
    claim = make_claim(published=False)
    verify(claim, kind="words", by=carol, at=NOON)

    Claim.objects.filter(pk=claim.pk).update(state=ClaimState.IN_REVIEW, submitted_at=NOON, public_note="A note.")

    assert outdated([fresh(claim)]) == {claim.pk: frozenset()}


def test_what_was_changed_back_is_what_was_checked(carol):
    claim = make_claim()
    verify(claim, kind="words", by=carol, at=NOON)

    for statement in ("Another sentence.", claim.statement):
        Claim.objects.filter(pk=claim.pk).update(statement=statement)

    assert outdated([fresh(claim)]) == {claim.pk: frozenset()}


def test_a_tick_from_before_the_last_change_is_ticked_anew(carol):
    dave, claim = make_user(), make_claim()
    verify(claim, kind="words", by=carol, at=NOON)
    Claim.objects.filter(pk=claim.pk).update(statement="Another sentence.")

    verify(claim, kind="words", by=dave, at=NOON)

    assert claim.verifications.get().verified_by == dave
    assert outdated([fresh(claim)]) == {claim.pk: frozenset()}


def test_looking_for_changes_takes_three_queries_for_one_claim_or_many(carol, django_assert_num_queries):
    for _ in range(8):
        verify(make_claim(), kind="words", by=carol, at=NOON)
    claims = list(Claim.objects.select_related("citation").prefetch_related("verifications"))

    with django_assert_num_queries(3):
        outdated(claims)
    with django_assert_num_queries(3):
        outdated(claims[:1])


@pytest.mark.django_db(transaction=True)
def test_two_people_who_tick_the_same_at_once_leave_one_tick_and_the_second_is_told():
    claim, people = make_claim(), [make_user(), make_user()]
    begun, told = threading.Barrier(2, timeout=20), []

    def tick(person):
        begun.wait()
        try:
            verify(claim, kind="words", by=person, at=NOON)
        except TickedAlready as reason:
            told.append(str(reason))
        finally:
            connection.close()

    threads = [threading.Thread(target=tick, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert claim.verifications.count() == 1
    assert told == ["Somebody has ticked this already."]


def test_the_history_says_who_checked_what(carol):
    tick = verify(make_claim(), kind="words", by=carol, at=NOON)

    event = pghistory.models.Events.objects.tracks(tick).get()

    assert event.pgh_context["who"] == carol.pk
    assert event.pgh_context["why"] == "Checked: words."
