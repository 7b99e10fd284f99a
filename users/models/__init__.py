"""The people who write here, the desks that they belong to, and how they are invited."""

from users.models.desk import Desk, DeskQuerySet, Membership
from users.models.invitation import Invitation, InvitationDesk, InvitationQuerySet, InvitationState
from users.models.user import Role, User, UserManager, UserQuerySet

__all__ = [
    "Desk",
    "DeskQuerySet",
    "Invitation",
    "InvitationDesk",
    "InvitationQuerySet",
    "InvitationState",
    "Membership",
    "Role",
    "User",
    "UserManager",
    "UserQuerySet",
]
