"""Not built yet."""

from django.http import HttpRequest, HttpResponse


def source_list(request: HttpRequest) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")


def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")
