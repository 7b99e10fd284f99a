"""What was erased for good: when, for which reason, and under which address it was known."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact

from claims.models.claim import Claim
from sources.choices import RemovalReason
from sources.models import Citation, Party, Source
from web.history import Past, reads_in_the_past, tracked

TARGETS = ("claim", "citation", "source", "party")


def _exactly_one_target() -> Exact:
    named = Func(*map(F, TARGETS), function="num_nonnulls", output_field=models.IntegerField())
    return Exact(named, 1)


@reads_in_the_past(Past(of_today=True))
@tracked()
class Removal(models.Model):
    """The tombstone of one act of removing: of a claim, a passage, a source, or the names of a party.

    The rows stay, their words are overwritten in every version. `addresses` are digests of the names in addresses
    that were words themselves, so that these still answer (web/erasing.py). Never changed, never undone.
    """

    claim = models.OneToOneField(Claim, models.PROTECT, null=True, blank=True, related_name="removal")
    citation = models.OneToOneField(Citation, models.PROTECT, null=True, blank=True, related_name="removal")
    source = models.OneToOneField(Source, models.PROTECT, null=True, blank=True, related_name="removal")
    party = models.OneToOneField(Party, models.PROTECT, null=True, blank=True, related_name="removal")
    reason = models.CharField(max_length=15, choices=RemovalReason)
    note = models.CharField(max_length=500, blank=True, help_text="For the desk: who asked, where the letter is kept.")
    addresses = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    was_public = models.BooleanField(help_text="Whether readers could ever see what was removed.")
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="removals")
    removed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="removal_is_of_one_thing", condition=_exactly_one_target()),
            models.CheckConstraint(name="removal_reason_is_known", condition=Q(reason__in=RemovalReason.values)),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.reason}"
