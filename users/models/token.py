"""Tokens: what a program shows that acts for a person with an account."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from users.models.user import User
from web.history import Past, reads_in_the_past, tracked

BEGINS_WITH = "onrecord_"
SHOWN = len(BEGINS_WITH) + 8
LONGEST_LIFE = timedelta(days=365)


class Scope(models.TextChoices):
    """What a token may do for its owner. What is public it may read without."""

    WRITE_DRAFTS = "drafts:write", _("Add drafts")
    READ_DESK = "desk:read", _("Read what your desks keep")


class TokenState(models.TextChoices):
    """Whether a token can still be used."""

    USABLE = "usable", _("Usable")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")


class TokenQuerySet(models.QuerySet["Token"]):
    """Which tokens."""

    def of(self, owner: User) -> Self:
        """Those of one person."""
        return self.filter(owner=owner)

    def usable(self, *, on: date) -> Self:
        """Neither revoked nor over. Whether the account is open is asked beside it."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=on)

    def newest_first(self) -> Self:
        """The last one made first."""
        return self.order_by("-created_at", "-pk")


@reads_in_the_past(Past(of_today=True))
@tracked(exclude=["digest", "last_used_on"])
class Token(models.Model):
    """A secret with which a program acts for its owner, for so long and within its scopes. Only a digest is kept.

    `prefix` is how the secret begins: by it the owner knows a token again, and so does whoever finds one lying about.
    The history holds neither the digest nor when the token was used; of its use nothing but the last day is kept.
    """

    owner = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=SHOWN, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    created_at = models.DateTimeField()
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[TokenQuerySet] = TokenQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(name="token_has_a_name", condition=~Q(name__regex=r"^\s*$")),
            models.CheckConstraint(name="token_digest_is_a_digest", condition=Q(digest__regex="^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="token_prefix_tells_no_secret", condition=Q(prefix__regex=f"^{BEGINS_WITH}[0-9A-Za-z_-]{{8}}$")
            ),
            models.CheckConstraint(
                name="token_scopes_are_known",
                condition=Q(scopes__contained_by=Scope.values) & Q(scopes__len__gte=1),
            ),
            models.CheckConstraint(
                name="token_ends_within_a_year",
                condition=Q(expires_on__lte=F("created_at") + LONGEST_LIFE),
            ),
            models.CheckConstraint(
                name="token_revoked_at_with_by",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def state_on(self, day: date) -> TokenState:
        """Whether it could be used on a day, as far as the token itself says."""
        if self.revoked_at:
            return TokenState.REVOKED
        return TokenState.USABLE if self.expires_on >= day else TokenState.EXPIRED

    def may(self, scope: Scope) -> bool:
        """Whether this is among its scopes."""
        return scope in self.scopes
