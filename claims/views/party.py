"""Not built yet."""

from django.http import HttpRequest, HttpResponse


def party_list(request: HttpRequest) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")


def party(request: HttpRequest, slug: str) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")
