"""Bodies, people and places that are not here yet, entered inside another form."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.forms.fields import StepForm, Text, one_of, short_text
from sources.actions import NewParty, known_party
from sources.choices import PartyKind
from stations.actions import NewPlace
from stations.choices import Precision
from stations.models import Country

PLACE_PRECISIONS = [
    (Precision.CITY, _("A city")),
    (Precision.DISTRICT, _("A district")),
    (Precision.REGION, _("A region")),
]


class LongSelect(forms.Select):
    """A list to choose from, drawn in one go: five lists of 250 countries took half the time of the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same markup as Django's."""
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (code, mark_safe(" selected") if str(code) == str(value or "") else "", label)
                for code, label in self.choices
            ),
        )
        attributes = flatatt({**self.build_attrs(self.attrs, attrs), "name": name})
        return format_html("<select{}>\n{}\n</select>", attributes, options)


class CountryField(forms.ModelChoiceField[Country]):
    """A country by its code."""

    def __init__(self, label: Text, *, empty: Text, missing: Text = "", help_text: Text = "") -> None:
        super().__init__(
            Country.objects.by_name(),
            to_field_name="code",
            label=label,
            help_text=help_text,
            empty_label=empty,
            widget=LongSelect,
            required=bool(missing),
            error_messages={"required": missing, "invalid_choice": _("Choose one of the countries.")},
        )


def name_countries_once(forms_with_countries: Iterable[StepForm]) -> None:
    """Read the names of the countries once for all forms of a page."""
    names = list(Country.objects.by_name().values_list("code", "name"))
    for form in forms_with_countries:
        for field in form.fields.values():
            if isinstance(field, CountryField):
                field.choices = [("", field.empty_label), *names]


class NewPartyForm(StepForm):
    """A body or person that speaks and is not here yet."""

    name = short_text(_("Name"), help_text=_("As its own texts give it. A private person appears by role."))
    native_name = short_text(_("Name in its own script"))
    kind = one_of(_("What it is"), list(PartyKind.choices), empty=_("Choose …"))
    country = CountryField(_("Country"), empty=_("None, or not known"))
    described_by_role = forms.BooleanField(
        label=_("The name is a role, such as “a restaurant owner in Seoul”"), required=False
    )
    state_media_reason = short_text(
        _("Why it is called state media"),
        longest=300,
        help_text=_("Only for state media: who runs it, and who says so."),
    )

    @property
    def begun(self) -> bool:
        """Whether somebody began to fill it in."""
        return self.any_typed("name", "native_name", "state_media_reason")

    # Asked when a party of that name is here: perhaps this very form, sent twice, entered it.
    saved_before: Callable[[], bool] = staticmethod(lambda: False)

    def clean_name(self) -> str:
        """The name in one line."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not name:
            raise forms.ValidationError(_t("What is its name?"))
        return name

    def clean(self) -> None:
        """The rules that the table of parties has, in plain words."""
        self._check_that_it_is_new()
        kind = self.cleaned_data.get("kind")
        if not kind and "kind" not in self.errors:
            self.add_error("kind", _t("What is it: a ministry, a newspaper, an organisation?"))
        if kind == PartyKind.PRIVATE_PERSON and not self.cleaned_data.get("described_by_role"):
            self.add_error(
                "described_by_role",
                _t("A private person appears by role, never by name. Write the role above and tick this box."),
            )
        if kind == PartyKind.STATE_MEDIA and not self.cleaned_data.get("state_media_reason"):
            self.add_error("state_media_reason", _t("Say why this medium is called state media."))

    def _check_that_it_is_new(self) -> None:
        name = self.cleaned_data.get("name")
        if name and known_party(name, self.cleaned_data.get("country")) and not self.saved_before():
            self.add_error(
                "name", _t("“%(name)s” is here already: search for it above and choose it.") % {"name": name}
            )

    def party(self) -> NewParty:
        """The party as it was typed. Only after it was checked."""
        kept = self.cleaned_data
        state_media = kept["kind"] == PartyKind.STATE_MEDIA
        return NewParty(
            name=kept["name"],
            kind=kept["kind"],
            native_name=kept["native_name"],
            country=kept["country"],
            described_by_role=kept["described_by_role"],
            state_media_reason=kept["state_media_reason"] if state_media else "",
        )


class NewPlaceForm(StepForm):
    """A city, district or region that is not here yet. Never a street."""

    label = short_text(
        _("Name of the place"), help_text=_("A city, a district or a region. Addresses are not kept here.")
    )
    country = CountryField(_("In which country"), empty=_("Choose …"), missing=_("In which country is it?"))
    precision = one_of(_("What it is"), PLACE_PRECISIONS, empty=_("Choose …"))

    @property
    def begun(self) -> bool:
        """Whether somebody began to fill it in."""
        return self.any_typed("label")

    def clean_label(self) -> str:
        """The name in one line."""
        label = " ".join(str(self.cleaned_data["label"]).split())
        if not label:
            raise forms.ValidationError(_t("What is the place called?"))
        return label

    def place(self) -> NewPlace:
        """The place as it was typed. Only after it was checked."""
        kept = self.cleaned_data
        return NewPlace(label=kept["label"], country=kept["country"], precision=kept["precision"] or Precision.CITY)
