"""Lists as files: the same rows as the page, all of them, sent as they are read.

The columns of a list are declared once (ListResource); how rows become a file is in web/list_formats.py. No file holds
its rows in memory, and what a spreadsheet needs at its end waits on the disk (docs/decisions/0051).
"""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from import_export import resources
from import_export.fields import Field
from import_export.widgets import Widget

from web.as_of import at_the_same_moment
from web.list_formats import FORMATS, Listed, Place
from web.listing import ListFilter
from web.moments import current

__all__ = ["ROWS_AT_A_TIME", "Column", "ListResource", "Row", "export", "refused"]

ROWS_AT_A_TIME = 500
BLOCK = 64 * 1024

Row = dict[str, Any]
Reading = Callable[[Any], Any]


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
    """The columns of one list, declared once for every file format.

    `bytes_in_a_row` is about how long a line of the CSV is, measured on the project's own records: from it a page says
    how large a file will be. `position` names the pair of columns that hold a position, where rows have one.
    """

    bytes_in_a_row: ClassVar[int] = 200
    position: ClassVar[Place | None] = None

    def rows(self, queryset: QuerySet[Any]) -> Iterator[Row]:
        """One flat row for each object, with the columns in their declared order."""
        flat = self.flat()
        for found in queryset.iterator(chunk_size=ROWS_AT_A_TIME):
            yield flat(found)

    def flat(self) -> Callable[[Any], Row]:
        """What makes a flat row of an object. Where each column is found is worked out once, not for each row."""
        readings = [(self.get_field_name(field), self._reading(field)) for field in self.get_export_fields()]
        return lambda found: {name: read(found) for name, read in readings}

    def _reading(self, column: Column) -> Reading:
        own: Reading | None = getattr(self, f"dehydrate_{self.get_field_name(column)}", None)
        return own or _along(column.attribute.split("__") if column.attribute else [])


def _along(path: list[str]) -> Reading:
    """What follows a path from an object to a value; None where it ends before, or there is none."""
    if not path:
        return lambda found: None

    def read(found: Any) -> Any:
        value = found
        for name in path:
            try:
                value = getattr(value, name, None)
            except ObjectDoesNotExist:
                return None
            if value is None:
                return None
        return value() if callable(value) else value

    return read


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
    something else than was asked for. Under which licence it may be used every answer says, also where its format has
    no place for it.
    """
    if suffix not in offered or suffix not in FORMATS:
        raise Http404(suffix)
    if answer := refused(filters):
        return answer
    made_of = Listed(
        name=name,
        columns=tuple(resource.get_export_headers()),
        rows=lambda: resource.rows(filters.qs),
        filters={**current().parameters, **filters.kept},
        place=resource.position,
    )
    pieces = in_blocks(at_the_same_moment(FORMATS[suffix].pieces(made_of)))
    response = StreamingHttpResponse(pieces, content_type=FORMATS[suffix].media_type)
    response["Content-Disposition"] = f'attachment; filename="on-record-{name}{current().in_a_file_name}.{suffix}"'
    response["Link"] = f'<{settings.DATA_LICENCE_URL}>; rel="license"'
    return response


def in_blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces: each that is sent costs as much as writing many rows."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= BLOCK:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
