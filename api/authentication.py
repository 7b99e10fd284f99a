"""Who asks: nobody in particular, or somebody who is signed in. The session is looked at before the view."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from users.models import User


class Person(BaseAuthentication):  # type: ignore[misc]
    """The person of the request. Whoever is known by a cookie proves, to write, that a page of ours sends it."""

    def authenticate(self, request: Request) -> tuple[User | AnonymousUser, None] | None:
        """The person of the session; a past moment is read as nobody."""
        asked: HttpRequest = request._request
        if not isinstance(asked.user, User):
            return None
        _must_be_sent_by_us(asked)
        return asked.user, None


def _must_be_sent_by_us(request: HttpRequest) -> None:
    check = CSRFCheck(lambda _request: None)
    check.process_request(request)
    if check.process_view(request, None, (), {}):
        raise PermissionDenied(_("Somebody who is signed in sends the token of the page along: X-CSRFToken."))
