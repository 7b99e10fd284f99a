"""What readers can ask of the lists of sources and parties."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from sources.choices import CopyKind, CslType, PartyKind
from sources.models import Party
from stations.filters import CountryFilter
from web.listing import Facet, ListFilter, Tally, by_choices, by_columns, unknown

IN_LANGUAGE = by_columns("language", "language")


def language_name(code: str) -> str:
    """A language as readers call it; the code itself where Django knows no name."""
    try:
        return str(get_language_info(code.lower())["name_translated"])
    except KeyError:
        return code


def by_language(rows: QuerySet[Any], filters: ListFilter) -> list[Tally]:
    """How many sources there are in each language."""
    return [(code, language_name(code), number) for code, _code, number in IN_LANGUAGE(rows, filters)]


def publisher_filter() -> django_filters.ModelChoiceFilter:
    """Keep what one party published."""
    return django_filters.ModelChoiceFilter(
        queryset=lambda request: Party.objects.in_reach_of(request.user),
        to_field_name="slug",
        label=_("Publisher"),
        **unknown(_("There is no publisher “%(value)s”.")),
    )


class SourceFilter(ListFilter):
    """`kind` is the kind of document, `copy` how the text that was read relates to the original."""

    language = django_filters.ChoiceFilter(label=_("Language"), **unknown(_("There is no source in “%(value)s”.")))
    kind = django_filters.ChoiceFilter(
        field_name="csl_type",
        choices=CslType.choices,
        label=_("Kind"),
        **unknown(_("There is no kind of source “%(value)s”.")),
    )
    copy = django_filters.ChoiceFilter(
        field_name="copy_kind",
        choices=CopyKind.choices,
        label=_("What was read"),
        **unknown(_("There is no kind of copy “%(value)s”.")),
    )
    publisher = publisher_filter()
    facets = (
        Facet("language", _("Language"), by_language),
        Facet("kind", _("Kind"), by_choices("csl_type", CslType.choices)),
        Facet("copy", _("What was read"), by_choices("copy_kind", CopyKind.choices)),
        Facet("publisher", _("Publisher"), by_columns("publisher__slug", "publisher__name")),
    )

    def offer_what_there_is(self) -> None:
        """The languages of the sources that this person may see."""
        codes = self.queryset.order_by("language").values_list("language", flat=True).distinct()
        self.offer("language", [(code, language_name(code)) for code in codes])


class PartyFilter(ListFilter):
    """Who speaks."""

    kind = django_filters.ChoiceFilter(
        choices=PartyKind.choices, label=_("Kind"), **unknown(_("There is no kind of party “%(value)s”."))
    )
    country = CountryFilter()
    facets = (
        Facet("kind", _("Kind"), by_choices("kind", PartyKind.choices)),
        Facet("country", _("Country"), by_columns("country__code", "country__name", lower=True)),
    )
