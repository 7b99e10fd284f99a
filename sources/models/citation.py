"""One passage in one source."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sources.choices import LocatorLabel, QuoteResult, RemovalReason, Words
from sources.models.capture import Capture
from sources.models.source import Source
from web.history import Past, reads_in_the_past, tracked


@tracked()
class Citation(models.Model):
    """One passage in one source, as a reader can find it again.

    `exact`, `prefix` and `suffix` are those of a W3C TextQuoteSelector.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, blank=True, related_name="citations")
    locator_label = models.CharField(max_length=15, choices=LocatorLabel, blank=True)
    locator = models.CharField(max_length=50, blank=True)
    exact = models.TextField(help_text="The exact words, in the source's language.")
    prefix = models.CharField(max_length=200, blank=True)
    suffix = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=10, choices=Words, help_text="Whose words the quotation holds.")
    language = models.CharField(max_length=35, help_text="BCP 47.")
    translation = models.TextField(blank=True)
    translated_by = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_for = models.CharField(max_length=15, choices=RemovalReason, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citation_quotes_something",
                condition=~Q(exact__regex=r"^\s*$"),
                violation_error_message="Which words say so? A claim cannot be saved without them.",
            ),
            models.CheckConstraint(name="citation_words_are_known", condition=Q(words__in=Words.values)),
            models.CheckConstraint(
                name="citation_locator_label_is_known", condition=Q(locator_label__in=["", *LocatorLabel.values])
            ),
            models.CheckConstraint(
                name="citation_locator_names_its_unit", condition=Q(locator="") | ~Q(locator_label="")
            ),
            models.CheckConstraint(
                name="citation_translation_names_translator",
                condition=Q(translation="") | ~Q(translated_by=""),
                violation_error_message="A translation says who translated it.",
            ),
            models.CheckConstraint(
                name="citation_removal_says_why",
                condition=Q(removed_at__isnull=True, removed_for="")
                | Q(removed_at__isnull=False, removed_for__in=RemovalReason.values),
            ),
        ]

    def __str__(self) -> str:
        return self.exact[:80]


# Checks are those of today: of passages that read then as they read now, in copies that had been made by then.
STILL_OF_THESE_WORDS = """
EXISTS (SELECT FROM as_of.sources_citation AS was JOIN public.sources_citation AS now ON now.id = was.id
         WHERE was.id = today.citation_id
           AND (was.source_id, was.exact) = (now.source_id, now.exact)
           AND (was.prefix, was.suffix) = (now.prefix, now.suffix))
AND (today.capture_id IS NULL OR EXISTS (SELECT FROM as_of.sources_capture AS made WHERE made.id = today.capture_id))
"""


@reads_in_the_past(Past(only_if=STILL_OF_THESE_WORDS))
class QuoteCheck(models.Model):
    """What a machine found when it looked for a citation's words in a capture. Made again at will: no history.

    One for a citation, of its last check. Offsets count characters of the file's text; `spans` holds start and end of
    each part in turn, more than one pair where the quotation leaves words out ([…]). `file_sha256` and `text_sha256`
    say in what it was looked for, so that a reader sees when either has changed since.
    """

    citation = models.OneToOneField(Citation, models.CASCADE, related_name="quote_check")
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, blank=True, related_name="quote_checks")
    file_sha256 = models.CharField(max_length=64, blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    result = models.CharField(max_length=15, choices=QuoteResult)
    start = models.IntegerField(null=True, blank=True)
    end = models.IntegerField(null=True, blank=True)
    spans = ArrayField(models.IntegerField(), default=list, blank=True)
    page = models.IntegerField(null=True, blank=True, help_text="Counted from 1.")
    rules = models.CharField(max_length=20, blank=True, help_text="The version of the declared normalisation.")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="quote_check_result_is_known", condition=Q(result__in=QuoteResult.values)),
            models.CheckConstraint(
                name="quote_check_found_says_where",
                condition=~Q(result__in=[QuoteResult.EXACT, QuoteResult.NORMALISED])
                | Q(start__isnull=False, end__isnull=False, capture__isnull=False) & ~Q(file_sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citation_id}: {self.result}"
