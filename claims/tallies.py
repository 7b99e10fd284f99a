"""How often something was said, in how many sources, from how many origins: in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.accounts.grouped import Told
from claims.accounts.side_by_side import Origins


def origin_words(origins: Origins) -> str:
    """“7 sources, 2 origins”; an origin that the source does not state never counts."""
    sources = ngettext("%(count)s source", "%(count)s sources", origins.sources) % {"count": origins.sources}
    if not origins.origins and origins.unstated:
        return _("%(sources)s, origin not stated") % {"sources": sources}
    counted = ngettext("%(count)s origin", "%(count)s origins", origins.origins) % {"count": origins.origins}
    if not origins.unstated:
        return _("%(sources)s, %(origins)s") % {"sources": sources, "origins": counted}
    return _("%(sources)s, %(origins)s, %(unstated)s not stated") % {
        "sources": sources,
        "origins": counted,
        "unstated": origins.unstated,
    }


def told_words(told: Told) -> str:
    """How often something was said, and from when to when: “said 4 times, December 2022 to July 2024”."""
    times = ngettext("said once", "said %(n)s times", told.times) % {"n": told.times}
    if not told.first or not told.last:
        return _("%(times)s, undated") % {"times": times}
    if told.first == told.last:
        return _("%(times)s, %(day)s") % {"times": times, "day": told.first}
    return _("%(times)s, %(first)s to %(last)s") % {"times": times, "first": told.first, "last": told.last}
