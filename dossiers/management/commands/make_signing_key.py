"""`manage.py make_signing_key FILE`: a new key with which this installation signs its exports."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from dossiers import signing


class Command(BaseCommand):
    """See the module's first line."""

    help = "Write a new Ed25519 private key. A file that is there already is never overwritten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the key goes."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the key, and say what to do with it."""
        try:
            signing.make_key(options["file"])
        except OSError as trouble:
            told = _("%(file)s cannot be written: %(why)s.")
            raise CommandError(told % {"file": options["file"], "why": trouble.strerror}) from trouble
        self.stdout.write(_("Wrote %(file)s. Set SIGNING_KEY to it, and keep a copy elsewhere.") % options)
