"""What people checked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.choices import VerificationKind
from claims.models.claim import Claim
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
