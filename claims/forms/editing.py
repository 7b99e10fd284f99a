"""What is recorded of a source or a party, to be written anew."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.forms.fields import EdtfField, NotTooLong
from claims.forms.reach import offer_parties_in_reach
from sources.choices import PartyKind
from sources.models import Party, Source
from stations.models import Country
from users.models import User
from web import edtf

LONGEST_REASON = 500


class EditForm(forms.Form):
    """The reason of a change, which readers see; needed where they have seen what is changed."""

    reason = forms.CharField(
        label=_("Why it is changed"),
        help_text=_("One sentence. It stands in the log of corrections."),
        required=False,
        validators=[NotTooLong(LONGEST_REASON)],
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None, *, asks_why: bool, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.fields["reason"].required = asks_why
        self.fields["reason"].error_messages["required"] = _t("Say why it is changed. Readers will see the reason.")
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def columns(self) -> dict[str, Any]:
        """The columns as they are to be. Only after they were checked."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


def _text(column: str, label: Any, model: type[Source] | type[Party], **options: Any) -> forms.CharField:
    longest = getattr(model._meta.get_field(column), "max_length", None) or 5000
    return forms.CharField(label=label, required=False, validators=[NotTooLong(longest)], **options)


class SourceEditForm(EditForm):
    """One citable document."""

    csl_type = forms.ChoiceField(label=_("Kind"), choices=Source._meta.get_field("csl_type").choices or [])
    title = _text("title", _("Title, as printed"), Source)
    translated_title = _text("translated_title", _("Title in English"), Source)
    authors = _text("authors", _("Authors, as printed"), Source, help_text=_("Separated by semicolons."))
    publisher = forms.ModelChoiceField(
        Party.objects.by_name(), to_field_name="slug", label=_("Publisher"), required=False, empty_label=_("Not known")
    )
    container_title = _text("container_title", _("Published in"), Source)
    issued = EdtfField(label=_("Published on"), help_text=_("2022-12-03, 2022-12, 2022 or 2022~ (about)."))
    language = _text("language", _("Language"), Source, help_text=_("Its code: en, it, zh-Hans; und where none fits."))
    url = _text("url", _("Address"), Source)
    archive_url = _text("archive_url", _("Archived copy"), Source)
    accessed = EdtfField(label=_("Read on"))
    number = _text("number", _("Number"), Source, help_text=_("DOI, docket or report number."))
    version = _text("version", _("Version"), Source)
    copy_kind = forms.ChoiceField(label=_("What was read"), choices=Source._meta.get_field("copy_kind").choices or [])
    note = _text("note", _("Note for readers"), Source, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: QueryDict | None, *, source: Source, asks_why: bool, by: User) -> None:
        names = [name for name in self.base_fields if name not in ("reason", "publisher")]
        initial = {name: getattr(source, name) for name in names}
        initial["publisher"] = source.publisher.slug if source.publisher else ""
        super().__init__(data, asks_why=asks_why, initial=initial)
        offer_parties_in_reach(self, by)
        self.source = source

    def clean_language(self) -> str:
        """A source has a language, if it is not known which."""
        return str(self.cleaned_data["language"]).strip() or "und"

    def clean(self) -> dict[str, Any]:
        """The rules that the table has, in plain words."""
        kept: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(kept.get(name) for name in ("title", "url", "number", "note")):
            self.add_error("title", _t("A source needs a title, an address, a number or a note that tells it apart."))
        for name in ("url", "archive_url"):
            if kept.get(name) and not kept[name].startswith(("http://", "https://")):
                self.add_error(name, _t("An address begins with http:// or https://."))
        same = Source.objects.filter(url=kept.get("url"), version=kept.get("version"))
        same = same.filter(restricted=self.source.restricted).exclude(pk=self.source.pk)
        same = same.filter(desk=self.source.desk_id) if self.source.restricted else same
        if kept.get("url") and same.exists():
            self.add_error("url", _t("Another source has this address already. Tell them apart by the version."))
        return kept

    def columns(self) -> dict[str, Any]:
        """The columns, each date with the days it can mean."""
        found = super().columns()
        return {**found, **edtf.columns("issued", found["issued"])}


class PartyEditForm(EditForm):
    """One body or person that speaks."""

    name = _text("name", _("Name"), Party, help_text=_("As its own texts give it. A private person appears by role."))
    native_name = _text("native_name", _("Name in its own script"), Party)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=PartyKind.choices, help_text=_("With the country it gives the side.")
    )
    country = forms.ModelChoiceField(
        Country.objects.by_name(), to_field_name="code", label=_("Country"), required=False, empty_label=_("None")
    )
    part_of = forms.ModelChoiceField(
        Party.objects.by_name(),
        to_field_name="slug",
        label=_("Part of"),
        required=False,
        empty_label=_("Nothing larger"),
        help_text=_("Bodies of one whole are one origin."),
    )
    described_by_role = forms.BooleanField(label=_("The name is a role"), required=False)
    state_media_reason = _text("state_media_reason", _("Why it is called state media"), Party)
    note = _text("note", _("Note for readers"), Party, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: QueryDict | None, *, party: Party, asks_why: bool, by: User) -> None:
        names = ("name", "native_name", "kind", "described_by_role", "state_media_reason", "note")
        initial: dict[str, Any] = {name: getattr(party, name) for name in names}
        initial["country"] = party.country.code if party.country else ""
        initial["part_of"] = party.part_of.slug if party.part_of else ""
        super().__init__(data, asks_why=asks_why, initial=initial)
        offer_parties_in_reach(self, by)
        self.party = party

    def clean(self) -> dict[str, Any]:
        """The rules that the table has, in plain words."""
        kept: dict[str, Any] = super().clean() or self.cleaned_data
        if not kept.get("name"):
            self.add_error("name", _t("What is its name?"))
        if kept.get("kind") == PartyKind.PRIVATE_PERSON and not kept.get("described_by_role"):
            self.add_error("described_by_role", _t("A private person is described by role."))
        if kept.get("kind") == PartyKind.STATE_MEDIA and not kept.get("state_media_reason"):
            self.add_error("state_media_reason", _t("Say why this medium is called state media."))
        above = kept.get("part_of")
        while above is not None:
            if above.pk == self.party.pk:
                self.add_error("part_of", _t("Nothing is part of itself, nor of one of its own parts."))
                break
            above = above.part_of
        return kept
