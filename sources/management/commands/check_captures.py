"""`manage.py check_captures`: whether every preserved file is still what it was."""

import json
import sys
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from sources.preserving import checking, shelf
from sources.preserving.checking import Fault, Finding

HELP = """Read every preserved file whole and compare its SHA-256 with the one under which it was preserved.

Reports files that are missing, files whose bytes have changed, files that nothing in the database knows or needs, and
bytes of copies that were taken down. Exits with 1 when it finds any, with 0 when all is well.

A check that is interrupted remembers where it was, in VAR_DIR/check_captures.json, with what it had found; the next
one goes on there. --from-start begins anew.
"""
REMEMBER_EVERY = 2.0  # seconds


class Command(BaseCommand):
    """See HELP."""

    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> Any:
        """Keep the lines of the help as they are."""
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to begin, and what to do with what is too much."""
        parser.add_argument("--from-start", action="store_true", help="forget an interrupted check and begin anew")
        parser.add_argument(
            "--delete-extra",
            action="store_true",
            help="erase extra files, and bytes of copies taken down, that are older than a day and that nothing needs",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, report, and fail if anything is wrong."""
        memory = _Memory(settings.VAR_DIR / "check_captures.json")
        if not options["from_start"]:
            memory.recall()
        if memory.after:
            self.stderr.write(f"Going on after {memory.after}, where the last check was interrupted.")
        try:
            for finding in self.checked(memory, quiet=not options["verbosity"]):
                self.report(finding, delete=options["delete_extra"])
        except KeyboardInterrupt:
            memory.keep()
            raise CommandError(f"Interrupted; {memory.promise}.", returncode=130) from None
        memory.forget()
        self.conclude(memory)

    def checked(self, memory: "_Memory", *, quiet: bool) -> Iterator[Finding]:
        """What is wrong: what an interrupted check had found, then the rest."""
        yield from list(memory.found)
        pause = 0.2 if sys.stderr.isatty() else 10
        with tqdm(
            total=checking.bytes_in_all(),
            initial=memory.read,
            unit="B",
            unit_scale=True,
            mininterval=pause,
            disable=quiet,
            file=sys.stderr,
        ) as bar:

            def read(count: int) -> None:
                memory.read += count
                bar.update(count)

            found = chain(
                checking.findings(memory.after, read=read, done=memory.done), checking.strays(at=datetime.now(UTC))
            )
            for finding in found:
                if finding not in memory.found:
                    memory.found.append(finding)
                    yield finding

    def report(self, finding: Finding, *, delete: bool) -> None:
        """Say what is wrong, in one line, and mend what may be mended."""
        mended = ""
        if delete and finding.fault in (Fault.EXTRA, Fault.TAKEN_DOWN):
            gone = checking.delete_extra(finding.key, at=datetime.now(UTC))
            mended = "; erased" if gone else "; not erased, because it is not older than a day or is needed again"
        with tqdm.external_write_mode(file=sys.stderr):
            self.stdout.write(f"{finding.fault}: {finding.key} ({finding.note}){mended}")

    def conclude(self, memory: "_Memory") -> None:
        """Say how it went."""
        if not memory.found:
            self.stdout.write(f"{memory.files} files, {memory.read} bytes: every one is what it was.")
            return
        counts = Counter(finding.fault for finding in memory.found)
        said = ", ".join(f"{counts[fault]} {fault}" for fault in Fault if counts[fault])
        raise CommandError(f"{memory.files} files checked: {said}.", returncode=1)


class _Memory:
    """Where a check is, kept in a file so that an interrupted one can go on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.after, self.read, self.files = "", 0, 0
        self.finished = 0  # bytes of finished files: those of the one that was being read are read again
        self.found: list[Finding] = []
        self.kept_at = time.monotonic()
        self.promise = "the next check goes on where this one was"

    def recall(self) -> None:
        """Take up what an interrupted check of the same place has left."""
        try:
            kept = json.loads(self.path.read_text())
            if kept["place"] == shelf.place():
                found = [Finding(Fault(fault), key, note) for fault, key, note in kept["found"]]
                self.after, self.files, self.found = kept["after"], kept["files"], found
                self.read = self.finished = kept["read"]
        except (OSError, ValueError, KeyError, TypeError):
            return

    def done(self, key: str) -> None:
        """Remember that this file is finished; written down every few seconds."""
        self.after, self.finished = key, self.read
        self.files += 1
        if time.monotonic() - self.kept_at > REMEMBER_EVERY:
            self.keep()

    def keep(self) -> None:
        """Write it down."""
        found = [[finding.fault, finding.key, finding.note] for finding in self.found]
        kept = {"place": shelf.place(), "after": self.after, "read": self.finished, "files": self.files, "found": found}
        beside = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(kept))
            beside.replace(self.path)
        except OSError as error:
            self.promise = f"where this check was cannot be remembered in {self.path} ({error.strerror})"
        self.kept_at = time.monotonic()

    def forget(self) -> None:
        """The check is finished."""
        self.path.unlink(missing_ok=True)
