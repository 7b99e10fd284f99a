"""Where the picture of a page of a PDF is, its passages highlighted."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from sources.models import Capture

PDF = "application/pdf"
MOST_MARKS = 200


def picture_address(capture: Capture, page: int | None, spans: Iterable[tuple[int, int]]) -> str:
    """The address of the picture of a page, these stretches of the copy's text highlighted; "" where there is none."""
    if page is None or capture.file.media_type != PDF:
        return ""
    address = reverse("sources:page_picture", args=[capture.source.slug, capture.pk, page])
    marks = ",".join(f"{start}-{end}" for start, end in list(spans)[:MOST_MARKS])
    return f"{address}?{urlencode({'marks': marks}, safe=',')}" if marks else address
