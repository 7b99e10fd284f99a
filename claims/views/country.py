"""A country: who says what about it, side by side."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.country_page import country_page
from claims.views.choosing import PARAMETERS, Choosing
from claims.views.reading import year_in_view
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
    year, no_year = year_in_view(request)
    page = country_page(found, request.user, year=year)
    context = {
        "page": page,
        "choosing": Choosing(request, page.accounts, elsewhere=page.refs_around),
        "problems": [*filter(None, [no_year]), *unknown_parameters(request, {*PARAMETERS, "year"})],
    }
    return render(request, "claims/country.html", context, status=400 if no_year else 200)


def _query(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""
