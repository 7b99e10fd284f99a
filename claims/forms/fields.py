"""The pieces that every step of the form is made of."""

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _

from web import edtf

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    Text = _StrOrPromise
else:
    Text = str  # or the promise of one: gettext_lazy

MOST_CHARACTERS = 200_000


def printable(data: QueryDict) -> QueryDict:
    """What was sent, without the characters that no database keeps: NUL, half pairs and other controls."""
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        kept.setlist(name, [_printable(value) for value in values])
    return kept


def _printable(text: str) -> str:
    return "".join(
        mark
        for mark in text[:MOST_CHARACTERS].replace("\r\n", "\n")
        if mark in "\n\t\r" or unicodedata.category(mark) not in ("Cc", "Cs")
    )


def key_of(text: object) -> int | None:
    """A primary key as a form sends it; None for anything that cannot be one."""
    sent = str(text or "").strip()
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else None


class StepForm(forms.Form):
    """A part of the page. Until the person saves, it shows what was typed and finds no fault with it."""

    def __init__(self, data: QueryDict, *, checking: bool, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)
        self.checking = checking

    @property
    def errors(self) -> ErrorDict:
        """No problem is named before it is asked for."""
        return super().errors if self.checking else ErrorDict()

    def typed(self, name: str) -> str:
        """What stands in a field, checked or not."""
        return str(self.data.get(self.add_prefix(name), "")).strip()

    def any_typed(self, *names: str) -> bool:
        """Whether something stands in one of these fields."""
        return any(self.typed(name) for name in names)


class EdtfField(forms.CharField):
    """A date as a source gives it."""

    def __init__(self, *, label: Text, help_text: Text = "", required: bool = False) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short", "inputmode": "text"}),
        )

    def clean(self, value: Any) -> str:
        """The date as it is kept; what cannot be kept is answered with what to write instead."""
        try:
            when = edtf.parse(str(value or ""))
        except edtf.NotADate as problem:
            raise forms.ValidationError(str(problem)) from problem
        if self.required and not when:
            raise forms.ValidationError(self.error_messages["required"])
        return when.text if when else ""


def short_text(
    label: Text,
    *,
    longest: int = 200,
    help_text: Text = "",
    missing: Text = "",
    placeholder: Text = "",
) -> forms.CharField:
    """One line of text; required when `missing` says what is missing."""
    attributes = {"autocomplete": "off", **({"placeholder": placeholder} if placeholder else {})}
    field = forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        widget=forms.TextInput(attrs=attributes),
        error_messages={"required": missing} if missing else None,
    )
    field.validators.append(NotTooLong(longest))
    return field


def long_text(
    label: Text,
    *,
    longest: int,
    rows: int = 3,
    help_text: Text = "",
    missing: Text = "",
) -> forms.CharField:
    """Several lines of text; required when `missing` says what is missing."""
    field = forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing} if missing else None,
    )
    field.validators.append(NotTooLong(longest))
    return field


def one_of(
    label: Text,
    choices: Sequence[tuple[str, Text]],
    *,
    empty: Text,
    help_text: Text = "",
    missing: Text = "",
) -> forms.ChoiceField:
    """A short list to choose from."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        choices=[("", empty), *choices],
        error_messages={"required": missing, "invalid_choice": missing or _("Choose one of the list.")},
    )


class NotTooLong:
    """Refuses a text that is longer than its column, in words."""

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def __call__(self, text: str) -> None:
        if len(text) > self.longest:
            raise forms.ValidationError(
                _("This is %(length)s characters long; at most %(longest)s are kept.")
                % {"length": f"{len(text):,}", "longest": f"{self.longest:,}"}
            )
