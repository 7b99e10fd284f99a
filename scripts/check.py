"""What Django can say about the project: its own checks, and whether migrations and documents match the code."""

import os
import secrets
import subprocess
import sys

import django
from django.core.management import call_command

from config.env import BASE_DIR


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
    return as_deployed()


def as_deployed() -> int:
    """What Django says about the settings of a deployment: `check --deploy`, in an environment like that of compose."""
    deployment = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "onrecord.example.org",
        "BEHIND_TLS": "1",
        "MFA_REQUIRED": "1",
        "DEBUG": "0",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    others = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    return subprocess.run(command, cwd=BASE_DIR, env={**others, **deployment}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
