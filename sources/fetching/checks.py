"""What must hold of the settings before anything is fetched."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from sources.fetching.proxies import read_proxy
from sources.fetching.refusals import NotFetched


def fetching_is_safe(**asked: Any) -> list[CheckMessage]:
    """No private address is allowed, and the proxy, where one is named, can be used."""
    found: list[CheckMessage] = []
    if settings.CAPTURE_ALLOWED_PRIVATE:
        found.append(Error("CAPTURE_ALLOWED_PRIVATE is for tests alone, and lets fetches into this network."))
    try:
        read_proxy(settings.CAPTURE_PROXY)
    except NotFetched:
        found.append(Error("CAPTURE_PROXY: write http://, https://, socks5:// or socks5h://, a host and a port."))
    return found
