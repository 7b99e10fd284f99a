"""Bringing files in tests, and looking where their bytes are."""

from io import BytesIO
from pathlib import Path

from sources.models import Capture, PendingCapture, PreservedFile, Source
from sources.preserving import actions
from tests.factories import NOON, the_author
from users.models import User

PAGE = b"<!doctype html><title>A page</title><p>The words of an invented page.</p>"
NOTE = b"The words of an invented note, in plain text.\n"
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def bring(source: Source, content: bytes = PAGE, *, name: str = "page.html", by: User | None = None) -> Capture:
    """Upload a file as a copy of a source."""
    return actions.preserve_upload(source, BytesIO(content), name=name, by=by or the_author(), at=NOON)


def hold(content: bytes = PAGE, *, name: str = "page.html", by: User | None = None) -> PendingCapture:
    """Upload a file for a source that is not entered yet."""
    return actions.hold_upload(BytesIO(content), name=name, by=by or the_author(), at=NOON)


def kept(folder: Path) -> set[str]:
    """The names of all files whose bytes lie in the folder."""
    return {path.name for path in folder.rglob("*") if path.is_file()}


def has_bytes(folder: Path, file: PreservedFile) -> bool:
    """Whether the bytes of a file are there."""
    return file.sha256 in kept(folder)
