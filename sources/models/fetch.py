"""Addresses that somebody asked to have fetched, until what came of it is told and forgotten."""

from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from sources.choices import FetchState
from sources.models.capture import Capture, PendingCapture
from sources.models.source import Source

TO_BE_GIVEN_UP = (FetchState.ASKED, FetchState.FETCHING)
IN_HAND = (*TO_BE_GIVEN_UP, FetchState.READING)


class FetchQuerySet(models.QuerySet["Fetch"]):
    """The questions that pages and the queue put to the fetches."""

    def in_hand(self) -> Self:
        """Keep those that have not ended."""
        return self.filter(state__in=IN_HAND)

    def to_be_given_up(self) -> Self:
        """Keep those of which nothing is kept yet, so that they can still be cancelled."""
        return self.filter(state__in=TO_BE_GIVEN_UP)


class Fetch(models.Model):
    """One address that the queue fetches: that of a source, or one typed into a form that is not saved yet.

    A copy of a source becomes a Capture; what a form asked for is held as a PendingCapture, until the form is saved.
    For whoever asked alone, and forgotten after a week: without a history.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="fetches")
    url = models.URLField(max_length=2000, blank=True, help_text="Where no source is known: what was typed.")
    state = models.CharField(max_length=10, choices=FetchState, default=FetchState.ASKED)
    problem = models.CharField(max_length=500, blank=True, help_text="Why it failed, in one sentence.")
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="fetches")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, blank=True, related_name="fetches")
    pending = models.ForeignKey(PendingCapture, models.SET_NULL, null=True, blank=True, related_name="fetches")

    objects = FetchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="fetch_state_is_known", condition=Q(state__in=FetchState.values)),
            models.CheckConstraint(
                name="fetch_is_of_a_source_or_an_address",
                condition=Q(source__isnull=False, url="") | (Q(source__isnull=True) & ~Q(url="")),
            ),
            models.CheckConstraint(
                name="fetch_that_failed_says_why",
                condition=(Q(state=FetchState.FAILED) & ~Q(problem="")) | (~Q(state=FetchState.FAILED) & Q(problem="")),
            ),
            models.CheckConstraint(
                name="fetch_under_way_has_started",
                condition=Q(state=FetchState.ASKED, started_at__isnull=True)
                | Q(state__in=[FetchState.FETCHING, FetchState.READING, FetchState.KEPT], started_at__isnull=False)
                | Q(state__in=[FetchState.FAILED, FetchState.CANCELLED]),
            ),
            models.CheckConstraint(
                name="fetch_keeps_what_it_was_asked_for",
                condition=Q(
                    state__in=[FetchState.READING, FetchState.KEPT], source__isnull=False, capture__isnull=False
                )
                & Q(pending__isnull=True)
                | Q(state__in=[FetchState.READING, FetchState.KEPT], source__isnull=True, capture__isnull=True)
                | ~Q(state__in=[FetchState.READING, FetchState.KEPT]) & Q(capture__isnull=True, pending__isnull=True),
            ),
            models.UniqueConstraint(
                name="fetch_is_asked_for_once",
                fields=["asked_by", "source", "url"],
                condition=Q(state__in=IN_HAND),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"

    def get_absolute_url(self) -> str:
        """The page that says how far it has come."""
        return reverse("sources:fetched", args=[self.key])

    @property
    def address(self) -> str:
        """What is asked for."""
        return self.source.url if self.source else self.url

    @property
    def is_in_hand(self) -> bool:
        """Whether it waits or is being done."""
        return self.state in IN_HAND

    @property
    def may_be_given_up(self) -> bool:
        """Whether nothing of it is kept yet."""
        return self.state in TO_BE_GIVEN_UP
