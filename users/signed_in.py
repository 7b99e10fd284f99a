"""Who sends a request that only a signed-in person can send."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from users.models import User

View = Callable[..., HttpResponseBase]


def signed_in(request: HttpRequest) -> User:
    """The person. Only behind `login_required`, which has turned everybody else away."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    return request.user


def administrators_only(view: View) -> View:
    """Turn away whoever is no administrator before anything is looked up: in the same words whatever was asked."""

    @login_required
    @wraps(view)
    def refuse_or_answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not signed_in(request).may_give_accounts:
            raise PermissionDenied(_("Administrators give accounts, roles and desks."))
        return view(request, *args, **kwargs)

    return refuse_or_answer
