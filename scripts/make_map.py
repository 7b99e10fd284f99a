"""Make static/map/countries.geojson from Natural Earth's 1:50m country shapes (public domain). Run once, by hand.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python scripts/make_map.py package/countries-50m.json

Shapes are joined to countries by ISO 3166-1 numeric code (fixtures/countries.csv). Borders are thinned arc by arc, so
that neighbours keep one common line. Areas that Natural Earth draws apart and that have no code stay, without one.
"""

import csv
import itertools
import json
import math
import sys
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parent.parent
TARGET = BASE_DIR / "static" / "map" / "countries.geojson"
TOLERANCE = 0.12  # degrees; less than a pixel on a map 1,600 pixels wide
DECIMALS = 1
LEAST_AREA = 0.03  # square degrees: smaller islands are left out unless they are all that a country has
ANTARCTICA = "010"
# Natural Earth draws Kosovo without a code; docs/method.md states the code used here.
NAMED_CODES = {"Kosovo": "XK"}

Point = tuple[float, float]
Ring = list[Point]


def main(path: Path) -> None:
    """Read the topology, write the features."""
    topology = json.loads(path.read_text())
    arcs = [thinned(arc) for arc in decoded(topology)]
    codes = country_codes()
    features = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry.get("id") == ANTARCTICA:
            continue
        name = geometry["properties"]["name"]
        code = codes.get(geometry.get("id", ""), NAMED_CODES.get(name, ""))
        features.append(feature(code, polygons(geometry, arcs)))
    features.sort(key=lambda shape: (shape["properties"]["code"], json.dumps(shape["geometry"])))
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    TARGET.write_text(text + "\n")
    print(f"{TARGET.relative_to(BASE_DIR)}: {len(features)} shapes, {len(text) / 1000:.0f} kB")


def country_codes() -> dict[str, str]:
    """Alpha-2 code by numeric code."""
    with (BASE_DIR / "fixtures" / "countries.csv").open() as rows:
        return {row["numeric"]: row["code"] for row in csv.DictReader(rows)}


def decoded(topology: dict[str, Any]) -> list[Ring]:
    """The arcs in degrees; a topology stores them as differences on a grid."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def thinned(points: Ring) -> Ring:
    """Douglas and Peucker: leave out points that lie within the tolerance of the line without them."""
    if len(points) < 3:
        return points
    first, last = points[0], points[-1]
    farthest, distance = max(
        ((index, away(point, first, last)) for index, point in enumerate(points[1:-1], 1)), key=lambda found: found[1]
    )
    if distance <= TOLERANCE:
        return [first, last]
    return thinned(points[: farthest + 1])[:-1] + thinned(points[farthest:])


def away(point: Point, first: Point, last: Point) -> float:
    """Distance from a point to the line between two others, or to their common place."""
    (x, y), (x1, y1), (x2, y2) = point, first, last
    length = math.hypot(x2 - x1, y2 - y1)
    if length == 0:
        return math.hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def polygons(geometry: dict[str, Any], arcs: list[Ring]) -> list[list[Ring]]:
    """The polygons of a shape that are large enough to see; always the largest one."""
    shapes = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    drawn = [[ring(part, arcs) for part in shape] for shape in shapes]
    drawn.sort(key=lambda shape: area(shape[0]), reverse=True)
    kept = [shape for index, shape in enumerate(drawn) if index == 0 or area(shape[0]) >= LEAST_AREA]
    return [[shape[0], *(hole for hole in shape[1:] if area(hole) >= LEAST_AREA)] for shape in kept]


def ring(indexes: list[int], arcs: list[Ring]) -> Ring:
    """One closed line, joined from its arcs (a negative number runs backwards) and rounded."""
    points: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    rounded = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in unwrapped(points)]
    closed = [point for index, point in enumerate(rounded) if index == 0 or point != rounded[index - 1]]
    return closed if len(closed) >= 4 else square(points)


def unwrapped(points: Ring) -> Ring:
    """A line that crosses the 180th meridian, carried on beyond it instead of jumping across the map."""
    turns, out = 0, [points[0]]
    for (before, _lat), (x, y) in itertools.pairwise(points):
        if abs(x - before) > 180:
            turns += 1 if x < before else -1
        out.append((x + 360 * turns, y))
    beyond = 360 if min(x for x, _y in out) < -180 else 0
    return [(x + beyond, y) for x, y in out]


def square(points: Ring) -> Ring:
    """A small square in place of a country too small for the grid."""
    x, y = round(points[0][0], 1), round(points[0][1], 1)
    return [(x, y), (x + 0.1, y), (x + 0.1, y + 0.1), (x, y + 0.1), (x, y)]


def area(points: Ring) -> float:
    """The area inside a closed line in square degrees."""
    pairs = itertools.pairwise(points)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def feature(code: str, drawn: list[list[Ring]]) -> dict[str, Any]:
    """A GeoJSON feature that knows its country's code, "" where there is none."""
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "MultiPolygon", "coordinates": drawn},
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
