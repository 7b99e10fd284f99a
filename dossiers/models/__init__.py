"""What was handed over, and how to recognise it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from stations.models import Country
from web.history import tracked


@tracked()
class Export(models.Model):
    """One dossier that was made: of what, as of when, with which options, and its digest."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="exports")
    as_of = models.DateTimeField(null=True, blank=True)
    said_by = models.DateField(null=True, blank=True)
    format = models.CharField(max_length=10)
    options = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="exports")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="export_sha256_is_one", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return f"{self.country_id}.{self.format}: {self.sha256[:12]}"
