"""Not built yet."""

from django.http import HttpRequest, HttpResponse


def new(request: HttpRequest) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")
