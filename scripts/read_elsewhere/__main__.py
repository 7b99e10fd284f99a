"""Run every comparison and print one line for each."""

import argparse
import sys
import tempfile
from pathlib import Path

from scripts.read_elsewhere import graphs, pages, references, tables
from scripts.read_elsewhere.site import Missing, Site


def main() -> int:
    """0 where every format was read and holds what the site says, else 1."""
    parser = argparse.ArgumentParser(description="Read every format of a site with programs of others, and compare.")
    parser.add_argument("site", help="its address, such as http://127.0.0.1:8000")
    address = parser.parse_args().site.rstrip("/")
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        site = Site(address, Path(folder))
        for read in (*tables.READERS, *references.READERS, *graphs.READERS, *pages.READERS):
            name = (read.__doc__ or read.__name__).rstrip(".")
            try:
                print(f"same      {name}: {read(site)}", flush=True)
            except Missing as missing:
                failures += 1
                print(f"not read  {name}: {missing}", flush=True)
            except Exception as error:  # whatever a reader of others raises is the finding
                failures += 1
                print(f"DIFFERS   {name}: {type(error).__name__}: {str(error)[:600]}", flush=True)
    return 1 if failures else 0


sys.exit(main())
