"""Publishing several claims of the queue: first what would happen, then all of them or none."""

import re
from dataclasses import dataclass

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
from claims.actions.as_read import as_read, claim_version_in
from claims.actions.publishing_several import MOST_AT_ONCE, Verdict
from claims.forms.fields import key_of
from claims.forms.meanwhile import VERSION
from claims.models import Claim
from claims.views.meanwhile import Changed, changes_since
from users.models import User
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today


@dataclass(frozen=True)
class Line:
    """A claim, whether it can be published with the others, its present version, and what was changed of it."""

    verdict: Verdict
    version: int
    changes: tuple[Changed, ...]


OF_A_LINE = ("asserted_by", "subject", "question", "choice", "count_unit")
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
    rows = Claim.objects.visible_to(user).filter(ref__in=refs).select_related(*OF_A_LINE)
    claims = sorted(rows, key=lambda claim: refs.index(claim.ref))
    publishing = request.POST.get("act") == "publish"
    read = _read(request, claims, user, must_tell=publishing)
    verdicts, problem = actions.verdicts_of(claims, user, read=read), ""
    if not refs:
        messages.info(request, _("Tick at least one."))
        return redirect("claims:review")
    if len(claims) != len(refs):
        problem = _("One of them is not here any more.")
    elif publishing:
        try:
            done = actions.publish_several([claim.pk for claim in claims], by=user, at=timezone.now(), read=read)
        except actions.NotAllOfThem as refusal:
            verdicts, problem = refusal.verdicts, str(refusal)
        except actions.NotAllowed as refusal:
            problem = str(refusal)
        else:
            told = ngettext("%(number)s statement is published.", "%(number)s statements are published.", len(done))
            messages.success(request, told % {"number": len(done)})
            return redirect("claims:review")
    context = {
        "lines": _lines(verdicts, read, user),
        "problem": problem,
        "all_can": not problem and not any(v.why_not for v in verdicts),
    }
    return render(request, "claims/review/several.html", context, status=409 if problem else 200)


def _read(request: HttpRequest, claims: list[Claim], by: User, *, must_tell: bool) -> dict[int, int]:
    """The version of each claim that this person had before them. A page that tells none shows it for the first time,
    unless it asks already for something to be done.
    """
    told = {claim.pk: key_of(request.POST.get(f"{VERSION}-{claim.ref}")) for claim in claims}
    now = {} if must_tell else as_read(claims, by)
    return {key: version or now.get(key, 0) for key, version in told.items()}


def _lines(verdicts: list[Verdict], read: dict[int, int], by: User) -> list[Line]:
    """What stands on the page of each, with what was changed since it was read."""
    now = as_read([verdict.claim for verdict in verdicts], by)
    return [
        Line(
            verdict,
            now.get(key, 0),
            changes_since(verdict.claim, claim_version_in(read[key]), by) if read[key] != now.get(key, 0) else (),
        )
        for verdict in verdicts
        for key in [verdict.claim.pk]
    ]
