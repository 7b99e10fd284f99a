"""A dossier as one file; or, where it is set in type and too large, its volumes in one archive, with a list of them.

The archive is uncompressed and has one fixed time, so that the same dossier gives the same bytes.
"""

import zipfile
from collections.abc import Callable, Sequence
from typing import IO

from dossiers.formats import Format
from dossiers.plain import Dossier
from dossiers.render.archive import EARLIEST
from dossiers.volumes import file_of, most_in_a_volume, volumes

# What has pages or chapters; the data formats hold any number of statements in one file.
TYPESET = frozenset({"pdf", "docx", "odt", "html", "epub", "md"})
CONTENTS = "CONTENTS.txt"
ARCHIVE = ".zip"


def parts_of(dossier: Dossier, form: Format) -> tuple[Dossier, ...]:
    """What is made into files of their own: the volumes, or the dossier itself."""
    return volumes(dossier, most_in_a_volume(form.suffix)) if form.suffix in TYPESET else (dossier,)


def write(parts: Sequence[Dossier], form: Format, file: IO[bytes], *, name: str, before: Callable[[int], None]) -> None:
    """Write one file, or the archive of several: one volume at a time is in memory. `before` learns how many are done.

    `name` is that of the dossier, without an ending.
    """
    if len(parts) == 1:
        form.make_into(parts[0], file)
        return
    listed = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for number, part in enumerate(parts, start=1):
            before(number - 1)
            called = file_of(name, number, len(parts), form.suffix)
            archive.writestr(zipfile.ZipInfo(called, EARLIEST), form.render(part))
            listed.append(f"{called}\n    {part.title}\n")
        archive.writestr(zipfile.ZipInfo(CONTENTS, EARLIEST), "\n".join([*parts[0].notices[:2], "", *listed]))
