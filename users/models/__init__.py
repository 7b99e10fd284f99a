"""The people who write here, the desks that they belong to, how they are invited, and what they do."""

from users.models.act import Act, ActKind, ActQuerySet, Means
from users.models.desk import Desk, DeskQuerySet, Membership
from users.models.invitation import Invitation, InvitationDesk, InvitationQuerySet, InvitationState
from users.models.user import Role, User, UserManager, UserQuerySet

__all__ = [
    "Act",
    "ActKind",
    "ActQuerySet",
    "Desk",
    "DeskQuerySet",
    "Invitation",
    "InvitationDesk",
    "InvitationQuerySet",
    "InvitationState",
    "Means",
    "Membership",
    "Role",
    "User",
    "UserManager",
    "UserQuerySet",
]
