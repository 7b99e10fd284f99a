"""manage.py add_user EMAIL --role editor: give somebody an account."""

import getpass
import secrets
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from users.models import Role, User

ATTEMPTS = 3


class Command(BaseCommand):
    """Accounts are given, not taken: this is how the first editor gets one."""

    help = "Give somebody an account. Asks for a password, or prints one that it made (--make-password)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, as what, and with which password."""
        parser.add_argument("email")
        parser.add_argument("--role", choices=Role.values, default=Role.CONTRIBUTOR)
        parser.add_argument("--make-password", action="store_true", help="make a password and print it, once")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account, or say in one sentence why not."""
        email = User.objects.normalize_email(options["email"])
        try:
            validate_email(email)
        except ValidationError as problem:
            raise CommandError(f"{email} is not an e-mail address.") from problem
        made = options["make_password"] or not sys.stdin.isatty()
        password = secrets.token_urlsafe(15) if made else self._ask(User(email=email))
        try:
            with transaction.atomic():
                user = User.objects.create_user(email, password, role=options["role"])
        except IntegrityError as problem:
            raise CommandError(f"There is an account for {email} already.") from problem
        self.stdout.write(f"{user.email} is {user.get_role_display().lower()} now.")
        if made:
            self.stdout.write(f"Password (shown this once): {password}")

    def _ask(self, user: User) -> str:
        for _attempt in range(ATTEMPTS):
            password = getpass.getpass("Password: ")
            try:
                validate_password(password, user)
            except ValidationError as problem:
                self.stderr.write(" ".join(problem.messages))
                continue
            if password == getpass.getpass("Password, again: "):
                return password
            self.stderr.write("The two are not the same.")
        raise CommandError("No account was made.")
