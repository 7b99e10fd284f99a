"""When two addresses lead to the same document."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from sources.models import Source

CAMPAIGN = "utm_"


def normalised(url: str) -> str:
    """The address without what does not change the document.

    Left out are the scheme, the case of the host, a usual port, a slash at the end, the fragment and utm_* parameters;
    "" for a text that is no address.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if not host or parts.scheme.lower() not in ("http", "https"):
        return ""
    if port and port not in (80, 443):
        host = f"{host}:{port}"
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(CAMPAIGN)
    ]
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def host_and_path(url: str) -> str:
    """The part of a normalised address that the stored spelling holds as well, whatever its parameters."""
    return normalised(url).split("?")[0]


def sources_at(url: str) -> list[Source]:
    """The sources that stand at this address, however it is spelled, in the order in which they were entered."""
    wanted = normalised(url)
    if not wanted:
        return []
    near = Source.objects.filter(removed_at__isnull=True, url__holds=host_and_path(url)).order_by("pk")
    same = [pk for pk, found in near.values_list("pk", "url") if normalised(found) == wanted]
    return list(Source.objects.filter(pk__in=same).select_related("publisher").order_by("pk")) if same else []
