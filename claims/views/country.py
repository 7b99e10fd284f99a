"""A country: who says what about it, side by side."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.country_page import country_page
from stations.models import Country
from web.looking_back import looks_back
from web.parameters import unknown_parameters


@require_safe
@looks_back
def country(request: HttpRequest, code: str) -> HttpResponse:
    """The accounts about one country."""
    found = Country.objects.filter(code=code.upper()).first()
    if found is None:
        raise Http404(_("There is no country with the code “%(code)s”.") % {"code": code})
    if code != code.lower():
        return HttpResponsePermanentRedirect(f"{found.get_absolute_url()}{_query(request)}")
    context = {"page": country_page(found, request.user), "problems": unknown_parameters(request, set())}
    return render(request, "claims/country.html", context)


def _query(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""
