"""What kind of file some bytes are, told from the bytes alone: a name or a server can say anything."""

from typing import IO

import puremagic

UNKNOWN = "application/octet-stream"


def media_type_of(content: IO[bytes]) -> str:
    """The media type of a seekable stream, which is left at its beginning; UNKNOWN where nothing is recognised."""
    content.seek(0)
    head = content.read(64 * 1024)
    content.seek(0)
    try:
        return puremagic.from_string(head, mime=True) or UNKNOWN
    except (puremagic.PureError, ValueError):
        return UNKNOWN
