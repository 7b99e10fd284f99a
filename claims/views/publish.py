"""The desk's drafts: letting readers see one, taking one back, throwing one away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import actions
from claims.actions.versions import ChangedMeanwhile
from claims.choices import ClaimState
from claims.forms.desks import WHOLE_HOUSE, desks_of, of_desk
from claims.forms.fields import key_of
from claims.forms.meanwhile import VERSION
from claims.models import Claim
from claims.views.add.saved import placed_in_rows
from claims.views.going_back import next_address
from users.signed_in import signed_in
from web.looking_back import DESK, FORM, shows_today

DRAFTS_PER_PAGE = 20


@never_cache
@login_required
@require_safe
@shows_today(DESK)
def drafts(request: HttpRequest) -> HttpResponse:
    """Drafts that wait: all of them for an editor, their own for a contributor."""
    user = signed_in(request)
    waiting = Claim.objects.visible_to(user).filter(state__in=[ClaimState.DRAFT, ClaimState.IN_REVIEW])
    if not user.may_publish:
        waiting = waiting.filter(created_by=user)
    desks, asked = desks_of(user), request.GET.get("desk", "")
    if is_known := asked in {WHOLE_HOUSE, *(desk.slug for desk in desks)}:
        waiting = waiting.filter(of_desk(asked))
    loaded = ("subject", "question", "citation__source", "created_by", "desk")
    rows = waiting.select_related(*loaded).order_by("created_at", "pk")
    page = Paginator(rows, DRAFTS_PER_PAGE).get_page(request.GET.get("page"))
    placed = placed_in_rows(list(page), by=user)
    context = {"page": page, "placed": placed, "desks": desks, "asked": asked if is_known else ""}
    return render(request, "claims/drafts.html", context)


@login_required
@require_POST
@shows_today(FORM)
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Let readers see a draft."""
    user = signed_in(request)
    claim = get_object_or_404(Claim.objects.visible_to(user).select_related("subject"), ref=ref)
    try:
        version = key_of(request.POST.get(VERSION)) or 0
        actions.publish(claim, by=user, at=timezone.now(), version=version)
    except ChangedMeanwhile:
        return _refused(request, claim, _("It was changed since you read it. Read it again, and then publish it."))
    except actions.NotAllowed as reason:
        return _refused(request, claim, str(reason))
    messages.success(
        request, _("Published: readers now see the statement about %(subject)s.") % {"subject": claim.subject.label}
    )
    return redirect(next_address(request, claim))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask why, and take a published statement back."""
    user = signed_in(request)
    claim = get_object_or_404(Claim.objects.visible_to(user).select_related("subject", "asserted_by"), ref=ref)
    if not user.may_publish:
        return _refused(request, claim, _("Only an editor withdraws a statement."))
    reason = request.POST.get("reason", "").replace("\x00", "").strip()
    missing = _("Say why it is withdrawn. Readers will see the reason.")
    problem = _problem_with(reason, missing) if request.method == "POST" else ""
    if request.method != "POST" or problem:
        context = {"claim": claim, "reason": reason, "problem": problem}
        return render(request, "claims/withdraw.html", context, status=422 if problem else 200)
    try:
        actions.withdraw(claim, by=user, at=timezone.now(), reason=reason)
    except actions.NotAllowed as refusal:
        return _refused(request, claim, str(refusal))
    messages.success(request, _("Withdrawn. The statement stays readable as withdrawn, with your reason."))
    return redirect(reverse("claims:claim", args=[claim.ref]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def restore(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask why, and let a withdrawn statement count again."""
    user = signed_in(request)
    rows = Claim.objects.visible_to(user).withdrawn().select_related("subject", "asserted_by")
    claim = get_object_or_404(rows, ref=ref)
    if refusal := actions.why_not_publish(claim, user):
        return _refused(request, claim, refusal)
    reason = request.POST.get("reason", "").replace("\x00", "").strip()
    problem = _problem_with(reason, _("Say why it counts again. Readers will see the reason."))
    if request.method != "POST" or problem:
        context = {"claim": claim, "reason": reason, "problem": problem if request.method == "POST" else ""}
        return render(request, "claims/restore.html", context, status=422 if context["problem"] else 200)
    try:
        actions.publish(claim, by=user, at=timezone.now(), reason=reason)
    except actions.NotAllowed as refused:
        return _refused(request, claim, str(refused))
    messages.success(request, _("Published again, with your reason in the log of corrections."))
    return redirect(claim)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask once, and throw a draft away."""
    user = signed_in(request)
    claim = get_object_or_404(Claim.objects.visible_to(user).select_related("subject", "asserted_by"), ref=ref)
    if reason := actions.why_not_discard(claim, user):
        return _refused(request, claim, reason)
    if request.method != "POST":
        return render(request, "claims/discard.html", {"claim": claim})
    try:
        actions.discard(claim, by=user, at=timezone.now())
    except actions.NotAllowed as refusal:
        return _refused(request, claim, str(refusal))
    messages.success(request, _("Discarded: the draft about %(subject)s is gone.") % {"subject": claim.subject.label})
    return redirect(reverse("claims:drafts"))


def _problem_with(reason: str, missing: str) -> str:
    if not reason:
        return missing
    longest = Claim._meta.get_field("withdrawn_reason").max_length or 500
    return _("At most %(longest)s characters are kept.") % {"longest": longest} if len(reason) > longest else ""


def _refused(request: HttpRequest, claim: Claim, reason: str) -> HttpResponse:
    return render(request, "claims/refused.html", {"claim": claim, "reason": reason}, status=403)
