"""Amending a draft, also when two people do it at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.actions import NotAllowed
from claims.actions.amending import amend as write_anew
from claims.actions.amending import why_not_amend
from claims.actions.versions import ChangedMeanwhile, version_of
from claims.forms.amending import AmendForm
from claims.forms.fields import key_of, printable
from claims.forms.meanwhile import VERSION, Meanwhile
from claims.models import Claim
from claims.views.add.saved import changes_requested
from claims.views.meanwhile import changed_since, labels_of, values_of
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def amend(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a draft in a form, and write it anew; what somebody else wrote meanwhile is shown beside it first."""
    user = signed_in(request)
    rows = Claim.objects.visible_to(user).select_related("subject", "question", "asserted_by", "choice", "count_unit")
    claim = get_object_or_404(rows, ref=ref)
    if refusal := why_not_amend(claim, user):
        return render(request, "claims/refused.html", {"claim": claim, "reason": refusal}, status=403)
    if request.method != "POST":
        return _page(request, claim, AmendForm(None, claim=claim, by=user), version_of(claim))
    data = printable(request.POST)
    form = AmendForm(data, claim=claim, by=user)
    meanwhile = changed_since(
        data, claim, lambda row: values_of(AmendForm(None, claim=row, by=user)), values_of(form), labels_of(form)
    )
    if meanwhile and not meanwhile.is_settled:
        return _page(request, claim, form, meanwhile.version, meanwhile, status=409)
    if meanwhile:
        meanwhile.settle()
        form = AmendForm(data, claim=claim, by=user)
    version = meanwhile.now if meanwhile else key_of(data.get(VERSION)) or 0
    if not form.is_valid():
        return _page(request, claim, form, version, status=422)
    try:
        write_anew(claim, form.columns(), by=user, at=timezone.now(), version=version)
    except NotAllowed as reason:
        return render(request, "claims/refused.html", {"claim": claim, "reason": str(reason)}, status=403)
    except ChangedMeanwhile:
        return amend(request, ref)
    messages.success(request, _("Saved. Submit it for review when it is ready."))
    return redirect(claim)


def _page(
    request: HttpRequest,
    claim: Claim,
    form: AmendForm,
    version: int,
    meanwhile: Meanwhile | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "claim": claim,
        "form": form,
        "version": version,
        "meanwhile": meanwhile,
        "changes": changes_requested([claim]).get(claim.pk),
    }
    return render(request, "claims/amend.html", context, status=status)
