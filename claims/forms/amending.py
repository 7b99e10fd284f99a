"""What a draft says, to be written anew by its author or an editor."""

from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.choices import SILENT_STANCES, AnswerType, Operator, Stance
from claims.forms.fields import EdtfField, NotTooLong
from claims.forms.reach import offer_parties_in_reach
from claims.forms.statement import LARGEST_NUMBER
from claims.models import Choice, Claim
from sources.models import Party
from users.models import User
from web import edtf

DATES = ("asserted_on", "about_period", "date_answer")
BY_TYPE = {
    AnswerType.CHOICE: ("choice",),
    AnswerType.COUNT: ("count_operator", "count_value", "count_to", "count_unit", "count_scope"),
    AnswerType.DATE: ("date_answer",),
    AnswerType.PARTY: ("answer_party",),
    AnswerType.NONE: (),
}
OF_ANSWERS = [name for names in BY_TYPE.values() for name in names]


def _words(label: Any, longest: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, validators=[NotTooLong(longest)], **options)


class AmendForm(forms.Form):
    """One draft: who said what, when, and the answer. Its question, its subject and its passage stay."""

    asserted_by = forms.ModelChoiceField(Party.objects.by_name(), to_field_name="slug", label=_("Speaker"))
    speaker_name = _words(_("Name of who spoke"), 200, help_text=_("Public office holders only."))
    speaker_office = _words(_("Office of who spoke"), 200)
    stance = forms.ChoiceField(label=_("Stance"), choices=Stance.choices)
    statement = forms.CharField(
        label=_("The statement, in one sentence"),
        validators=[NotTooLong(5000)],
        error_messages={"required": _("Say in one sentence what was said.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    choice = forms.ModelChoiceField(
        Choice.objects.none(), to_field_name="slug", label=_("Answer"), required=False, empty_label=_("None")
    )
    count_operator = forms.ChoiceField(
        label=_("How the number is meant"), choices=[("", _("None")), *Operator.choices], required=False
    )
    count_value = forms.IntegerField(label=_("Number"), min_value=0, max_value=LARGEST_NUMBER, required=False)
    count_to = forms.IntegerField(label=_("Upper number"), min_value=0, max_value=LARGEST_NUMBER, required=False)
    count_unit = forms.ModelChoiceField(
        Choice.objects.none(), to_field_name="slug", label=_("What is counted"), required=False, empty_label=_("None")
    )
    count_scope = _words(_("What the number is limited to"), 100)
    date_answer = EdtfField(label=_("Date in answer"))
    answer_party = forms.ModelChoiceField(
        Party.objects.by_name(), to_field_name="slug", label=_("Body in answer"), required=False, empty_label=_("None")
    )
    asserted_on = EdtfField(label=_("Said on"), help_text=_("2022-12-03, 2022-12, 2022 or 2022~ (about)."))
    about_period = EdtfField(label=_("Speaks of"))
    public_note = _words(_("Note for readers"), 5000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: QueryDict | None, *, claim: Any, by: User) -> None:
        """`claim` is a draft, or a former version of it; `by` amends it."""
        names = [name for name in self.base_fields if name not in OF_ANSWERS or name in BY_TYPE[claim.answer_type]]
        super().__init__(data, initial={name: _value(claim, name) for name in names}, use_required_attribute=False)
        for name in set(self.fields) - set(names):
            del self.fields[name]
        for name in ("choice", "count_unit"):
            if isinstance(field := self.fields.get(name), forms.ModelChoiceField):
                field.queryset = Choice.objects.filter(question=claim.question_id).order_by("order")
        offer_parties_in_reach(self, by)
        self.claim = claim

    def clean(self) -> dict[str, Any]:
        """The rules that the table has, in plain words; what none of these says, the table's own name says."""
        kept: dict[str, Any] = super().clean() or self.cleaned_data
        answered = any(kept.get(name) not in (None, "") for name in OF_ANSWERS)
        if kept.get("stance") in SILENT_STANCES and answered:
            self.add_error("stance", _t("Who declined or did not reply gave no answer."))
        if kept.get("stance") == Stance.HAS_NO_RECORD and kept.get("count_value") is not None:
            self.add_error("count_value", _t("“Has no record of” is not a number."))
        self._count(kept)
        if not self.errors:
            self._as_the_table_has_it()
        return kept

    def _count(self, kept: dict[str, Any]) -> None:
        whole = [kept.get("count_value") is not None, bool(kept.get("count_operator")), bool(kept.get("count_unit"))]
        if "count_value" in self.fields and len(set(whole)) > 1:
            self.add_error("count_value", _t("A number comes with how it is meant and with what it counts."))
        low, high, ranged = kept.get("count_value"), kept.get("count_to"), kept.get("count_operator") == Operator.RANGE
        if (ranged and (high is None or low is None or high < low)) or (high is not None and not ranged):
            self.add_error(
                "count_to", _t("A range, and nothing else, has an upper number, which is not the lower one.")
            )

    def _as_the_table_has_it(self) -> None:
        row = copy(self.claim)
        for name, value in self.columns().items():
            setattr(row, name, value)
        try:
            row.validate_constraints()
        except ValidationError as problem:
            self.add_error(None, problem)

    def columns(self) -> dict[str, Any]:
        """The columns, each date with the days it can mean. Only after they were checked."""
        found = dict(self.cleaned_data)
        for name in DATES:
            if name in found:
                found.update(edtf.columns(name, found[name]))
        return found


def _value(claim: Claim, name: str) -> Any:
    value = getattr(claim, name)
    return value.slug if isinstance(value, Choice | Party) else value
