"""To which desk something belongs: one of the person's own, or the whole house."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.actions.restricting import LONGEST_REASON
from claims.forms.fields import NotTooLong
from users.models import Desk, User

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

WHOLE_HOUSE = "*"  # no desk's: a slug has no asterisk


def desks_of(user: User) -> list[Desk]:
    """The desks of this person by name: one query, none for who is in none."""
    return list(Desk.objects.of(user).by_name()) if user.desk_ids else []


def name_of(desk: Desk | None) -> str:
    """A desk as a form sends it."""
    return desk.slug if desk else WHOLE_HOUSE


def of_desk(name: str) -> Q:
    """What belongs to the desk of this name, or to the whole house."""
    return Q(desk__isnull=True) if name == WHOLE_HOUSE else Q(desk__slug=name)


def desk_field(desks: list[Desk], *, label: "_StrOrPromise", help_text: "_StrOrPromise" = "") -> forms.ChoiceField:
    """A choice among these desks and the whole house."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=[(desk.slug, desk.name) for desk in desks]
        + [(WHOLE_HOUSE, _t("The whole house: everybody with an account"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("To which desk does it belong? Choose one, or the whole house."),
            "invalid_choice": _("You do not belong to that desk. Choose one of your own, or the whole house."),
        },
    )


def desk_named(desks: list[Desk], name: str) -> Desk | None:
    """The desk that was chosen; None for the whole house. Only for a name that was checked."""
    return next((desk for desk in desks if desk.slug == name), None)


class ReasonForm(forms.Form):
    """Why something is done. The reason stays at the desk."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("One or two sentences for the desk. No reader ever sees them."),
        validators=[NotTooLong(LONGEST_REASON)],
        error_messages={"required": _("Say why. The reason stays at the desk.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)


class DeskForm(ReasonForm):
    """To which desk something is to belong, and why."""

    def __init__(self, data: QueryDict | None, *, desks: list[Desk], label: "_StrOrPromise", **options: Any) -> None:
        super().__init__(data, **options)
        self.desks = desks
        self.fields["desk"] = desk_field(desks, label=label)
        self.order_fields(["desk", "reason"])

    def desk(self) -> Desk | None:
        """The desk that was chosen; None for the whole house. Only after it was checked."""
        return desk_named(self.desks, self.cleaned_data["desk"])
