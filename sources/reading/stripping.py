"""Copies of preserved files without what the file says of itself."""

from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from sources.models import PreservedFile


class NotStrippable(Exception):
    """A copy cannot be made; the text is a sentence for the person who asked."""


@dataclass(frozen=True)
class Stripped:
    """The copy, to be closed, and the names of what was taken out."""

    content: IO[bytes]
    removed: list[str]


def strip(file: PreservedFile) -> Stripped:
    """A copy without the file's own properties. Raises NotStrippable."""
    raise NotStrippable(_("A file of this kind cannot be freed of its own properties here."))
