"""Desks: the groups of people to which drafts and restricted material belong."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models.functions import Lower

from users.models.user import User
from web.history import Past, reads_in_the_past, tracked

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class DeskQuerySet(models.QuerySet["Desk"]):
    """Which desks."""

    def of(self, user: "User | AnonymousUser") -> Self:
        """Those that this person belongs to."""
        return self.filter(pk__in=user.desk_ids) if isinstance(user, User) else self.none()

    def with_members(self) -> Self:
        """Say of each how many people with an open account belong to it: `number_of_members`."""
        return self.annotate(number_of_members=models.Count("members", filter=models.Q(members__is_active=True)))

    def by_name(self) -> Self:
        """In the order of their names."""
        return self.order_by(Lower("name"), "slug")


@reads_in_the_past(Past(of_today=True))
@tracked()
class Desk(models.Model):
    """People who work on the same thing. What belongs to a desk is seen by its members until readers may see it.

    What belongs to no desk belongs to the whole house: to everybody with an account.
    """

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=120, unique=True)

    objects: ClassVar[DeskQuerySet] = DeskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("slug"), name="desk_slug_once_in_any_case"),
            models.UniqueConstraint(
                Lower("name"),
                name="desk_name_once_in_any_case",
                violation_error_message="There is a desk of this name already.",
            ),
            models.CheckConstraint(
                name="desk_has_a_name",
                condition=~models.Q(name__regex=r"^\s*$") & ~models.Q(slug=""),
                violation_error_message="A desk has a name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@reads_in_the_past(Past(of_today=True))
@tracked()
class Membership(models.Model):
    """One person belongs to one desk. On each of their desks a person has the same role."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "desk"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.desk_id}"
