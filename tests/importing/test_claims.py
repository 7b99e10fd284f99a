"""Rows of claims: what becomes of each, in words that say where and why; written as drafts, whole or not at all."""

import threading

import pghistory
import pytest
from django.apps import apps
from django.db import connection, transaction
from pghistory.models import Context

from claims.importing import opening
from claims.importing.columns import CLAIMS, match
from claims.importing.plan import plan_of
from claims.importing.refusing import Refused
from claims.importing.undoing import undo
from claims.importing.writing import run
from claims.models import Claim, Relay
from sources.models import Citation, Party, Source
from stations.models import Subject
from tests import factories as make
from tests.factories.people import NOON
from tests.importing.sheets import ROW, as_csv, make_ground, rows
from users.models import Desk, Role

pytestmark = pytest.mark.django_db
SHA256 = "5" * 64


def versions():
    return apps.get_model("claims", "ClaimEvent").objects.all()


def plan(*lines, by=None, **options):
    return plan_of(opening.read(as_csv(*lines, **options)), "claims", by=by or make.make_user())


def bring(*lines, by, **options):
    return run(opening.read(as_csv(*lines)), "claims", by=by, at=NOON, sha256=SHA256, **options)


def faults_of(*lines, **options):
    return [sentence for outcome in plan(*lines, **options).outcomes for sentence in outcome.in_words()]


def states_of(*lines, **options):
    return [outcome.state for outcome in plan(*lines, **options).outcomes]


def test_a_file_becomes_drafts_of_the_importer_with_all_that_they_stand_on():
    make_ground()
    me = make.make_user()
    desk = make.make_desk(members=[me])
    via = make.make_party(name="An agency")
    place = {"subject": "Inventville", "subject_kind": "place", "reached_us_through": "An agency"}

    done = bring(ROW, *rows(2, **place), by=me, desk=desk)

    claims = list(Claim.objects.order_by("pk"))
    assert [(claim.state, claim.created_by, claim.created_at, claim.desk) for claim in claims] == [
        ("draft", me, NOON, desk)
    ] * 3
    assert [claim.subject.label for claim in claims] == ["Italy", "Inventville", "Inventville"]
    assert (Party.objects.count(), Source.objects.count(), Citation.objects.count()) == (2, 1, 1)
    assert {relay.party for relay in Relay.objects.all()} == {via}
    context = Context.objects.get(pk=done.key)
    assert context.metadata == {"who": me.pk, "at": NOON.isoformat(), "why": "A file was imported.", "file": SHA256}
    assert {event.pgh_context_id for event in versions()} == {done.key}


def test_the_same_file_again_changes_nothing():
    make_ground()
    me = make.make_user()
    lines = [ROW, *rows(2, subject="Inventville", subject_kind="place")]
    bring(*lines, by=me)
    before = versions().count()

    again = bring(*lines, by=me)

    assert again.plan.counts() == {"same": 3}
    assert (Claim.objects.count(), versions().count()) == (3, before)


def test_a_claim_that_is_here_is_shown_beside_the_row_and_left_alone():
    make_ground()
    me = make.make_user()
    bring(ROW, by=me)
    claim = Claim.objects.get()
    changed = {**ROW, "ref": claim.ref, "said_on": "2022-12-04", "statement": "Something else."}

    outcome = bring(changed, by=me).plan.outcomes[0]

    assert outcome.state == "changed"
    assert outcome.differences == [
        ("statement", ROW["statement"], "Something else."),
        ("said_on", "2022-12-03", "2022-12-04"),
    ]
    claim.refresh_from_db()
    assert claim.statement == ROW["statement"]


def test_what_another_desk_keeps_looks_as_if_it_were_not_there():
    make_ground()
    theirs = make.make_user()
    bring(ROW, by=theirs, desk=make.make_desk(members=[theirs]))
    hidden = Claim.objects.get()

    outcome = bring({**ROW, "ref": hidden.ref, "statement": "Mine."}, by=make.make_user()).plan.outcomes[0]

    assert (outcome.state, outcome.where, outcome.differences) == ("new", "", [])
    assert Claim.objects.filter(statement="Mine.").exclude(ref=hidden.ref).count() == 1


