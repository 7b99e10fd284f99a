"""Selects that offer no more than this person may come upon."""

from django import forms

from sources.models import Party
from users.models import User


def offer_parties_in_reach(form: forms.BaseForm, by: User) -> None:
    """Narrow every select of parties: what only another desk's drafts name is not on offer."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None and field.queryset.model is Party:
            field.queryset = Party.objects.in_reach_of(by).by_name()
