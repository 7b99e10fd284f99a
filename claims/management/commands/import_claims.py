"""Import a spreadsheet: claims with their sources, or sources, parties, stations, agreements."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from claims.actions import NotAllowed
from claims.choices import Kind
from claims.importing import annotated, opening
from claims.importing import template as templates
from claims.importing.plan import Plan, RowState, plan_of
from claims.importing.refusing import Refused
from claims.importing.undoing import undo
from claims.importing.writing import run, sha256_of
from users.models import Desk, User

AsBytes = Callable[..., bytes]
HAS_ERRORS, REFUSED = 1, 2
MOST_TOLD = 20


class Command(BaseCommand):
    """`manage.py import_claims FILE --by ADDRESS [--dry-run]`: all of it as drafts, or nothing."""

    help = (
        "Import a CSV, TSV, XLSX or ODS file: all of its rows as drafts of one person, or nothing. "
        "Ends with 0 when it was imported (or would be), 1 when rows have errors, 2 when the file is refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, whose drafts they are, and what else is to be done."""
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--by", help="the e-mail address of the person whose drafts they become")
        parser.add_argument("--dry-run", action="store_true", help="say what would be added, and write nothing")
        parser.add_argument("--kind", choices=Kind.values, default=Kind.CLAIMS, help="what the rows are")
        parser.add_argument("--desk", default="", help="the slug of the desk that the drafts belong to")
        parser.add_argument("--report", type=Path, help="write the rows and what becomes of each: a .csv or .xlsx file")
        parser.add_argument("--template", type=Path, help="write a file to fill in, .csv or .xlsx, and end")
        parser.add_argument("--undo", type=UUID, metavar="KEY", help="take back the import of this key, and end")

    def handle(self, *, by: str | None, desk: str, undo: UUID | None, template: Path | None, **options: Any) -> None:
        """Import, or say why not."""
        if template:
            _write(template, workbook=templates.workbook, text=templates.headings, of=(options["kind"],))
            return
        person = User.objects.filter(email__iexact=by or "", is_active=True).first()
        if person is None:
            missing = f"Nobody has an open account under {by}." if by else "Whose drafts do they become? --by ADDRESS"
            raise CommandError(missing, returncode=REFUSED)
        try:
            if undo:
                self._undo(undo, person)
            elif options["file"] is None:
                raise Refused("Which file?")
            else:
                self._import(person, desk, **options)
        except (Refused, NotAllowed) as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal

    def _undo(self, key: UUID, person: User) -> None:
        gone = undo(key, by=person, at=timezone.now())
        told = ", ".join(f"{number:,} {name}" for name, number in gone.items())
        self.stdout.write(f"Taken back: {told}." if told else "Nothing of this import is here.")

    def _import(self, person: User, desk: str, *, file: Path, kind: str, dry_run: bool, **options: Any) -> None:
        own = Desk.objects.of(person).filter(slug=desk).first() if desk else None
        if desk and own is None:
            raise Refused(f"There is no desk “{desk}” of {person.email}.")
        sheet = opening.read_path(file)
        self.stdout.write(f"{len(sheet.rows):,} rows; {sheet.read_as}.")
        plan = plan_of(sheet, kind, by=person, shows_progress=True)
        self._tell(plan)
        if options["report"]:
            _write(options["report"], workbook=annotated.workbook, text=annotated.as_csv, of=(sheet, plan))
        if plan.has_errors:
            raise CommandError("Nothing was imported.", returncode=HAS_ERRORS)
        if dry_run:
            self.stdout.write("Nothing was written: this was a dry run.")
            return
        sha256 = sha256_of(file.read_bytes())
        done = run(sheet, kind, by=person, at=timezone.now(), sha256=sha256, desk=own, shows_progress=True)
        self.stdout.write(f"Imported. To take it back: manage.py import_claims --by {person.email} --undo {done.key}")

    def _tell(self, plan: Plan) -> None:
        counts = plan.counts()
        self.stdout.write(", ".join(f"{counts[state]:,} {state.label}" for state in RowState))
        for model, number in plan.tables().items():
            self.stdout.write(f"would be added: {number:,} {model}")
        for heading in plan.matched.unknown:
            self.stdout.write(f"not read, because it is no known column: “{heading}”")
        told = [line for outcome in plan.outcomes for line in outcome.in_words()]
        for line in told[:MOST_TOLD]:
            self.stdout.write(line)
        if len(told) > MOST_TOLD:
            self.stdout.write(f"… and {len(told) - MOST_TOLD:,} more: --report FILE holds all.")


def _write(
    path: Path | str, *, workbook: Callable[..., bytes], text: Callable[..., bytes], of: tuple[Any, ...]
) -> None:
    """A file in the format that its name asks for."""
    path = Path(path)
    path.write_bytes((workbook if path.suffix.lower() == ".xlsx" else text)(*of))
