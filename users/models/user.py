"""The people who write here. Readers need no account."""

from typing import ClassVar, Self

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


class UserQuerySet(models.QuerySet["User"]):
    """Which people, and what a list of them shows."""

    def by_address(self) -> Self:
        """In the order of their addresses; those whose account is closed come last."""
        return self.order_by("-is_active", Lower("email"))

    def as_listed(self) -> Self:
        """With the desks of each, and `has_second_step`: whether there is more than a password."""
        from users.second_step import second_steps  # allauth's models need this one

        steps = second_steps().filter(user=models.OuterRef("pk"))
        return self.prefetch_related("desks").annotate(has_second_step=models.Exists(steps))


class UserManager(BaseUserManager["User"]):
    """Make accounts; sign-up by oneself does not exist."""

    def get_queryset(self) -> UserQuerySet:
        """All people, with the questions of `UserQuerySet`."""
        return UserQuerySet(self.model, using=self._db)

    def by_address(self) -> UserQuerySet:
        """See `UserQuerySet`."""
        return self.get_queryset().by_address()

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
    second_step_taken_at = models.DateTimeField(null=True, editable=False)
    desks = models.ManyToManyField("users.Desk", through="users.Membership", related_name="members")

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
    def _of_desks(self) -> dict[int, bool]:
        """Every desk by its key, and whether this person belongs to it: one query, however often it is needed."""
        own = self.memberships.filter(desk=models.OuterRef("pk"))
        return dict(self.desks.model._default_manager.values_list("pk", models.Exists(own)))

    @cached_property
    def desk_ids(self) -> frozenset[int]:
        """The desks that this person belongs to."""
        return frozenset(key for key, is_own in self._of_desks.items() if is_own)

    @cached_property
    def is_of_every_desk(self) -> bool:
        """Whether nothing is kept from this person for the sake of a desk."""
        return all(self._of_desks.values())

    @property
    def may_give_accounts(self) -> bool:
        """Whether this person invites people, gives roles and makes desks."""
        return self.is_active and self.role == Role.ADMINISTRATOR

    @property
    def may_publish(self) -> bool:
        """Whether this person may let readers see somebody else's claim."""
        return self.is_active and self.role in (Role.EDITOR, Role.ADMINISTRATOR)

    @property
    def may_write(self) -> bool:
        """Whether this person may add claims; every account may."""
        return self.is_active
