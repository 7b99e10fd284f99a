"""Preserved copies of sources, and the text found in them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sources.choices import CaptureMethod, CaptureVisibility
from sources.models.source import Source
from web.history import tracked


@tracked()
class Capture(models.Model):
    """One preserved copy of a source, known by its SHA-256 and never changed."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="captures")
    file = models.FileField(upload_to="captures")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField(help_text="Bytes.")
    requested_url = models.URLField(max_length=2000, blank=True)
    final_url = models.URLField(max_length=2000, blank=True)
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="captures")
    method = models.CharField(max_length=10, choices=CaptureMethod)
    tool = models.CharField(max_length=100, blank=True)
    visibility = models.CharField(max_length=10, choices=CaptureVisibility, default=CaptureVisibility.DESK)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "source"], name="capture_id_with_source"),
            models.UniqueConstraint(fields=["source", "sha256"], name="capture_once_for_a_source"),
            models.CheckConstraint(name="capture_sha256_is_one", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(name="capture_method_is_known", condition=Q(method__in=CaptureMethod.values)),
            models.CheckConstraint(
                name="capture_visibility_is_known", condition=Q(visibility__in=CaptureVisibility.values)
            ),
            models.CheckConstraint(name="capture_size_is_positive", condition=Q(size__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.sha256[:12]}"


class CaptureText(models.Model):
    """The whole visible text of a capture. It can be made again, so it has no history."""

    capture = models.OneToOneField(Capture, models.PROTECT, related_name="text")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    page_starts = ArrayField(models.IntegerField(), default=list, help_text="Offset of each page's first character.")
    extractor = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.CheckConstraint(name="capture_text_sha256_is_one", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
