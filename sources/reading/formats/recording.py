"""Sound and film: no text, but often who made them, with what, and where."""

from collections.abc import Iterator
from pathlib import Path

import mutagen

from sources.reading.boxes import is_film, said_in_boxes
from sources.reading.characters import one_line
from sources.reading.reading import BROKEN, Hints, Reading, Unreadable

NAMES = {
    "artist": "Author",
    "albumartist": "Author",
    "author": "Author",
    "composer": "Composer",
    "album": "Album",
    "date": "Date",
    "encodedby": "Encoded by",
    "encoder": "Made with",
    "encodersettings": "Made with",
    "copyright": "Copyright",
    "organization": "Organisation",
    "comment": "Comment",
    "description": "Description",
    "website": "Address",
}


def read(path: Path, hints: Hints) -> Reading:
    """The recording's tags."""
    try:
        recording = mutagen.File(path, easy=True)
    except (mutagen.MutagenError, ValueError, OverflowError, IndexError, KeyError, AttributeError):
        if not is_film(path):  # mutagen stumbles over what some phones write
            raise Unreadable(BROKEN) from None
        recording = None
    reading = Reading(extractor=f"mutagen {mutagen.version_string}")
    tags = dict(getattr(recording, "tags", None) or {})
    reading.title = one_line(" ".join(map(str, tags.get("title", []))), 500)
    reading.properties = list(dict.fromkeys((*_tags(tags), *said_in_boxes(path))))
    return reading


def _tags(tags: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for name, said in NAMES.items():
        for value in tags.get(name, []):
            if str(value).strip():
                yield said, one_line(str(value), 500)
