"""The text of preserved files, made in a process of its own: a hostile file ends that process, not the server.

`record`, `pictures` and `stripping` speak for the site; `apart` starts the process; everything else runs inside it, and
imports nothing of Django (docs/decisions/0018-reading-files.md).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sources.reading.limits import LONG, QUICK, Limits

if TYPE_CHECKING:
    from sources.reading.pictures import NoPicture, page_picture
    from sources.reading.record import read_file
    from sources.reading.stripping import NotStrippable, Stripped, strip

__all__ = [
    "LONG",
    "QUICK",
    "Limits",
    "NoPicture",
    "NotStrippable",
    "Stripped",
    "page_picture",
    "read_file",
    "strip",
]

_HOMES = {
    "NoPicture": "pictures",
    "NotStrippable": "stripping",
    "Stripped": "stripping",
    "page_picture": "pictures",
    "read_file": "record",
    "strip": "stripping",
}


def __getattr__(name: str) -> Any:
    """Import what needs Django only when it is asked for: the process for hostile files starts without."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"sources.reading.{_HOMES[name]}"), name)
