"""The form in which one asks for another address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from users.models import User


class AddressForm(forms.Form):
    """A new address. Whether another account has it is not told here."""

    use_required_attribute = False
    email = forms.EmailField(
        label=_("The new address"),
        max_length=254,
        help_text=_("A link goes there. Until it is opened, and you confirm, you sign in as before."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        """Whose address it is to be."""
        super().__init__(*args, **options)
        self.person = person

    def clean_email(self) -> str:
        """Another one than now."""
        email = User.objects.normalize_email(self.cleaned_data["email"])
        if email.lower() == self.person.email.lower():
            raise ValidationError(_("This is your address now."), code="same")
        return email
