"""The page of the queue."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from operations import work
from users.signed_in import administrators_only
from web.looking_back import DESK, FORM, shows_today


@never_cache
@administrators_only
@require_safe
@shows_today(DESK)
def work_list(request: HttpRequest) -> HttpResponse:
    """What waits, what runs and what failed."""
    context = {"kinds": work.kinds(), "failed": work.failed(), "workers": work.workers_there(at=timezone.now())}
    return render(request, "operations/work_list.html", context)


@administrators_only
@require_POST
@shows_today(FORM)
def try_again(request: HttpRequest, key: int) -> HttpResponse:
    """Have a failed job tried once more."""
    if work.try_again(key):
        messages.success(request, _("It waits again, and is tried as soon as a worker is free."))
    else:
        messages.info(request, _("That job waits, runs or has ended by now: nothing was changed."))
    return redirect("operations:work_list")
