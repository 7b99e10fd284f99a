"""manage.py create_administrator EMAIL: invite the first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from users.actions.inviting import NotInvited, invite, renew
from users.invitation_mail import link
from users.models import Invitation, Role


class Command(BaseCommand):
    """Whoever can run this owns the database; everybody else is invited by an administrator, on the site."""

    help = "Print a link by which the owner of this address becomes an administrator. It opens once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and where the site answers."""
        parser.add_argument("email")
        parser.add_argument(
            "--site", help="the address of the site, where it cannot be told: https://onrecord.example.org"
        )

    def handle(self, *, email: str, site: str | None, **options: Any) -> None:
        """Invite, or give the invitation that there is a new link."""
        try:
            validate_email(email)
        except ValidationError as problem:
            raise CommandError(f"{email} is not an e-mail address.") from problem
        now = timezone.now()
        open_one = Invitation.objects.undecided().filter(email__iexact=email, role=Role.ADMINISTRATOR).first()
        try:
            made = renew(open_one.pk, by=None, at=now) if open_one else None
            invitation, token = made or invite(email, role=Role.ADMINISTRATOR, by=None, at=now)
        except NotInvited as problem:
            raise CommandError(str(problem)) from problem
        until = f"{invitation.expires_at:%-d %B %Y, %H:%M} UTC"
        self.stdout.write(f"{invitation.email} becomes an administrator by this link, until {until}:")
        self.stdout.write(link(token, site=(site or _site()).rstrip("/")))
        self.stdout.write("It is shown this once, and opens once. Hand it over in a way that nobody else reads.")


def _site() -> str:
    names = [name for name in settings.ALLOWED_HOSTS if "*" not in name and not name.startswith(".")]
    return f"{'https' if settings.BEHIND_TLS else 'http'}://{names[0] if names else 'localhost'}"
