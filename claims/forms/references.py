"""Adding documents from a list of references: the list, what becomes of each entry, and how all are kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.forms.belonging import SourceKeptForm
from claims.forms.desks import desks_of
from claims.forms.fields import StepForm, one_of
from claims.forms.languages import LANGUAGES
from sources.actions import NewSource
from sources.bibliography.alike import Alike, alike
from sources.bibliography.reading import read
from sources.bibliography.reference import Reference
from sources.choices import CslType
from users.models import User
from web import edtf
from web.edtf import in_words

ADD, LEAVE = "add", "leave"
NAMES = dict(LANGUAGES)
CODES = {code.lower(): code for code, _name in LANGUAGES}


class LanguageForm(StepForm):
    """The language of the entries that do not say theirs."""

    language = one_of(
        _("Language of the entries that do not say theirs"),
        LANGUAGES,
        empty=_("Choose …"),
        missing=_("Which language are they in? Leave out those in another, and add them by themselves."),
    )


@dataclass(frozen=True)
class Entry:
    """A reference, what it is alike, and what is to be done with it."""

    reference: Reference
    alike: Alike | None
    chosen: str

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"entry-{self.reference.place}"

    @property
    def facts(self) -> list[str]:
        """What else is known of it, for a line of text."""
        one = self.reference
        known = [str(CslType(one.csl_type).label), one.authors, one.container_title, one.publisher]
        dates = [in_words(when) for when in (edtf.parse(one.issued),) if when]
        return [text for text in [*known, *dates, str(NAMES.get(one.language, "")), one.number, one.url] if text]

    @property
    def can_be_added(self) -> bool:
        """Whether it could be entered: it can be told apart, and no document has its address."""
        return self.reference.can_be_told_apart and not (self.alike and self.alike.is_same)

    @property
    def is_added(self) -> bool:
        """Whether it is to be entered."""
        return self.can_be_added and self.chosen == ADD


class References:
    """A list of references on its way in. Raises NotRead where it cannot be read."""

    def __init__(self, text: str, data: QueryDict, *, by: User, checking: bool = False) -> None:
        self.text, self.data, self.by = text, data, by
        self.found = [_with_language(one) for one in read(text.encode(errors="replace"))]
        self.kept = SourceKeptForm(data, desks=desks_of(by), checking=checking)
        self.language = LanguageForm(data, checking=checking and self.needs_language)

    @cached_property
    def entries(self) -> list[Entry]:
        """Each with what is chosen for it: at first, what is like nothing is added."""
        same = alike(self.found, self.by)
        return [Entry(one, same.get(one.place), self._chosen(one, same.get(one.place) is None)) for one in self.found]

    def _chosen(self, one: Reference, is_new: bool) -> str:
        sent = str(self.data.get(f"entry-{one.place}", ""))
        return sent if sent in (ADD, LEAVE) else ADD if is_new else LEAVE

    @property
    def added(self) -> list[Reference]:
        """What is to be entered."""
        return [entry.reference for entry in self.entries if entry.is_added]

    @property
    def asks_language(self) -> bool:
        """Whether an entry that could be entered does not say its language."""
        return any(not entry.reference.language for entry in self.entries if entry.can_be_added)

    @property
    def needs_language(self) -> bool:
        """Whether one that is to be entered does not."""
        return any(not one.language for one in self.added)

    @property
    def problems(self) -> Iterator[tuple[str, str]]:
        """What keeps it from being saved: the anchor of the field, and the sentence."""
        for form in (self.language, self.kept):
            for field in form:
                yield from ((field.id_for_label, str(error)) for error in field.errors)
        if not self.added:
            yield "entries", _t("Nothing is chosen: tick what is to be added.")

    def as_kept(self) -> NewSource:
        """How all are kept, and in which language. Only after it was checked."""
        kept = self.kept.cleaned_data
        restricted = bool(kept.get("source_restricted"))
        return NewSource(
            language=self.language.cleaned_data.get("language", "") if self.needs_language else "",
            desk=self.kept.chosen if restricted else None,
            restricted_reason=kept["source_because"] if restricted else "",
        )


class ReferenceFileForm(forms.Form):
    """A file of references, or their text."""

    file = forms.FileField(label=_("A file of references"), required=False, allow_empty_file=True)
    text = forms.CharField(
        label=_("Or paste them"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )


def _with_language(one: Reference) -> Reference:
    """The language by one of the codes that are offered; "" where it is none of them."""
    code = one.language.replace("_", "-").lower()
    return replace(one, language=CODES.get(code) or CODES.get(code.split("-")[0], ""))
