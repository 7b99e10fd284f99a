"""Something that a desk keeps to itself about a record."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.actions.noting import Kept
from claims.actions.restricting import LONGEST_REASON
from claims.choices import NoteKind
from claims.forms.desks import desk_field, desk_named
from claims.forms.fields import NotTooLong
from claims.models import DeskNote
from claims.models.desk_note import LONGEST_NOTE
from users.models import Desk

KINDS = [
    (NoteKind.NOTE, _("A note: what the desk knows or wants to remember")),
    (NoteKind.LOCATION, _("A location: the exact address, or coordinates")),
]


def _degrees(label: Any, most: int) -> forms.DecimalField:
    problems: dict[str, Any] = {
        "invalid": _("Write it as a decimal number: 41.902782."),
        "min_value": _("Degrees go from -%(most)s to %(most)s.") % {"most": most},
        "max_value": _("Degrees go from -%(most)s to %(most)s.") % {"most": most},
        "max_decimal_places": _("Six digits after the point are enough: a hand\u2019s breadth."),
    }
    return forms.DecimalField(
        label=label,
        help_text=_("Only of a location: degrees, as in 41.902782."),
        required=False,
        min_value=-most,
        max_value=most,
        decimal_places=6,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short", "autocomplete": "off"}),
        error_messages=problems,
    )


class NoteForm(forms.Form):
    """What is kept, why, and by whom. Only a subject has a location."""

    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What is kept"),
        required=False,
        validators=[NotTooLong(LONGEST_NOTE)],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    latitude = _degrees(_("Latitude"), 90)
    longitude = _degrees(_("Longitude"), 180)
    why = forms.CharField(
        label=_("Why it is kept from readers"),
        validators=[NotTooLong(LONGEST_REASON)],
        error_messages={"required": _("Say why it is kept from readers.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: QueryDict | None, *, desks: list[Desk], of_subject: bool, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.desks = desks
        self.fields["desk"] = desk_field(desks, label=_("Kept by"))
        if not of_subject:
            for name in ("kind", "latitude", "longitude"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The rules that the table has, in plain words."""
        kept: dict[str, Any] = super().clean() or self.cleaned_data
        given = [name for name in ("latitude", "longitude") if kept.get(name) is not None]
        located = kept.get("kind") == NoteKind.LOCATION
        if len(given) == 1 and not {"latitude", "longitude"} & set(self.errors):
            missing = ({"latitude", "longitude"} - set(given)).pop()
            self.add_error(missing, _t("Coordinates are two numbers: give the other one too."))
        if given and not located and "kind" not in self.errors:
            self.add_error("kind", _t("Coordinates are given: then it is a location."))
        if not kept.get("text") and not (given and located) and "text" not in self.errors:
            self.add_error(
                "text",
                _t("Write down what is kept: the address, or coordinates.")
                if located
                else _t("Write down what is kept."),
            )
        return kept

    def kept(self) -> Kept:
        """What was typed. Only after it was checked."""
        given = self.cleaned_data
        latitude: Decimal | None = given.get("latitude")
        return Kept(
            kind=given.get("kind") or NoteKind.NOTE,
            text=given["text"],
            latitude=latitude,
            longitude=given.get("longitude"),
            why=given["why"],
            desk=desk_named(self.desks, given["desk"]),
        )


def as_it_stands(note: DeskNote) -> dict[str, Any]:
    """What a note says, by the names of the form."""
    names = ("kind", "text", "latitude", "longitude", "why")
    return {name: getattr(note, name) for name in names}
