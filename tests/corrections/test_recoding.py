"""A question that statements answer is not changed under them; they are moved to another, with their history."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from claims.actions import NotAllowed
from claims.actions.recoding import move_answers
from claims.log.query import Asked, Log
from claims.log.reading import read
from claims.models import Claim
from claims.outdated import outdated
from tests import factories as make
from tests.rules.refusals import check_deferred_keys, delete, update

pytestmark = pytest.mark.django_db
REASON = "The answer held two things."


@pytest.fixture
def question():
    """A question with two answers."""
    return make.make_question(slug="existence", choices=["station", "centre"])


def moved(question, **fields):
    """Moved by the editor."""
    values = {"to": question, "answers": {}, "by": make.the_editor(), "at": make.NOON, "reason": REASON, **fields}
    return move_answers(question, **values)


def test_the_refusal_says_what_to_do_instead(question):
    make.make_claim(question=question, choice="station")

    with pytest.raises(IntegrityError, match="Enter a new question, and move them to it with a reason"):
        update(question, answer_type="none")


def test_the_refusal_about_an_answer_says_what_to_do_instead(question):
    make.make_claim(question=question, choice="station")

    with pytest.raises(IntegrityError, match="Enter another answer, and move them to it with a reason"):
        delete(question.choices.get(slug="station"))


def test_what_nobody_uses_can_be_changed_and_taken_out(question):
    update(question, answer_type="none", slug="another")
    delete(question.choices.get(slug="centre"))
    check_deferred_keys()

    assert question.choices.count() == 1


def test_wording_and_labels_can_be_mended_and_readers_are_told(question):
    claim = make.make_claim(question=question, choice="station")

    update(question, wording="What is said to be there?")
    update(question.choices.get(slug="station"), label="Police station")

    found = [(line.kind, line.changes[0].old, line.changes[0].new) for line in read(Log(Asked())[0:10])]
    assert found == [
        ("answer", "Station", "Police station"),
        ("question", claim.question.wording, "What is said to be there?"),
    ]


def test_statements_move_from_one_answer_to_another_with_the_reason(question):
    claim, other = (
        make.make_claim(question=question, choice="station"),
        make.make_claim(question=question, choice="centre"),
    )
    make.make_verification(claim)
    new = make.make_choice(question=question, slug="police-station")

    number = moved(question, answers={"station": "police-station"})

    claim.refresh_from_db()
    assert (number, claim.choice) == (1, new)
    assert Claim.objects.get(pk=other.pk).choice == other.choice
    (line,) = read(Log(Asked())[0:10])
    assert [(change.old, change.new) for change in line.changes] == [("Station", "Police station")]
    assert line.reason == REASON
    assert outdated([Claim.objects.prefetch_related("verifications").get(pk=claim.pk)])[claim.pk] == {"words"}
    delete(question.choices.get(slug="station"))


def test_statements_move_to_a_new_question(question):
    claim = make.make_claim(question=question, choice="station")
    new = make.make_question(slug="existence-2", choices=["police-station", "centre"])

    assert moved(question, to=new, answers={"station": "police-station"}) == 1

    claim.refresh_from_db()
    assert (claim.question, claim.choice) == (new, new.choices.get(slug="police-station"))
    update(question, answer_type="none")


def test_numbers_move_with_their_units():
    old, new = (make.make_question(answer_type="count", choices=[unit]) for unit in ("stations", "offices"))
    claim = make.make_claim(question=old, count_value=11)

    moved(old, to=new, answers={"stations": "offices"})

    claim.refresh_from_db()
    assert (claim.count_value, claim.count_unit) == (11, new.choices.get())


def test_an_answer_without_a_place_another_type_and_other_subjects_are_refused(question):
    make.make_claim(question=question, choice="station")
    other = make.make_question(choices=["police-station"])

    with pytest.raises(NotAllowed, match="Say which answer takes the place of: station"):
        moved(question, to=other)
    with pytest.raises(NotAllowed, match="different types"):
        moved(question, to=make.make_question(answer_type="count"))
    with pytest.raises(NotAllowed, match="cannot be asked about these kinds of subject: country"):
        moved(
            question,
            to=make.make_question(choices=["police-station"], subject_kinds=["case"]),
            answers={"station": "police-station"},
        )
    with pytest.raises(NotAllowed):
        moved(question, by=make.make_user())
    with pytest.raises(NotAllowed, match="Say why"):
        moved(question, reason=" ")


def test_the_command_moves_them_or_says_what_is_missing(question, capsys):
    make.make_claim(question=question, choice="station")
    make.make_choice(question=question, slug="police-station")
    by = ["--by", make.the_editor().email, "--reason", REASON]

    call_command("move_answers", "existence", "--answer", "station=police-station", *by)

    assert "Moved 1." in capsys.readouterr().out
    for wrong in (
        ["nowhere", *by],
        ["existence", "--by", "x@y.example", "--reason", "x"],
        ["existence", "--answer", "x", *by],
    ):
        with pytest.raises(CommandError):
            call_command("move_answers", *wrong)


def test_the_rules_stand_in_the_database(question):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE '%in_use%' AND tgenabled = 'O' ORDER BY tgname")
        names = [name for (name,) in cursor.fetchall()]

    assert names == ["choice_in_use_is_not_deleted", "choice_in_use_stays", "question_in_use_keeps_its_type"]
