"""Which columns a change is told of, under which name, and how their values read. No other column is readers' matter.

A test holds these against the columns of the tables, so that one that is added is either told or left out knowingly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims.choices import Judgement, Operator, Stance, Timing
from claims.models import Choice, Claim, Question, SamePlace
from sources.choices import CopyKind, CslType, LocatorLabel, PartyKind, Words
from sources.models import Citation, Party, PartyAlias, Source
from stations.choices import AgreementKind, Precision
from stations.models import Country, Subject
from web.edtf import NotADate, in_words, parse

Text = str | Promise


@dataclass(frozen=True)
class Column:
    """A column as readers know it. `row` names the model whose row it points at, `values` the list it is one of."""

    label: Text
    values: type[TextChoices] | None = None
    row: type[Model] | None = None
    is_date: bool = False

    def say(self, value: object, names: Mapping[tuple[type[Model], int], str]) -> str:
        """A value in words; "" for none."""
        if value is None or value == "":
            return ""
        if self.row is not None:
            return names.get((self.row, int(str(value))), _now("something that is not here any more"))
        if self.values is not None:
            return str(dict(self.values.choices).get(str(value), str(value)))
        if isinstance(value, bool):
            return _now("yes") if value else _now("no")
        return _date(str(value)) if self.is_date else str(value)


def _date(text: str) -> str:
    try:
        when = parse(text)
    except NotADate:
        return text
    return in_words(when) if when else ""


TOLD: dict[type[Model], dict[str, Column]] = {
    Claim: {
        "asserted_by_id": Column(_("Speaker"), row=Party),
        "speaker_name": Column(_("Name of the person")),
        "speaker_office": Column(_("Office")),
        "stance": Column(_("Stance"), values=Stance),
        "asked_by_id": Column(_("Asked by"), row=Party),
        "statement": Column(_("Sentence")),
        "subject_id": Column(_("About"), row=Subject),
        "question_id": Column(_("Question"), row=Question),
        "choice_id": Column(_("Answer"), row=Choice),
        "count_operator": Column(_("How the number is meant"), values=Operator),
        "count_value": Column(_("Number")),
        "count_to": Column(_("Upper number")),
        "count_unit_id": Column(_("What is counted"), row=Choice),
        "count_scope": Column(_("What the number is limited to")),
        "date_answer": Column(_("Date in answer"), is_date=True),
        "answer_party_id": Column(_("Body in answer"), row=Party),
        "asserted_on": Column(_("Said on"), is_date=True),
        "about_period": Column(_("Speaks of"), is_date=True),
        "asked_about_id": Column(_("Said when asked about"), row=Country),
        "origin_stated": Column(_("Origin stated")),
        "public_note": Column(_("Note")),
        "citation_id": Column(_("Passage"), row=Citation),
        "published_alone": Column(_("Not checked by a second person")),
    },
    Citation: {
        "exact": Column(_("Quotation")),
        "prefix": Column(_("Words before it")),
        "suffix": Column(_("Words after it")),
        "words": Column(_("Whose words"), values=Words),
        "language": Column(_("Language")),
        "locator_label": Column(_("Counted by"), values=LocatorLabel),
        "locator": Column(_("Place in the source")),
        "translation": Column(_("Translation")),
        "translated_by": Column(_("Translated by")),
        "source_id": Column(_("Source"), row=Source),
    },
    Source: {
        "csl_type": Column(_("Kind"), values=CslType),
        "title": Column(_("Title")),
        "translated_title": Column(_("Title in English")),
        "authors": Column(_("Authors")),
        "publisher_id": Column(_("Publisher"), row=Party),
        "container_title": Column(_("Published in")),
        "issued": Column(_("Published on"), is_date=True),
        "language": Column(_("Language")),
        "url": Column(_("Address")),
        "archive_url": Column(_("Archived copy")),
        "accessed": Column(_("Read on"), is_date=True),
        "number": Column(_("Number")),
        "version": Column(_("Version")),
        "copy_kind": Column(_("What was read"), values=CopyKind),
        "note": Column(_("Note")),
    },
    Party: {
        "name": Column(_("Name")),
        "native_name": Column(_("Name in its own script")),
        "kind": Column(_("What it is"), values=PartyKind),
        "country_id": Column(_("Country"), row=Country),
        "part_of_id": Column(_("Part of"), row=Party),
        "described_by_role": Column(_("Described by role")),
        "state_media_reason": Column(_("Why state media")),
        "note": Column(_("Note")),
    },
    Question: {
        "wording": Column(_("Wording")),
        "note": Column(_("Note")),
        "can_conflict": Column(_("Whether answers can conflict")),
        "timing": Column(_("How answers stand to time"), values=Timing),
    },
    Choice: {
        "label": Column(_("Answer")),
        "definition": Column(_("What it means")),
        "narrower_than_id": Column(_("Narrower than"), row=Choice),
    },
    SamePlace: {
        "judgement": Column(_("What is said of the two"), values=Judgement),
        "desk_reading": Column(_("Read by the desk")),
        "reason": Column(_("What in the passage says so")),
        "first_id": Column(_("One station"), row=Subject),
        "second_id": Column(_("The other station"), row=Subject),
    },
    Subject: {
        "label": Column(_("Name")),
        "parent_id": Column(_("Lies in"), row=Subject),
        "precision": Column(_("Location"), values=Precision),
        "latitude": Column(_("Latitude")),
        "longitude": Column(_("Longitude")),
        "agreement_kind": Column(_("Kind"), values=AgreementKind),
    },
}

# How a row that a column points at is called.
CALLED: dict[type[Model], Callable[[Any], str]] = {
    Party: lambda row: row.name,
    Subject: lambda row: row.label,
    Question: lambda row: row.wording,
    Choice: lambda row: row.label,
    Country: lambda row: row.name,
    Citation: lambda row: str(row),
    Source: lambda row: str(row),
}


# What is restricted or removed today is not named, whatever once pointed at it.
OPEN: dict[type[Model], dict[str, object]] = {
    Source: {"restricted": False, "removed_at": None},
    Citation: {"removed_at": None, "source__restricted": False, "source__removed_at": None},
}


def called(found: Mapping[type[Model], set[int]]) -> dict[tuple[type[Model], int], str]:
    """The names of rows, one query for each model; a party that was merged goes by the name it had."""
    former = PartyAlias.objects.filter(former_key__in=found.get(Party, set())).values_list("former_key", "name")
    names: dict[tuple[type[Model], int], str] = {(Party, key): name for key, name in former}
    for model, keys in found.items():
        for row in model._default_manager.filter(pk__in=keys, **OPEN.get(model, {})):
            names[model, row.pk] = CALLED[model](row)
    return names
