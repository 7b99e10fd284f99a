"""Keeping the form while it is being filled in, and throwing away what was kept."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateformat import format as in_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from claims.actions.keeping import TooLong, forget_form, keep_form
from claims.forms.fields import printable
from claims.models import UnsentForm
from users.models import User
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today


@never_cache
@require_POST
@shows_today(FORM, is_page=False)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the form as it stands: when, in one sentence, as JSON; or the problem. static/js/keep-form.js sends it."""
    user = request.user
    if not isinstance(user, User):
        problem = _(
            "You are signed out. What you typed stays in this window: sign in, in another one, and it is kept again."
        )
        return JsonResponse({"problem": problem}, status=401)
    try:
        key = UUID(request.POST.get("form_key", ""))
    except ValueError:
        return JsonResponse({"problem": _("This page is out of date.")}, status=422)
    try:
        row = keep_form(printable(request.POST), form_key=key, by=user, at=timezone.now())
    except TooLong:
        return JsonResponse({"problem": _("This is too long to be kept unsent. Save it as a draft.")}, status=413)
    return JsonResponse({"sentence": _kept_words(row.kept_at) if row else ""})


def _kept_words(at: datetime) -> str:
    return _("Kept for you at %(time)s UTC, not saved yet.") % {"time": in_format(at, "H:i:s")}


@never_cache
@login_required
@require_POST
@shows_today(FORM)
def discard_kept(request: HttpRequest, form_key: UUID) -> HttpResponse:
    """Throw away what was kept of a form, and begin an empty one."""
    user = signed_in(request)
    get_object_or_404(UnsentForm.objects.filter(kept_for=user), form_key=form_key)
    forget_form(form_key, by=user)
    messages.success(request, _("Discarded: what you had typed is gone."))
    return redirect("claims:new")
