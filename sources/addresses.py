"""When two addresses lead to the same document."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from sources.models import Source
from users.models import Desk, User

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


def sources_at(url: str, by: User) -> list[Source]:
    """The sources at this address that this person may see, however it is spelled, in the order of their entering."""
    wanted = normalised(url)
    if not wanted:
        return []
    near = Source.objects.visible_to(by).filter(url__holds=host_and_path(url)).order_by("pk")
    same = [pk for pk, found in near.values_list("pk", "url") if normalised(found) == wanted]
    return list(Source.objects.filter(pk__in=same).select_related("publisher").order_by("pk")) if same else []


def known_at(url: str, by: User, *, restricted: bool = False, desk: Desk | None = None) -> Source | None:
    """The source at this address that a new one would be a second time.

    For one that is to be restricted, only what this desk keeps already: what readers see is another one. Otherwise
    what readers see comes first, and then what is kept from them and not from this person.
    """
    found = sources_at(url, by)
    if restricted:
        found = [source for source in found if source.restricted and source.desk_id == (desk.pk if desk else None)]
    return min(found, key=lambda source: source.restricted, default=None)
