"""`manage.py static_copy FOLDER`: the public site as files."""

import signal
import sys
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from dossiers.formats import FORMATS
from operations.static_copy import making
from operations.static_copy.asking import NotCopied

USUAL = "pdf,docx,odt,epub,md,xlsx,csv,json"


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

    def handle(self, *args: Any, folder: Path, formats: str, at: str | None, **options: Any) -> None:
        """Make it, and say how large it is."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was begun is tidied away then as well
        wanted = [] if formats == "none" else formats.split(",")
        if unknown := set(wanted) - set(FORMATS):
            raise CommandError(f"A dossier cannot be had as {', '.join(sorted(unknown))}.")
        with tqdm(disable=not sys.stderr.isatty(), file=sys.stderr) as bar:

            def told(what: str, done: int, of: int) -> None:
                bar.desc, bar.total = what, of
                bar.update(done - bar.n)

            try:
                made = making.make(folder.resolve(), at=_moment(at), formats=wanted, told=told)
            except NotCopied as reason:
                raise CommandError(f"No copy was made. {reason}") from None
            except KeyboardInterrupt:
                raise CommandError("Interrupted; no copy was made.", returncode=130) from None
            except OSError as error:
                raise CommandError(f"No copy was made: {error.filename}: {error.strerror}.") from None
        self.stdout.write(f"{folder}: {made.pages} pages, {made.files} files, {made.size} bytes.")


def _moment(at: str | None) -> datetime:
    if at is None:
        return timezone.now().replace(microsecond=0)
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        raise CommandError(f"{at} is no moment: write 2026-11-30T16:00:00Z.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
