"""What a desk keeps to itself about a record: notes, and where something is to the street and the door."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact, LessThanOrEqual

from claims.choices import NoteKind
from claims.models.claim import Claim
from sources.models import Party, Source
from stations.models import Subject
from users.models import Desk, User
from users.models.desk import of_a_desk_of
from web.history import Past, reads_in_the_past, tracked

BLANK = r"^\s*$"
LONGEST_NOTE = 5_000
ABOUT = ("claim", "source", "subject", "party")


def about_what(row: Claim | Source | Subject | Party) -> str:
    """The column that names a row of this kind; a station or an agreement is a subject."""
    kinds = {Claim: "claim", Source: "source", Party: "party"}
    return next((name for kind, name in kinds.items() if isinstance(row, kind)), "subject")


class DeskNoteQuerySet(models.QuerySet["DeskNote"]):
    """The questions that pages put to what a desk keeps to itself."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what this person may see: never a reader; notes of their desks, about what they come upon."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(
            of_a_desk_of(user),
            Q(claim__isnull=True) | Q(claim__in=Claim.objects.visible_to(user).order_by().values("pk")),
            Q(source__isnull=True) | Q(source__in=Source.objects.in_reach_of(user).order_by().values("pk")),
            Q(subject__isnull=True) | Q(subject__in=Subject.objects.in_reach_of(user).order_by().values("pk")),
            Q(party__isnull=True) | Q(party__in=Party.objects.in_reach_of(user).order_by().values("pk")),
        )

    def about(self, row: Claim | Source | Subject | Party) -> Self:
        """Keep those about one record."""
        return self.filter(**{about_what(row): row.pk})

    def newest_first(self) -> Self:
        """As they were written, the latest on top."""
        return self.order_by("-written_at", "-pk")


@reads_in_the_past(Past(of_today=True))
@tracked()
class DeskNote(models.Model):
    """What a desk keeps to itself about one statement, source, subject or party. No reader ever sees it.

    `desk` None is the whole house. A location is of a subject: its address, its coordinates (degrees, WGS 84), or both;
    what readers see of a place is its city.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="desk_notes")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="desk_notes")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="desk_notes")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="desk_notes")
    kind = models.CharField(max_length=10, choices=NoteKind, default=NoteKind.NOTE)
    text = models.TextField(blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    why = models.CharField(max_length=300, help_text="Why it is kept from readers.")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="notes")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = DeskNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="desk_note_is_about_one_thing",
                condition=Exact(Func(*map(F, ABOUT), function="num_nonnulls", output_field=models.IntegerField()), 1),
            ),
            models.CheckConstraint(name="desk_note_kind_is_known", condition=Q(kind__in=NoteKind.values)),
            models.CheckConstraint(
                name="desk_note_says_something", condition=~Q(text__regex=BLANK) | Q(latitude__isnull=False)
            ),
            models.CheckConstraint(name="desk_note_says_why", condition=~Q(why__regex=BLANK)),
            models.CheckConstraint(
                name="desk_note_is_short_enough", condition=LessThanOrEqual(Length("text"), LONGEST_NOTE)
            ),
            models.CheckConstraint(
                name="desk_note_location_is_of_a_subject",
                condition=Q(kind=NoteKind.NOTE) | Q(subject__isnull=False),
            ),
            models.CheckConstraint(
                name="desk_note_coordinates_are_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    kind=NoteKind.LOCATION,
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.kind}"

    @property
    def about(self) -> Claim | Source | Subject | Party:
        """The record that it is about."""
        found = self.claim or self.source or self.subject or self.party
        assert found is not None  # noqa: S101 - desk_note_is_about_one_thing
        return found
