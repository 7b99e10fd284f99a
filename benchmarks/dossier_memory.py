"""How much memory each format of a dossier takes: every format in a process of its own, with made-up accounts.

    .venv/bin/python -m benchmarks.dossier_memory [--statements 1000 10000] [--formats csv json]

"Base" is what the process holds when the program is loaded and nothing is read, "dossier" what composing it adds.
"Peak" is the most that the process held until the file was made, over its base, the dossier included; "child" the most
that a program held that was started for it (pandoc, Typst). What is set in type is made in volumes, as an export is.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from tempfile import TemporaryFile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "of no use")

MEGABYTE = 1024


def main() -> None:
    """Print one line for each format and number of statements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument(
        "--formats", nargs="+", default=["csv", "json", "xlsx", "pdf", "docx", "odt", "epub", "html", "md"]
    )
    parser.add_argument("--one", nargs=2, metavar=("FORMAT", "STATEMENTS"), help="measure in this process")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measured(asked.one[0], int(asked.one[1]))))
        return
    print(
        f"{'':6} {'statements':>10} {'base':>6} {'dossier':>8} {'peak':>6} {'child':>6} {'file':>7} {'seconds':>8}  MB"
    )
    for number in asked.statements:
        for suffix in asked.formats:
            words = [sys.executable, "-m", "benchmarks.dossier_memory", "--one", suffix, str(number)]
            found = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
            print(
                f"{suffix:6} {number:>10} {found['base']:6.0f} {found['dossier']:8.0f} {found['peak']:6.0f} "
                f"{found['child']:6.0f} {found['file']:7.1f} {found['seconds']:8.1f}",
                flush=True,
            )


def measured(suffix: str, number: int) -> dict[str, float]:
    """What one format takes, in megabytes and seconds."""
    import django

    django.setup()
    from dossiers.compose import compose
    from dossiers.formats import FORMATS
    from dossiers.render import bound
    from tests.dossiers import given

    base = held()
    dossier = compose(given.ITALY, given.many(number), [], [], made_at=given.NOON)
    composed = held()
    start = time.perf_counter()
    with TemporaryFile() as file:
        form = FORMATS[suffix]
        bound.write(bound.parts_of(dossier, form), form, file, name="measured", before=lambda done: None)
        size = file.tell()
    return {
        "base": base,
        "dossier": composed - base,
        "peak": held() - base,
        "child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE,
        "file": size / MEGABYTE / MEGABYTE,
        "seconds": time.perf_counter() - start,
    }


def held() -> float:
    """The most that this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


if __name__ == "__main__":
    main()
