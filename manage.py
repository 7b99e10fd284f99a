#!/usr/bin/env python
"""Django's command line."""

import os
import sys


def main() -> None:
    """Run the command that the words on the command line name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from config import embedded_postgres
    from config.postgres_files import Unavailable

    try:
        with embedded_postgres.kept():
            execute_from_command_line(sys.argv)
    except Unavailable as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
