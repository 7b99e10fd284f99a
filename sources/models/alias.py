"""Under which names and addresses a party was entered before it was found to be another."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from sources.models.party import Party
from web.history import Past, reads_in_the_past, tracked


@reads_in_the_past(Past(of_today=True))
@tracked()
class PartyAlias(models.Model):
    """A party that was merged into another: its names, its former address, which leads to the other, and why.

    `former_key` was its primary key, by which the history still knows it. A trigger refuses a slug that a party has.
    """

    slug = models.SlugField(max_length=120, unique=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="aliases")
    former_key = models.BigIntegerField(unique=True)
    name = models.CharField(max_length=200)
    native_name = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="parties_merged")
    merged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="party_alias_says_why", condition=~Q(reason__regex=r"^\s*$")),
        ]

    def __str__(self) -> str:
        return self.name
