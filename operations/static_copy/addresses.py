"""Which addresses belong into a copy, and under which file name each lies there."""

import re
from posixpath import dirname, relpath
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

ORIGIN = "http://copy.invalid"
PAGE = "page"

# What asks the site for something, or is made for whoever asks: it cannot work in a copy.
LIVE_ONLY = re.compile(
    r"^/(accounts|api|data/releases|exports|verify|work|embed|oembed|search-this-copy|about-this-copy|healthz|readyz|imports|claims/new|claims/drafts|checking|review)\b"
    r"|^/corrections/(sent|letters)/|/dossier/since/$|/dossier/make/|/changes/$|\.atom$|/same-place/|/(edit|remove|merge|mend|verify|chain)/$"
    r"|/rows/[-\w]+\.(png|svg|txt)$|/searches/new/$|/captures/\d+/pages/|\.ftm\.json$|/prov\.json$|^/(opensearch|sitemap[-\w]*)\.xml$"
)
# Made by the copy itself and not asked of the site.
DOSSIER = re.compile(r"^/countries/(?P<code>[-\w]+)/dossier(/|\.(?P<suffix>[\w.]+))$")


def absolute(link: str, page: str) -> str:
    """Where a link on a page leads, as an address of the site with its query; "" where it leads elsewhere."""
    whole = urldefrag(urljoin(f"{ORIGIN}{page}", link)).url
    parts = urlsplit(whole)
    if f"{parts.scheme}://{parts.netloc}" != ORIGIN:
        return ""
    if not parts.query or _page(parts.query) == 1:
        return parts.path
    return f"{parts.path}?{parts.query}"


def plain(address: str) -> str:
    """The address without its query."""
    return address.partition("?")[0]


def belongs(address: str) -> bool:
    """Whether an address is asked of the site for the copy: no query but the number of a page."""
    path, _mark, query = address.partition("?")
    return not LIVE_ONLY.search(path) and not DOSSIER.search(path) and (not query or _page(query) > 0)


def asks_the_site(address: str) -> bool:
    """Whether an address is of a form, or of what is worked out for whoever asks."""
    return LIVE_ONLY.search(plain(address)) is not None


def name_of(address: str) -> str:
    """The file of an address: “claims/page-2/index.html”."""
    path, _mark, query = address.partition("?")
    path = unquote(path).lstrip("/")
    number = _page(query)
    if number > 1:
        path = f"{path}page-{number}/"
    return f"{path}index.html" if path.endswith("/") or not path else path


def _page(query: str) -> int:
    asked = parse_qsl(query, keep_blank_values=True)
    if len(asked) == 1 and asked[0][0] == PAGE and asked[0][1].isdigit():
        return int(asked[0][1])
    return 0


def between(from_name: str, to_name: str) -> str:
    """The link from one file to another: relative, so that a copy works in any folder of any server."""
    return relpath(to_name, dirname(from_name) or ".")
