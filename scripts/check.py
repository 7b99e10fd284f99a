"""What Django can say about the project: its own checks, and whether migrations and documents match the code."""

import os
import sys

import django
from django.core.management import call_command


def main() -> int:
    """Run the checks beside the tests' own server: makemigrations looks into a database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.conf import settings

    from config import embedded_postgres, env

    lease = None if env.text("DATABASE_URL") else embedded_postgres.lease(settings.VAR_DIR, durable=False)
    try:
        call_command("check", fail_level="WARNING")
        call_command("draw_transitions", check=True)
        call_command("makemigrations", check_changes=True, dry_run=True)
    finally:
        if lease is not None:
            lease.release()
    return 0


if __name__ == "__main__":
    sys.exit(main())
