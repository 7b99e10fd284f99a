"""The form on which the desk records where it looked."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims.actions.searching import Sought
from claims.choices import SearchResult
from claims.forms.fields import EdtfField, Text, long_text, one_of, short_text
from claims.forms.languages import LANGUAGES
from claims.forms.reach import offer_parties_in_reach
from claims.models import Question, Search
from claims.sides import SIDES, TITLES
from sources.models import Party
from stations.models import Country
from users.models import User
from web import edtf

CONCERNS = ("country", "question", "side", "party")
LONGEST_NOTE = 2000
A_SIDE: list[tuple[str, Text]] = [(side, cast(Text, TITLES[side])) for side in SIDES]


class SearchForm(forms.Form):
    """What was looked for and where; whose silence it tells of; when, and what it gave. Saving is an action."""

    what = short_text(
        _("What was looked for"),
        longest=300,
        missing=_("Say what was looked for."),
        placeholder=_("A statement of the ministry of the interior on the stations"),
    )
    where = short_text(
        _("Where"),
        longest=300,
        missing=_("Say where somebody looked, so that another can look again."),
        help_text=_("An archive, a site, a database, with the words that were searched."),
        placeholder=_("Croatian press archive"),
    )
    period = EdtfField(
        label=_("The time that the texts span"), help_text=_("2022-09/2023-06, 2022, or nothing where it is not known.")
    )
    language = one_of(_("Language that was searched in"), LANGUAGES, empty=_("Not one in particular"))
    country = forms.ModelChoiceField(
        queryset=Country.objects.by_name(), to_field_name="code", required=False, label=_("About which country"),
        empty_label=_("No country in particular"),
    )  # fmt: skip
    question = forms.ModelChoiceField(
        queryset=Question.objects.in_order(), to_field_name="slug", required=False, label=_("On which question"),
        empty_label=_("All questions"),
    )  # fmt: skip
    side = one_of(_("What a whole side says"), A_SIDE, empty=_("No side as a whole"))
    party = forms.ModelChoiceField(
        queryset=Party.objects.by_name(), to_field_name="slug", required=False, label=_("What one party says"),
        empty_label=_("No party in particular"),
    )  # fmt: skip
    searched_on = EdtfField(
        label=_("When somebody looked"), help_text=_("A day, a month or a year: 2026-11-24."), required=True
    )
    result = one_of(_("What it gave"), SearchResult.choices, empty=_("Choose"), missing=_("Say what the search gave."))
    note = long_text(_("Note for readers"), longest=LONGEST_NOTE, help_text=_("What was found in part, what was shut."))

    def __init__(self, data: QueryDict | None = None, *, by: User, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        offer_parties_in_reach(self, by)
        self.fields["searched_on"].error_messages["required"] = _now("Say when somebody looked.")

    def clean(self) -> dict[str, Any]:
        """It tells of somebody's silence, and of no day that is yet to come."""
        given = super().clean() or {}
        if given.get("side") and given.get("party"):
            self.add_error("party", _now("A search is for one party or for a whole side: record two."))
        if not any(given.get(name) for name in CONCERNS) and not any(name in self.errors for name in CONCERNS):
            self.add_error("country", _now("Say what the search concerns: a country, a question, a side or a party."))
        when = edtf.parse(given.get("searched_on", ""))
        if when and when.earliest and when.earliest > timezone.now().date():
            self.add_error("searched_on", _now("This day has not come yet."))
        return given

    @property
    def sought(self) -> Sought:
        """What was typed; only after `is_valid`."""
        return Sought(**{name: self.cleaned_data[name] for name in self.base_fields if name in self.cleaned_data})


class CorrectionForm(SearchForm):
    """The same, with what was wrong before."""

    why = short_text(
        _("What was wrong"),
        longest=300,
        missing=_("Say what was wrong with the record."),
        help_text=_("Kept with what the record said before."),
    )

    @property
    def sought(self) -> Sought:
        """What was typed, without the reason."""
        return Sought(**{name: self.cleaned_data[name] for name in SearchForm.base_fields})


def as_typed(search: Search) -> dict[str, Any]:
    """A record as the form shows it."""
    return {
        **{name: getattr(search, name) for name in SearchForm.base_fields if name not in CONCERNS},
        "side": search.side,
        "country": search.country.code if search.country else "",
        "question": search.question.slug if search.question else "",
        "party": search.party.slug if search.party else "",
    }
