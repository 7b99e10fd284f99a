"""Let the links and searches of a page that looks back lead to pages that look from the same moment.

Done on the finished page, so that no template, model or picture has to think of it: a link to an address that
understands the moment gets its parameters, a search form gets them as hidden fields. What leads elsewhere, posts, or is
marked `data-as-it-is` (the way back to today) stays as it was written.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from django.utils.http import urlencode

from web.looking_back import decision_at

LINK = re.compile(r'(<(?:a|link rel="alternate")\s[^>]*?\bhref=")([^"#][^"]*)("[^>]*>)')
FORM = re.compile(r"(<form\b[^>]*>)(.*?</form>)", re.DOTALL)
ACTION = re.compile(r'\baction="([^"]*)"')
POSTS = re.compile(r'\bmethod="?post', re.IGNORECASE)
AS_IT_IS = "data-as-it-is"


def carried(html: str, moment: Mapping[str, str], *, path: str) -> str:
    """The page with the moment's parameters in every link and search form that understands them.

    `path` is the page's own address, which links such as `?page=2` are relative to.
    """

    def link(found: re.Match[str]) -> str:
        before, address, after = found.groups()
        if AS_IT_IS in before or AS_IT_IS in after:
            return found[0]
        return f"{before}{escape(with_moment(unescape(address), moment, path=path))}{after}"

    def form(found: re.Match[str]) -> str:
        start, rest = found.groups()
        if POSTS.search(start) or AS_IT_IS in start:
            return found[0]
        action = ACTION.search(start)
        missing = _understood((unescape(action[1]) if action else "") or path, moment, path)
        fields = [
            f'<input type="hidden" name="{name}" value="{escape(value)}">'
            for name, value in missing.items()
            if f'name="{name}"' not in rest
        ]
        return "".join([start, *fields, rest])

    return FORM.sub(form, LINK.sub(link, html))


def with_moment(address: str, moment: Mapping[str, str], *, path: str) -> str:
    """One address with the parameters that it understands and does not name itself."""
    missing = _understood(address, moment, path)
    if not missing:
        return address
    parts = urlsplit(address)
    named = {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
    added = urlencode({name: value for name, value in missing.items() if name not in named}).replace("%3A", ":")
    query = "&".join(part for part in (parts.query, added) if part)
    return urlunsplit(parts._replace(query=query))


def _understood(address: str, moment: Mapping[str, str], path: str) -> dict[str, str]:
    """The parameters that the page at an address of this site understands; none for other sites' addresses."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return {}
    is_elsewhere = parts.scheme or parts.netloc or not (parts.path or path).startswith("/")
    if is_elsewhere or address.startswith("#"):
        return {}
    decision = decision_at(parts.path or path)
    return {name: value for name, value in moment.items() if decision and name in decision.understands}
