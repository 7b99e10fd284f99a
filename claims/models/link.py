"""How claims stand to each other, and how an account reached the source it was read in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest, Least, NullIf

from claims.choices import LinkKind
from claims.models.claim import Claim
from sources.models import Party, Source
from web.history import tracked


@tracked()
class Link(models.Model):
    """Claim → claim. A circle of restatements is refused by a trigger (claims/migrations)."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="links_from")
    kind = models.CharField(max_length=10, choices=LinkKind)
    to = models.ForeignKey(Claim, models.PROTECT, related_name="links_to")
    reason = models.CharField(
        max_length=500,
        blank=True,
        db_default="",
        help_text="Why a correction replaces the other; readers see it when that is withdrawn.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "kind", "to"], name="link_once"),
            models.CheckConstraint(
                name="link_replacement_says_why",
                condition=~Q(kind=LinkKind.REPLACES) | ~Q(reason__regex=r"^\s*$"),
                violation_error_message="A correction says why it replaces the other statement.",
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(kind=LinkKind.RESTATES), name="link_restates_one_claim"
            ),
            models.UniqueConstraint(
                Least("claim", "to"),
                Greatest("claim", "to"),
                condition=Q(kind=LinkKind.REBUTS),
                name="link_rebuts_one_way",
                violation_error_message="Of two statements only the later one can answer the other.",
            ),
            models.CheckConstraint(
                name="link_joins_two_claims",
                condition=~Q(claim=F("to")),
                violation_error_message="A claim is not linked to itself.",
            ),
            models.CheckConstraint(name="link_kind_is_known", condition=Q(kind__in=LinkKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.kind} {self.to_id}"


@tracked()
class Apart(models.Model):
    """Two claims that look like one utterance, and that an editor judged to be two. They are not suggested again.

    `claim` is the one with the lower key, so that a pair has one row.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="apart_from")
    other = models.ForeignKey(Claim, models.PROTECT, related_name="apart_to")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "other"], name="apart_once"),
            models.CheckConstraint(name="apart_lower_key_first", condition=Q(claim__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} is not {self.other_id}"


@tracked(exclude=["previous"])
class Relay(models.Model):
    """A step between the cited source and the speaker, neither of whom is a row.

    Positions count from the source: 1 is whom the source names, the last one heard the speaker. The database
    refuses a gap, because each position needs the one before it.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="relays")
    position = models.PositiveSmallIntegerField()
    previous = models.GeneratedField(
        expression=NullIf(F("position") - 1, Value(0)),
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
    )
    party = models.ForeignKey(Party, models.PROTECT, related_name="relayed")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="relayed")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "position"], name="relay_position_once"),
            models.CheckConstraint(name="relay_position_from_one", condition=Q(position__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.party_id}"
