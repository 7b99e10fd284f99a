"""What has to hold among the columns of one claim, as conditions on its row."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import NullIf
from django.db.models.lookups import LessThanOrEqual

from claims.choices import AnswerType


def one_typed_answer() -> LessThanOrEqual:
    """A claim gives at most one answer in a form that can be compared."""
    answers = Func(
        F("choice"),
        F("count_value"),
        NullIf("date_answer", Value("")),
        F("answer_party"),
        function="num_nonnulls",
        output_field=models.IntegerField(),
    )
    return LessThanOrEqual(answers, 1)


def answer_fits_its_type() -> Q:
    """The answer is of the type that the question takes."""
    none = Q(choice__isnull=True, count_value__isnull=True, date_answer="", answer_party__isnull=True)
    return (
        none
        | Q(answer_type=AnswerType.CHOICE, choice__isnull=False)
        | Q(answer_type=AnswerType.COUNT, count_value__isnull=False)
        | Q(answer_type=AnswerType.DATE) & ~Q(date_answer="")
        | Q(answer_type=AnswerType.PARTY, answer_party__isnull=False)
    )


def days_fit(name: str) -> Q:
    """An EDTF date is whole: no text and no days, or a text with at least one of its days."""
    text, earliest, latest = name, f"{name}_earliest", f"{name}_latest"
    return Q(**{text: "", f"{earliest}__isnull": True, f"{latest}__isnull": True}) | (
        ~Q(**{text: ""}) & (Q(**{f"{earliest}__isnull": False}) | Q(**{f"{latest}__isnull": False}))
    )
