"""Bring the database, the demo data and the static files up to date: one program, because each start costs a second."""

import sys

import django
from django.core.management import CommandError, call_command


def main() -> int:
    """Run the steps. Each may be run any number of times."""
    django.setup()
    try:
        call_command("migrate", interactive=False)
        call_command("load_demo")
        call_command("collectstatic", interactive=False, verbosity=0)
    except CommandError as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
