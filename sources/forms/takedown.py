"""Why a preserved copy is taken down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sources.choices import TakedownReason
from sources.models import Takedown


class TakedownForm(forms.Form):
    """The reason, from a fixed list that readers see, and a note that stays at the desk."""

    reason = forms.ChoiceField(
        label=_("Why it is taken down"),
        help_text=_("Readers see the reason."),
        choices=TakedownReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason. Readers will see it.")},
    )
    note = forms.CharField(
        label=_("Note for the desk"),
        help_text=_("Who asked for it, under which law, where the letter is kept. Readers never see it."),
        required=False,
        max_length=Takedown._meta.get_field("note").max_length,
    )
    sure = forms.BooleanField(
        label=_("I know that this cannot be undone."),
        error_messages={"required": _("Tick this too: a takedown cannot be undone.")},
    )
