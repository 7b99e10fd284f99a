"""Bring the database, the demo data and the static files up to date: one program, because each start costs a second."""

import sys

import django
from django.core.management import CommandError, call_command

ADMINISTRATOR = "administrator@example.org"


def main() -> int:
    """Run the steps. Each may be run any number of times."""
    django.setup()
    try:
        call_command("migrate", interactive=False)
        call_command("load_demo")
        _add_administrator()
        call_command("collectstatic", interactive=False, verbosity=0)
    except CommandError as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


def _add_administrator() -> None:
    """Only the demo has one whose password is known; a deployment invites its first (create_administrator)."""
    from claims.loading.load import demo_password
    from users.models import Role, User

    if not User.objects.filter(email__iexact=ADMINISTRATOR).exists():
        User.objects.create_user(ADMINISTRATOR, demo_password(), role=Role.ADMINISTRATOR)


if __name__ == "__main__":
    sys.exit(main())
