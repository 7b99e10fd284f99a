"""Plain text."""

from pathlib import Path

from sources.reading.characters import clean
from sources.reading.charsets import decoded
from sources.reading.reading import Hints, Reading


def read(path: Path, hints: Hints) -> Reading:
    """The text as it stands."""
    return Reading(extractor="plain text", text=clean(decoded(path.read_bytes(), hints.charset)))
