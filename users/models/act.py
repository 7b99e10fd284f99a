"""What people do that changes no row of the record: signing in, keeping their account, taking files away."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from users.models.user import User


class ActKind(models.TextChoices):
    """What was done that leaves no version of a row behind."""

    SIGNED_IN = "signed_in", _("Signed in")
    REFUSED = "refused", _("Sign-in refused")
    SIGNED_OUT = "signed_out", _("Signed out")
    SESSIONS_ENDED = "sessions_ended", _("Sessions ended")
    PASSWORD = "password", _("Password changed")
    ADDRESS = "address", _("E-mail address changed")
    STEP_ADDED = "step_added", _("Second step added")
    STEP_REMOVED = "step_removed", _("Second step removed")
    RECOVERY_CODES = "recovery_codes", _("Recovery codes made")
    EXPORT_ASKED = "export_asked", _("Dossier asked for")
    EXPORT_MADE = "export_made", _("Dossier with drafts made")
    FILE_TAKEN = "file_taken", _("File taken")
    AUDIT_TAKEN = "audit_taken", _("Audit taken as a file")


class Means(models.TextChoices):
    """By what somebody showed who they are, or tried to."""

    PASSWORD = "password", _("password")
    CODE = "totp", _("code from an app")
    PASSKEY = "webauthn", _("passkey or security key")
    RECOVERY_CODE = "recovery_codes", _("recovery code")


class ActQuerySet(models.QuerySet["Act"]):
    """Which acts."""

    def about(self, person: User) -> Self:
        """Those of one account, whoever did them."""
        return self.filter(person=person)


class Act(models.Model):
    """One act of a person. A row is added and never changed, not even by whoever runs the site; no address is in it.

    `person` is whose account it is about: nobody only where a sign-in was refused for an address without an account.
    `by` is who did it, as far as that is known. `particulars` hold the name of an address of the site and fixed words
    from it, never what somebody typed.
    """

    kind = models.CharField(max_length=20, choices=ActKind)
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="acts")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_index=True)
    means = ArrayField(models.CharField(max_length=20, choices=Means), default=list, blank=True)
    particulars = models.JSONField(default=dict, blank=True)

    objects: ClassVar[ActQuerySet] = ActQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(name="act_kind_is_known", condition=Q(kind__in=ActKind.values)),
            models.CheckConstraint(name="act_means_are_known", condition=Q(means__contained_by=Means.values)),
            models.CheckConstraint(
                name="act_says_whose",
                condition=Q(kind=ActKind.REFUSED, by__isnull=True)
                | (~Q(kind=ActKind.REFUSED) & Q(person__isnull=False, by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
