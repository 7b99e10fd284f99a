"""The map of where reports are recorded as a drawing that needs no script, for pages that other sites show.

The outlines are those of the site's map (Natural Earth, public domain; scripts/make_map.py), in plain degrees.
"""

import json
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

OUTLINES = Path(__file__).resolve().parent.parent / "static" / "map" / "countries.geojson"
NORTH, SOUTH = 84, -57  # degrees: nobody lives beyond


def world(recorded: Collection[str]) -> SafeString:
    """The world, with the countries of these codes marked."""
    paths = (("recorded" if code in recorded else "land", line) for code, line in _outlines())
    return format_html(
        '<svg class="world" viewBox="-180 {} 360 {}" role="img" aria-label="{}">{}</svg>',
        -NORTH,
        NORTH - SOUTH,
        _("Map. The list below holds the same."),
        format_html_join("", '<path class="{}" d="{}"/>', paths),
    )


@lru_cache(maxsize=1)
def _outlines() -> tuple[tuple[str, str], ...]:
    """The code of each country and its outer lines, to a tenth of a degree."""
    found = []
    for feature in json.loads(OUTLINES.read_text())["features"]:
        rings = [part[0] for part in feature["geometry"]["coordinates"]]
        line = "".join("M" + "L".join(f"{x:.1f} {-y:.1f}" for x, y in ring) + "Z" for ring in rings)
        found.append((feature["properties"]["code"], line))
    return tuple(found)
