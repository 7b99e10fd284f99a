"""Where the desk is sent after a step: back to where it came from, and never outside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from claims.models import Claim


def next_address(request: HttpRequest, claim: Claim) -> str:
    """The address that the form asked for, if it is one of ours; else the claim's page."""
    after = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return after
    return claim.get_absolute_url()


def refused(request: HttpRequest, claim: Claim, reason: str) -> HttpResponse:
    """The page that says why nothing was done."""
    return render(request, "claims/refused.html", {"claim": claim, "reason": reason}, status=403)
