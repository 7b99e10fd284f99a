"""Asking for an export, watching it being made, and giving it up. Only a POST starts work or writes a row."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dossiers.choice import read
from dossiers.exports import actions, limits
from dossiers.exports.asking import Wish
from dossiers.exports.gone import gone_from
from dossiers.exports.shown import file_name_of, stages
from dossiers.formats import FORMATS
from dossiers.models import Export
from dossiers.refusing import ONLY_FOR_THE_DESK, find_country, no_country, refused
from stations.models import Country
from users.models import User
from web import moments
from web.as_of import first_moment
from web.client_address import client_address
from web.looking_back import FORM, shows_today
from web.moments import AS_OF

SEALED = gettext_lazy("An export is the same at every date.")
ASKED_HERE = "asked_here"
A_DAY = 24 * 3600


@require_POST
@shows_today(FORM)
def make(request: HttpRequest, code: str, suffix: str) -> HttpResponse:
    """Ask for an export. The same wish, in hand or made before, leads to the same page."""
    country = find_country(code)
    if country is None:
        return no_country(request, code)
    if suffix not in FORMATS:
        message = _("A dossier cannot be had as “%(suffix)s”.") % {"suffix": suffix}
        return refused(request, message, country, status=404)
    wish, problems = _wish(request, country, suffix)
    if problems:
        return refused(request, " ".join(problems), country, status=400)
    if wish.choice.drafts and not request.user.is_authenticated:
        return refused(request, str(ONLY_FOR_THE_DESK), country, status=403)
    now = timezone.now()
    known = actions.in_hand(wish)
    if known:
        return redirect(known)
    if not limits.take(request.user, client_address(request), at=now):
        return refused(request, limits.too_many(), country, status=429)
    export = actions.ask(wish, by=request.user if isinstance(request.user, User) else None, at=now)
    response = redirect(export)
    if export.asked_at == now:
        _remember(request, response, export)
    return response


def _wish(request: HttpRequest, country: Country, suffix: str) -> tuple[Wish, list[str]]:
    """What the form asks for, and what in it cannot be read."""
    begins = first_moment() if request.POST.get(AS_OF, "").strip() else None
    asked = moments.read(request.POST, now=timezone.now(), begins=begins)
    chosen = read(request.POST, country)
    return Wish(country, suffix, chosen.choice, asked.moment, request.user), [*asked.problems, *chosen.problems]


def _remember(request: HttpRequest, response: HttpResponse, export: Export) -> None:
    """Let this browser alone give the export up: whoever wants the same is led to the same address."""
    response.set_signed_cookie(
        ASKED_HERE, "yes", salt=str(export.key), max_age=A_DAY, path=export.get_absolute_url(), httponly=True,
        samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip


def _may_give_up(request: HttpRequest, export: Export) -> bool:
    user = request.user
    if isinstance(user, User) and (user.may_publish or export.made_by_id == user.pk):
        return True
    return request.get_signed_cookie(ASKED_HERE, default="", salt=str(export.key)) == "yes"


@never_cache
@require_safe
@shows_today(SEALED)
def export(request: HttpRequest, key: str) -> HttpResponse:
    """How far an export has come, and where it is to be had; the page asks again by itself until it has ended."""
    found = _found(request, key)
    context = {
        "export": found,
        "stages": stages(found),
        "format": FORMATS.get(found.format),
        "file_name": file_name_of(found),
        "may_cancel": found.is_in_hand and _may_give_up(request, found),
        "gone": gone_from(found) if found.sha256 else (),
    }
    return render(request, "dossiers/export.html", context)


@require_POST
@shows_today(FORM)
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Give an export up that is not made yet; one that has ended stays as it is."""
    found = _found(request, key)
    if found.is_in_hand and not _may_give_up(request, found):
        message = _("Only whoever asked for this export can cancel it, in the same browser.")
        return refused(request, message, found.country, status=403)
    actions.cancel(found)
    return redirect(found)


def _found(request: HttpRequest, key: str) -> Export:
    """The export of this key; those with drafts are only there for people of the desk."""
    found = Export.objects.visible_to(request.user).select_related("country").filter(key=key).first()
    if found is None:
        raise Http404
    return found
