"""The formats in which a list is handed over, each written row by row.

A cell of CSV that a spreadsheet would run is sent behind an apostrophe (web/csv_lines.py); in an XLSX every text is a
cell of text, which nothing runs.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from web import spreadsheet
from web.csv_lines import csv_lines
from web.moments import current

Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """In which columns of a list a position stands. It is that of a city or region, never of an address."""

    longitude: str
    latitude: str
    key: str


@dataclass(frozen=True)
class Listed:
    """A list as it is written into a file: its name, columns and rows, and what it was narrowed by."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    filters: Mapping[str, str]
    place: Place | None = None


def licence() -> dict[str, str]:
    """Under what the installation offers its records, as files say it."""
    return {
        "name": settings.DATA_LICENCE_NAME,
        "url": settings.DATA_LICENCE_URL,
        "except": "Quotations belong to those who wrote them.",
    }


def as_csv(made_of: Listed) -> Iterator[bytes]:
    """A heading line, and one line for each row."""
    for line in csv_lines(made_of.columns, (row.values() for row in made_of.rows())):
        yield line.encode()


def as_json(made_of: Listed) -> Iterator[bytes]:
    """Licence, the moment from which the list looks, the filters in force, and the rows; keys in a fixed order."""
    yield f'{{"licence": {_json(licence())},\n"filters": {_json(made_of.filters)},\n"rows": ['.encode()
    for number, row in enumerate(made_of.rows()):
        yield f"{',' if number else ''}\n{_json(row)}".encode()
    yield b"\n]}\n"


def as_json_lines(made_of: Listed) -> Iterator[bytes]:
    """One object on each line and nothing else, as programs read that take a line at a time."""
    for row in made_of.rows():
        yield f"{_json(row)}\n".encode()


def as_geojson(made_of: Listed) -> Iterator[bytes]:
    """A feature for each row; one without a position has no geometry. `looks_from` is the moment asked for."""
    if (place := made_of.place) is None:
        raise ValueError("A list without places has no GeoJSON.")
    head = f'"licence": {_json(licence())}, "looks_from": {_json(current().parameters)}'
    yield f'{{"type": "FeatureCollection", {head},\n"features": ['.encode()
    for number, row in enumerate(made_of.rows()):
        longitude, latitude = row.pop(place.longitude), row.pop(place.latitude)
        point = None if longitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
        feature = {"type": "Feature", "id": row.get(place.key), "geometry": point, "properties": row}
        yield f"{',' if number else ''}\n{_json(feature)}".encode()
    yield b"\n]}\n"


def as_xlsx(made_of: Listed) -> Iterator[bytes]:
    """A workbook: the rows, and a sheet that says what they are."""
    terms = licence()
    about = {
        "list": made_of.name,
        "licence": terms["name"],
        "licence_url": terms["url"],
        "licence_except": terms["except"],
        **{f"filter: {name}": value for name, value in made_of.filters.items()},
    }
    return spreadsheet.pieces(made_of.name, made_of.columns, made_of.rows(), about)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class Format:
    """One format: what the page calls it, for whom it is, its media type, and what writes it."""

    name: str
    what: str | Promise
    media_type: str
    pieces: Callable[[Listed], Iterator[bytes]]


FORMATS: Mapping[str, Format] = {
    "csv": Format("CSV", _("a table for any program"), "text/csv; charset=utf-8", as_csv),
    "xlsx": Format(
        "XLSX",
        _("a spreadsheet, with a sheet about it"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        as_xlsx,
    ),
    "json": Format("JSON", _("for programs, with filters and licence"), "application/json", as_json),
    "jsonl": Format(
        "JSON Lines", _("one row a line, for large amounts"), "application/jsonl; charset=utf-8", as_json_lines
    ),
    "geojson": Format("GeoJSON", _("for maps; city precision"), "application/geo+json", as_geojson),
}

TABLES = ("csv", "xlsx", "json", "jsonl")
WITH_PLACES = (*TABLES, "geojson")
