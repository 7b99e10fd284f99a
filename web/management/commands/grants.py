"""`manage.py grants ROLE`: what the role of the site may do in the database, after migrating."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from web.grants import grant, let_sign_in


class Command(BaseCommand):
    """Run under the role that owns the tables."""

    help = "Gives the role of the site the least rights that it needs. Run it after each migration."

    def add_arguments(self, parser: CommandParser) -> None:
        """The role."""
        parser.add_argument("role")
        parser.add_argument(
            "--sign-in",
            action="store_true",
            help="first make the role, where there is none, and give it the password in SITE_DATABASE_PASSWORD",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant and revoke, all or nothing."""
        try:
            if options["sign_in"]:
                let_sign_in(options["role"], _password())
            grant(options["role"])
        except ProgrammingError as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(f"{options['role']} reads and writes rows, and only reads the history.")


def _password() -> str:
    """From the environment: what stands in a command line is shown to everybody on the machine."""
    password = os.environ.get("SITE_DATABASE_PASSWORD", "")
    if not password:
        raise CommandError("SITE_DATABASE_PASSWORD is not set: choose a password for the role of the site.")
    return password
