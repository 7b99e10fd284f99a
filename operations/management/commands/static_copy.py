"""`manage.py static_copy FOLDER`: the public site as files."""

import signal
import sys
import time
from argparse import ArgumentParser
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn, Self, TextIO

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from dossiers.formats import FORMATS
from operations.static_copy import making
from operations.static_copy.journal import NotCopied

USUAL = "pdf,docx,odt,epub,md,xlsx,csv,json"
GOES_ON = "Run it again: it goes on where it stopped, as long as nothing has changed meanwhile."
EVERY_SECONDS = 15


class Command(BaseCommand):
    """See docs/static-copy.md."""

    help = (
        "Write every public page, list and dossier as files that any web server can serve. The folder gets the new "
        "copy only when that is whole."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where it goes, and what is in it."""
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--formats", default=USUAL, help=f"of the dossiers, parted by commas, or none: {', '.join(FORMATS)}"
        )
        parser.add_argument("--at", help="the moment that the copy names, in ISO 8601; now, when it is not given")
        parser.add_argument("--anew", action="store_true", help="do not go on with what a broken run has left")

    def handle(self, *args: Any, folder: Path, formats: str, at: str | None, **options: Any) -> None:
        """Make it, and say how large it is."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # the words below are said then as well
        wanted = [] if formats == "none" else formats.split(",")
        if unknown := set(wanted) - set(FORMATS):
            raise CommandError(f"A dossier cannot be had as {', '.join(sorted(unknown))}.")
        try:
            with Progress(sys.stderr) as progress:
                made = making.make(
                    folder.resolve(), at=_moment(at), formats=wanted, told=progress.told, anew=options["anew"]
                )
        except NotCopied as reason:
            raise CommandError(f"No copy was made. {reason}") from None
        except KeyboardInterrupt:
            raise CommandError(f"Interrupted; no copy was made. {GOES_ON}", returncode=130) from None
        except OSError as error:
            raise CommandError(f"No copy was made: {error.filename}: {error.strerror}. {GOES_ON}") from None
        if made.recalled:
            self.stdout.write(f"{made.recalled} answers were there from the run before; nothing has changed since.")
        self.stdout.write(f"{folder}: {made.pages} pages, {made.files} files, {made.size} bytes.")


class Progress:
    """How far it is and how long it may still take: a bar on a terminal, a line now and then in a log."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.is_terminal = stream, stream.isatty()
        self.bar: tqdm[NoReturn] | None = None
        self.told_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def told(self, what: str, done: int, of: int) -> None:
        """Say that so many of so many are done, as far as is known."""
        if self.bar is None or self.bar.desc != what:
            self.__exit__()
            self.bar = tqdm(desc=what, file=self.stream if self.is_terminal else StringIO(), smoothing=0.05)
            self.bar.desc = what
        self.bar.total = of
        self.bar.update(done - self.bar.n)
        now = time.monotonic()
        if not self.is_terminal and now - self.told_at > EVERY_SECONDS:
            self.told_at = now
            self.stream.write(f"{self.bar}\n")
            self.stream.flush()


def _moment(at: str | None) -> datetime | None:
    if at is None:
        return None
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        raise CommandError(f"{at} is no moment: write 2026-11-30T16:00:00Z.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
