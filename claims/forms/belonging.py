"""In the form for adding: to which desk the drafts belong, and whether a new document is restricted to one."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.actions.restricting import LONGEST_REASON
from claims.forms.desks import desk_field, desk_named
from claims.forms.fields import StepForm, long_text
from users.models import Desk


class BelongingForm(StepForm):
    """To which desk the drafts belong. Whoever is in no desk is not asked: theirs are the whole house's."""

    def __init__(self, data: QueryDict, *, desks: list[Desk], checking: bool) -> None:
        super().__init__(data, checking=checking)
        self.desks = desks
        if desks or data.get("desk"):
            help_text = _("They alone see it until an editor publishes it.")
            self.fields["desk"] = desk_field(desks, label=_("Belongs to"), help_text=help_text)

    def desk(self) -> Desk | None:
        """The desk that was chosen; None for the whole house. Only after it was checked."""
        return desk_named(self.desks, self.cleaned_data.get("desk", ""))


class SourceKeptForm(StepForm):
    """Whether the new document is restricted, to whom, and why."""

    source_restricted = forms.BooleanField(
        label=_("Restrict this document: no reader sees it, nor what is drawn from it"), required=False
    )
    source_because = long_text(
        _("Why it is restricted"),
        longest=LONGEST_REASON,
        rows=2,
        help_text=_("One or two sentences for those who see it. No reader ever does."),
    )

    def __init__(self, data: QueryDict, *, desks: list[Desk], checking: bool) -> None:
        super().__init__(data, checking=checking)
        self.desks = desks
        self.fields["source_desk"] = desk_field(desks, label=_("Restricted to"))
        self.fields["source_desk"].required = False
        self.order_fields(["source_restricted", "source_desk", "source_because"])

    def clean(self) -> None:
        """A restriction says to whom and why; a reason alone restricts nothing, and says so."""
        kept = self.cleaned_data
        if not kept.get("source_restricted"):
            if kept.get("source_because"):
                self.add_error("source_restricted", _t("A reason is given below. Tick this, or take the reason out."))
            return
        if not kept.get("source_desk") and "source_desk" not in self.errors:
            self.add_error("source_desk", _t("To whom is it restricted? Choose a desk, or the whole house."))
        if not kept.get("source_because") and "source_because" not in self.errors:
            self.add_error("source_because", _t("Say why it is restricted."))

    @property
    def is_ticked(self) -> bool:
        """Whether the document is to be restricted, checked or not."""
        return bool(self.typed("source_restricted"))

    @property
    def chosen(self) -> Desk | None:
        """The desk that is chosen, checked or not; None for the whole house."""
        return desk_named(self.desks, self.typed("source_desk"))
