"""Pictures of the pages of a PDF."""

from collections.abc import Sequence
from hashlib import sha256

from sources.models import FileText, PreservedFile
from sources.preserving import store
from sources.reading import apart
from sources.reading.limits import MEGABYTE, QUICK

MOST_PICTURE, MOST_WIDTH, MOST_SPANS = 24 * MEGABYTE, 2000, 200


class NoPicture(Exception):
    """There is no picture of this page."""


def page_picture(file: PreservedFile, page: int, spans: Sequence[tuple[int, int]] = (), *, width: int = 1000) -> bytes:
    """A PNG of one page (the first is 1), with these stretches of FileText.text marked where they lie on it.

    Nothing is marked when the page no longer gives the text that was read: a mark is never in the wrong place.
    Raises NoPicture.
    """
    start, text = _page_of(file, page) if spans else (0, "")
    here = [(max(a - start, 0), min(b - start, len(text))) for a, b in spans[:MOST_SPANS]]
    order = {
        "page": page - 1,
        "spans": [(a, b) for a, b in here if a < b],
        "sha256": sha256(text.encode()).hexdigest(),
        "width": max(50, min(width, MOST_WIDTH)),
    }
    try:
        with (
            store.on_disk(file) as path,
            apart.done("picture", path, QUICK, written=MOST_PICTURE, **order) as answer,
        ):
            if answer.problem:
                raise NoPicture(answer.problem)
            with answer.output() as output:
                return output.read(MOST_PICTURE)
    except OSError:
        raise NoPicture from None


def _page_of(file: PreservedFile, page: int) -> tuple[int, str]:
    """Where a page begins in the file's text, and its own text."""
    found = FileText.objects.filter(file=file).first()
    if found is None or not 1 <= page <= len(found.page_starts):
        return 0, ""
    start = found.page_starts[page - 1]
    end = found.page_starts[page] - 1 if page < len(found.page_starts) else len(found.text)
    return start, found.text[start:end]
