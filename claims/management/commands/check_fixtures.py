"""Check that the project's own data hold together."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.loading import checks, files


class Command(BaseCommand):
    """`manage.py check_fixtures`: one sentence for each thing that is wrong. Needs no database."""

    help = "Check that everything in fixtures/ resolves, fits and may be shown."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, and the article where it is at hand."""
        parser.add_argument(
            "--folder", type=Path, default=settings.FIXTURES_DIR, help="a folder in the shape of fixtures/"
        )
        parser.add_argument("--article", type=Path, help="the text of the article, one paragraph a line")

    def handle(self, *, folder: Path, article: Path | None, **options: Any) -> None:
        """Check, and fail if anything is wrong."""
        fixtures = files.read(folder)
        found = checks.problems(fixtures)
        if article:
            found += checks.article_quotes_stand_in_it(fixtures, article)
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} things are wrong in {folder.name}/.")
        passages, claims = len(fixtures.passages), sum(1 for _ in fixtures.claims())
        self.stdout.write(f"{claims} claims from {passages} passages hold together.")
