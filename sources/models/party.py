"""Who speaks."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sources.choices import PartyKind, RemovalReason
from stations.models import Country
from stations.reach import Person, counted, in_reach, named_in, sees_everything, standing_claims, visible_claims
from web import search
from web.history import tracked


class PartyQuerySet(models.QuerySet["Party"]):
    """The questions that pages put to the parties."""

    def by_name(self) -> Self:
        """A stable order that readers expect."""
        return self.order_by("name", "slug")

    def in_reach_of(self, user: Person) -> Self:
        """Keep whom this person may come upon: all for the desk; for readers who has a part in a visible statement.

        That is who speaks, asked or relays it, whom it names, who published its source, and the bodies around these.
        """
        return self if sees_everything(user) else self._with_a_part_in(visible_claims(self, user), user)

    def listed_for(self, user: Person) -> Self:
        """Keep whom lists hold: as in reach, but not for the sake of a withdrawn statement."""
        return self if sees_everything(user) else self._with_a_part_in(standing_claims(self, user), user)

    def _with_a_part_in(self, claims: models.QuerySet[Any], user: Person) -> Self:
        parts = ["asserted_by", "asked_by", "relays__party", "answer_party", "citation__source__publisher"]
        return self.filter(in_reach(self, claims, user, lambda some: named_in(self, some, parts, around="part_of")))

    def with_statement_count(self, user: Person) -> Self:
        """Add `statement_count`: the statements of each that this person may see and that were not withdrawn."""
        return self.annotate(statement_count=counted(standing_claims(self, user), "asserted_by"))

    def named(self, word: str) -> list[models.QuerySet["Party"]]:
        """Parties that hold a word in a name, also in a former one: one queryset for each index."""
        parties = Party.objects.order_by()
        own = [parties.filter(name__holds=word), parties.filter(native_name__holds=word)]
        return [*own, parties.filter(aliases__name__holds=word), parties.filter(aliases__native_name__holds=word)]

    def matching(self, text: str) -> Self:
        """Keep those in whose names every word is found."""
        return search.matching(self, text, self.named)


@tracked(found_by="slug")
class Party(models.Model):
    """A body or person that makes statements: a ministry, a bureau, an NGO, a newspaper in its own voice.

    Private people appear by role ("a restaurant owner in Seoul"), never by name.
    """

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    native_name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=PartyKind)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="parties")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="bodies")
    described_by_role = models.BooleanField(default=False, help_text="Not named in the source, or not named here.")
    state_media_reason = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="When its names were removed; it is a role since."
    )
    removed_for = models.CharField(max_length=15, choices=RemovalReason, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="party_kind_is_known", condition=Q(kind__in=PartyKind.values)),
            models.CheckConstraint(
                name="party_state_media_says_why",
                condition=~Q(kind=PartyKind.STATE_MEDIA) | ~Q(state_media_reason=""),
                violation_error_message="Say why this medium is called state media.",
            ),
            models.CheckConstraint(
                name="party_private_person_by_role",
                condition=~Q(kind=PartyKind.PRIVATE_PERSON) | Q(described_by_role=True),
                violation_error_message="A private person is described by role.",
            ),
            models.CheckConstraint(name="party_is_not_part_of_itself", condition=~Q(part_of=F("id"))),
            models.CheckConstraint(name="party_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="party_removal_says_why",
                condition=Q(removed_at__isnull=True, removed_for="")
                | Q(removed_at__isnull=False, removed_for__in=RemovalReason.values),
            ),
            models.CheckConstraint(
                name="party_without_its_names_is_a_role",
                condition=Q(removed_at__isnull=True) | Q(described_by_role=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page with everything this party said."""
        return reverse("claims:party", args=[self.slug])
