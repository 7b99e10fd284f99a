"""Not built yet."""

from django.http import HttpRequest, HttpResponse


def claim_list(request: HttpRequest) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")


def claim(request: HttpRequest, ref: str) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")
