"""Invitations: the one way in which an account comes about on the site."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from users.models.desk import Desk
from users.models.user import Role, User
from web.history import Past, reads_in_the_past, tracked


class InvitationState(models.TextChoices):
    """What has become of an invitation."""

    OPEN = "open", _("Open")
    EXPIRED = "expired", _("Expired")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Revoked")


UNDECIDED = Q(accepted_at__isnull=True, revoked_at__isnull=True)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which invitations."""

    def with_people(self) -> Self:
        """Load who invited, who accepted, and the desks: a fixed number of queries."""
        return self.select_related("invited_by", "accepted_by").prefetch_related("desks")

    def newest_first(self) -> Self:
        """The last one sent first."""
        return self.order_by("-sent_at", "-pk")

    def undecided(self) -> Self:
        """Neither accepted nor revoked; the time of some may be over."""
        return self.filter(UNDECIDED)

    def acceptable(self, digest: str, *, at: datetime) -> Self:
        """The one whose link this is, while it can be accepted."""
        return self.undecided().filter(digest=digest, expires_at__gt=at)


@reads_in_the_past(Past(of_today=True))
@tracked(exclude=["email", "digest"])
class Invitation(models.Model):
    """An address to which an account was offered. Its link opens once, for a while; only a digest of it is kept.

    The history holds neither the address nor the digest.
    """

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(max_length=20, choices=Role, default=Role.CONTRIBUTOR)
    desks: "models.ManyToManyField[Desk, InvitationDesk]" = models.ManyToManyField(
        Desk, through="InvitationDesk", related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.OneToOneField(User, models.PROTECT, null=True, related_name="invitation")
    accepted_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(name="invitation_role_is_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(name="invitation_digest_is_a_digest", condition=Q(digest__regex="^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="invitation_expires_after_it_was_sent",
                condition=Q(sent_at__gte=F("invited_at"), expires_at__gt=F("sent_at")),
            ),
            models.CheckConstraint(
                name="invitation_accepted_at_with_by",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_revoked_at_with_by",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_revoked_not_both",
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="invitation_open_once_for_an_address",
                condition=UNDECIDED,
                violation_error_message=_("There is an invitation to this address already."),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def state_at(self, moment: datetime) -> InvitationState:
        """What has become of it by then."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.revoked_at:
            return InvitationState.REVOKED
        return InvitationState.OPEN if self.expires_at > moment else InvitationState.EXPIRED


@reads_in_the_past(Past(of_today=True))
@tracked()
class InvitationDesk(models.Model):
    """A desk to which somebody will belong who accepts."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="to_desks")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "desk"], name="invitation_desk_once")]

    def __str__(self) -> str:
        return f"{self.invitation_id} to {self.desk_id}"
