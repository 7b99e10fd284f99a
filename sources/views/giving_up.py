"""Pages on which an editor takes a copy down, opens it to readers, or closes it to them again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sources.choices import Rights
from sources.forms.takedown import TakedownForm
from sources.models import Capture, Party, Source
from sources.preserving import actions
from sources.preserving.releasing import why_not_release
from sources.views.copies import ShownCopy
from stations.reach import visible_claims
from users.models import User
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def takedown(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask for the reason, and take a copy down."""
    user, capture = signed_in(request), _capture(slug, pk, signed_in(request))
    if not user.may_publish:
        return _refused(request, capture, _("Only an editor takes a copy down."), 403)
    if hasattr(capture, "takedown"):
        return _refused(request, capture, _("This copy was taken down before."), 409)
    form = TakedownForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        others = Capture.objects.visible_to(user).standing().filter(file=capture.file).exclude(pk=capture.pk)
        context = {
            "copy": _shown(capture),
            "form": form,
            "others": others.select_related("source").order_by("source__slug"),
        }
        drawn_from = visible_claims(Party.objects.all(), user).values("citation")
        context["passages"] = capture.source.citations.filter(pk__in=drawn_from).count()
        return render(request, "sources/takedown.html", context, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        actions.take_down(capture, reason=given["reason"], note=given["note"], by=user, at=timezone.now())
    except actions.NotPreserved as reason:
        return _refused(request, capture, str(reason), 409)
    messages.success(request, _("Taken down. The bytes and the text are erased; the record of them stays."))
    return redirect(_back(capture))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def release(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show what is taken out, and open a copy to readers; or close it to them again."""
    user, capture = signed_in(request), _capture(slug, pk, signed_in(request))
    if not user.may_publish:
        return _refused(request, capture, _("Only an editor decides who may open a copy."), 403)
    if hasattr(capture, "takedown"):
        return _refused(request, capture, _("This copy was taken down."), 409)
    released = hasattr(capture, "release")
    if request.method != "POST":
        problem = "" if released else why_not_release(capture, user)
        context = {"copy": _shown(capture), "released": released, "problem": problem, "rights": Rights.choices}
        return render(request, "sources/release.html", context)
    if request.POST.get("act") == "rights":
        return _settle_rights(request, capture, user)
    if released:
        actions.withdraw_release(capture.release, by=user, at=timezone.now())
        messages.success(request, _("Closed: only the desk opens this copy now."))
        return redirect(_back(capture))
    try:
        done = actions.release(capture, by=user, at=timezone.now())
    except actions.NotPreserved as reason:
        return _refused(request, capture, str(reason), 409)
    messages.success(request, _opened(done.stripped))
    return redirect(_back(capture))


def _settle_rights(request: HttpRequest, capture: Capture, user: User) -> HttpResponse:
    try:
        actions.settle_rights(capture.source, rights=request.POST.get("rights", ""), by=user, at=timezone.now())
    except actions.NotPreserved as reason:
        return _refused(request, capture, str(reason), 422)
    messages.success(request, _("The rights of this source are settled. They hold for all its copies."))
    return redirect("sources:release", capture.source.slug, capture.pk)


def _opened(stripped: list[str]) -> str:
    if not stripped:
        return _("Open to readers. The file said nothing of itself that had to be taken out.")
    return _("Open to readers. Taken out of their version: %(names)s.") % {"names": ", ".join(stripped)}


def _capture(slug: str, pk: int, user: User) -> Capture:
    related = ["file__text", "source", "exchange", "captured_by", "takedown", "release__file"]
    rows = (
        Capture.objects.filter(source__in=Source.objects.in_reach_of(user))
        .select_related(*related)
        .defer("file__text__text")
    )
    return get_object_or_404(rows, pk=pk, source__slug=slug)


def _shown(capture: Capture) -> ShownCopy:
    return ShownCopy(capture, readable=True)


def _refused(request: HttpRequest, capture: Capture, reason: str, status: int) -> HttpResponse:
    context = {"reason": reason, "source": capture.source, "address": _back(capture)}
    return render(request, "sources/refused.html", context, status=status)


def _back(capture: Capture) -> str:
    return f"{capture.source.get_absolute_url()}#capture-{capture.pk}"
