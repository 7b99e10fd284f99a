"""`manage.py make_release --site https://…`: everything public as one file to cite."""

from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dossiers.releases.making import NotReleased, make_release
from sources.citing.citable import DOI


class Command(BaseCommand):
    """A release is written once and never changed."""

    help = (
        "Make a release for citation: lists, database, dictionary, codebook and citation in one ZIP, listed at "
        "/data/releases/. Its version is the day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where readers find it, and its DOI where one was reserved."""
        parser.add_argument("--site", required=True, help="the address of this site: https://…")
        parser.add_argument("--doi", default="", help="the DOI that was reserved for this release: 10.…/…")

    def handle(self, *args: Any, site: str, doi: str, **options: Any) -> None:
        """Make it, or say why not."""
        parts = urlsplit(site)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
            raise CommandError(f"“{site}” is no address of a site: https://… and no path.")
        found = DOI.match(doi)
        if doi and not found:
            raise CommandError(f"“{doi}” is no DOI.")
        try:
            told = make_release(on=timezone.now().date(), site=site.rstrip("/"), doi=found[1] if found else "")
        except NotReleased as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{told.file_name}: {told.size:,} bytes, SHA-256 {told.sha256}")
