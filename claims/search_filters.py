"""What readers can ask of the records of having looked."""

from typing import Any

import django_filters
from django.db.models import Case, CharField, Count, F, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from claims.choices import SearchResult
from claims.filters import side_in_sql
from claims.models import Question
from claims.sides import SIDES, side_title
from sources.filters import by_language, language_name
from stations.filters import IN_COUNTRY, CountryFilter
from web.listing import Facet, ListFilter, Tally, by_choices, by_columns, unknown


def side_searched_in_sql() -> Case:
    """The side whose statements were looked for: the one that was named, or that of the party; "" for neither."""
    in_view = Q(country=F("party__country")) | Q(country__isnull=True)
    return Case(
        When(Q(party__isnull=True), then=F("side")),
        default=side_in_sql(speaker="party", in_view=in_view),
        output_field=CharField(),
    )


def _by_side(rows: QuerySet[Any], filters: ListFilter) -> list[Tally]:
    sided = rows.order_by().annotate(whose=side_searched_in_sql()).values_list("whose")
    numbers = dict(sided.annotate(number=Count("pk")))
    return [(side, side_title(side), numbers[side]) for side in SIDES if side in numbers]


class SearchFilter(ListFilter):
    """`side` is the side whose statements were looked for, `question` the question on which."""

    country = CountryFilter()
    question = django_filters.ModelChoiceFilter(
        queryset=Question.objects.all(),
        to_field_name="slug",
        label=_("Question"),
        **unknown(_("There is no question “%(value)s”.")),
    )
    side = django_filters.ChoiceFilter(
        choices=[(side, side) for side in SIDES],
        method="keep_side",
        label=_("Side"),
        **unknown(_("There is no side “%(value)s”.")),
    )
    result = django_filters.ChoiceFilter(
        choices=SearchResult.choices, label=_("Result"), **unknown(_("There is no result “%(value)s”."))
    )
    language = django_filters.ChoiceFilter(label=_("Language"), **unknown(_("No search was made in “%(value)s”.")))
    facets = (
        IN_COUNTRY,
        Facet("side", _("Side"), _by_side),
        Facet("question", _("Question"), by_columns("question__slug", "question__wording")),
        Facet("result", _("Result"), by_choices("result", SearchResult.choices)),
        Facet("language", _("Language"), lambda rows, filters: by_language(rows.exclude(language=""), filters)),
    )

    def offer_what_there_is(self) -> None:
        """The sides by their titles, and the languages that were searched in."""
        self.offer("side", [(side, side_title(side)) for side in SIDES])
        codes = self.queryset.exclude(language="").order_by("language").values_list("language", flat=True).distinct()
        self.offer("language", [(code, language_name(code)) for code in codes])

    def keep_side(self, rows: QuerySet[Any], name: str, side: str) -> QuerySet[Any]:
        """Keep the searches for what one side says."""
        kept: QuerySet[Any] = rows.alias(whose=side_searched_in_sql()).filter(whose=side)
        return kept
