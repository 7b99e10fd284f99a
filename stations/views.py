"""Not built yet."""

from django.http import HttpRequest, HttpResponse


def country_list(request: HttpRequest) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")


station_list = agreement_list = country_list
