"""What the desk says about a claim: written, mended for a while, struck. No reader ever comes here."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claims import actions
from claims.models import Claim, Comment
from claims.models.review import LONGEST_COMMENT
from claims.views.review.back import next_address
from users.models import User
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today


@dataclass(frozen=True)
class Said:
    """One comment, and what this person may do with it."""

    comment: Comment
    may_edit: bool
    may_strike: bool


@dataclass(frozen=True)
class Thread:
    """The comments on a claim, the oldest first."""

    claim: Claim
    said: list[Said]
    longest: int = LONGEST_COMMENT


def thread_of(claim: Claim, user: User) -> Thread:
    """All comments on a claim that this person may see already: one query."""
    now = timezone.now()
    rows = Comment.objects.filter(claim=claim).select_related("written_by").order_by("written_at", "pk")
    return Thread(claim, [Said(row, row.may_be_edited(user, now), row.may_be_struck(user)) for row in rows])


@never_cache
@login_required
@require_POST
@shows_today(FORM)
def comment(request: HttpRequest, ref: str) -> HttpResponse:
    """Say something about a claim to the desk."""
    user = signed_in(request)
    claim = get_object_or_404(Claim.objects.visible_to(user), ref=ref)
    text = request.POST.get("text", "")
    try:
        actions.comment(claim, by=user, at=timezone.now(), text=text)
    except actions.NotAllowed as refusal:
        context = {"claim": claim, "text": text, "problem": str(refusal), "next": request.POST.get("next", "")}
        return render(request, "claims/review/comment.html", context, status=422)
    return redirect(f"{next_address(request, claim)}#comments")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def change(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Mend one's own comment, or strike it (`act=strike`)."""
    user = signed_in(request)
    claim = get_object_or_404(Claim.objects.visible_to(user), ref=ref)
    said = get_object_or_404(Comment.objects.filter(claim=claim, written_by=user), pk=pk)
    problem, text = "", said.text
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            if request.POST.get("act") == "strike":
                actions.strike_comment(said, by=user, at=timezone.now())
                messages.success(request, _("Struck. The desk can still read it."))
            else:
                actions.edit_comment(said, by=user, at=timezone.now(), text=text)
            return redirect(f"{next_address(request, claim)}#comments")
        except actions.NotAllowed as refusal:
            problem = str(refusal)
    context = {"claim": claim, "said": said, "text": text, "problem": problem, "next": request.POST.get("next", "")}
    return render(request, "claims/review/comment.html", context, status=422 if problem else 200)
