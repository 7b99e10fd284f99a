"""Not built yet."""

from django.http import HttpRequest, HttpResponse


def question_list(request: HttpRequest) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")


def question(request: HttpRequest, slug: str) -> HttpResponse:
    """Not built yet."""
    return HttpResponse("not built yet")
