"""Imports of files beside everything else that writes, for benchmarks/kills.py: each is whole, or not there at all."""

import csv
import secrets
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from benchmarks.mortal_site import PATIENCE, Site

ROWS = 20


@dataclass
class Imports:
    """The marks of the files whose import was begun, and of those that ended well."""

    begun: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)


class Importer:
    """Somebody who imports one file after the other with `manage.py import_claims`, until told to stop."""

    def __init__(self, site: Site, noted: Imports, failed: Counter[str], given: dict[str, Any]) -> None:
        self.site, self.noted, self.failed, self.given = site, noted, failed, given
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.write, daemon=True)

    def write(self) -> None:
        """Import, and note how it ended."""
        while not self.stop.is_set():
            mark = secrets.token_hex(6)
            path = self.site.folder / f"import-{mark}.csv"
            with path.open("w", newline="") as stream:
                rows = csv.DictWriter(stream, [*self.given["_row"], "statement"])
                rows.writeheader()
                rows.writerows({**self.given["_row"], "statement": f"Import {mark}, row {n}."} for n in range(ROWS))
            self.noted.begun.add(mark)
            command = [sys.executable, "manage.py", "import_claims", str(path), "--by", "contributor@example.org"]
            with (self.site.folder / "imports.log").open("ab") as log:
                self.site.importing = subprocess.Popen(command, stdout=log, stderr=log)
            if self.site.importing.wait(PATIENCE) == 0:
                self.noted.ended.add(mark)
            else:
                self.failed["import"] += 1


def imports_lost(site: Site, noted: Imports) -> list[str]:
    """Imports that ended well and are not there, and those of which a part is."""
    begun, ended = noted.begun.copy(), noted.ended.copy()
    rows = site.ask(
        "SELECT substring(statement FROM 'Import ([0-9a-f]+),'), count(*) FROM claims_claim"
        " WHERE statement LIKE 'Import %%' GROUP BY 1"
    )
    found = {mark: number for mark, number in rows if mark in begun}
    halves = [f"half an import: {mark}, {number} of {ROWS}" for mark, number in found.items() if number != ROWS]
    return [f"lost import: {mark}" for mark in ended if mark not in found] + halves
