"""One row as a picture that can be posted, with the words of the row, who says what, the sources and the address."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from claims.views.row import IsElsewhere, a_row, moved, read_row
from dossiers.render import row


@a_row
@require_safe
def row_image(request: HttpRequest, kind: str, slug: str, key: str, suffix: str) -> HttpResponse:
    """The row as the reader chose to see it, drawn on the server."""
    try:
        found = read_row(request, kind, slug, key)
    except IsElsewhere as where:
        return moved(where, key, request, "dossiers:row_image", suffix)
    drawn = row.drawing(found.note(request), found.row)
    unchanged = get_conditional_response(request, etag=drawn.etag(suffix))
    if unchanged is not None:
        return unchanged
    response = HttpResponse(row.render(drawn, suffix), content_type=row.MEDIA_TYPES[suffix])
    name = f"on-record-{slugify(found.title) or slug}-{key}.{suffix}"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = drawn.etag(suffix)
    response["Cache-Control"] = "no-cache"
    return response
