"""Who sends a request that only a signed-in person can send."""

from django.http import HttpRequest

from users.models import User


def signed_in(request: HttpRequest) -> User:
    """The person. Only behind `login_required`, which has turned everybody else away."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    return request.user
