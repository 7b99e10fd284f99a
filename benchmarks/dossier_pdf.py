"""How long a dossier's PDF takes, against building the dossier from the same accounts in the same run.

    SECRET_KEY=x python -m benchmarks.dossier_pdf [--statements 1000] [--formats html docx]

The accounts are made by hand (tests/dossiers/given.py), so no database is needed: the figures are of composing and of
laying out. A ratio holds on any machine; seconds do not.
"""

import argparse
import io
import os
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import django

Made = TypeVar("Made")


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """What some work gives, and its seconds: the best of three."""
    seconds = []
    for _round in range(3):
        start = time.perf_counter()
        made = work()
        seconds.append(time.perf_counter() - start)
    return made, min(seconds)


def main() -> None:
    """Print one line for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=1000)
    parser.add_argument("--formats", nargs="+", help="all where none is named")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from pypdf import PdfReader

    from dossiers.compose import compose
    from dossiers.formats import FORMATS
    from tests.dossiers import given

    accounts = given.many(asked.statements)
    dossier, building = timed(lambda: compose(given.ITALY, accounts, [], [], made_at=given.NOON))
    print(f"{len(dossier.notes)} statements; composing {building:.2f} s")
    for suffix in asked.formats or FORMATS:
        one = FORMATS[suffix]
        content, seconds = timed(lambda one=one: one.render(replace(dossier)))  # type: ignore[misc]
        pages = f", {len(PdfReader(io.BytesIO(content)).pages)} pages" if suffix == "pdf" else ""
        ratio = seconds / building
        print(f"{suffix:5} {seconds:6.2f} s  {ratio:5.1f} x composing  {len(content) / 1e6:5.2f} MB{pages}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process {peak:.0f} MB")


if __name__ == "__main__":
    main()
