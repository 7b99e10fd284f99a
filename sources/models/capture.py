"""Preserved copies of sources: who brought which bytes here, when, from where."""

from typing import Self
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from sources.choices import CaptureMethod, Rights, TakedownReason
from sources.models.preserved import PreservedFile
from sources.models.source import Source, open_to
from users.models import User
from web.history import Past, reads_in_the_past, tracked


class Copy(models.Model):
    """What is known of a copy: its bytes, and how they came here.

    `file` is the page or document itself; `exchange` the raw HTTP exchange of a fetch, as a WARC. `http_headers` are
    [name, value] pairs as the server sent them.
    """

    file = models.ForeignKey(PreservedFile, models.PROTECT, related_name="%(class)ss")
    exchange = models.ForeignKey(
        PreservedFile, models.PROTECT, null=True, blank=True, related_name="%(class)s_exchanges"
    )
    name = models.CharField(max_length=255, blank=True, help_text="As the uploaded file was called; never a path.")
    requested_url = models.URLField(max_length=2000, blank=True)
    final_url = models.URLField(max_length=2000, blank=True)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    http_headers = models.JSONField(default=list, blank=True)
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="%(class)ss")
    method = models.CharField(max_length=10, choices=CaptureMethod)
    tool = models.CharField(max_length=100, blank=True, help_text="Name and version.")

    class Meta:
        abstract = True


class CaptureQuerySet(models.QuerySet["Capture"]):
    """The questions that pages put to the copies."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep the copies of which this person may know: hash, date and addresses, not the bytes."""
        if user.is_authenticated:
            return self.filter(open_to(user, "source__"))
        return self.filter(source__in=Source.objects.visible_to(user))

    def readable_by(self, user: User | AnonymousUser) -> Self:
        """Keep the copies whose text and pages this person may read. The one place where that is decided.

        The desk reads all; everybody reads those that an editor released, while the rights of the source are cleared.
        What was taken down is read by nobody.
        """
        kept = self.visible_to(user).filter(takedown__isnull=True)
        if user.is_authenticated:
            return kept
        return kept.filter(release__isnull=False).exclude(source__rights=Rights.NOT_CLEARED)

    def standing(self) -> Self:
        """Keep what was not taken down."""
        return self.filter(takedown__isnull=True)

    def newest_first(self) -> Self:
        """By the moment of capture."""
        return self.order_by("-captured_at", "-pk")


@tracked()
class Capture(Copy):
    """One preserved copy of a source. Triggers refuse every change and every delete; see Takedown."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="captures")
    captured_by = models.ForeignKey(  # type: ignore[assignment]
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="captures",
        help_text="Nobody of the desk, where a reader sent it.",
    )

    objects = CaptureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "source"], name="capture_id_with_source"),
            models.UniqueConstraint(fields=["source", "file"], name="capture_once_for_a_source"),
            models.CheckConstraint(name="capture_method_is_known", condition=Q(method__in=CaptureMethod.values)),
            models.CheckConstraint(
                name="capture_says_who_brought_it",
                condition=Q(method=CaptureMethod.SENT, captured_by__isnull=True)
                | (~Q(method=CaptureMethod.SENT) & Q(captured_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="capture_fetch_says_from_where",
                condition=~Q(method=CaptureMethod.FETCH)
                | (~Q(requested_url="") & ~Q(final_url="") & Q(http_status__isnull=False, exchange__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.file_id}"


class PendingCapture(Copy):
    """A copy in somebody's hands that belongs to no source yet: brought while filling in the form.

    It becomes a Capture when the form is saved, and is thrown away after a week otherwise (sources/tasks.py).
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pending_capture_method_is_known",
                condition=Q(method__in=[CaptureMethod.UPLOAD, CaptureMethod.FETCH]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)


@reads_in_the_past(Past(of_today=True))
@tracked()
class Takedown(models.Model):
    """The tombstone of a copy: its bytes and its text are gone, its hash, date and reason stay. It is never undone."""

    capture = models.OneToOneField(Capture, models.PROTECT, related_name="takedown")
    reason = models.CharField(max_length=15, choices=TakedownReason)
    note = models.CharField(max_length=500, blank=True, help_text="For the desk.")
    taken_down_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="takedowns")
    taken_down_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="takedown_reason_is_known", condition=Q(reason__in=TakedownReason.values)),
        ]

    def __str__(self) -> str:
        return f"{self.capture_id}: {self.reason}"


@reads_in_the_past(Past(only_if="EXISTS (SELECT FROM public.sources_release AS still WHERE still.id = was.pgh_obj_id)"))
@tracked()
class Release(models.Model):
    """A copy that everybody may open, without what the file said of itself (author, device, place).

    `file` is the stripped one. It counts only while the rights of the source are cleared.
    """

    capture = models.OneToOneField(Capture, models.PROTECT, related_name="release")
    file = models.ForeignKey(PreservedFile, models.PROTECT, related_name="releases")
    stripped = models.JSONField(default=list, blank=True, help_text="The names of what was taken out.")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="releases")
    released_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.capture_id}: {self.file_id}"
