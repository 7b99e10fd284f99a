"""`manage.py dossier it --format pdf`: a country's dossier as a file; `all` makes one for every country."""

import json
import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils.translation import gettext as _
from tqdm import tqdm

from claims.sides import SIDES
from dossiers.build import dossier_of
from dossiers.choice import EVERYTHING, PAPERS, PARAMETERS, Choice, read
from dossiers.earlier import NotAnEarlierDossier
from dossiers.earlier import read as read_earlier
from dossiers.formats import FORMATS
from dossiers.languages import LANGUAGES
from dossiers.naming import file_name, stem
from dossiers.render import bound
from dossiers.since import in_words, since
from sources.citing.styles import names
from stations.models import Country
from web import moments
from web.as_of import first_moment


class Command(BaseCommand):
    """See the module's first line."""

    choice = EVERYTHING
    help = "Write a country's dossier to a file: published statements only. “all” writes one for every country."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to write, how, and where."""
        parser.add_argument("country", help="A country's two-letter code, or “all”.")
        parser.add_argument("--format", default="pdf", help=f"One of {', '.join(FORMATS)}.")
        parser.add_argument("--said-by", default="", help="Keep what had been said by this day: 2023-06-30.")
        parser.add_argument(
            "--as-of", default="", help="As the record stood then: 2026-12-01, or 2026-12-01T12:30:00Z."
        )
        parser.add_argument("--with", default="", help="Further countries in the same dossier: “hr,rs”.")
        parser.add_argument("--question", default="", help="Only these questions, by their names in addresses.")
        parser.add_argument("--side", default="", help=f"Only these sides: of {', '.join(SIDES)}.")
        parser.add_argument("--style", default="", help=f"That of the notes: one of {', '.join(dict(names()))}.")
        parser.add_argument("--paper", default="", help=f"One of {', '.join(PAPERS)}.")
        parser.add_argument("--language", default="", help=f"That of headings: one of {', '.join(LANGUAGES)}.")
        parser.add_argument(
            "--since", default="", help="Tell what differs since this package or JSON; with --format json, as JSON."
        )
        parser.add_argument("--output", default="", help="A file; for “all”, a folder. Otherwise a name is made here.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file or files; each is whole or is not there."""
        if options["format"] not in FORMATS:
            known = ", ".join(FORMATS)
            raise CommandError(_("There is no format “%s”. Choose one of %s.") % (options["format"], known))
        with moments.looking_as(asked_for(options)):
            self.write_as_asked(options)

    def write_as_asked(self, options: dict[str, Any]) -> None:
        """One country's dossier, or every country's."""
        made_at = moment()
        if options["country"].lower() == "all":
            self.choice = chosen_of(options, Country())
            self.write_all(options["format"], Path(options["output"] or "."), made_at)
            return
        country = Country.objects.filter(code=options["country"].upper()).first()
        if country is None:
            raise CommandError(_("There is no country with the code “%s”.") % options["country"])
        if options["since"]:
            self.tell_since(country, Path(options["since"]), options["format"], made_at)
            return
        self.choice = chosen_of(options, country)
        name = file_name(country, options["format"], made_at.date().isoformat(), self.choice)
        written = self.write(country, options["format"], Path(options["output"] or name), made_at)
        self.stdout.write(_("Wrote %s.") % written)

    def tell_since(self, country: Country, path: Path, suffix: str, made_at: datetime) -> None:
        """What differs since an earlier dossier, in words or as JSON."""
        try:
            with path.open("rb") as file:
                found = since(country, read_earlier(file), made_at=made_at)
        except NotAnEarlierDossier as reason:
            raise CommandError(str(reason)) from reason
        except OSError as error:
            raise CommandError(_("%s cannot be read: %s.") % (path, error.strerror)) from error
        plain = json.dumps(asdict(found), ensure_ascii=False, indent=2)
        self.stdout.write(plain if suffix == "json" else in_words(found, country))

    def write_all(self, suffix: str, folder: Path, made_at: datetime) -> None:
        """One file for each country about which a statement is published."""
        countries = list(Country.objects.filter(claims__state="published").distinct().by_name())
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(_("The folder %s cannot be made: %s.") % (folder, error.strerror)) from error
        for country in tqdm(countries, unit="dossier", file=sys.stderr):
            name = file_name(country, suffix, made_at.date().isoformat(), self.choice)
            self.write(country, suffix, folder / name, made_at)
        self.stdout.write(_("Wrote %(n)s dossiers to %(folder)s.") % {"n": len(countries), "folder": folder})

    def write(self, country: Country, suffix: str, path: Path, made_at: datetime) -> Path:
        """One file, first under another name, so that nobody finds half of it."""
        if path.is_dir():
            path = path / file_name(country, suffix, made_at.date().isoformat(), self.choice)
        dossier = dossier_of(country, made_at=made_at, choice=self.choice)
        for notice in dossier.notices:
            self.stderr.write(notice)
        form, name = FORMATS[suffix], stem(country, made_at.date().isoformat(), self.choice)
        parts = bound.parts_of(dossier, form)
        path = path if len(parts) == 1 else path.with_name(path.name + bound.ARCHIVE)
        try:
            with whole_or_nothing(path) as file:
                bound.write(parts, form, file, name=name, before=lambda done: None)
        except OSError as error:
            raise CommandError(_("%s cannot be written: %s.") % (path, error.strerror)) from error
        return path


@contextmanager
def whole_or_nothing(path: Path) -> Iterator[IO[bytes]]:
    """A file beside its place, moved there when all is written. Raises OSError; what fails leaves nothing behind."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def chosen_of(options: dict[str, Any], country: Country) -> Choice:
    """The choice that somebody typed, read as an address is. Raises CommandError."""
    query = QueryDict(mutable=True)
    query.update({name: options[name] for name in PARAMETERS if options.get(name)})
    found = read(query, country)
    if found.problems:
        raise CommandError(" ".join(found.problems))
    return found.choice


def asked_for(options: dict[str, Any]) -> moments.Asked:
    """The moment that somebody typed, read as an address is. Raises CommandError."""
    query = QueryDict(mutable=True)
    query.update({name: options[name] for name in (moments.SAID_BY, moments.AS_OF) if options[name]})
    asked = moments.read(query, now=datetime.now(UTC), begins=first_moment() if options[moments.AS_OF] else None)
    if asked.problems:
        raise CommandError(" ".join(asked.problems))
    return asked


def moment() -> datetime:
    """Now, or the moment in SOURCE_DATE_EPOCH, with which the same records give the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC).replace(microsecond=0)
