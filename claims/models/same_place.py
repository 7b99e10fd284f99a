"""Whether two reported stations are one place, on the word of a statement."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q, Value

from claims.choices import ClaimState, Judgement
from claims.models.claim import Claim
from stations.choices import SubjectKind
from stations.models import Country, Subject
from users.models import User
from web.history import tracked
from web.moments import Dated, current, keeping

BLANK = r"^\s*$"


class SamePlaceQuerySet(models.QuerySet["SamePlace"]):
    """The questions that pages and dossiers put to the judgements."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep those whose statement this person may see, and whose two stations they may come upon.

        Under `said_by` the statement decides; what the desk reads from it was said on the day on which it was read.
        """
        kept = self.filter(claim__in=Claim.objects.visible_to(user).order_by().values("pk"))
        with keeping(Dated.EITHER):
            stations = Subject.objects.stations().in_reach_of(user).order_by().values("pk")
            kept = kept.filter(first__in=stations, second__in=stations)
        said_by = current().said_by
        return kept if said_by is None else kept.filter(Q(desk_reading=False) | Q(made_at__date__lte=said_by))

    def standing(self) -> Self:
        """Keep what was not taken back, and does not rest on a withdrawn statement."""
        return self.filter(withdrawn_at__isnull=True, claim__state=ClaimState.PUBLISHED)

    def of(self, station: Subject) -> Self:
        """Those about one station, whichever stands first."""
        return self.filter(Q(first=station) | Q(second=station))

    def within(self, country: Country) -> Self:
        """Those about a station of one country; the other one may be elsewhere."""
        return self.filter(Q(first__country=country) | Q(second__country=country))

    def with_stations(self) -> Self:
        """Load both stations with their countries."""
        return self.select_related("first__country", "second__country")

    def in_order(self) -> Self:
        """By the names of the stations, then by when they were entered."""
        return self.order_by("first__label", "first__slug", "second__label", "second__slug", "made_at", "pk")


@tracked(exclude=["kind"])
class SamePlace(models.Model):
    """What a statement says of two reported stations: that they are one place, that they are two, or that it is unsure.

    Nothing is merged by it. `desk_reading` tells what the desk reads from the statement from what its speaker says.
    `first` is the station with the lower key, so that a pair has one order; `kind` lets a composite foreign key hold
    both to be stations. Another opinion is another row; a row that was taken back stays, and says when and why.
    """

    first = models.ForeignKey(Subject, models.PROTECT, related_name="judged_first")
    second = models.ForeignKey(Subject, models.PROTECT, related_name="judged_second")
    kind = models.GeneratedField(
        expression=Value(SubjectKind.STATION.value), output_field=models.CharField(max_length=10), db_persist=True
    )
    judgement = models.CharField(max_length=10, choices=Judgement)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="same_places")
    desk_reading = models.BooleanField(default=False, help_text="The desk reads it so; the speaker does not say it.")
    reason = models.CharField(max_length=500, help_text="What in the passage says so, in one sentence for readers.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SamePlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second", "claim", "desk_reading"],
                condition=Q(withdrawn_at__isnull=True),
                name="same_place_judged_once",
                violation_error_message="This statement is entered for these two stations already.",
            ),
            models.CheckConstraint(
                name="same_place_is_of_two",
                condition=~Q(first=F("second")),
                violation_error_message="A station is not compared with itself.",
            ),
            models.CheckConstraint(name="same_place_lower_key_first", condition=Q(first__lte=F("second"))),
            models.CheckConstraint(name="same_place_judgement_is_known", condition=Q(judgement__in=Judgement.values)),
            models.CheckConstraint(
                name="same_place_says_why",
                condition=~Q(reason__regex=BLANK),
                violation_error_message="Say what in the passage says so.",
            ),
            models.CheckConstraint(
                name="same_place_withdrawal_says_when_and_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | Q(~Q(withdrawn_reason__regex=BLANK), withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                violation_error_message="What is taken back says when, by whom and why.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}: {self.judgement}"
