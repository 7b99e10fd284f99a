"""`manage.py list_removals FILE`: what was removed and taken down, by key, for `manage.py restore --removals FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.backup import removals


class Command(BaseCommand):
    """See docs/backups.md."""

    help = "Write down what was removed and taken down, by keys and days, without a word of it. The file is replaced."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the list goes."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Write it beside, then give it its name."""
        found = removals.listed()
        beside = file.with_name(f"{file.name}.new")
        try:
            beside.write_text(removals.written(found))
            beside.replace(file)
        except OSError as error:
            raise CommandError(f"{file} cannot be written ({error.strerror}).") from None
        self.stdout.write(f"{file}: {len(found)} removals and takedowns.")
