"""One import that was done, as the history tells it, for whoever did it; and taking it back as one."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claims.importing import undoing
from claims.importing.counted import counted
from claims.importing.refusing import Refused
from claims.importing.register import Import, claims_of, import_of, why_not
from users.models import User
from users.signed_in import signed_in
from web.looking_back import DESK, FORM, shows_today


@never_cache
@login_required
@require_safe
@shows_today(DESK)
def imported(request: HttpRequest, key: UUID) -> HttpResponse:
    """What an import brought, what of it is still here, and whether it can be taken back."""
    user = signed_in(request)
    return _page(request, user, _own(user, key))


@login_required
@require_POST
@shows_today(FORM)
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take an import back: all of it, or say why not."""
    user = signed_in(request)
    found = _own(user, key)
    if refusal := why_not(found, user):
        return _page(request, user, found, problem=refusal)
    try:
        gone = undoing.undo(key, by=user, at=timezone.now())
    except Refused as reason:
        return _page(request, user, found, problem=str(reason))
    told = ", ".join(counted(gone))
    said = _("The import was taken back: %(told)s.") % {"told": told} if told else _("Nothing of this import is here.")
    messages.success(request, said)
    return redirect("claims:imports")


def _own(user: User, key: UUID) -> Import:
    found = import_of(user, key)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, user: User, found: Import, *, problem: str = "") -> HttpResponse:
    loaded = ("subject", "question", "asserted_by")
    rows = claims_of(found, user).select_related(*loaded)
    context = {
        "one": found,
        "page": Paginator(rows, settings.ROWS_PER_PAGE).get_page(request.GET.get("page")),
        "refusal": problem or (why_not(found, user) if found.is_here else ""),
    }
    return render(request, "claims/import.html", context, status=422 if problem else 200)
