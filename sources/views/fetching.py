"""Having an address fetched by the queue, watching it, and giving it up. Only a POST starts work or writes a row."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sources.models import Fetch, Source
from sources.preserving import by_the_queue
from sources.preserving.refusals import NotPreserved
from sources.views.bringing import refused, signed_out
from users.models import User
from web.looking_back import DESK, FORM, shows_today


@require_POST
@shows_today(FORM)
def fetch(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the source's address fetched. What is refused on sight is told at once."""
    user = request.user
    if not isinstance(user, User):
        return signed_out(request, slug)
    source = get_object_or_404(Source.objects.in_reach_of(user), slug=slug)
    try:
        return redirect(by_the_queue.ask_for_source(source, by=user, at=timezone.now()))
    except NotPreserved as reason:
        return refused(request, source, str(reason))


@never_cache
@require_safe
@shows_today(DESK)
def fetched(request: HttpRequest, key: str) -> HttpResponse:
    """How far a fetch has come, for whoever asked; the page asks again by itself until it has ended."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return render(request, "sources/fetch.html", {"fetch": _own(request, key)})


@require_POST
@shows_today(FORM)
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Give a fetch up; where its copy is kept already, that stays."""
    if not request.user.is_authenticated:
        return redirect_to_login(Fetch(key=key).get_absolute_url())
    found = _own(request, key)
    if not by_the_queue.cancel(found):
        messages.info(request, _("It had ended by then: nothing was changed."))
    return redirect(found)


def _own(request: HttpRequest, key: str) -> Fetch:
    """The fetch of this key, where this person asked for it, and still sees its source."""
    mine = Fetch.objects.filter(key=key, asked_by=request.user.pk).select_related("source", "capture", "pending")
    found = mine.first()
    if found is None or (found.source and not Source.objects.in_reach_of(request.user).filter(pk=found.source.pk)):
        raise Http404
    return found
