"""The people who write here. Readers need no account."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from web.history import Past, reads_in_the_past, tracked


class Role(models.TextChoices):
    """What a person with an account may do. An editor may do all that a contributor may."""

    CONTRIBUTOR = "contributor", _("Contributor")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")


class UserManager(BaseUserManager["User"]):
    """Make accounts; sign-up by oneself does not exist."""

    def create_user(self, email: str, password: str | None = None, *, role: str = Role.CONTRIBUTOR) -> "User":
        """Make an account. Without a password nobody can sign in to it."""
        user = self.model(email=self.normalize_email(email), role=role)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        """Find an account by its address, whatever the case of its letters."""
        return self.get(email__iexact=email)


@reads_in_the_past(Past(of_today=True))
@tracked(exclude=["email", "password", "last_login"])
class User(AbstractBaseUser):
    """One person with an account; shown to nobody outside the desk. The history holds roles, and no address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    role = models.CharField(max_length=20, choices=Role, default=Role.CONTRIBUTOR)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(name="user_role_is_known", condition=models.Q(role__in=Role.values)),
            models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.email

    @cached_property
    def desk_ids(self) -> frozenset[int]:
        """The desks that this person belongs to: asked for once, however often it is needed."""
        return frozenset(self.memberships.values_list("desk_id", flat=True))

    @property
    def may_publish(self) -> bool:
        """Whether this person may let readers see somebody else's claim."""
        return self.is_active and self.role in (Role.EDITOR, Role.ADMINISTRATOR)

    @property
    def may_write(self) -> bool:
        """Whether this person may add claims; every account may."""
        return self.is_active
