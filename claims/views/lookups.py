"""Search as you type, for the search fields of the form."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.forms import finding
from users.models import User
from web.looking_back import FORM, shows_today


@never_cache
@require_safe
@login_required
@shows_today(FORM, is_page=False)
def find(request: HttpRequest, kind: str) -> HttpResponse:
    """At most ten rows whose name holds what was typed (`q`), as JSON."""
    if kind not in finding.KINDS:
        raise Http404
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    found = finding.find(kind, request.GET.get("q", "")[:500], by=request.user)
    return JsonResponse({"found": [{"value": row.value, "label": row.label, "detail": row.detail} for row in found]})
