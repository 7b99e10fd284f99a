"""What readers send to the desk: a mistake that they point out, or a statement of their own."""

import secrets
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sources.choices import LetterKind, LetterState
from sources.models.source import Source
from users.models import User
from web.history import Past, reads_in_the_past, tracked
from web.limits import CountedDay

NUMBER_CHARACTERS = "23456789abcdefghjkmnpqrstvwxyz"


def new_number() -> str:
    """A number that nobody guesses and everybody can read out: “k7q2-mf9x-3t”."""
    drawn = "".join(secrets.choice(NUMBER_CHARACTERS) for _ in range(10))
    return f"{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """The questions that the desk puts to the letters."""

    def visible_to(self, user: User) -> Self:
        """Keep those that this person may read: a letter is a source, and a desk can keep it to itself."""
        return self.filter(source__in=Source.objects.visible_to(user))

    def waiting(self) -> Self:
        """Keep those that no editor has decided about."""
        return self.filter(state=LetterState.WAITING)

    def oldest_first(self) -> Self:
        """As they came."""
        return self.order_by("sent_at", "pk")

    def newest_first(self) -> Self:
        """The latest on top."""
        return self.order_by("-sent_at", "-pk")

    def with_copies(self) -> Self:
        """Load what the pages of the desk print: a fixed number of queries."""
        return self.select_related("source", "decided_by").prefetch_related("source__captures__file__text")


@reads_in_the_past(Past(of_today=True))
@tracked(exclude=["contact"])
class Letter(models.Model):
    """A source that a reader sent, with what the desk makes of it. Its text is the source's copy.

    `number` is known to the sender alone, who can ask with it what became of the letter. `contact` is private: it is
    in no history, can be deleted at any time, and is deleted some weeks after the decision.
    """

    number = models.CharField(max_length=12, unique=True, default=new_number, editable=False)
    source = models.OneToOneField(Source, models.PROTECT, related_name="letter")
    kind = models.CharField(max_length=10, choices=LetterKind)
    about = models.CharField(max_length=300, blank=True, help_text="The page of this site that it is about; a path.")
    sender_name = models.CharField(max_length=200, blank=True, help_text="Who speaks, as it should stand.")
    sender_office = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=2000, blank=True, help_text="Where it can be read as well.")
    contact = models.CharField(max_length=200, blank=True)
    form_key = models.UUIDField(
        unique=True, default=uuid4, editable=False, help_text="A form sent twice is one letter."
    )
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.WAITING)
    answer = models.TextField(blank=True, help_text="What the sender reads.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="letters_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="letter_kind_is_known", condition=Q(kind__in=LetterKind.values)),
            models.CheckConstraint(name="letter_state_is_known", condition=Q(state__in=LetterState.values)),
            models.CheckConstraint(
                name="letter_is_about_a_page_here", condition=Q(about="") | Q(about__startswith="/")
            ),
            models.CheckConstraint(
                name="letter_decision_says_who_and_when",
                condition=Q(state=LetterState.WAITING, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state=LetterState.WAITING) & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="letter_answer_is_given",
                condition=Q(state__in=[LetterState.WAITING, LetterState.ACCEPTED]) | ~Q(answer__regex=r"^\s*$"),
                violation_error_message="Say it in words: the sender reads them.",
            ),
        ]
        indexes = [models.Index("state", F("sent_at").desc(), name="letter_newest_in_a_state")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Where the desk reads it."""
        return reverse("claims:letter", args=[self.pk])


class LetterDay(CountedDay):
    """How many letters came today, by digests of addresses; thrown away when the day is over."""
