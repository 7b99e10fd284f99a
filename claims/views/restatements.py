"""Statements that look like one utterance, side by side, for an editor to decide."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims import actions
from claims.actions import comparing
from claims.forms.fields import printable
from claims.models import Apart, Claim
from claims.restating import read_pairs, suggestions
from users.models import User
from web.looking_back import DESK, shows_today

PAIRS_PER_PAGE = 10
LATEST = 10
DONE: dict[str, str | Promise] = {
    "same": _("Linked as one utterance."),
    "builds": _("Linked as building on the other: an origin of its own."),
    "apart": _("Kept apart: two utterances. They are not suggested again."),
    "undo": _("Taken back."),
}


@dataclass(frozen=True)
class Decided:
    """What was just decided, and between which statements, so that it can be taken back."""

    what: str
    words: str | Promise
    one: str
    other: str


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(DESK)
def restatements(request: HttpRequest) -> HttpResponse:
    """Show pairs; keep what an editor decides about one of them."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required
    if request.method == "POST":
        return _decide(request, user)
    page = Paginator(suggestions(user), PAIRS_PER_PAGE).get_page(request.GET.get("page"))
    apart = Apart.objects.filter(
        claim__in=Claim.objects.visible_to(user), other__in=Claim.objects.visible_to(user)
    ).select_related("claim__asserted_by", "other__asserted_by", "decided_by")
    context = {
        "page": page,
        "pairs": read_pairs(page.object_list, user),
        "decided": _decided(request),
        "apart": apart.order_by("-decided_at", "-pk")[:LATEST],
        "may_decide": user.may_publish,
    }
    return render(request, "claims/restatements.html", context)


def _decide(request: HttpRequest, user: User) -> HttpResponse:
    visible, data = Claim.objects.visible_to(user), printable(request.POST)
    one = get_object_or_404(visible, ref=data.get("one", ""))
    other = get_object_or_404(visible, ref=data.get("other", ""))
    wanted, now = str(data.get("act", "")), timezone.now()
    root, rest = (other, one) if data.get("root") == other.ref else (one, other)
    try:
        if wanted == "same":
            rest = comparing.join(root, rest, by=user, at=now).claim
        elif wanted == "builds":
            comparing.use(root, rest, by=user, at=now)
        elif wanted == "apart":
            actions.keep_apart(rest, root, by=user, at=now)
        elif wanted == "undo":
            comparing.undo(one, other, by=user, at=now)
    except actions.NotAllowed as reason:
        return render(request, "claims/refused.html", {"claim": one, "reason": str(reason)}, status=403)
    told = {"page": data.get("page", "1"), "did": wanted, "one": rest.ref, "other": root.ref}
    return redirect(f"{reverse('claims:restatements')}?{urlencode(told)}#pairs")


def _decided(request: HttpRequest) -> Decided | None:
    """What the address says was just decided."""
    data = printable(request.GET)
    what, one, other = (str(data.get(name, "")) for name in ("did", "one", "other"))
    known = Claim.objects.visible_to(request.user).filter(ref__in=[one, other]).count() == 2
    return Decided(what, DONE[what], one, other) if what in DONE and known else None
