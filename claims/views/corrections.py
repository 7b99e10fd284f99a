"""How to correct the record or send one's own statement, and how accounts are recorded."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from web.looking_back import AS_TODAY, shows_today
from web.parameters import unknown_parameters


@require_safe
@shows_today(AS_TODAY)
def corrections(request: HttpRequest) -> HttpResponse:
    """The policy, and how to reach the desk; `?about=` is the page that somebody came from."""
    about = request.GET.get("about", "")
    if not (about.startswith("/") and url_has_allowed_host_and_scheme(about, allowed_hosts=None)):
        about = ""
    context = {
        "desk_email": settings.DESK_EMAIL,
        "about": about,
        "about_address": request.build_absolute_uri(about) if about else "",
        "problems": unknown_parameters(request, {"about"}),
    }
    return render(request, "claims/corrections.html", context)


@require_safe
@shows_today(AS_TODAY)
def method(request: HttpRequest) -> HttpResponse:
    """How accounts are recorded, and what the site does not do."""
    return render(request, "claims/method.html", {"problems": unknown_parameters(request, set())})
