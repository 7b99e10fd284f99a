"""Whatever a claim can be about, in one table."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse

from stations.choices import KINDS_IN_A_COUNTRY, PARENT_KINDS, AgreementKind, Precision, SubjectKind
from stations.models.country import Country
from stations.reach import (
    Person,
    counted,
    in_reach,
    judgements,
    named_in,
    sees_everything,
    standing_claims,
    visible_claims,
)
from web import search
from web.history import tracked


class SubjectQuerySet(models.QuerySet["Subject"]):
    """The questions that pages put to the subjects."""

    def places(self) -> Self:
        """Cities, districts and regions."""
        return self.filter(kind=SubjectKind.PLACE)

    def stations(self) -> Self:
        """Reported stations."""
        return self.filter(kind=SubjectKind.STATION)

    def agreements(self) -> Self:
        """Agreements and patrol arrangements."""
        return self.filter(kind=SubjectKind.AGREEMENT)

    def in_country(self, country: Country) -> Self:
        """Those in one country, the country's own subject included."""
        return self.filter(country=country)

    def with_place(self) -> Self:
        """Load the country, the place and the place around it."""
        return self.select_related("country", "parent__parent")

    def with_names(self) -> Self:
        """Load the other names, in the order in which they were entered."""
        return self.prefetch_related(models.Prefetch("names", SubjectName.objects.order_by("pk")))

    def by_label(self) -> Self:
        """A stable order that readers expect."""
        return self.order_by("country__name", "label", "slug")

    def in_reach_of(self, user: Person) -> Self:
        """Keep what this person may come upon: all for the desk; for readers what a visible statement is about.

        What lies around it (the place of a station) and the countries themselves are in reach as well.
        """
        return self if sees_everything(user) else self._told_in(visible_claims(self, user), user)

    def listed_for(self, user: Person) -> Self:
        """Keep what lists hold: as in reach, but not for the sake of a withdrawn statement."""
        return self if sees_everything(user) else self._told_in(standing_claims(self, user), user)

    def _told_in(self, claims: models.QuerySet[Any], user: Person) -> Self:
        told = in_reach(self, claims, user, lambda some: named_in(self, some, ["subject"], around="parent"))
        return self.filter(told | Q(kind__in=[SubjectKind.COUNTRY, SubjectKind.NETWORK]))

    def with_statement_count(self, user: Person) -> Self:
        """Add `statement_count`: the statements about each that this person may see and that were not withdrawn."""
        return self.annotate(statement_count=counted(standing_claims(self, user), "subject"))

    def with_judgement_count(self, user: Person) -> Self:
        """Add `judgement_count`: how often somebody says whether each is one place with another station."""
        judged = judgements(self, user)
        return self.annotate(judgement_count=counted(judged, "first") + counted(judged, "second"))

    def named(self, word: str) -> list[models.QuerySet["Subject"]]:
        """Subjects that hold a word in their label or in another name: one queryset for each index."""
        subjects = Subject.objects.order_by()
        others = SubjectName.objects.filter(name__holds=word).values("subject")
        return [subjects.filter(label__holds=word), subjects.filter(pk__in=others)]

    def matching(self, text: str) -> Self:
        """Keep those in which every word is found: in a name of their own, of the place or of the country."""

        def holding(word: str) -> list[models.QuerySet["Subject"]]:
            label, name = self.named(word)
            subjects = Subject.objects.order_by()
            return [
                label,
                name,
                subjects.filter(parent__in=label.values("pk")),
                subjects.filter(parent__in=name.values("pk")),
                subjects.filter(country__in=Country.objects.filter(name__holds=word).values("pk")),
            ]

        return search.matching(self, text, holding)


def _parent_fits_kind() -> Q:
    condition = Q(kind__in=[kind for kind in SubjectKind if kind not in PARENT_KINDS], parent__isnull=True)
    for kind, parents in PARENT_KINDS.items():
        condition |= Q(kind=kind, parent__isnull=False, parent_kind__in=parents)
    return condition