WRONG = [
    ({"said_on": "31/02/2022"}, "row 2, said_on: “31/02/2022” is not a date that can be kept. Write 2022-02-28"),
    ({"said_on": "44898"}, "row 2, said_on: “44898” is a day as Excel counts them: write 2022-12-03"),
    ({"stance": "sayz"}, "row 2, stance: “sayz” is not known here. Did you mean “says”"),
    ({"question_slug": "askd"}, "row 2, question_slug: “askd” is not known here. Did you mean “asked”"),
    ({"answer_choice": "yess"}, "row 2, answer_choice: “yess” is not known here. Did you mean “yes”"),
    ({"answer_count": "11"}, "row 2, answer_count: “asked” with this stance takes no such answer"),
    ({"country_code": "XX"}, "row 2, country_code: “XX” is not known here"),
    ({"quote": ""}, "row 2, quote: Which words say so?"),
    ({"whose_words": "mine"}, "row 2, whose_words: “mine” is not known here"),
    ({"translation": "x"}, "row 2, translated_by: A translation says who translated it."),
    ({"speaker": "Unheard Of", "speaker_kind": ""}, "row 2, speaker: “Unheard Of” is not known here"),
    ({"speaker": "A person", "speaker_kind": "state_media"}, "Say why this medium is called state media"),
    ({"speaker_slug": "nobody-here"}, "“Invented Watch” is here as invented-watch"),
    ({"source_url": "javascript:alert(1)"}, "row 2, source_url: This is not a web address"),
    ({"source_language": "xx"}, "row 2, source_language: “xx” is not known here"),
    ({"source_publisher": "Nobody"}, "row 2, source_publisher: “Nobody” is not known here"),
    ({"subject": "Nowhere"}, "To add a place, station or case"),
    ({"subject_slug": "nowhere"}, "row 2, subject_slug: “nowhere” is not known here"),
    ({"origin_stated": "perhaps"}, "row 2, origin_stated: “perhaps” is neither yes nor no"),
    ({"asked_by": "Invented Watch"}, "Who asked is recorded of those who declined"),
    ({"asked_about": "IT"}, "This is about a country already"),
    ({"statement": "x" * 700}, "row 2, statement: This is 700 characters long"),
]


def test_what_is_wrong_is_said_with_its_row_and_column():
    make_ground()
    me = make.make_user()
    lines = [{**ROW, "source_url": f"https://invented.example/{n}", **wrong} for n, (wrong, _) in enumerate(WRONG)]

    outcomes = plan(*lines, by=me, headings=list({name: 1 for line in lines for name in line})).outcomes

    for number, (outcome, (wrong, said)) in enumerate(zip(outcomes, WRONG, strict=True), start=2):
        told = " | ".join(outcome.in_words())
        assert said.replace("row 2,", f"row {number},") in told, wrong


def test_an_ambiguous_party_is_told_apart_by_slug():
    make_ground()
    make.make_party(name="Foreign Ministry", slug="ministry-it", country="IT")
    make.make_party(name="Foreign Ministry", slug="ministry-hu", country="HU")

    (told,) = faults_of({**ROW, "speaker": "Foreign Ministry"})

    assert "“Foreign Ministry” can be any of these: ministry-it (IT), ministry-hu (HU)." in told
    assert states_of({**ROW, "speaker": "foreign ministry", "speaker_country_code": "hu"}) == ["new"]
    assert states_of({**ROW, "speaker_slug": "ministry-it", "speaker": ""}) == ["new"]


def test_ids_that_stand_for_something_else_are_refused():
    make_ground()
    make.make_party(name="Another", slug="another")
    make.make_source(title="Another title", slug="another-title", url="https://invented.example/another")
    rows_with_ids = [{**ROW, "speaker_slug": "another"}, {**ROW, "source_slug": "another-title"}]

    party, source = faults_of(*rows_with_ids, headings=[*ROW, "speaker_slug", "source_slug"])

    assert "“another” is “Another” here, and not “Invented Watch”" in party
    assert "“another-title” is another document here" in source


