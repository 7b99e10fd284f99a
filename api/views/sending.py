"""Sending a draft."""

from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import must_have
from api.models import ADDED
from api.problems import Refused
from api.sending.body import read_body
from api.sending.drafts import Taken, take, would_take
from api.sending.once import key_of
from api.shapes import claims as shapes
from api.shapes import sent
from api.views.base import own_parameters
from api.views.claims import ClaimList
from users.models import Scope, Token
from web import limits

DRY_RUN = "dry_run"
HOUR = 3600


class ClaimListAndDrafts(ClaimList):
    """Claims, each with its passage and its source, the newest first. What was withdrawn: `state=withdrawn`."""

    SENT_WORDS: ClassVar[str] = (
        "Add a draft with its source inline. It belongs to the owner of the token, and an editor publishes it. "
        "What is here already is not added again. Nothing that is here is changed."
    )

    def post(self, request: Request) -> Response:
        """Add a draft, or with `dry_run=1` say what would become of it."""
        asked, now = request._request, timezone.now()
        token = must_have(request, Scope.WRITE_DRAFTS)
        dry = _is_dry(asked)
        _not_too_often(token)
        key, body = key_of(asked), read_body(asked)
        taken = would_take(body, token=token) if dry else take(body, token=token, key=key, at=now)
        return _answered(taken)


def _is_dry(request: HttpRequest) -> bool:
    left = own_parameters(request, (DRY_RUN,))
    faults = [
        {"detail": _("“%(name)s” is not asked here.") % {"name": name[:40]}, "parameter": name[:40]} for name in left
    ]
    if request.GET.get(DRY_RUN) not in (None, "0", "1"):
        faults.append({"detail": _("“dry_run” is 1 or 0."), "parameter": DRY_RUN})
    if faults:
        raise Refused(faults[0]["detail"], faults=faults)
    return request.GET.get(DRY_RUN) == "1"


def _not_too_often(token: Token) -> None:
    most = settings.API_DRAFTS_PER_HOUR
    wait = limits.seconds_to_wait("draft", f"token {token.pk}", at=timezone.now(), most=most, every=HOUR)
    if wait:
        detail = _("At most %(most)s drafts an hour are taken from one token. Try again later.") % {"most": most}
        raise Refused(detail, status=429, headers={"Retry-After": str(wait)})


def _answered(taken: Taken) -> Response:
    if taken.status == ADDED:
        headers = {"Location": reverse("api:claim", args=[taken.ref])}
        return Response(shapes.Claim(taken.statement).data, status=ADDED, headers=headers)
    return Response(sent.Taken(taken).data)
