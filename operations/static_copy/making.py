"""Making a copy: asked for in one moment, rewritten, and put in its place only when it is whole."""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from operations.static_copy import sameness
from operations.static_copy.asking import ask, one_moment
from operations.static_copy.journal import Begun, Journal, NotCopied, earlier_in, locked, opened
from operations.static_copy.own_pages import write_dossiers, write_own_pages
from operations.static_copy.rewriting import rewrite

MARK, COPY = "static-copy.json", "copy"

Told = Callable[[str, int, int], object]


@dataclass(frozen=True)
class Copied:
    """What a copy holds, and how many of its addresses an earlier run had been given."""

    pages: int
    files: int
    size: int
    recalled: int = 0


def make(
    output: Path,
    *,
    at: datetime | None,
    formats: Sequence[str],
    told: Told = lambda what, done, of: None,
    anew: bool = False,
) -> Copied:
    """Make a copy of the public site in a folder; one that is there already is replaced when the new one is whole.

    `at` is the moment that the copy names: now, or that of the run that is gone on with, where none is given. What a
    broken run was given stays beside the folder, and is gone on with as long as nothing has changed since.

    Raises NotCopied, OSError; the folder is as it was then.
    """
    _may_be_replaced(output)
    unfinished = output.with_name(f"{output.name}.unfinished")
    with locked(unfinished):
        with one_moment():
            before, earlier = (None, {}) if anew else earlier_in(unfinished)
            begun = begin(before, at=at, formats=formats)
            named = datetime.fromisoformat(begun.at)
            with opened(unfinished, begun, earlier if begun == before else {}) as journal:
                ask(journal, told=lambda done, known: told("pages", done, known))
                write_dossiers(journal, named, formats, told)
                write_own_pages(journal, named, formats)
        rewrite(journal, unfinished / COPY, named, told)
        copied = _marked(unfinished / COPY, journal, named)
        _put_in_place(unfinished / COPY, output)
        shutil.rmtree(unfinished, ignore_errors=True)
    return copied


def begin(before: Begun | None, *, at: datetime | None, formats: Sequence[str]) -> Begun:
    """How this run begins: as the one before it, where it can go on with that, else anew."""
    now = timezone.now().replace(microsecond=0)
    begun = Begun(
        at=(at or now).isoformat(),
        day=now.date().isoformat(),
        formats=tuple(formats),
        program=sameness.program(),
        records=sameness.records(),
    )
    return before if before == (begun if at or before is None else replace(begun, at=before.at)) else begun


def _may_be_replaced(output: Path) -> None:
    """A folder that is no copy is somebody's, and is left alone."""
    if output.exists() and not (output / MARK).exists() and (not output.is_dir() or any(output.iterdir())):
        raise NotCopied(f"{output} is there and is no copy of the site: choose another folder.")


def _marked(folder: Path, journal: Journal, at: datetime) -> Copied:
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    size = sum(path.stat().st_size for path in files)
    copied = Copied(len(journal.pages()), len(files) + 1, size, journal.recalls)
    told = {"what": "A copy of On Record", "as_of": at.isoformat(), "pages": copied.pages, "files": copied.files}
    (folder / MARK).write_text(json.dumps(told, indent=1) + "\n")
    return copied


def _put_in_place(made: Path, output: Path) -> None:
    """Give the new copy its name. The former one is away for the moment between two renamings."""
    former = output.with_name(f"{output.name}.former-{os.getpid()}")
    if output.exists():
        output.rename(former)
    try:
        made.rename(output)
    except OSError:
        with suppress(OSError):
            former.rename(output)
        raise
    shutil.rmtree(former, ignore_errors=True)
