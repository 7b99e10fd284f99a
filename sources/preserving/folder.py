"""The folder in which preserved files lie when they lie on this machine.

A file is there whole or not at all: it is written beside, under a passing name, brought onto the disk, and only then
given its name. What a crash leaves behind lies in PARTIAL and is told by `manage.py check_captures`.
"""

import os
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from django.core.files.storage import FileSystemStorage

PARTIAL = ".partial"
FILE_MODE, FOLDER_MODE = 0o440, 0o750  # nobody writes into a preserved file, not even we


class Folder(FileSystemStorage):
    """A folder whose files appear whole, survive a power cut, and replace what had their name."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: the same name means the same bytes."""
        return name

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        partial = Path(self.path(PARTIAL))
        for folder in (partial, path.parent):
            _make(folder, within=Path(self.location))
        number, beside = mkstemp(prefix=f"{path.name}-", dir=partial)
        try:
            with os.fdopen(number, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fchmod(file.fileno(), FILE_MODE)
                os.fsync(file.fileno())
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        _settle(path.parent)
        return name


def _make(folder: Path, *, within: Path) -> None:
    """Make a folder and those above it, and bring their names onto the disk."""
    if folder.is_dir():
        return
    if folder != within and within in folder.parents:
        _make(folder.parent, within=within)
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    else:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    _settle(folder.parent)


def _settle(folder: Path) -> None:
    """Bring the names in a folder onto the disk."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
