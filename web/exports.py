"""Lists as files: the same rows as the page, all of them, sent as they are read.

A CSV begins with a byte order mark, because without it Excel takes Čačak and 警侨 for something else; it changes
nothing for programs that read UTF-8 with signature. A cell that a spreadsheet would run is sent behind an apostrophe.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from import_export import resources
from import_export.fields import Field
from import_export.widgets import Widget

from web.as_of import at_the_same_moment
from web.listing import ListFilter
from web.moments import current

ROWS_AT_A_TIME = 500
BYTE_ORDER_MARK = "\ufeff"
RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r")

Row = dict[str, Any]


class AsItIs(Widget):  # type: ignore[misc]
    """Numbers stay numbers; the file format decides how they are written."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """The value."""
        return value


class Column(Field):  # type: ignore[misc]
    """One column: where its value is found, or a method `dehydrate_<name>` of the resource."""

    def __init__(self, attribute: str | None = None) -> None:
        """`attribute` is a path such as `country__name`."""
        super().__init__(attribute=attribute, widget=AsItIs(), readonly=True)


class ListResource(resources.Resource):  # type: ignore[misc]
    """The columns of one list, declared once for every file format."""

    def rows(self, queryset: QuerySet[Any]) -> Iterator[Row]:
        """One flat row for each object, with the columns in their declared order."""
        columns = self.get_export_headers()
        for found in queryset.iterator(chunk_size=ROWS_AT_A_TIME):
            yield dict(zip(columns, self.export_resource(found), strict=True))


Pieces = Callable[[ListResource, ListFilter], Iterator[str]]


class _Line:
    """What csv writes into: gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def safe_cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.lstrip(" \n").startswith(RUNS_IN_A_SPREADSHEET):
        return f"'{value}"
    return value


def as_csv(resource: ListResource, filters: ListFilter) -> Iterator[str]:
    """A heading line, and one line for each row."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(resource.get_export_headers())
    for row in resource.rows(filters.qs):
        yield writer.writerow(["" if value is None else safe_cell(value) for value in row.values()])


def as_json(resource: ListResource, filters: ListFilter) -> Iterator[str]:
    """The moment from which the list looks, the filters in force, and the rows; keys in a fixed order."""
    yield f'{{"filters": {_json({**current().parameters, **filters.kept})},\n"rows": ['
    for number, row in enumerate(resource.rows(filters.qs)):
        yield f"{',' if number else ''}\n{_json(row)}"
    yield "\n]}\n"


def as_geojson(resource: ListResource, filters: ListFilter) -> Iterator[str]:
    """A feature for each row; one without coordinates has no geometry. `looks_from` is the moment asked for."""
    yield f'{{"type": "FeatureCollection", "looks_from": {_json(current().parameters)},\n"features": ['
    for number, row in enumerate(resource.rows(filters.qs)):
        longitude, latitude = row.pop("longitude"), row.pop("latitude")
        point = None if longitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
        feature = {"type": "Feature", "id": row.get("slug"), "geometry": point, "properties": row}
        yield f"{',' if number else ''}\n{_json(feature)}"
    yield "\n]}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


FORMATS: Mapping[str, tuple[str, Pieces]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
    "geojson": ("application/geo+json", as_geojson),
}


def refused(filters: ListFilter) -> HttpResponse | None:
    """The answer to a question that was not understood, in plain words; None where all of it was."""
    if filters.qs is not None and filters.notices:  # a filter can say that it was left out only once it was tried
        return HttpResponse("\n".join(filters.notices) + "\n", status=400, content_type="text/plain; charset=utf-8")
    return None


def export(
    filters: ListFilter, resource: ListResource, *, name: str, suffix: str, offered: tuple[str, ...]
) -> HttpResponseBase:
    """The whole list as a file.

    A question that was not understood is refused in plain words: a file, unlike a page, cannot say that it holds
    something else than was asked for.
    """
    if suffix not in offered:
        raise Http404(suffix)
    if answer := refused(filters):
        return answer
    media_type, pieces = FORMATS[suffix]
    response = StreamingHttpResponse(at_the_same_moment(pieces(resource, filters)), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="on-record-{name}{current().in_a_file_name}.{suffix}"'
    return response
