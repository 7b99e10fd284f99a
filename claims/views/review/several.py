"""Publishing several claims of the queue: first what would happen, then all of them or none."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from claims import actions
from claims.actions.publishing_several import MOST_AT_ONCE
from claims.models import Claim
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today

REF = re.compile(r"[a-z0-9]{7}")


@never_cache
@login_required
@require_POST
@shows_today(FORM)
def several(request: HttpRequest) -> HttpResponse:
    """With `act=publish` publish them; otherwise show for each why it can or cannot be."""
    user = signed_in(request)
    if not user.may_publish:
        return render(request, "claims/review/several.html", {"problem": _("Only an editor publishes.")}, status=403)
    refs = list(dict.fromkeys(ref for ref in request.POST.getlist("ref") if REF.fullmatch(ref)))[: MOST_AT_ONCE + 1]
    rows = Claim.objects.visible_to(user).filter(ref__in=refs).select_related("asserted_by", "subject", "question")
    claims = sorted(rows, key=lambda claim: refs.index(claim.ref))
    verdicts, problem = actions.verdicts_of(claims, user), ""
    if not refs:
        messages.info(request, _("Tick at least one."))
        return redirect("claims:review")
    if len(claims) != len(refs):
        problem = _("One of them is not here any more.")
    elif request.POST.get("act") == "publish":
        try:
            done = actions.publish_several([claim.pk for claim in claims], by=user, at=timezone.now())
        except actions.NotAllOfThem as refusal:
            verdicts, problem = refusal.verdicts, str(refusal)
        except actions.NotAllowed as refusal:
            problem = str(refusal)
        else:
            told = ngettext("%(number)s statement is published.", "%(number)s statements are published.", len(done))
            messages.success(request, told % {"number": len(done)})
            return redirect("claims:review")
    context = {
        "verdicts": verdicts,
        "problem": problem,
        "all_can": not problem and not any(v.why_not for v in verdicts),
    }
    return render(request, "claims/review/several.html", context, status=409 if problem else 200)
