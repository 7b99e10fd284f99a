"""Copies of preserved files without what the file says of itself."""

from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _

from sources.models import PreservedFile
from sources.preserving import store
from sources.reading import apart
from sources.reading.characters import one_line
from sources.reading.limits import MEGABYTE, Limits
from sources.reading.reading import UNKNOWN_KIND

CHUNK = MEGABYTE
MOST_NAMES = 100
LIMITS = Limits(seconds=30, memory=2048 * MEGABYTE, text=0)


class NotStrippable(Exception):
    """A copy cannot be made; the text is a sentence for the person who asked."""


@dataclass(frozen=True)
class Stripped:
    """The copy, to be closed, and the names of what was taken out."""

    content: IO[bytes]
    removed: list[str]


def strip(file: PreservedFile) -> Stripped:
    """A copy without the file's own properties. Raises NotStrippable."""
    try:
        with (
            store.on_disk(file) as path,
            apart.done("strip", path, LIMITS, written=2 * file.size + 16 * MEGABYTE) as answer,
        ):
            if answer.problem:
                raise NotStrippable(_sentence(answer.problem))
            return Stripped(_kept(answer), _names(answer.said.get("removed")))
    except OSError:
        raise NotStrippable(_sentence("")) from None


def _kept(answer: apart.Answer) -> IO[bytes]:
    copy = TemporaryFile()  # noqa: SIM115 - the caller closes it
    with answer.output() as output:
        while chunk := output.read(CHUNK):
            copy.write(chunk)
    copy.seek(0)
    return copy


def _names(said: Any) -> list[str]:
    return [one_line(str(name), 100) for name in said[:MOST_NAMES]] if isinstance(said, list) else []


def _sentence(problem: str) -> str:
    if problem == UNKNOWN_KIND:
        return _("A file of this kind cannot be freed of what it says of itself, so it is not released.")
    return _("This file could not be freed of what it says of itself, so it is not released.")
