"""A file that somebody brought to be imported, until it is imported, thrown away, or nobody came back to it."""

from datetime import datetime, timedelta
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from claims.choices import FileState, Kind
from users.models import Desk, User

KEPT_FOR = timedelta(days=7)
LONGEST_PROBLEM = 500

AT_REST = (FileState.COLUMNS, FileState.CHECKED)
IN_HAND = (FileState.TO_CHECK, FileState.CHECKING, FileState.TO_WRITE, FileState.WRITING)
_WITH_ROWS = Q(state__in=[FileState.CHECKED, FileState.TO_WRITE, FileState.WRITING])
_NOTHING_OF_IT = Q(content__isnull=True, outcomes__isnull=True)


class BroughtFileQuerySet(models.QuerySet["BroughtFile"]):
    """The questions that pages and the queue put to the files."""

    def of(self, user: User, at: datetime) -> Self:
        """Keep what this person brought and what has not expired. Nobody else ever sees it, of whatever role."""
        return self.filter(kept_for=user, brought_at__gt=at - KEPT_FOR)

    def without_their_bytes(self) -> Self:
        """Leave in the database what is large: the file itself, and what becomes of its rows."""
        return self.defer("content", "outcomes")

    def in_hand(self) -> Self:
        """Keep those that the queue is to do something with."""
        return self.filter(state__in=IN_HAND)

    def not_imported(self) -> Self:
        """Keep those of which nothing is in the record."""
        return self.exclude(state=FileState.IMPORTED)

    def forget_checks(self, why: str) -> int:
        """Put back to their columns those that were checked: what was told of their rows may be somebody's no more."""
        checked = self.filter(state=FileState.CHECKED)
        return checked.update(state=FileState.COLUMNS, outcomes=None, counts={}, problem=why)

    def expired(self, at: datetime) -> Self:
        """Keep what is to be thrown away."""
        return self.filter(brought_at__lte=at - KEPT_FOR)


class BroughtFile(models.Model):
    """A spreadsheet on its way into the record: for whoever brought it alone, and for seven days.

    It is no part of the record, and no register of imports, which is the history (0049): it has no history itself.
    `facts` (name, headings, the first rows), `content` and `outcomes` are sealed under the site's key. `columns` says
    which column of ours each heading is, by its place. `attempts` tells apart who works on it: what an earlier worker
    of the same file still does is not kept.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    kept_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="brought_files")
    kind = models.CharField(max_length=20, choices=Kind)
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    facts = models.BinaryField()
    content = models.BinaryField(null=True)
    columns = models.JSONField(default=dict, blank=True)
    outcomes = models.BinaryField(null=True)
    counts = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=FileState, default=FileState.COLUMNS)
    problem = models.CharField(max_length=LONGEST_PROBLEM, blank=True, help_text="Why the last step was not taken.")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    brought_at = models.DateTimeField()
    imported_as = models.UUIDField(null=True, blank=True, help_text="The act under which the history keeps it.")

    objects = BroughtFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="brought_file_state_is_known", condition=Q(state__in=FileState.values)),
            models.CheckConstraint(name="brought_file_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="brought_file_has_its_digest", condition=Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0)
            ),
            models.CheckConstraint(
                name="brought_file_goes_when_it_is_imported",
                condition=(Q(state=FileState.IMPORTED, imported_as__isnull=False) & _NOTHING_OF_IT)
                | (~Q(state=FileState.IMPORTED) & Q(imported_as__isnull=True, content__isnull=False)),
            ),
            models.CheckConstraint(
                name="brought_file_is_imported_as_it_was_checked",
                condition=(_WITH_ROWS & Q(outcomes__isnull=False)) | (~_WITH_ROWS & Q(outcomes__isnull=True)),
            ),
            models.CheckConstraint(name="brought_file_counts_to_its_end", condition=Q(done__lte=F("total"))),
        ]
        indexes = [models.Index(fields=["brought_at"], name="brought_file_by_age")]

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"

    def get_absolute_url(self) -> str:
        """The page of what is to be done with it next."""
        return reverse("claims:import_file", args=[self.key])

    @property
    def is_in_hand(self) -> bool:
        """Whether the queue is to do something with it."""
        return self.state in IN_HAND

    @property
    def is_to_be_written(self) -> bool:
        """Whether what the queue is to do is to import it."""
        return self.state in (FileState.TO_WRITE, FileState.WRITING)
