"""Importing claims from a CSV file beside a plain COPY of the same rows, in one run: seconds, rows per second, memory.

    python -m benchmarks.importing [--rows 10000 100000]

Writes into the database of VAR_DIR and takes everything back. Each row is a claim of its own; ten share a source, two a
passage, and one in four came through another party. COPY writes what the import wrote into tables without keys,
triggers or history, which is the least that any way of writing can take.
"""

import argparse
import csv
import gc
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "of no use")

HEADINGS = (
    *("country_code", "question_slug", "speaker_slug", "stance", "answer_choice", "statement", "said_on", "quote"),
    *("whose_words", "reached_us_through", "source_url", "source_title", "source_kind", "source_language"),
    "source_issued",
)
WRITTEN_COLUMNS = """
SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
 WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'
"""
TABLES = ("sources_source", "sources_citation", "claims_claim", "claims_relay")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", nargs="+", type=int, default=[10_000, 100_000])
    arguments = parser.parse_args()

    import django
    from django.conf import settings

    django.setup()

    from config import embedded_postgres, env

    lease = None if env.text("DATABASE_URL") else embedded_postgres.lease(settings.VAR_DIR)
    try:
        for rows in arguments.rows:
            print(measured(rows), flush=True)
    finally:
        if lease:
            lease.release()


def measured(rows: int) -> str:
    """One line for so many rows."""
    from django.db import transaction

    gc.collect()
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        importer = make_what_rows_name()
        path = Path(folder) / "claims.csv"
        write_file(path, rows)
        size = path.stat().st_size / 1024 / 1024
        read, planned, written = seconds_of_import(path, importer)
        copied = seconds_of_copy(folder)
        transaction.set_rollback(True)
    each = 1000 * (read + planned + written) / rows
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{rows:>7,} rows, {size:.0f} MB: read {read:.1f} s, checked {planned:.1f} s, checked again and written"
        f" {written:.1f} s; {rows / (read + written):,.0f} rows/s without the preview, {each:.2f} ms each with it;"
        f" COPY {copied:.2f} s, ratio {(read + written) / copied:.0f}; peak {peak:,.0f} MB"
    )


def make_what_rows_name() -> Any:
    """A country, a question and two parties; the importer."""
    from stations.models import Country
    from tests import factories as make

    if not Country.objects.filter(code="IT").exists():
        make.make_country(code="IT", name="Italy")
    make.make_question(slug="asked-by-the-measure", wording="Asked by the measure?")
    make.make_party(name="An invented speaker", slug="invented-speaker-measured")
    make.make_party(name="An invented agency measured", slug="invented-agency-measured")
    return make.make_user(email="importer@measure.example")


def write_file(path: Path, rows: int) -> None:
    """The rows that somebody would bring."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        for n in range(rows):
            source, day = n // 10, f"2022-{1 + n % 12:02}-{1 + n % 28:02}"
            said = f"The invented speaker says for the {n}th time that there is one."
            words = f"As they told us, “there is one, of course”, and this is passage {n // 2} of the measure."
            through = "An invented agency measured" if n % 4 == 0 else ""
            place = (f"https://invented.example/measured/{source}", f"Measured report {source}", "report", "en")
            asked = ("IT", "asked-by-the-measure", "invented-speaker-measured", "says", "yes", said, day)
            writer.writerow([*asked, words, "reported", through, *place, f"2022-{1 + source % 12:02}"])


def seconds_of_import(path: Path, importer: Any) -> tuple[float, float, float]:
    """For reading the file; for checking it, as a preview does; for checking it again and writing all."""
    from django.utils import timezone

    from claims.importing import opening
    from claims.importing.plan import plan_of
    from claims.importing.writing import run

    started = time.perf_counter()
    sheet = opening.read_path(path)
    read = time.perf_counter()
    plan_of(sheet, "claims", by=importer)
    planned = time.perf_counter()
    done = run(sheet, "claims", by=importer, at=timezone.now(), sha256="0" * 64, shows_progress=True)
    written = time.perf_counter()
    assert done.plan.counts() == {"new": len(sheet.rows)}  # noqa: S101 - else something else was measured
    return read - started, planned - read, written - planned


def seconds_of_copy(folder: str) -> float:
    """For writing the same rows by COPY into bare tables."""
    from django.db import connection

    spent = 0.0
    with connection.cursor() as cursor:
        for table in TABLES:
            path = Path(folder) / table
            cursor.execute(WRITTEN_COLUMNS, [table])
            columns = cursor.fetchone()[0]
            with cursor.copy(f"COPY {table} ({columns}) TO STDOUT") as out, path.open("wb") as stream:
                for piece in out:
                    stream.write(piece)
            cursor.execute(f"CREATE TEMP TABLE bare_{table} ON COMMIT DROP AS TABLE {table} WITH NO DATA")
            started = time.perf_counter()
            with cursor.copy(f"COPY bare_{table} ({columns}) FROM STDIN") as into:
                into.write(path.read_bytes())
            spent += time.perf_counter() - started
            cursor.execute(f"DROP TABLE bare_{table}")
    return spent


if __name__ == "__main__":
    main()
