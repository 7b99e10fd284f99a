"""Load the project's own data."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from claims.loading import files, load


class Command(BaseCommand):
    """`manage.py load_demo`: into an empty database only; into any other one, say what would be added."""

    help = "Load fixtures/ into an empty database. In any other one, say what is missing there or reads differently."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, and leave to add to a database that holds claims."""
        parser.add_argument(
            "--add-missing", action="store_true", help="add what is missing; what is there stays as it is"
        )
        parser.add_argument(
            "--folder", type=Path, default=settings.FIXTURES_DIR, help="a folder in the shape of fixtures/"
        )

    def handle(self, *, add_missing: bool, folder: Path, **options: Any) -> None:
        """Load, or report."""
        fixtures = files.read(folder)
        if add_missing or not load.database_holds_claims():
            kept = load.password_file().exists()
            added = load.add(fixtures)
            self.stdout.write(f"Added {_told(added)}." if added else "Nothing is missing.")
            if not kept and load.password_file().exists():
                self.stdout.write(f"Sign in as {load.CONTRIBUTOR} or {load.EDITOR} with {load.demo_password()}")
            return
        plan = load.plan(fixtures)
        missing, differing = plan.missing(), plan.differing()
        self.stdout.write("The database holds claims, so nothing was changed.")
        if missing:
            self.stdout.write(f"Missing here: {_told(missing)}. `manage.py load_demo --add-missing` adds them.")
        for line in differing:
            self.stdout.write(f"Reads differently here, and stays so: {line}")
        if not missing and not differing:
            self.stdout.write("It holds all of fixtures/ as it stands there.")


def _told(rows: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in rows.items())
