"""What people checked, and where they looked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.choices import SearchResult, VerificationKind
from claims.models.claim import Claim
from claims.models.question import Question
from sources.models import Party
from stations.models import Country
from web.history import tracked


@tracked()
class Verification(models.Model):
    """One of five things that a named person checked about a claim; never the claim's author.

    `author` is copied from the claim and held equal by a composite foreign key.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verifications")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(max_length=15, choices=VerificationKind)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="verifications")
    verified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "kind"], name="verification_once_of_each_kind"),
            models.CheckConstraint(name="verification_kind_is_known", condition=Q(kind__in=VerificationKind.values)),
            models.CheckConstraint(
                name="verification_not_by_the_author",
                condition=~Q(verified_by=F("author")),
                violation_error_message="The author of a claim does not verify it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.kind}"


@tracked()
class Search(models.Model):
    """A record of having looked: what, where, when, and what it gave. Silence is only told from it."""

    slug = models.SlugField(max_length=120, unique=True)
    what = models.CharField(max_length=300)
    where = models.CharField(max_length=300)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="searches")
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="searches")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="searches")
    searched_on = models.CharField(max_length=60, help_text="EDTF.")
    searched_on_earliest = models.DateField(null=True, blank=True, editable=False)
    searched_on_latest = models.DateField(null=True, blank=True, editable=False)
    searched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="searches")
    result = models.CharField(max_length=15, choices=SearchResult)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="search_says_what_and_where", condition=~Q(what="") & ~Q(where="")),
            models.CheckConstraint(name="search_result_is_known", condition=Q(result__in=SearchResult.values)),
        ]
        verbose_name_plural = "searches"

    def __str__(self) -> str:
        return self.what
