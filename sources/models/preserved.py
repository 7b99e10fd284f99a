"""Files kept under their SHA-256, and the text found in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sources.choices import ReadingOutcome, ReadingProblem

SHA256 = r"^[0-9a-f]{64}$"


class PreservedFile(models.Model):
    """Bytes that are kept, known by their SHA-256: the same bytes are one file, however often they come.

    The bytes lie in the storage "captures" (sources/preserving/store.py); they may be gone after a takedown, the hash
    stays. A trigger refuses every update; a delete is refused while anything refers to the file. Without a history,
    because it never changes.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField(help_text="Bytes.")
    media_type = models.CharField(max_length=100, help_text="Told from the content, never from a name.")
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="preserved_file_sha256_is_one", condition=Q(sha256__regex=SHA256)),
            models.CheckConstraint(name="preserved_file_size_is_positive", condition=Q(size__gte=0)),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class FileText(models.Model):
    """The whole visible text of a file, or why there is none. It can be made again, so it has no history.

    Offsets count Python characters (code points) in `text`. `page_starts` holds the offset of each page's first
    character, for files that have pages. `properties` are what the file says of itself (author, device, place …), as
    [name, value] pairs: shown to the desk only.
    """

    file = models.OneToOneField(PreservedFile, models.PROTECT, related_name="text")
    outcome = models.CharField(max_length=10, choices=ReadingOutcome)
    problem = models.CharField(max_length=15, choices=ReadingProblem, blank=True)
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, help_text="Of the text, in UTF-8.")
    page_starts = ArrayField(models.IntegerField(), default=list, blank=True)
    title = models.CharField(max_length=500, blank=True, help_text="What the file calls itself.")
    properties = models.JSONField(default=list, blank=True)
    extractor = models.CharField(max_length=100)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="file_text_sha256_is_one", condition=Q(sha256__regex=SHA256)),
            models.CheckConstraint(name="file_text_outcome_is_known", condition=Q(outcome__in=ReadingOutcome.values)),
            models.CheckConstraint(
                name="file_text_failure_says_why",
                condition=~Q(outcome=ReadingOutcome.FAILED, problem="")
                & (Q(problem="") | Q(outcome=ReadingOutcome.FAILED, problem__in=ReadingProblem.values)),
            ),
            models.CheckConstraint(
                name="file_text_only_where_found", condition=Q(text="") | Q(outcome=ReadingOutcome.TEXT)
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
