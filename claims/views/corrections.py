"""Not built yet."""

from django.http import HttpRequest, HttpResponse


def corrections(request: HttpRequest) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")


def method(request: HttpRequest) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")
