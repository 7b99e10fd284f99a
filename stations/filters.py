"""What readers can ask of the lists of countries, stations and agreements."""

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField

from stations.choices import AgreementKind
from stations.models import Country
from stations.reach import visible_claims
from web.listing import Facet, ListFilter, Tally, by_choices, by_columns, unknown

RUN_BY = "run-by"  # the question “Which body is said to run it?”
NAMES_A_BODY = ["says", "accepts_in_part"]

RECORDED, ALL = "recorded", "all"
SHOWN = [(RECORDED, _("With statements")), (ALL, _("All countries"))]


class CountryField(ModelChoiceField):  # type: ignore[misc]
    """A country by its code, in small or capital letters."""

    def to_python(self, value: Any) -> Country | None:
        """Raise ValidationError with the code as it was typed."""
        try:
            country: Country | None = super().to_python(value.upper() if value else value)
        except ValidationError as error:
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": value}) from error
        return country


class CountryFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """Keep what is in one country."""

    field_class = CountryField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Takes the arguments of a ModelChoiceFilter but the queryset."""
        kwargs = {
            "queryset": Country.objects.all(),
            "to_field_name": "code",
            "label": _("Country"),
            **unknown(_("There is no country “%(value)s”.")),
            **kwargs,
        }
        super().__init__(*args, **kwargs)


IN_COUNTRY = Facet("country", _("Country"), by_columns("country__code", "country__name", lower=True))


class CountryListFilter(ListFilter):
    """`?show=all` lists the countries about which nothing is recorded, too."""

    show = django_filters.ChoiceFilter(
        choices=SHOWN, method="keep_all", label=_("Show"), **unknown(_("“show” cannot be “%(value)s”."))
    )
    facets = (Facet("show", _("Show"), lambda rows, filters: filters.tally_shown(rows)),)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Without a wish, countries about which something is recorded."""
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("show") == ALL else rows.filter(statement_count__gt=0)

    def keep_all(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Decided in filter_queryset, because the wish left out is a wish as well."""
        return rows

    def tally_shown(self, rows: QuerySet[Any]) -> list[Tally]:
        """How many countries there are with statements, and in all."""
        numbers = rows.aggregate(recorded=Count("pk", filter=Q(statement_count__gt=0)), all=Count("pk"))
        return [(value, str(label), numbers[value]) for value, label in SHOWN]


class StationFilter(ListFilter):
    """`run_by` is a party that a statement names as the body that runs the station."""

    country = CountryFilter()
    run_by = django_filters.ChoiceFilter(
        method="keep_run_by",
        label=_("Said to be run by"),
        **unknown(_("No statement here names “%(value)s” as the body that runs a station.")),
    )
    facets = (
        IN_COUNTRY,
        Facet("run_by", _("Said to be run by"), lambda rows, filters: filters.tally_run_by(rows)),
    )

    def offer_what_there_is(self) -> None:
        """Any body that a statement which this person may see names."""
        bodies = self._naming_a_body().values_list("answer_party__slug", "answer_party__name").distinct()
        self.offer("run_by", bodies)

    def keep_run_by(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the stations that a statement says this body runs."""
        return rows.filter(pk__in=self._naming_a_body().filter(answer_party__slug=value).values("subject"))

    def tally_run_by(self, rows: QuerySet[Any]) -> list[Tally]:
        """How many of the stations each body is said to run."""
        named = self._naming_a_body().filter(subject__in=rows.order_by().values("pk"))
        grouped = named.values_list("answer_party__slug", "answer_party__name").annotate(
            number=Count("subject", distinct=True)
        )
        return sorted(grouped, key=lambda each: (-each[2], each[1].casefold(), each[0]))

    def _naming_a_body(self) -> QuerySet[Any]:
        claims: Any = visible_claims(self.queryset, self.request.user)
        named: QuerySet[Any] = claims.published().filter(
            question__slug=RUN_BY, stance__in=NAMES_A_BODY, subject_kind="station", answer_party__isnull=False
        )
        return named


class AgreementFilter(ListFilter):
    """Agreements and patrol arrangements."""

    country = CountryFilter()
    kind = django_filters.ChoiceFilter(
        field_name="agreement_kind",
        choices=AgreementKind.choices,
        label=_("Kind"),
        **unknown(_("There is no kind of agreement “%(value)s”.")),
    )
    facets = (IN_COUNTRY, Facet("kind", _("Kind"), by_choices("agreement_kind", AgreementKind.choices)))
