"""`manage.py restore FILE`: a site out of a backup."""

import contextlib
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from config import embedded_postgres, env
from operations import postgres
from operations.backup import archive, making, removals, restoring


class Command(BaseCommand):
    """See docs/backups.md."""

    help = (
        "Restore a backup into an empty database, and put its files in their place. Everything is read and compared "
        "before anything is written; what fails leaves the database as it was. A backup of an earlier release is "
        "brought up to date."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which backup, and whether something may be lost for it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="lose what the database holds; files stay")
        parser.add_argument(
            "--removals", type=Path, metavar="LIST", help="what `manage.py list_removals` wrote last; it is done again"
        )
        parser.add_argument("--check", action="store_true", help="read and compare the backup, and restore nothing")

    def handle(self, *args: Any, file: Path, check: bool, **options: Any) -> None:
        """Restore it, and say what came back."""
        try:
            with file.open("rb") as content, _told() as bar:
                if check:
                    manifest = making.check(content, told=bar.update)
                    self.stdout.write(f"{file} is whole: taken at {manifest['taken_at']}, {manifest['files']} files.")
                    return
                with _server():
                    self.restore(content, bar, replace=options["replace"], listed=options["removals"])
        except (restoring.Refused, archive.NotWhole, removals.NotAList, postgres.Failed) as reason:
            raise CommandError(f"Nothing was restored. {reason}") from None
        except OSError as error:
            raise CommandError(f"Nothing was restored: {error.strerror or error}.") from None
        except KeyboardInterrupt:
            raise CommandError("Interrupted; nothing was restored.", returncode=130) from None

    def restore(self, content: IO[bytes], bar: Any, *, replace: bool, listed: Path | None) -> None:
        """Restore, run the migrations that came after the backup, and remove again what was removed after it."""
        known = removals.read(listed.read_text()) if listed else []
        if replace and (here := restoring.removals_here()):
            known += here
            kept = Path(f"{content.name}.removals")
            kept.write_text(removals.written(here))
            self.stdout.write(f"What was removed here until now is listed in {kept}, and will be removed again.")
        restored = restoring.restore(content, replace=replace, told=bar.update)
        self.report(restored)
        try:
            call_command("migrate", interactive=False, verbosity=0)
            again = removals.apply(known)
        except Exception as trouble:
            raise CommandError(
                "The backup was restored, and what came after it was not done again: what was removed is back. Keep "
                f"the site closed, and restore once more with --replace and --removals. ({trouble})"
            ) from trouble
        if known:
            self.stdout.write(f"Removed or taken down again, as after the backup: {again}.")
        else:
            self.stdout.write("What was removed after that moment is back, for want of a list: see docs/backups.md.")

    def report(self, restored: restoring.Restored) -> None:
        """Say what came back and what did not."""
        manifest = restored.manifest
        self.stdout.write(
            f"Restored as of {manifest['taken_at']}: {restored.rows} rows; {restored.files} files put in place, "
            f"{restored.were_there} were there."
        )
        if missing := [*manifest["given_up_meanwhile"], *manifest["missing_or_changed"]]:
            self.stdout.write(f"{len(missing)} files were not in the backup; `manage.py check_captures` names them.")
        if not restored.same_key:
            self.stdout.write(
                "This site has another SECRET_KEY than the one that was backed up: former addresses of what was "
                "removed answer “not found” until that key stands in SECRET_KEY_FALLBACKS."
            )


@contextlib.contextmanager
def _server() -> Iterator[None]:
    """The embedded server, made now if this machine has none yet; nothing where DATABASE_URL names a server."""
    if env.text("DATABASE_URL"):
        yield
        return
    lease = embedded_postgres.lease(env.var_dir())
    try:
        yield
    finally:
        lease.release()


def _told() -> Any:
    return tqdm(unit="B", unit_scale=True, disable=not sys.stderr.isatty(), file=sys.stderr)
