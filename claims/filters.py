"""What readers can ask of the lists of questions and statements."""

from typing import Any

import django_filters
from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims.check_filters import SOURCE_FACET, CheckFilter
from claims.choices import ClaimState, Stance
from claims.conflicting import refs_in_conflict
from claims.models import ClaimQuerySet, Heading, Question
from claims.sides import (
    CHINA,
    MEDIA,
    NAMED_IN_REPORTS,
    OBSERVERS,
    OF_THE_CHINESE_STATE,
    SIDES,
    STATE_BODIES,
    side_title,
)
from sources.models import Party
from stations.filters import CountryFilter
from stations.models import Country, Subject
from web.listing import Facet, ListFilter, Tally, by_choices, by_columns, unknown

FOR_READERS = [ClaimState.PUBLISHED, ClaimState.WITHDRAWN]
WAITING = [(state.value, state.label) for state in (ClaimState.DRAFT, ClaimState.IN_REVIEW, ClaimState.PUBLISHED)]
IN_CONFLICT, NO_CONFLICT = "yes", "no"
CONFLICTS = [(IN_CONFLICT, _("Accounts conflict")), (NO_CONFLICT, _("No conflict recorded"))]


def side_in_sql(*, speaker: str = "asserted_by", in_view: Q | None = None) -> Case:
    """`claims.sides.side_of` in SQL, from the same sets; the country in view is the one that a statement is about.

    A general statement has the country on whose occasion it was made in view. `in_view` tells, for other rows, when
    the speaker's country is the one in view. A test holds the two together.
    """
    kind, country = f"{speaker}__kind__in", F(f"{speaker}__country")
    if in_view is None:
        in_view = Q(country=country) | Q(asked_about=country) | Q(country__isnull=True, asked_about__isnull=True)
    chinese = Q(**{f"{speaker}__country__code": CHINA, kind: OF_THE_CHINESE_STATE})
    host = Q(**{f"{speaker}__country__isnull": False, kind: STATE_BODIES})
    return Case(
        When(chinese, then=Value("chinese")),
        When(in_view & host, then=Value("host")),
        When(**{kind: NAMED_IN_REPORTS}, then=Value("named")),
        When(**{kind: OBSERVERS}, then=Value("ngos")),
        When(**{kind: MEDIA}, then=Value("media")),
        default=Value("others"),
        output_field=CharField(),
    )


def _by_side(rows: QuerySet[Any], filters: ListFilter) -> list[Tally]:
    numbers = dict(rows.order_by().annotate(side=side_in_sql()).values_list("side").annotate(number=Count("pk")))
    country = filters.form.cleaned_data.get("country")
    return [(side, side_title(side, country), numbers[side]) for side in SIDES if side in numbers]


def _by_conflict(rows: QuerySet[Any], filters: ListFilter) -> list[Tally]:
    refs = refs_in_conflict(filters.request.user)
    if refs is None:
        return []
    among = Q(ref__in=refs)
    numbers = rows.aggregate(yes=Count("pk", filter=among), no=Count("pk", filter=~among))
    return [(value, str(label), numbers[value]) for value, label in CONFLICTS if numbers[value]]


def _by_country(rows: QuerySet[Any], filters: ListFilter) -> list[Tally]:
    told = rows.annotate(code=Coalesce("country__code", "asked_about__code"))
    named = told.annotate(country_name=Coalesce("country__name", "asked_about__name"))
    return list(by_columns("code", "country_name", lower=True)(named, filters))


def _in_order(slug: str, label: str, *order: str) -> Any:
    """Tally rows by something that has an order of its own on pages."""

    def tally(rows: QuerySet[Any], filters: ListFilter) -> list[Tally]:
        grouped = rows.order_by(*order).values_list(slug, label, *order).annotate(number=Count("pk"))
        return [(row[0], str(row[1]), row[-1]) for row in grouped]

    return tally


