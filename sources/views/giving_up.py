"""Pages on which an editor takes a copy down, releases it, or withdraws the release."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse


@login_required
def takedown(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask for the reason, and take a copy down."""
    raise Http404


@login_required
def release(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show what is stripped, and release a copy or withdraw the release."""
    raise Http404
