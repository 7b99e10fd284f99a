"""Pictures of the pages of a PDF."""

from collections.abc import Sequence

from sources.models import PreservedFile


class NoPicture(Exception):
    """There is no picture of this page."""


def page_picture(file: PreservedFile, page: int, spans: Sequence[tuple[int, int]] = (), *, width: int = 1000) -> bytes:
    """A PNG of one page, with these stretches of FileText.text marked. Raises NoPicture."""
    raise NoPicture
