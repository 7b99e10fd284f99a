"""Not built yet."""

from django.http import HttpRequest, HttpResponse


def country(request: HttpRequest, code: str) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")
