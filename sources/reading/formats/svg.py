"""Drawings in SVG: pictures, whatever letters stand in them."""

from pathlib import Path

from sources.reading.reading import Hints, Reading


def read(path: Path, hints: Hints) -> Reading:
    """Nothing is read."""
    return Reading(extractor="none")
