"""`manage.py backup FILE`: everything that this site keeps, in one file."""

import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from operations import postgres
from operations.backup import archive, making


class Command(BaseCommand):
    """See docs/backups.md."""

    help = (
        "Write the database, every preserved file and every recorded export into one file, as they are at this moment; "
        "the site goes on meanwhile. The file is read again before it gets its name. Exits with 1 when nothing was "
        "made, and with 2 when the backup was made and preserved files are missing or changed here."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where it goes."""
        parser.add_argument("file", type=Path, help="a name that is not taken yet")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Make it, and say what is in it."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was begun is tidied away then as well
        try:
            with tqdm(unit="B", unit_scale=True, disable=not sys.stderr.isatty(), file=sys.stderr) as bar:
                made = making.make(file, told=lambda size: bar.update(size))
        except (making.Refused, archive.NotWhole, postgres.Failed) as reason:
            raise CommandError(f"No backup was made. {reason}") from None
        except OSError as error:
            raise CommandError(f"No backup was made: {file} cannot be written ({error.strerror}).") from None
        except KeyboardInterrupt:
            raise CommandError("Interrupted; no backup was made.", returncode=130) from None
        self.stdout.write(
            f"{file}: {made.rows} rows, {made.files} files, {made.size} bytes. Read again and found whole."
        )
        if made.given_up:
            self.stdout.write(f"Given up or taken down while it was made, and not in it: {len(made.given_up)} files.")
        if made.faults:
            faults = "\n".join(made.faults)
            raise CommandError(f"The backup was made. Not in it, and missing or changed here:\n{faults}", returncode=2)
