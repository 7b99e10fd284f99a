"""A country: who says what about it, side by side."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.country_page import country_page
from stations.models import Country
from web import edtf
from web.parameters import unknown_parameters


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """The accounts about one country; `?said_by=` keeps what had been said by a day."""
    found = Country.objects.filter(code=code.upper()).first()
    if found is None:
        raise Http404(_("There is no country with the code “%(code)s”.") % {"code": code})
    if code != code.lower():
        return HttpResponsePermanentRedirect(f"{found.get_absolute_url()}{_query(request)}")
    said_by, problem = read_said_by(request)
    problems = [*([problem] if problem else []), *unknown_parameters(request, {"said_by"})]
    context = {
        "page": country_page(found, request.user, said_by=said_by),
        "said_by": said_by,
        "said_by_text": request.GET.get("said_by", ""),
        "problems": problems,
        "address": _address(request, found, said_by),
        "today": edtf.parse(timezone.localdate().isoformat()),
    }
    return render(request, "claims/country.html", context, status=400 if problem else 200)


def read_said_by(request: HttpRequest) -> tuple[date | None, str]:
    """The last day that `?said_by=` asks for, and what is wrong with it, in words; "" when nothing is."""
    text = request.GET.get("said_by", "").strip()
    try:
        when = edtf.parse(text)
    except edtf.NotADate as advice:
        return None, str(advice)
    if when and not when.latest:
        return None, _("“%(text)s” has no last day. Write 2023-06-30, 2023-06 or 2023.") % {"text": text}
    return (when.latest if when else None), ""


def _address(request: HttpRequest, about: Country, said_by: date | None) -> str:
    """The whole address of the page as it is shown, for a citation."""
    address = request.build_absolute_uri(reverse("claims:country", args=[about.code.lower()]))
    return f"{address}?said_by={said_by.isoformat()}" if said_by else address


def _query(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""
