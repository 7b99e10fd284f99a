"""The bytes of preserved copies, served so that nothing in them ever runs from our address."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe


@require_safe
def capture_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The preserved file for the desk, the released one for readers."""
    raise Http404


@require_safe
def capture_exchange(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The raw HTTP exchange of a fetch, for the desk."""
    raise Http404


@require_safe
def page_picture(request: HttpRequest, slug: str, pk: int, page: int) -> HttpResponseBase:
    """A page of a PDF as a picture, with passages marked."""
    raise Http404
