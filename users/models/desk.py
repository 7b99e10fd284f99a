"""Desks: the groups of people to which drafts and restricted material belong."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

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


def of_a_desk_of(user: User, row: str = "") -> models.Q:
    """Which rows belong to a desk of this person, or to the whole house. `row` leads to the row with the desk."""
    return models.Q(**{f"{row}desk__isnull": True}) | models.Q(**{f"{row}desk__in": user.desk_ids})


def of_another_desk(user: User, row: str = "") -> models.Q:
    """Which rows belong to a desk that is none of this person's."""
    return models.Q(**{f"{row}desk__isnull": False}) & ~models.Q(**{f"{row}desk__in": user.desk_ids})


def acts_of_another_desk(user: User, model: type[models.Model], kept: models.Q) -> models.QuerySet[Any]:
    """The acts in which rows were entered that a desk, none of this person's, keeps to itself, or kept to the last.

    `kept` are those of a desk's rows that others do not see. Read from the history, where a deleted row has its last
    version still.
    """
    versions: models.QuerySet[Any] = model.pgh_event_model._default_manager.order_by()  # type: ignore[attr-defined]
    of_row = versions.filter(
        kept, of_another_desk(user), pgh_obj=models.OuterRef("pgh_obj"), superseded_at__isnull=True
    )
    return versions.filter(models.Exists(of_row), pgh_label="insert").values("pgh_context")


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
