"""What a question allows: which kinds of subject, which stances, which answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from claims.choices import SILENT_STANCES, AnswerType, Stance
from claims.models import Question
from stations.models import Subject

UNSURE = "other"
NONE_OF_THESE = "none-of-these"

# What a stance means, for those who choose one.
MEANINGS = {
    Stance.SAYS: _("gives this answer"),
    Stance.DENIES: _("says that this answer is wrong"),
    Stance.HAS_NO_RECORD: _("says that nothing is on record; neither a denial nor a number"),
    Stance.ACCEPTS_IN_PART: _("agrees with some of it"),
    Stance.CANNOT_CONFIRM: _("says that it does not know, or not yet"),
    Stance.DECLINED: _("was asked, and declined to comment"),
    Stance.DID_NOT_REPLY: _("was asked, and did not reply"),
}


@dataclass(frozen=True)
class QuestionGroup:
    """A heading with the questions under it that are on offer."""

    title: str
    questions: tuple[Question, ...]


def allows(question: Question, stance: str) -> bool:
    """Whether a question can be answered with this stance: “has no record of” is not a number."""
    return not (question.answer_type == AnswerType.COUNT and stance == Stance.HAS_NO_RECORD)


def applies(question: Question, subjects: Iterable[Subject]) -> bool:
    """Whether a question can be asked about all of these subjects. Needs `subject_kinds` loaded."""
    kinds = {applied.kind for applied in question.subject_kinds.all()}
    return all(subject.kind in kinds for subject in subjects)


def questions_on_offer(
    questions: Iterable[Question], subjects: list[Subject], stance: str, kept: Question | None
) -> tuple[QuestionGroup, ...]:
    """Questions that fit subjects and stance, by heading; the one that is chosen stays in sight."""
    fitting = [
        question
        for question in questions
        if question.slug != UNSURE and (question == kept or (applies(question, subjects) and allows(question, stance)))
    ]
    groups = groupby(fitting, key=lambda question: question.heading.title)
    return tuple(QuestionGroup(title, tuple(members)) for title, members in groups)


def stances_on_offer(question: Question | None) -> list[tuple[str, object, object]]:
    """The stances that a question allows, with their meanings."""
    return [
        (stance.value, stance.label, MEANINGS[stance])
        for stance in Stance
        if question is None or allows(question, stance)
    ]


def takes(question: Question | None, stance: str) -> str:
    """The type of answer to ask for; "" when there is none to give."""
    if question is None or stance in SILENT_STANCES or not allows(question, stance):
        return ""
    return "" if question.answer_type == AnswerType.NONE else question.answer_type
