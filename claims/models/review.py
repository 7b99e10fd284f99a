"""What the desk does with a claim before readers see it: comments, who looks at it, and forms that nobody sent yet."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from claims.models.claim import Claim
from users.models import User
from web.history import Past, reads_in_the_past, tracked

BLANK = r"^\s*$"
LONGEST_COMMENT = 5_000
EDITED_WITHIN = timedelta(minutes=15)

LARGEST_FORM = 100_000
KEPT_FOR = timedelta(days=30)


@reads_in_the_past(Past(of_today=True))
@tracked()
class Comment(models.Model):
    """What somebody of the desk says about a claim to the others of the desk. No reader ever sees it.

    `asks_for_changes`: it sent the claim back to its author. `struck_at`: its author takes it back; it stays legible,
    struck through, because others may have answered it.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="comments")
    text = models.TextField()
    asks_for_changes = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=~Q(text__regex=BLANK)),
            models.CheckConstraint(
                name="comment_is_short_enough", condition=LessThanOrEqual(Length("text"), LONGEST_COMMENT)
            ),
            models.CheckConstraint(
                name="comment_edited_after_it_was_written",
                condition=Q(edited_at__isnull=True) | Q(edited_at__gte=F("written_at")),
            ),
        ]
        indexes = [models.Index(fields=["claim", "written_at"], name="comment_of_claim")]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.text[:40]}"

    def may_be_edited(self, by: User, at: datetime) -> bool:
        """Whether this person may still mend its words: its author, for a quarter of an hour."""
        return self.written_by_id == by.pk and self.struck_at is None and at < self.written_at + EDITED_WITHIN

    def may_be_struck(self, by: User) -> bool:
        """Whether this person may strike it: its author, at any time. What asked for changes did so."""
        return self.written_by_id == by.pk and self.struck_at is None and not self.asks_for_changes


@reads_in_the_past(Past(of_today=True))
@tracked()
class Assignment(models.Model):
    """An editor who looks at a claim, so that no two begin with the same one. It keeps nobody else from it."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="assignment")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.editor_id}"


class UnsentFormQuerySet(models.QuerySet["UnsentForm"]):
    """The questions that the form for adding puts to what was kept of it."""

    def of(self, user: User, at: datetime) -> Self:
        """Keep what this person typed and did not send, and what has not expired; the newest first."""
        return self.filter(kept_for=user, kept_at__gt=at - KEPT_FOR).order_by("-kept_at", "pk")

    def expired(self, at: datetime) -> Self:
        """Keep what is to be thrown away."""
        return self.filter(kept_at__lte=at - KEPT_FOR)


class UnsentForm(models.Model):
    """What somebody typed into the form for adding and has not sent: for them alone, and for thirty days.

    It is no part of the record: it has no history, and stands in no export. `content` is the form as it would be sent,
    without its files.
    """

    form_key = models.UUIDField()
    kept_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="unsent_forms")
    content = models.TextField()
    kept_at = models.DateTimeField()

    objects = UnsentFormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kept_for", "form_key"], name="unsent_form_once"),
            models.CheckConstraint(
                name="unsent_form_is_small_enough", condition=LessThanOrEqual(Length("content"), LARGEST_FORM)
            ),
        ]
        indexes = [models.Index(fields=["kept_at"], name="unsent_form_by_age")]

    def __str__(self) -> str:
        return str(self.form_key)
