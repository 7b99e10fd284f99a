"""Where the desk is sent after a step: back to where it came from, and never outside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.models import Claim
from claims.views.going_back import next_address

__all__ = ["next_address", "refused"]


def refused(request: HttpRequest, claim: Claim, reason: str) -> HttpResponse:
    """The page that says why nothing was done."""
    return render(request, "claims/refused.html", {"claim": claim, "reason": reason}, status=403)
