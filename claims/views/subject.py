"""Not built yet."""

from django.http import HttpRequest, HttpResponse


def station(request: HttpRequest, slug: str) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")


def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")


def subject(request: HttpRequest, slug: str) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")
