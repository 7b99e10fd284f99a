"""The first page: what this is, where reports are recorded, where accounts conflict."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.accounts.overview import overview
from claims.models import Claim
from web.looking_back import looks_back
from web.parameters import unknown_parameters


@require_safe
@looks_back
def home(request: HttpRequest) -> HttpResponse:
    """What this is, a map and a list of countries, and where accounts conflict."""
    countries = overview(request.user)
    counts = (
        Claim.objects.visible_to(request.user)
        .published()
        .aggregate(
            statements=Count("pk"),
            speakers=Count("asserted_by", distinct=True),
            sources=Count("citation__source", distinct=True),
            general=Count("pk", filter=Q(country=None)),
        )
    )
    context = {
        "countries": countries,
        "conflicting": [country for country in countries if country.conflicts],
        "only_general": [country for country in countries if country.general_conflicts and not country.conflicts],
        "counts": counts,
        "problems": unknown_parameters(request, set()),
    }
    return render(request, "claims/home.html", context)
