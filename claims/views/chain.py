"""How a statement reached us: the page on which it is mended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims import actions
from claims.accounts.read import statements
from claims.changes import changes_of_chain
from claims.forms.chain_page import ChainEntry, as_it_stands
from claims.forms.fields import printable
from claims.models import Claim
from users.models import User


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def chain(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the steps in order; put them in another order, add to them, save them."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required
    visible = Claim.objects.visible_to(user).select_related("asserted_by", "citation__source", "subject")
    claim = get_object_or_404(visible, ref=ref)
    if refusal := actions.why_not_chain(claim, user):
        return render(request, "claims/refused.html", {"claim": claim, "reason": refusal}, status=403)
    if request.method != "POST":
        return _page(request, ChainEntry(claim, as_it_stands(claim, user), user))
    entry = ChainEntry(claim, printable(request.POST), user)
    wanted = str(request.POST.get("act", "show"))
    if wanted != "save":
        entry.act(wanted)
        return _page(request, entry)
    if _saved(entry, user):
        messages.success(request, _("Saved: how the statement reached us."))
        return redirect(claim.get_absolute_url())
    return _page(request, entry, status=422)


def _saved(entry: ChainEntry, user: User) -> bool:
    """Save, or name the problem."""
    try:
        actions.mend_chain(
            entry.claim,
            steps=[step.hop for step in entry.steps],
            origin_stated=entry.origin_stated,
            restates=entry.restates,
            builds_on=entry.builds_on,
            by=user,
            at=timezone.now(),
            reason=entry.reason,
        )
    except actions.NotAllowed as reason:
        entry.problems.append(str(reason))
        return False
    return True


def _page(request: HttpRequest, entry: ChainEntry, *, status: int = 200) -> HttpResponse:
    (statement,) = statements(Claim.objects.filter(pk=entry.claim.pk))
    context = {
        "entry": entry,
        "claim": entry.claim,
        "statement": statement,
        "changes": changes_of_chain(entry.claim),
    }
    return render(request, "claims/chain.html", context, status=status)
