"""`manage.py grants ROLE`: what the role of the site may do in the database, after migrating."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from web.grants import grant


class Command(BaseCommand):
    """Run under the role that owns the tables."""

    help = "Gives the role of the site the least rights that it needs. Run it after each migration."

    def add_arguments(self, parser: CommandParser) -> None:
        """The role."""
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant and revoke, all or nothing."""
        try:
            grant(options["role"])
        except ProgrammingError as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(f"{options['role']} reads and writes rows, and only reads the history.")
