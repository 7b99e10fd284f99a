"""Draw the steps of a claim into the documents."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.drawn_transitions import document


class Command(BaseCommand):
    """`manage.py draw_transitions`: write docs/review.md from claims/transitions.py. Needs no database."""

    help = "Draw the steps from a draft to readers into docs/review.md."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to write, or only to compare."""
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail where the document is out of date"
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        """Write the document, or fail if it is not what would be written."""
        path, drawn = settings.BASE_DIR / "docs" / "review.md", document()
        if not check:
            path.write_text(drawn)
            self.stdout.write("docs/review.md is drawn.")
        elif not path.exists() or path.read_text() != drawn:
            raise CommandError("docs/review.md is out of date: python manage.py draw_transitions")
