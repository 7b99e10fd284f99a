"""Bringing a copy of a source from one's machine. Fetching one is the queue's work (sources/views/fetching.py).

A page with JavaScript sends the file by itself and asks for JSON: {"address": where the copy is shown, "new": whether
it was added, "sentence": what happened}, or {"problem": one sentence}. Without, the answers are pages.
"""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import date as in_words
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sources.models import Capture, Source
from sources.preserving import actions
from sources.preserving.upload_limit import refuse_what_was_cut_off
from sources.views.copies import drop_zone
from users.models import User
from web.looking_back import FORM, shows_today

Bring = Callable[[Source, User], Capture]


@require_POST
@shows_today(FORM)
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Preserve an uploaded file."""

    def bring(source: Source, user: User) -> Capture:
        refuse_what_was_cut_off(request)
        file = request.FILES.get("file")
        if file is None:
            raise actions.NotPreserved(_("Choose a file first."))
        return actions.preserve_upload(source, file, name=file.name or "", by=user, at=timezone.now())

    return _answer(request, slug, bring)


def _answer(request: HttpRequest, slug: str, bring: Bring) -> HttpResponse:
    user = request.user
    if not isinstance(user, User):
        return signed_out(request, slug)
    source = get_object_or_404(Source.objects.in_reach_of(user), slug=slug)
    before = set(source.captures.values_list("pk", flat=True))
    try:
        capture = bring(source, user)
    except actions.NotPreserved as reason:
        return refused(request, source, str(reason))
    address = f"{source.get_absolute_url()}#capture-{capture.pk}"
    if capture.pk in before:
        return _there_already(request, source, capture, address)
    sentence = _("Preserved: the copy is kept under its SHA-256, and never changes.")
    if _wants_json(request):
        return JsonResponse({"address": address, "new": True, "sentence": sentence})
    messages.success(request, sentence)
    return redirect(address)


def _there_already(request: HttpRequest, source: Source, capture: Capture, address: str) -> HttpResponse:
    sentence = _("This source has this very copy already, since %(day)s: nothing was added.") % {
        "day": in_words(capture.captured_at, "j F Y")
    }
    if _wants_json(request):
        return JsonResponse({"address": address, "new": False, "sentence": sentence})
    context = {"source": source, "title": _("Nothing was added"), "sentence": sentence, "address": address}
    return render(request, "sources/bring.html", {**context, "zone": drop_zone(source)})


def refused(request: HttpRequest, source: Source, problem: str) -> HttpResponse:
    """Say why nothing is preserved, with the ways to try again."""
    if _wants_json(request):
        return JsonResponse({"problem": problem}, status=422)
    context = {"source": source, "title": _("Not preserved"), "sentence": problem, "address": ""}
    return render(request, "sources/bring.html", {**context, "zone": drop_zone(source)}, status=422)


def signed_out(request: HttpRequest, slug: str) -> HttpResponse:
    """Send to sign-in, and back to the source."""
    if _wants_json(request):
        problem = _("You are signed out. Sign in, in another window if you like, and send the file again.")
        return JsonResponse({"problem": problem}, status=401)
    return redirect_to_login(Source(slug=slug).get_absolute_url())


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
