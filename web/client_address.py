"""From where a request came, as far as the proxies in front of the site can be trusted to say it."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# Whoever has one IPv6 address has the 2^64 beside it.
NEIGHBOURS = 64


def client_address(request: HttpRequest) -> str:
    """The reader's address, or the network of it; what is no address comes back as it is.

    Each proxy of our own adds the address of whoever asked it at the end of X-Forwarded-For (PROXIES_IN_FRONT); what
    stands before those was written by the reader, and is not believed.
    """
    told = str(request.META.get("REMOTE_ADDR", ""))
    if settings.PROXIES_IN_FRONT:
        forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        told = forwarded[-settings.PROXIES_IN_FRONT] if len(forwarded) >= settings.PROXIES_IN_FRONT else told
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, NEIGHBOURS), strict=False))
    return str(address)