@tracked(found_by="slug")
class Subject(models.Model):
    """A thing that claims are about: the network, a country, a place, a reported station, an agreement, a case …

    Status, address, operator and opening date are no columns: they are claims, and they conflict.
    """

    kind = models.CharField(max_length=10, choices=SubjectKind)
    slug = models.SlugField(max_length=120, unique=True)
    label = models.CharField(max_length=200)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="subjects")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    parent_kind = models.CharField(  # noqa: DJ001 - no parent, no kind: the composite key needs NULL
        max_length=10,
        choices=SubjectKind,
        null=True,
        blank=True,
        editable=False,
    )
    precision = models.CharField(max_length=20, choices=Precision, blank=True)
    latitude = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    longitude = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    agreement_kind = models.CharField(max_length=20, choices=AgreementKind, blank=True)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "kind"], name="subject_id_with_kind"),
            models.UniqueConstraint(fields=["id", "country"], name="subject_id_with_country"),
            models.UniqueConstraint(
                fields=["country"], condition=Q(kind=SubjectKind.COUNTRY), name="subject_one_for_each_country"
            ),
            models.UniqueConstraint(fields=["kind"], condition=Q(kind=SubjectKind.NETWORK), name="subject_one_network"),
            models.CheckConstraint(name="subject_kind_is_known", condition=Q(kind__in=SubjectKind.values)),
            models.CheckConstraint(
                name="subject_country_fits_kind",
                condition=Q(kind__in=KINDS_IN_A_COUNTRY, country__isnull=False)
                | (~Q(kind__in=KINDS_IN_A_COUNTRY) & Q(country__isnull=True)),
                violation_error_message="A place, station, agreement or case is in a country; the network is in none.",
            ),
            models.CheckConstraint(name="subject_parent_fits_kind", condition=_parent_fits_kind()),
            models.CheckConstraint(
                name="subject_parent_and_its_kind_together",
                condition=Q(parent__isnull=True, parent_kind__isnull=True)
                | Q(parent__isnull=False, parent_kind__isnull=False),
            ),
            models.CheckConstraint(name="subject_is_not_inside_itself", condition=~Q(parent=F("id"))),
            models.CheckConstraint(
                name="subject_precision_fits_kind",
                condition=Q(kind__in=[SubjectKind.PLACE, SubjectKind.STATION]) | Q(precision=""),
            ),
            models.CheckConstraint(
                name="subject_precision_is_known", condition=Q(precision__in=["", *Precision.values])
            ),
            models.CheckConstraint(
                name="subject_coordinates_fit_kind",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    kind=SubjectKind.PLACE,
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                violation_error_message="Only a place has coordinates, and they come in pairs.",
            ),
            models.CheckConstraint(
                name="subject_agreement_kind_fits_kind",
                condition=Q(kind=SubjectKind.AGREEMENT, agreement_kind__in=AgreementKind.values)
                | (~Q(kind=SubjectKind.AGREEMENT) & Q(agreement_kind="")),
            ),
        ]
        indexes = [models.Index(Upper("label"), name="subject_label_in_capitals")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Where a reader finds what is said about this subject."""
        if self.kind == SubjectKind.COUNTRY and self.country:
            return self.country.get_absolute_url()
        if self.kind == SubjectKind.STATION:
            return reverse("claims:station", args=[self.slug])
        if self.kind == SubjectKind.AGREEMENT:
            return reverse("claims:agreement", args=[self.slug])
        return reverse("claims:subject", args=[self.slug])


class Place(Subject):
    """A city, district or region in a host country."""

    class Meta:
        proxy = True


class Station(Subject):
    """A *reported* overseas police station. Being entered is not a finding."""

    class Meta:
        proxy = True


class Agreement(Subject):
    """A bilateral policing agreement or patrol arrangement."""

    class Meta:
        proxy = True


class Case(Subject):
    """One reported forced or persuaded return, never with a name."""

    class Meta:
        proxy = True


@tracked()
class SubjectName(models.Model):
    """Another name of a subject, in its own script: 警侨事务海外服务站."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47, as in zh-Hans.")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "name"], name="subject_name_once"),
            models.CheckConstraint(name="subject_name_is_not_empty", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
