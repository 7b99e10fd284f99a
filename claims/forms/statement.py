"""Step three, what it says: the answer that fits the question, and the rest of the statement."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.actions import Given
from claims.choices import AnswerType, Operator, Stance
from claims.forms.fields import EdtfField, StepForm, long_text, one_of, short_text
from claims.forms.newcomers import CountryField
from claims.forms.offering import NONE_OF_THESE
from claims.models import Choice, Question

LARGEST_NUMBER = 2_147_483_647
NEEDS_AN_ANSWER = [Stance.SAYS, Stance.ACCEPTS_IN_PART]
LONGEST_STATEMENT = 600


class StatementForm(StepForm):
    """Who says it, when, and in what sentence."""

    speaker_name = short_text(_("Name of the person"), help_text=_("Holders of public office only; nobody private."))
    speaker_office = short_text(_("Office on that day"), help_text=_("Spokesperson, minister of the interior …"))
    statement = long_text(
        _("What is said, in one sentence of ours"),
        longest=LONGEST_STATEMENT,
        rows=2,
        help_text=_("Plain and neutral, as readers will see it. No name of a private person, no street."),
        missing=_("Say in one sentence what is said. Readers read it beside the exact words."),
    )
    asserted_on = EdtfField(label=_("Said on"), help_text=_("2022-12-03, 2022-12, 2022 or 2022~ (about)."))
    about_period = EdtfField(
        label=_("About the period"), help_text=_("If it speaks of another time: 2016/2018 or 2015/..")
    )
    asked_about = CountryField(
        _("Said when asked about"),
        empty=_("No single country"),
        help_text=_("Only for statements about no single country: the occasion on which it was said."),
    )
    asker_not_stated = forms.BooleanField(label=_("The passage does not say who asked"), required=False)
    origin_not_stated = forms.BooleanField(
        label=_("The passage does not say where this account comes from"), required=False
    )


class AnswerForm(StepForm):
    """The typed answers. `takes` says which of the fields are asked for; the others are not looked at."""

    count_operator = one_of(_("The number is"), list(Operator.choices), empty=_("Choose …"))
    count_value = forms.IntegerField(
        label=_("Number"),
        required=False,
        max_value=LARGEST_NUMBER,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Write the number in figures: 11, not “eleven”."),
            "max_value": _("This number is too large to be kept."),
            "min_value": _("A number of stations or people is never below 0."),
        },
    )
    count_to = forms.IntegerField(
        label=_("to"),
        required=False,
        max_value=LARGEST_NUMBER,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Write the number in figures: 12, not “twelve”."),
            "max_value": _("This number is too large to be kept."),
            "min_value": _("A number of stations or people is never below 0."),
        },
    )
    count_scope = short_text(
        _("Only some of them?"),
        longest=100,
        help_text=_("What the speaker limits the number to: additional, of the 48, one bureau’s. Empty: all."),
    )
    date_answer = EdtfField(
        label=_("The date that the speaker gives"),
        help_text=_("2018-05, 2016/2018 (a period), [2018..2019] (one of these), 2003~ (about)."),
    )

    def __init__(self, data: QueryDict, *, checking: bool, question: Question | None, stance: str, takes: str) -> None:
        super().__init__(data, checking=checking)
        self.sent = data
        self.question, self.stance, self.takes = question, stance, takes
        self.choices: list[Choice] = list(question.choices.all()) if question else []

    @property
    def ticked(self) -> list[str]:
        """The slugs of the choices that are ticked."""
        return list(dict.fromkeys(self.sent.getlist("choice")))

    @property
    def unit(self) -> str:
        """The slug of the unit; a question with one unit needs no choosing."""
        sent = str(self.data.get("count_unit", ""))
        return self.choices[0].slug if not sent and len(self.choices) == 1 else sent

    def clean(self) -> None:
        """Check the fields that the question takes."""
        if self.takes == AnswerType.CHOICE:
            self._check_choices()
        if self.takes == AnswerType.COUNT:
            self._check_count()
        if self.takes == AnswerType.DATE:
            self._check_date()
        for name in set(self.errors) - self._asked_for():
            del self.errors[name]

    def _asked_for(self) -> set[str]:
        fields = {
            AnswerType.COUNT.value: {"count_operator", "count_value", "count_to", "count_scope"},
            AnswerType.DATE.value: {"date_answer"},
        }
        return fields.get(self.takes, set()) | {"__all__"}

    def _check_date(self) -> None:
        missing = self.stance in NEEDS_AN_ANSWER and not self.cleaned_data.get("date_answer")
        if missing and "date_answer" not in self.errors:
            self.add_error("date_answer", _t("Which date does the speaker give?"))

    def _check_choices(self) -> None:
        known = {choice.slug for choice in self.choices} | {NONE_OF_THESE}
        if not self.ticked:
            self.add_error(
                None, _t("Which of these answers is it? Tick “None of these” if the sentence is all there is.")
            )
        elif not set(self.ticked) <= known:
            self.add_error(None, _t("One of the answers belongs to another question. Choose again."))
        elif NONE_OF_THESE in self.ticked and len(self.ticked) > 1:
            self.add_error(None, _t("“None of these” stands alone: untick it, or the others."))

    def _check_count(self) -> None:
        kept = self.cleaned_data
        number, upper = kept.get("count_value"), kept.get("count_to")
        if number is None:
            self._check_missing_number()
            return
        if not kept.get("count_operator") and "count_operator" not in self.errors:
            self.add_error("count_operator", _t("Is it exactly this number, at least, about …?"))
        if self.unit not in {choice.slug for choice in self.choices}:
            self.add_error(None, _t("A number comes with what it counts. Choose one."))
        if kept.get("count_operator") == Operator.RANGE and "count_to" not in self.errors:
            if upper is None:
                self.add_error("count_to", _t("Up to which number?"))
            elif upper < number:
                self.add_error("count_to", _t("The upper number is below the lower one."))

    def _check_missing_number(self) -> None:
        if "count_value" in self.errors:
            return
        if self.stance in NEEDS_AN_ANSWER or self.cleaned_data.get("count_to") is not None:
            self.add_error("count_value", _t("Which number does the speaker give?"))

    def given(self) -> list[Given]:
        """The typed answers, one for each draft. Only after they were checked; a party is not among them."""
        kept = self.cleaned_data
        by_slug = {choice.slug: choice for choice in self.choices}
        if self.takes == AnswerType.CHOICE and NONE_OF_THESE not in self.ticked:
            return [Given(choice=by_slug[slug]) for slug in self.ticked]
        if self.takes == AnswerType.DATE:
            return [Given(date=kept["date_answer"])]
        if self.takes == AnswerType.COUNT and kept["count_value"] is not None:
            upper = kept["count_to"] if kept["count_operator"] == Operator.RANGE else None
            return [
                Given(
                    count_operator=kept["count_operator"],
                    count_value=kept["count_value"],
                    count_to=upper,
                    count_unit=by_slug[self.unit],
                    count_scope=kept["count_scope"],
                )
            ]
        return [Given()]
