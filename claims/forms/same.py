"""Statements that an unfinished form may repeat. They are offered; only a tick of this person makes the link."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from claims.accounts.statement import Statement
from claims.actions import Given
from claims.choices import Operator
from claims.forms.statement import LARGEST_NUMBER
from claims.restating import suggestions_for
from sources.models import Party
from web import edtf

APART = "apart"  # what is sent for "no, another utterance"

if TYPE_CHECKING:
    from claims.forms.entry import Entry


def suggested(entry: Entry) -> tuple[Statement, ...]:
    """What looks like the same utterance: same speaker, question, subject, stance, answer and date."""
    speaker, question = cast("Party | None", entry.lookups["speaker"].row), entry.question
    if not (speaker and question and entry.subjects and entry.stance):
        return ()
    return suggestions_for(
        speaker=speaker,
        question=question,
        subjects=entry.subjects,
        stance=entry.stance,
        answers=answers_so_far(entry) or [Given()],
        asserted_on=entry.statement.typed("asserted_on"),
        by=entry.by,
    )


def answers_so_far(entry: Entry) -> list[Given]:
    """The answers as far as they are typed, checked or not; what makes no answer yet is left out."""
    form = entry.answer
    by_slug = {choice.slug: choice for choice in form.choices}
    if entry.takes == "choice":
        return [Given(choice=by_slug[slug]) for slug in form.ticked if slug in by_slug]
    if entry.takes == "party":
        named = cast("Party | None", entry.lookups["answer_party"].row)
        return [Given(party=named)] if named else []
    if entry.takes == "date":
        return [Given(date=text)] if (text := _date(form.typed("date_answer"))) else []
    if entry.takes != "count" or form.unit not in by_slug:
        return []
    operator, number, upper = form.typed("count_operator"), _number(form.typed("count_value")), None
    if operator == Operator.RANGE:
        upper = _number(form.typed("count_to"))
    if number is None or operator not in Operator.values:
        return []
    scope = form.typed("count_scope")
    return [
        Given(
            count_operator=operator,
            count_value=number,
            count_to=upper,
            count_unit=by_slug[form.unit],
            count_scope=scope,
        )
    ]


def _number(text: str) -> int | None:
    whole = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_NUMBER))
    return int(text) if whole and int(text) <= LARGEST_NUMBER else None


def _date(text: str) -> str:
    try:
        when = edtf.parse(text)
    except edtf.NotADate:
        return ""
    return when.text if when else ""
