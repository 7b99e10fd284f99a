"""How often something about accounts may be tried: counted as allauth counts, by the same settings, in one table."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from users.models import User


def take(request: HttpRequest, action: str, *, user: User | None = None) -> bool:
    """Count one more; reading counts as well. False, and nothing counted, when it is one too many."""
    usage = ratelimit.consume(request, app="allauth.account", action=action, user=user, limit_get=True)
    return usage is not None