class ClaimFilter(CheckFilter):
    """`conflict` keeps what conflicts with another statement.

    What was withdrawn stands in the list, and in its numbers, only when `state` asks for it.
    """

    country = CountryFilter(method="keep_about")
    heading = django_filters.ModelChoiceFilter(
        field_name="question__heading",
        queryset=Heading.objects.all(),
        to_field_name="slug",
        label=_("Heading"),
        **unknown(_("There is no heading “%(value)s”.")),
    )
    question = django_filters.ModelChoiceFilter(
        queryset=Question.objects.all(),
        to_field_name="slug",
        label=_("Question"),
        **unknown(_("There is no question “%(value)s”.")),
    )
    subject = django_filters.ModelChoiceFilter(
        queryset=lambda request: Subject.objects.in_reach_of(request.user),
        to_field_name="slug",
        label=_("About"),
        **unknown(_("Nothing is entered as “%(value)s”.")),
    )
    side = django_filters.ChoiceFilter(
        choices=[(side, side) for side in SIDES],
        method="keep_side",
        label=_("Side"),
        **unknown(_("There is no side “%(value)s”.")),
    )
    party = django_filters.ModelChoiceFilter(
        field_name="asserted_by",
        queryset=lambda request: Party.objects.in_reach_of(request.user),
        to_field_name="slug",
        label=_("Speaker"),
        **unknown(_("There is no party “%(value)s”.")),
    )
    stance = django_filters.ChoiceFilter(
        choices=Stance.choices, label=_("Stance"), **unknown(_("There is no stance “%(value)s”."))
    )
    conflict = django_filters.ChoiceFilter(
        choices=CONFLICTS,
        method="keep_conflicting",
        label=_("Conflict"),
        **unknown(_("“conflict” can be “yes” or “no”, not “%(value)s”.")),
    )
    state = django_filters.ChoiceFilter(label=_("State"), **unknown(_("There is no state “%(value)s”.")))

    def offer_what_there_is(self) -> None:
        """The sides by their titles; drafts only for the desk; what was withdrawn only on request."""
        if self.data.get("state") != ClaimState.WITHDRAWN:
            rows: Any = self.queryset
            self.queryset: QuerySet[Any] = rows.standing()
        self.offer("side", [(side, side_title(side)) for side in SIDES])
        states = ClaimState if self.request.user.is_authenticated else FOR_READERS
        self.offer("state", [(state.value, state.label) for state in states])

    def keep_about(self, rows: ClaimQuerySet, name: str, country: Country | None) -> ClaimQuerySet:
        """Keep what is said about a country, and what was said of all when asked about it."""
        return rows.about(country) if country else rows

    def keep_side(self, rows: QuerySet[Any], name: str, side: str) -> QuerySet[Any]:
        """Keep what one side says."""
        kept: QuerySet[Any] = rows.alias(side=side_in_sql()).filter(side=side)
        return kept

    def keep_conflicting(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what conflicts with another statement, or what does not."""
        refs = refs_in_conflict(self.request.user)
        if refs is None:
            too_many = _now(
                "Too many statements are entered to compare them all; the list is shown without “conflict”."
            )
            if too_many not in self.notices:
                self.notices.append(too_many)
            return rows
        return rows.filter(ref__in=refs) if value == IN_CONFLICT else rows.exclude(ref__in=refs)

    facets = (
        Facet("country", _("Country"), _by_country),
        Facet("side", _("Side"), _by_side),
        Facet(
            "heading",
            _("Heading"),
            _in_order("question__heading__slug", "question__heading__title", "question__heading__order"),
        ),
        Facet(
            "question",
            _("Question"),
            _in_order("question__slug", "question__wording", "question__heading__order", "question__order"),
        ),
        Facet("stance", _("Stance"), by_choices("stance", Stance.choices)),
        Facet("conflict", _("Conflict"), _by_conflict),
        Facet("party", _("Speaker"), by_columns("asserted_by__slug", "asserted_by__name")),
        Facet("state", _("State"), by_choices("state", ClaimState.choices)),
        *CheckFilter.facets,
    )


class CheckingFilter(CheckFilter):
    """What a fact-checker can ask of the queue."""

    country = CountryFilter(method="keep_about")
    question = django_filters.ModelChoiceFilter(
        queryset=Question.objects.all(),
        to_field_name="slug",
        label=_("Question"),
        **unknown(_("There is no question “%(value)s”.")),
    )
    state = django_filters.ChoiceFilter(
        choices=WAITING, label=_("State"), **unknown(_("There is no state “%(value)s”."))
    )

    def keep_about(self, rows: ClaimQuerySet, name: str, country: Country | None) -> ClaimQuerySet:
        """Keep what is said about a country, and what was said of all when asked about it."""
        return rows.about(country) if country else rows

    facets = (
        *(facet for facet in CheckFilter.facets if facet.name == "unverified"),
        Facet("state", _("State"), by_choices("state", WAITING)),
        Facet("country", _("Country"), _by_country),
        *(facet for facet in CheckFilter.facets if facet.name in ("quote", "original")),
        Facet(
            "question",
            _("Question"),
            _in_order("question__slug", "question__wording", "question__heading__order", "question__order"),
        ),
        SOURCE_FACET,
    )


class QuestionFilter(ListFilter):
    """What accounts can differ on."""

    heading = django_filters.ModelChoiceFilter(
        queryset=Heading.objects.all(),
        to_field_name="slug",
        label=_("Heading"),
        **unknown(_("There is no heading “%(value)s”.")),
    )
    facets = (Facet("heading", _("Heading"), _in_order("heading__slug", "heading__title", "heading__order")),)
