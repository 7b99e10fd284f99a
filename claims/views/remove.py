"""Removing for good: what goes, what stays, where else the words stand; then the reason, and a tick."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.actions import NotAllowed
from claims.actions.removing import (
    Order,
    remove_claim,
    remove_names,
    remove_passage,
    remove_source,
    why_not_remove,
)
from claims.forms.removal import RemovalForm
from claims.models import Claim
from claims.preserved.passages import visible_passages
from claims.removal import reach
from sources.models import Citation, Party, Source
from users.models import User
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today


@dataclass(frozen=True)
class Removing:
    """One thing that can be removed. `kind` is claim, passage, source or party; `words` are what stands there now."""

    kind: str
    title: str | Promise
    words: tuple[str, ...]
    address: str
    reach: reach.Reach
    act: Callable[[Order, RemovalForm], object]

    @property
    def asks_copies(self) -> bool:
        """Whether the editor decides what becomes of the copies; with a source they always go."""
        return self.kind in ("claim", "passage") and self.reach.copies > 0


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    """Remove a statement."""
    rows = Claim.objects.visible_to(request.user).select_related("asserted_by", "citation__source")
    found = get_object_or_404(rows, ref=ref)
    removing = Removing(
        "claim",
        _("Remove a statement for good"),
        (f"{found.asserted_by.name}: {found.statement}", found.citation.exact),
        found.get_absolute_url(),
        reach.of_claim(found, signed_in(request)),
        lambda order, form: remove_claim(found, order, keep_copies=form.keeps_copies),
    )
    return _page(request, removing)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def passage(request: HttpRequest, key: int) -> HttpResponse:
    """Remove a passage and what is drawn from it."""
    found: Citation = get_object_or_404(visible_passages(request.user), pk=key)
    removing = Removing(
        "passage",
        _("Remove a passage for good"),
        (found.exact, found.translation),
        f"/passages/{found.pk}/",
        reach.of_passage(found, signed_in(request)),
        lambda order, form: remove_passage(found, order, keep_copies=form.keeps_copies),
    )
    return _page(request, removing)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove a source with everything that rests on it."""
    found = get_object_or_404(Source.objects.in_reach_of(request.user), slug=slug)
    removing = Removing(
        "source",
        _("Remove a source for good"),
        (str(found), found.url),
        found.get_absolute_url(),
        reach.of_source(found, signed_in(request)),
        lambda order, form: remove_source(found, order),
    )
    return _page(request, removing)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def party(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove the names of a party."""
    found = get_object_or_404(Party.objects.in_reach_of(request.user), slug=slug)
    removing = Removing(
        "party",
        _("Remove the names of a party for good"),
        (found.name, found.native_name),
        found.get_absolute_url(),
        reach.of_party(found, signed_in(request)),
        lambda order, form: remove_names(found, order, role=form.cleaned_data["role"]),
    )
    return _page(request, removing, removed_before=found)


def _page(request: HttpRequest, removing: Removing, removed_before: Model | None = None) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    if refusal := why_not_remove(request.user, removed_at=getattr(removed_before, "removed_at", None)):
        context = {"removing": removing, "reason": refusal}
        return render(request, "claims/remove_refused.html", context, status=403)
    data = request.POST if request.method == "POST" else None
    form = RemovalForm(data, asks_copies=removing.asks_copies, asks_role=removing.kind == "party")
    if not form.is_valid():
        context = {"removing": removing, "form": form}
        return render(request, "claims/remove.html", context, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    order = Order(reason=given["reason"], note=given["note"], by=request.user, at=timezone.now())
    try:
        removing.act(order, form)
    except NotAllowed as refused:
        context = {"removing": removing, "reason": str(refused)}
        return render(request, "claims/remove_refused.html", context, status=409)
    messages.success(request, _now("Removed for good. The address says so, with the day and the reason."))
    return redirect(removing.address)
