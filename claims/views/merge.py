"""Making two parties one: find the other, see what changes, say how it is known; and former addresses that lead on."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.actions import NotAllowed
from claims.actions.merging import merge_parties, what_merging_changes, why_not_merge
from claims.forms.fields import printable
from claims.forms.lookups import Lookup, LookupField
from sources.models import Party, PartyAlias
from users.models import User
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today

MERGE = "merge"
LONGEST_REASON = 500
INTO = LookupField(
    "into",
    "party",
    gettext_lazy("It is the same as"),
    gettext_lazy("The party that stays. This one’s names stay as other names of it."),
    gettext_lazy("Name of the party"),
    optional=False,
)


def leads_on_from_a_former_address(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let the address of a party that was merged lead, for good, to the party that it is."""

    @wraps(view)
    def respond(request: HttpRequest, slug: str, **rest: Any) -> HttpResponseBase:
        try:
            return view(request, slug=slug, **rest)
        except Http404:
            alias = PartyAlias.objects.filter(slug=slug).select_related("party").first()
            if alias is None:
                raise
            return redirect(alias.party, permanent=True)

    return respond


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Find the party that this one is, show what changes, and make them one."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required
    old = get_object_or_404(Party.objects.in_reach_of(request.user).select_related("country", "part_of"), slug=slug)
    data = printable(request.POST if request.method == "POST" else request.GET)
    merging = data.get("act") == MERGE
    lookup = Lookup(INTO, data, user, checking=merging)
    into = cast("Party | None", lookup.row)
    reason = " ".join(str(data.get("reason", "")).split())
    refusal = "" if user.may_publish else _("Only an editor makes two parties one.")
    if into and not refusal:
        refusal = why_not_merge(old, into, user)
    problem = _problem_with(reason) if merging and into and not refusal else ""
    if merging and not into:
        lookup.must_be_chosen(_("Find the party that it is."))
    if merging and into and not refusal and not problem:
        try:
            merge_parties(old, into=into, by=user, at=timezone.now(), reason=reason)
        except NotAllowed as refused:
            return _page(request, old, lookup, reason=reason, refusal=str(refused), status=409)
        messages.success(request, _("One party now: what named the one names the other."))
        return redirect(into)
    status = 403 if not user.may_publish else 422 if merging else 200
    return _page(request, old, lookup, reason=reason, refusal=refusal, problem=problem, status=status)


def _problem_with(reason: str) -> str:
    if not reason:
        return _("Say how you know that the two are one. Readers will see the reason.")
    too_long = len(reason) > LONGEST_REASON
    return _("At most %(longest)s characters are kept.") % {"longest": LONGEST_REASON} if too_long else ""


def _page(
    request: HttpRequest, old: Party, lookup: Lookup, *, reason: str, refusal: str, problem: str = "", status: int = 200
) -> HttpResponse:
    into = cast("Party | None", lookup.row)
    context = {
        "party": old,
        "lookup": lookup,
        "into": into,
        "changes": what_merging_changes(old, into, signed_in(request)) if into and not refusal else None,
        "reason": reason,
        "refusal": refusal,
        "problem": problem,
    }
    return render(request, "claims/merge.html", context, status=status)
