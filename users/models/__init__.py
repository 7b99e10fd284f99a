"""The people who write here, their desks, how they are invited, what they do, and the tokens of their programs."""

from users.models.act import Act, ActKind, ActQuerySet, Means
from users.models.desk import Desk, DeskQuerySet, Membership
from users.models.invitation import Invitation, InvitationDesk, InvitationQuerySet, InvitationState
from users.models.token import Scope, Token, TokenQuerySet, TokenState
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
    "Scope",
    "Token",
    "TokenQuerySet",
    "TokenState",
    "User",
    "UserManager",
    "UserQuerySet",
]
