"""Which addresses may be fetched: pages of the public web, and nothing of this machine or its network.

The lists are those of the IANA special-purpose registries (RFC 6890 and what it has grown into), written out, because
what Python calls global differs from one release to the next.
"""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from sources.fetching.refusals import NotFetched

LONGEST = 2000
NOT_PUBLIC_4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a provider's translation; also the metadata of one cloud (100.100.100.200)
        "127.0.0.0/8",
        "168.63.129.16/32",  # the metadata of one cloud, at a public address
        "169.254.0.0/16",  # link-local; the metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
]
PUBLIC_6 = IPv6Network("2000::/3")  # all that was ever given out; everything else is special
NOT_PUBLIC_6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo and other special uses
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "3fff::/20",
    )
]
TRANSLATED_6 = IPv6Network("64:ff9b::/96")  # NAT64: the last 32 bits are an IPv4 address

# Names that mean something inside a network only (RFC 6761, 6762, 8375 and common use).
INNER_NAMES = (
    "localhost",
    "local",
    "internal",
    "home.arpa",
    "lan",
    "intranet",
    "corp",
    "home",
    "private",
    "localdomain",
)
PLAIN_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?")
PLAIN_IPV4 = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}")
ENDS_IN_A_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public web, also when it wraps another one."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return not any(found in network for network in NOT_PUBLIC_4)
    if found in TRANSLATED_6:
        return is_public(str(IPv4Address(found.packed[-4:])))
    return found in PUBLIC_6 and not any(found in network for network in NOT_PUBLIC_6)


def is_allowed(host: str, port: int) -> bool:
    """Whether a test has said that this host and port may be reached though it is not public."""
    return f"{host}:{port}" in settings.CAPTURE_ALLOWED_PRIVATE


def port_of(url: httpx.URL) -> int:
    """The port that is connected to."""
    return url.port if url.port is not None else (443 if url.scheme == "https" else 80)


def host_of(url: httpx.URL) -> str:
    """The host as it goes over the wire: ASCII, without the brackets of IPv6."""
    return url.raw_host.decode("ascii").strip("[]")


def read_address(text: str) -> httpx.URL:
    """The address of a page, without its fragment. Raises NotFetched for what is not one, or may not be asked for."""
    text = text.strip()
    if len(text) > LONGEST:
        raise NotFetched(_("The address is longer than %(most)d characters.") % {"most": LONGEST})
    if not text.isprintable() or "\\" in text or " " in text:
        raise NotFetched(_("This is not the address of a web page."))
    try:
        url = httpx.URL(text)
        host = host_of(url)
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise NotFetched(_("This is not the address of a web page.")) from None
    if url.scheme not in ("http", "https"):
        raise NotFetched(_("Only addresses that begin with http:// or https:// can be fetched."))
    if url.userinfo or "@" in text.split("://", 1)[-1].partition("/")[0].partition("?")[0]:
        raise NotFetched(_("The address holds a user name or a password; write it without."))
    if not host or "%" in host or not 0 < port_of(url) < 65536:
        raise NotFetched(_("This is not the address of a web page."))
    check_host(host, port_of(url))
    return url.copy_with(fragment=None)


def check_host(host: str, port: int) -> None:
    """Refuse a host that can be refused by its spelling alone. Raises NotFetched."""
    if is_allowed(host, port):
        return
    if ":" in host or PLAIN_IPV4.fullmatch(host):
        check_ip(host, port)
    elif not PLAIN_NAME.fullmatch(host) or ENDS_IN_A_NUMBER.search(host) or ".." in host:
        raise NotFetched(_("The address names its server in a way that no web page does."))
    else:
        name = host.rstrip(".")
        inner = any(name == inner or name.endswith(f".{inner}") for inner in INNER_NAMES)
        if inner or "." not in name:
            raise inside()


def check_ip(address: str, port: int) -> None:
    """Refuse an IP address that is not of the public web. Raises NotFetched."""
    if not is_public(address) and not is_allowed(address, port):
        raise inside()


def inside() -> NotFetched:
    """The refusal of whatever lies in a private network; it does not say what lies there."""
    return NotFetched(_("The address leads to this machine or into a private network, and is not fetched."))
