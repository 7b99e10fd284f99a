"""The people who write here, and the desks that they belong to."""

from users.models.desk import Desk, DeskQuerySet, Membership
from users.models.user import Role, User, UserManager

__all__ = [
    "Desk",
    "DeskQuerySet",
    "Membership",
    "Role",
    "User",
    "UserManager",
]
