"""How much waits for whoever is signed in, for the navigation of every page."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from claims.choices import ClaimState
from claims.models import Claim, Comment
from users.models import User


def waiting(user: User | AnonymousUser) -> int:
    """For an editor, what is in review and somebody else wrote; for a contributor, drafts that were sent back to them.

    One query.
    """
    if not isinstance(user, User):
        return 0
    visible = Claim.objects.visible_to(user)
    if user.may_publish:
        return visible.in_review().exclude(created_by=user).order_by().count()
    back = Comment.objects.filter(asks_for_changes=True).values("claim")
    return visible.filter(state=ClaimState.DRAFT, created_by=user, pk__in=back).count()


def waiting_for(request: HttpRequest) -> dict[str, object]:
    """The number, counted only by the page that prints it."""
    return {"waiting_number": SimpleLazyObject(lambda: waiting(request.user))}
