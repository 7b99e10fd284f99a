"""The form with which one makes a token for a program."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from users.forms.people import OneLineField
from users.models import Scope


class TokenForm(forms.Form):
    """What a token is called, what it may do, and for how long."""

    use_required_attribute = False
    name = OneLineField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("A name by which you know it again: the program, and where it runs."),
        error_messages={"required": _("Give it a name.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is public needs no token."),
        error_messages={"required": _("Tick what it may do.")},
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=[("30", _("30 days")), ("90", _("90 days")), ("365", _("a year"))],
        coerce=int,
        widget=forms.RadioSelect,
        initial="90",
        error_messages={"required": _("Choose how long it holds.")},
    )

    def expires_on(self, today: date) -> date:
        """The last day on which it can be used. Only after it was checked."""
        return today + timedelta(days=self.cleaned_data["days"])
