"""Forms about people, desks and invitations."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from users.models import Desk, Role, User
from web.typed import one_line

LONGEST_REASON = 500
LONGEST_PASSWORD = 1000


class OneLineField(forms.CharField):
    """A few words, without line breaks, controls, or marks that would turn what stands after them."""

    def clean(self, value: Any) -> Any:
        """The words as they are kept."""
        return one_line(super().clean(value))


def reason() -> OneLineField:
    """Why something is done. It stays in the history."""
    return OneLineField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        help_text=_("One sentence. It is kept in the history of the account, for administrators."),
        error_messages={"required": _("Say why: it is kept in the history of the account.")},
    )


class RightsForm(forms.Form):
    """What a person may do, and where."""

    use_required_attribute = False
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)
    desks = forms.ModelMultipleChoiceField(
        Desk.objects.none(),
        label=_("Desks"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What belongs to a desk is seen by its members until readers may see it."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["desks"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - as declared above
        field.queryset = Desk.objects.by_name()


class ChangeRightsForm(RightsForm):
    """A person's role and desks, and why they change. One's own role is not asked for."""

    why = reason()

    def __init__(self, *args: Any, own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if own:
            del self.fields["role"]


class ReasonForm(forms.Form):
    """Why an account is closed or opened, or a second step taken."""

    use_required_attribute = False
    why = reason()


class InvitationForm(RightsForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        error_messages={"required": _("Give the address to which the invitation goes.")},
    )
    field_order = ["email", "role", "desks"]


class DeskForm(forms.Form):
    """The name of a desk. Readers may see it."""

    use_required_attribute = False
    name = OneLineField(
        label=_("Name of the desk"),
        max_length=120,
        help_text=_("Readers see it where the site says who keeps a record. Name no person."),
        error_messages={"required": _("Give the desk a name.")},
    )

    def __init__(self, *args: Any, desk: Desk | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.desk = desk

    def clean_name(self) -> str:
        """A name that no other desk has, in any case."""
        name = str(self.cleaned_data["name"])
        others = Desk.objects.filter(name__iexact=name)
        if (others.exclude(pk=self.desk.pk) if self.desk else others).exists():
            raise ValidationError(_("There is a desk of this name already."))
        return name


class AcceptForm(forms.Form):
    """The password with which an invited person will sign in, typed twice."""

    use_required_attribute = False
    password1 = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html(),
    )
    password2 = forms.CharField(
        label=_("Password, again"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Both the same, and as hard to guess as every other password here."""
        given = super().clean() or {}
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two are not the same."))
        elif first:
            try:
                validate_password(first, User(email=self.email))
            except ValidationError as problem:
                self.add_error("password1", problem)
        return given
