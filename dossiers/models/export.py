"""One dossier that was asked for, made and kept, or not made."""

from collections.abc import Collection
from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dossiers.choices import ExportFailure, ExportState, ExportStep
from stations.models import Country
from users.models import User
from web.moments import Moment

IN_HAND = (ExportState.ASKED, ExportState.MAKING)

_MADE = Q(state=ExportState.MADE)
_WHOLE = (
    Q(
        sha256__regex=r"^[0-9a-f]{64}$",
        digest__regex=r"^[0-9a-f]{64}$",
        size__gt=0,
        size__isnull=False,
        made_at__isnull=False,
    )
    & ~Q(release="")
    & Q(volumes__gte=1)
)
_NOTHING_OF_IT = Q(
    sha256="", digest="", size__isnull=True, made_at__isnull=True, release="", signature="", erased_at__isnull=True,
    statements={}, sources=[], parties=[], copies=[],
)  # fmt: skip


class ExportQuerySet(models.QuerySet["Export"]):
    """The questions that pages and the queue put to the exports."""

    def made(self) -> Self:
        """Keep those that were made, with those whose bytes were erased since."""
        return self.filter(state=ExportState.MADE)

    def kept(self) -> Self:
        """Keep those whose bytes lie here."""
        return self.made().filter(erased_at__isnull=True)

    def in_hand(self) -> Self:
        """Keep those that wait or are being made."""
        return self.filter(state__in=IN_HAND)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep those that this person may have. One with drafts holds what its maker may see, and is theirs alone.

        Where nothing is kept from a person for the sake of a desk, they may have every one.
        """
        if not isinstance(user, User):
            return self.public()
        return self if user.is_of_every_desk else self.filter(Q(with_drafts=False) | Q(made_by=user))

    def public(self) -> Self:
        """Keep those that anybody may have."""
        return self.filter(with_drafts=False)

    def holding(
        self,
        *,
        statements: Collection[str],
        sources: Collection[int],
        parties: Collection[int],
        copies: Collection[str],
    ) -> Self:
        """Keep those that hold any of these: statements by ref, sources and parties by key, copies by SHA-256."""
        named = Q(sources__overlap=list(sources)) | Q(parties__overlap=list(parties))
        return self.filter(named | Q(statements__has_any_keys=list(statements)) | Q(copies__overlap=list(copies)))

    def newest_first(self) -> Self:
        """As they were made, the latest on top."""
        return self.order_by("-made_at", "-pk")


class Export(models.Model):
    """One dossier that somebody asked for: of what, as of when, with which options, and the digests of what was made.

    `key` is known to whoever asked. `statements` gives for each statement that it holds, by ref, the beginning of a
    SHA-256 of what is recorded of it; `sources` and `parties` are the keys of those it names, `copies` the SHA-256 of
    the preserved copies inside: by these is told what was removed or has changed since. `made_by` is for the desk;
    readers learn of the desk alone.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    country = models.ForeignKey(Country, models.PROTECT, related_name="exports")
    as_of = models.DateTimeField(null=True, blank=True)
    said_by = models.DateField(null=True, blank=True)
    format = models.CharField(max_length=10)
    options = models.JSONField(default=dict, blank=True)
    with_drafts = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.ASKED)
    step = models.CharField(max_length=10, choices=ExportStep, blank=True)
    failure = models.CharField(max_length=10, choices=ExportFailure, blank=True)
    volume = models.PositiveSmallIntegerField(default=0, help_text="How many volumes are done.")
    volumes = models.PositiveSmallIntegerField(default=0, help_text="How many there are; 0 until the records are read.")
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="exports")
    made_at = models.DateTimeField(null=True, blank=True, help_text="The moment that the dossier itself names.")
    sha256 = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="Of what the dossier holds (dossiers.plain.digest).")
    size = models.PositiveBigIntegerField(null=True, blank=True)
    release = models.CharField(max_length=20, blank=True)
    signature = models.CharField(max_length=88, blank=True, help_text="Ed25519, in base64.")
    statements = models.JSONField(default=dict, blank=True)
    sources = ArrayField(models.BigIntegerField(), default=list, blank=True)
    parties = ArrayField(models.BigIntegerField(), default=list, blank=True)
    copies = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="export_state_is_known", condition=Q(state__in=ExportState.values)),
            models.CheckConstraint(name="export_step_is_known", condition=Q(step__in=["", *ExportStep.values])),
            models.CheckConstraint(
                name="export_failure_is_told",
                condition=Q(state=ExportState.FAILED, failure__in=ExportFailure.values)
                | (~Q(state=ExportState.FAILED) & Q(failure="")),
            ),
            models.CheckConstraint(
                name="export_is_whole_or_nothing", condition=(_MADE & _WHOLE) | (~_MADE & _NOTHING_OF_IT)
            ),
            models.CheckConstraint(
                name="export_being_made_has_started",
                condition=Q(state=ExportState.ASKED, started_at__isnull=True, step="")
                | Q(state=ExportState.MAKING, started_at__isnull=False)
                | ~Q(state__in=IN_HAND),
            ),
            models.CheckConstraint(name="export_volumes_are_counted", condition=Q(volume__lte=models.F("volumes"))),
            models.CheckConstraint(
                name="export_of_drafts_says_who", condition=Q(with_drafts=False) | Q(made_by__isnull=False)
            ),
            models.UniqueConstraint(
                name="export_is_asked_for_once",
                fields=["country", "format", "options", "with_drafts", "said_by", "as_of"],
                condition=Q(state__in=IN_HAND),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="export_is_made_once",
                fields=["digest", "format", "options", "with_drafts", "release"],
                condition=Q(state=ExportState.MADE, erased_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index("sha256", condition=~Q(sha256=""), name="export_by_sha256"),
            models.Index("digest", condition=~Q(digest=""), name="export_by_digest"),
            GinIndex(fields=["statements"], name="export_by_statement"),
        ]

    def __str__(self) -> str:
        return f"{self.country_id}.{self.suffix}: {self.sha256[:12] or self.state}"

    def get_absolute_url(self) -> str:
        """The page that says how far it has come."""
        return reverse("dossiers:export", args=[self.key])

    @property
    def suffix(self) -> str:
        """How the name of its file ends: several volumes come in one archive."""
        return f"{self.format}.zip" if self.volumes > 1 else self.format

    @property
    def is_in_hand(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in IN_HAND

    @property
    def moment(self) -> Moment:
        """From when it looks."""
        return Moment(said_by=self.said_by, as_of=self.as_of)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What was chosen and from when it looks, as an address or a form holds it."""
        return [*self.moment.parameters.items(), *self.options.items()]

    def file_url(self) -> str:
        """Where its bytes are served, by their SHA-256."""
        return reverse("dossiers:export_file", args=[self.sha256, self.suffix])

    def has_waited(self, *, at: datetime) -> float:
        """For how many seconds it has waited, or has been in the making."""
        return (at - (self.started_at or self.asked_at)).total_seconds()
