"""A small map of one country: its outline, and a ring around the place that was reported. Never an address.

The outlines are those of the site's map (Natural Earth, public domain; scripts/make_map.py). A degree is as wide as it
is true in the middle of the country.
"""

import itertools
import json
import math
from functools import lru_cache
from pathlib import Path

from dossiers.pictures.svg import ACCENT, QUIET, Picture, drawing, shape
from dossiers.sheets import MapPart

OUTLINES = Path(__file__).resolve().parent.parent.parent / "static" / "map" / "countries.geojson"
SIZE, EDGE = 150, 10
# Degrees: parts of a country that lie farther from its largest part are drawn only where something is marked there.
NEAR = 6
RINGS = {"place": 7, "region": 17}
Point = tuple[float, float]
Ring = list[Point]


@lru_cache(maxsize=1)
def outlines() -> dict[str, list[Ring]]:
    """The outer lines of each country's parts in degrees, by its code."""
    found: dict[str, list[Ring]] = {}
    for feature in json.loads(OUTLINES.read_text())["features"]:
        rings = [[(x, y) for x, y in shape[0]] for shape in feature["geometry"]["coordinates"]]
        found.setdefault(feature["properties"]["code"], []).extend(rings)
    found.pop("", None)
    return found


def picture(part: MapPart, words: str) -> Picture:
    """The map of a country that has an outline."""
    mark = None if part.latitude is None or part.longitude is None else (part.longitude, part.latitude)
    rings = _drawn_together(outlines()[part.country], mark)
    west, south, east, north = _box([*itertools.chain(*rings), *([mark] if mark else [])])
    narrowing = math.cos(math.radians((south + north) / 2))
    scale = (SIZE - 2 * EDGE) / max((east - west) * narrowing, north - south, 0.1)

    def at(point: Point) -> tuple[float, float]:
        return EDGE + (point[0] - west) * narrowing * scale, EDGE + (north - point[1]) * scale

    lines = ("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(at, ring)) + "Z" for ring in rings)
    parts = [shape("path", d="".join(lines), fill="#e4e8e6", stroke=QUIET, stroke_width=0.7)]
    if mark and part.reach in RINGS:
        x, y = at(mark)
        dashes = {"stroke_dasharray": "4 3"} if part.reach == "region" else {}
        ring = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": RINGS[part.reach], "fill": "none"}
        parts.append(shape("circle", **ring, stroke=ACCENT, stroke_width=2.4, **dashes))
    wide, tall = (east - west) * narrowing * scale + 2 * EDGE, (north - south) * scale + 2 * EDGE
    return drawing(math.ceil(wide), math.ceil(tall), parts, words)


def _drawn_together(rings: list[Ring], mark: Point | None) -> list[Ring]:
    """The largest part, those near it, and those near what is marked."""
    largest = _box(max(rings, key=_area))
    kept = [ring for ring in rings if _apart(_box(ring), largest) <= NEAR]
    if mark and _apart((*mark, *mark), largest) > NEAR:
        kept = [ring for ring in rings if _apart(_box(ring), (*mark, *mark)) <= NEAR] or rings
    return kept


def _box(points: list[Point]) -> tuple[float, float, float, float]:
    return (
        min(x for x, _y in points), min(y for _x, y in points), max(x for x, _y in points), max(y for _x, y in points)
    )  # fmt: skip


def _apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    """How far two boxes are from each other in degrees; 0 where they meet."""
    return max(one[0] - other[2], other[0] - one[2], one[1] - other[3], other[1] - one[3], 0)


def _area(ring: Ring) -> float:
    west, south, east, north = _box(ring)
    return (east - west) * (north - south)
