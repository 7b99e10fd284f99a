"""Why something is removed for good."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Removal
from sources.choices import RemovalReason
from sources.models import Party

DOWN, CLOSED = "down", "closed"
COPIES = [
    (DOWN, _("Take every copy of this source down: they hold the words as well")),
    (CLOSED, _("Keep them for the desk, closed to readers: the words in them are not what has to go")),
]


class RemovalForm(forms.Form):
    """The reason, from a fixed list that readers see; a note that stays at the desk; and what else it needs.

    `copies` is asked for where the words stand in preserved copies, `role` for a party that loses its names.
    """

    reason = forms.ChoiceField(
        label=_("Why it is removed"),
        help_text=_("Readers see the reason and the day, and nothing else."),
        choices=RemovalReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason. Readers will see it.")},
    )
    copies = forms.ChoiceField(
        label=_("The preserved copies"),
        choices=COPIES,
        initial=DOWN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what becomes of the copies: taken down, they are gone.")},
    )
    role = forms.CharField(
        label=_("Described from now on as"),
        help_text=_("A role, as in “a restaurant owner in Seoul”. It stands in place of the name at every date."),
        max_length=Party._meta.get_field("name").max_length,
        error_messages={"required": _("Say by which role it is described from now on.")},
    )
    note = forms.CharField(
        label=_("Note for the desk"),
        help_text=_("Who asked for it, under which law, where the letter is kept. Do not repeat what is removed."),
        required=False,
        max_length=Removal._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sure = forms.BooleanField(
        label=_("I know that this cannot be undone, at no date and by nobody."),
        error_messages={"required": _("Tick this too: a removal cannot be undone.")},
    )

    def __init__(self, *args: object, asks_copies: bool, asks_role: bool) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        if not asks_copies:
            del self.fields["copies"]
        if not asks_role:
            del self.fields["role"]

    @property
    def keeps_copies(self) -> bool:
        """Whether the copies stay with the desk. Only after it was checked."""
        return self.cleaned_data.get("copies") == CLOSED
