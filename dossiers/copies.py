"""The preserved copies of a dossier's sources as plain data: what is kept, and what of it may be handed over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum

from sources.choices import ReadingOutcome
from sources.models import Capture, FileText, Release


class Handing(StrEnum):
    """What may be done with a copy: hand it over, give its hash alone, or say that it was taken down."""

    WHOLE = "whole"
    HASH_ONLY = "hash_only"
    TAKEN_DOWN = "taken_down"


@dataclass(frozen=True)
class CopyLine:
    """A preserved copy: its SHA-256, its kind, when it was preserved, and what may be done with it.

    What is handed over is the file of `handed_sha256`: the copy without what it says of itself (author, device, place),
    so its hash is another one. `text_sha256` is that of the text that a machine found in the copy itself, "" where it
    found none.
    """

    source: str
    sha256: str
    media_type: str
    preserved_at: str
    handing: str
    handed_sha256: str
    handed_size: int
    text_sha256: str


def copy_lines(captures: Iterable[Capture], releases: Mapping[int, Release]) -> tuple[CopyLine, ...]:
    """Copies (loaded with source, file, text and takedown), and those of their releases that hold, by their keys."""
    return tuple(_line(capture, releases.get(capture.pk)) for capture in captures)


def _line(capture: Capture, release: Release | None) -> CopyLine:
    read: FileText | None = getattr(capture.file, "text", None)
    handing = Handing.WHOLE if release else Handing.HASH_ONLY
    if hasattr(capture, "takedown"):
        handing = Handing.TAKEN_DOWN
    has_text = read is not None and read.outcome == ReadingOutcome.TEXT and handing != Handing.TAKEN_DOWN
    return CopyLine(
        source=capture.source.slug,
        sha256=capture.file.sha256,
        media_type=capture.file.media_type,
        preserved_at=capture.captured_at.astimezone(UTC).isoformat(timespec="seconds"),
        handing=handing.value,
        handed_sha256=release.file.sha256 if release else "",
        handed_size=release.file.size if release else 0,
        text_sha256=read.sha256 if read and has_text else "",
    )
