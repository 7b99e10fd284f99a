"""Changing a question after statements answer it: a new question or a new answer is entered, and they are moved to it.

The database refuses to change the old one under them. Each statement is moved with the same reason, which readers see;
its ticks count as made before the change.
"""

from collections.abc import Mapping
from datetime import datetime

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.stepping import NotAllowed
from claims.models import Choice, Claim, Question
from users.models import User


@transaction.atomic
def move_answers(
    question: Question, *, to: Question, answers: Mapping[str, str], by: User, at: datetime, reason: str
) -> int:
    """Let the statements that answer one question answer another, or the same in other words; how many were moved.

    `answers` gives for the slug of each choice or unit in use that of the one in its place. Within one question, only
    the statements with an answer that is named are moved. Raises NotAllowed.
    """
    if not by.may_publish:
        raise NotAllowed(_("Only an editor moves statements to another question or answer."))
    if not reason.strip():
        raise NotAllowed(_("Say why they are moved. Readers will see the reason."))
    if to.answer_type != question.answer_type:
        raise NotAllowed(_("The two questions take answers of different types: these statements are entered anew."))
    claims = list(_moved(question, to, answers))
    new = _places(question, to, claims, answers)
    kinds = set(to.subject_kinds.values_list("kind", flat=True))
    if unasked := sorted({claim.subject_kind for claim in claims} - kinds):
        raise NotAllowed(
            _("The new question cannot be asked about these kinds of subject: %(kinds)s.")
            % {"kinds": ", ".join(unasked)}
        )
    why = f"Moved to another question or answer. {reason.strip()}"
    with pghistory.context(who=by.pk, at=at.isoformat(), why=why, reason=reason.strip()):
        for claim in claims:
            claim.question = to
            claim.choice = new[claim.choice_id] if claim.choice_id else None
            claim.count_unit = new[claim.count_unit_id] if claim.count_unit_id else None
            claim.save(update_fields=["question", "choice", "count_unit"])
    return len(claims)


def _moved(question: Question, to: Question, answers: Mapping[str, str]) -> list[Claim]:
    claims = Claim.objects.select_for_update(of=("self",)).filter(question=question, removed_at__isnull=True)
    claims = claims.select_related("choice", "count_unit").order_by("pk")
    if to.pk != question.pk:
        return list(claims)
    return [claim for claim in claims if _slug(claim) in answers]


def _slug(claim: Claim) -> str:
    used = claim.choice or claim.count_unit
    return used.slug if used else ""


def _places(question: Question, to: Question, claims: list[Claim], answers: Mapping[str, str]) -> dict[int, Choice]:
    """The choice in the place of each one in use, by primary key."""
    there = {choice.slug: choice for choice in to.choices.all()}
    found: dict[int, Choice] = {}
    for choice in question.choices.all():
        place = there.get(answers.get(choice.slug, choice.slug if to.pk == question.pk else ""))
        if place:
            found[choice.pk] = place
    missing = sorted({_slug(claim) for claim in claims if _used(claim) and _used(claim) not in found})
    if missing:
        raise NotAllowed(_("Say which answer takes the place of: %(answers)s.") % {"answers": ", ".join(missing)})
    return found


def _used(claim: Claim) -> int | None:
    return claim.choice_id or claim.count_unit_id
