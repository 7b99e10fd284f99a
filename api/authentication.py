"""Who asks: nobody in particular, somebody who is signed in, or a program that shows a token (RFC 6750).

The session is looked at before the view. Where a token is shown, it alone counts, and no cookie beside it.
"""

from typing import NoReturn

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from api.problems import Refused
from users.actions.tokens import note_use, token_shown
from users.models import Scope, Token, User
from users.second_step import lacks_one
from web.as_of import moment_in_view

CHALLENGE = 'Bearer realm="On Record"'


class Person(BaseAuthentication):  # type: ignore[misc]
    """The person of the request. Whoever is known by a cookie proves, to write, that a page of ours sends it."""

    def authenticate(self, request: Request) -> tuple[User | AnonymousUser, Token | None] | None:
        """The person of the token or of the session; a past moment is read as nobody.

        Raises Refused for a token that opens nothing. One without the scope for it reads as nobody in particular.
        """
        asked: HttpRequest = request._request
        if (secret := _secret(asked)) is not None:
            token = _known(secret)
            reads = token.may(Scope.READ_DESK) and moment_in_view() is None
            return (token.owner if reads else AnonymousUser()), token
        if not isinstance(asked.user, User):
            return None
        _must_be_sent_by_us(asked)
        return asked.user, None


def must_have(request: Request, scope: Scope) -> Token:
    """The token of the request, where it may do this. Raises Refused: 401 without any, 403 for another scope."""
    token = request.auth
    if not isinstance(token, Token):
        raise Refused(_("This needs a token: Authorization: Bearer …"), status=401, headers=_challenge())
    if not token.may(scope):
        detail = _("This token may not do this. It needs the scope “%(scope)s”.") % {"scope": scope.value}
        headers = _challenge(error="insufficient_scope", scope=scope.value)
        raise Refused(detail, status=403, headers=headers)
    return token


def _secret(request: HttpRequest) -> str | None:
    """What is sent as a token; None where nothing is, or where the header belongs to something before this site."""
    scheme, _space, secret = request.headers.get("Authorization", "").strip().partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def _known(secret: str) -> Token:
    now = timezone.now()
    token = token_shown(secret, at=now)
    if token is None:
        _refuse(_("This token opens nothing: it is mistyped, over, or was revoked."))
    if lacks_one(token.owner):
        _refuse(_("The account of this token needs a second step. Sign in on the site and set it up first."))
    if moment_in_view() is None:  # a past moment is read, and nothing is written in it
        note_use(token, on=now.date())
    return token


def _refuse(detail: str) -> NoReturn:
    raise Refused(detail, status=401, headers=_challenge(error="invalid_token"))


def _challenge(**told: str) -> dict[str, str]:
    return {"WWW-Authenticate": ", ".join([CHALLENGE, *(f'{name}="{value}"' for name, value in told.items())])}


def _must_be_sent_by_us(request: HttpRequest) -> None:
    check = CSRFCheck(lambda _request: None)
    check.process_request(request)
    if check.process_view(request, None, (), {}):
        raise PermissionDenied(_("Somebody who is signed in sends the token of the page along: X-CSRFToken."))