def test_two_rows_that_add_one_source_say_the_same_of_it():
    make_ground()

    (told,) = faults_of(ROW, {**ROW, "statement": "Other.", "source_title": "Another title"})

    assert "row 3, source_title: Row 2 says “An invented report” of the same document" in told


def test_an_error_in_one_row_keeps_all_of_them_out():
    make_ground()

    with pytest.raises(Refused, match=r"1 errors. The first is: row 3, stance"):
        bring(ROW, {**ROW, "stance": "sings"}, by=make.make_user())

    assert (Claim.objects.count(), Party.objects.count(), Source.objects.count()) == (0, 0, 0)


def test_columns_are_found_by_other_names_and_missing_ones_are_named():
    found = match(["Country", "EXACT WORDS", "Statment", "Asserted On", "made up", "checked_words"], CLAIMS_ENOUGH)

    assert found.columns == ("country_code", "quote", "statement", "said_on", "", "")
    assert found.unknown == ("made up",)
    with pytest.raises(Refused, match=r"no column for: .*stance; statement; quote; whose_words"):
        match(["country", "question_slug", "speaker"], CLAIMS)
    with pytest.raises(Refused, match="Two columns are read as “quote”"):
        match([*ROW, "exact words"], CLAIMS)


CLAIMS_ENOUGH = type(CLAIMS)(columns=CLAIMS.columns, needed=(("statement",),), not_read=CLAIMS.not_read)


@pytest.mark.parametrize("who", ["importer", "editor"])
def test_an_import_is_undone_as_one(who):
    make_ground()
    me = make.make_user()
    kept = make.make_party(name="Was here before")
    done = bring(ROW, *rows(2, subject="Inventville", subject_kind="place"), by=me)
    by = me if who == "importer" else make.make_user(role=Role.EDITOR)

    gone = undo(done.key, by=by, at=NOON)

    assert gone == {"claims": 3, "passages": 1, "sources": 1, "subjects": 2, "parties": 1}
    assert (Claim.objects.count(), Source.objects.count(), Subject.objects.count()) == (0, 0, 0)
    assert list(Party.objects.all()) == [kept]
    assert versions().filter(pgh_label="delete").count() == 3
    assert undo(done.key, by=by, at=NOON) == {}


def test_an_import_that_somebody_worked_with_stays_and_says_which():
    make_ground()
    me, other = make.make_user(), make.make_user()
    done = bring(*rows(2), by=me)
    touched = Claim.objects.order_by("pk")[0]
    with pghistory.context(why="by hand"):
        Claim.objects.filter(pk=touched.pk).update(statement="Corrected by hand.")

    with pytest.raises(Refused, match=rf"worked with .*{touched.ref} \(Draft\)"):
        undo(done.key, by=me, at=NOON)
    with pytest.raises(Refused, match="Only who imported it"):
        undo(done.key, by=other, at=NOON)

    assert Claim.objects.count() == 2


def test_what_something_else_names_by_now_stays():
    make_ground()
    me = make.make_user()
    done = bring(ROW, by=me)
    with pghistory.context(why="by hand"):
        make.make_citation(source=Source.objects.get())

    undo(done.key, by=me, at=NOON)

    assert (Source.objects.count(), Claim.objects.count()) == (1, 0)


def test_nobody_imports_for_a_desk_that_is_not_theirs():
    make_ground()
    make.make_desk()

    with pytest.raises(Exception, match="desk"):
        bring(ROW, by=make.make_user(), desk=Desk.objects.get())


@pytest.mark.django_db(transaction=True)
def test_one_import_waits_for_no_other_and_says_so():
    make_ground()
    me = make.make_user()
    held, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('imports', 0))")
            held.set()
            done.wait(20)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    held.wait(20)
    try:
        with pytest.raises(Refused, match="Another import is being written"):
            bring(ROW, by=me)
    finally:
        done.set()
        other.join()

    assert Claim.objects.count() == 0
