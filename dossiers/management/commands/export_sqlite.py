"""`manage.py export_sqlite FILE`: everything that readers may see as one SQLite database."""

from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dossiers.whole import sqlite


class Command(BaseCommand):
    """The file has its name only when it is whole."""

    help = "Write everything that readers may see into one SQLite file, ready for Datasette. An older one is replaced."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where it goes."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it beside its place, and put it there."""
        target: Path = options["file"]
        if not target.parent.is_dir():
            raise CommandError(f"There is no folder {target.parent}.")
        with TemporaryDirectory(dir=target.parent) as folder:
            made = Path(folder) / target.name
            sqlite.write(made, on=timezone.now().date())
            made.replace(target)
        self.stdout.write(f"{target}: {target.stat().st_size} bytes")
