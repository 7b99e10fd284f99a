"""Where a form leads after it was sent: back to where it came from, and never outside."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from claims.models import Claim


def next_address(request: HttpRequest, claim: Claim) -> str:
    """The address that the form asked for, if it is one of ours; else the claim's page.

    One of ours begins with a slash: Django takes any other words for the name of a page, and there is none.
    """
    after = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        after, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return after if is_ours and after.startswith("/") else claim.get_absolute_url()
