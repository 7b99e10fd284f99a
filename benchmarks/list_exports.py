"""Many claims as a file, beside a plain COPY of the same rows: rows per second, ratio, memory while it is sent.

    python -m benchmarks.list_exports [--rows 20000] [--path /claims.csv]

Writes one invented claim into the database of VAR_DIR, and repeats its row inside PostgreSQL without triggers, keys or
history, which nothing that is read here looks at: a million take a minute. Two claims share a passage. COPY writes the
columns of a claim with those of its passage, source and speaker, and makes no words of them.

The database must be empty, is migrated, and is to be thrown away: what was written stays.
"""

import argparse
import os
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "of no use")

WRITTEN_COLUMNS = """
SELECT string_agg('(made).' || quote_ident(column_name), ', ' ORDER BY ordinal_position),
       string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'
"""
# In a given row: what is to be different, by the number of its copy.
REPEATED = {
    "sources_citation": (
        "generate_series(1, %(passages)s)",
        "jsonb_build_object('id', 1000 + n, 'exact', 'Words ' || n)",
    ),
    "claims_claim": (
        "generate_series(1, %(claims)s)",
        "jsonb_build_object('id', 1000 + n, 'ref', 'm' || n, 'citation_id', 1000 + (n + 1) / 2,"
        " 'statement', 'An invented body says for the ' || n || 'th time that there is one.')",
    ),
}
PLAIN = """
COPY (SELECT c.*, p.*, s.*, b.* FROM claims_claim AS c JOIN sources_citation AS p ON p.id = c.citation_id
      JOIN sources_source AS s ON s.id = p.source_id JOIN sources_party AS b ON b.id = c.asserted_by_id
      ORDER BY c.asserted_on_latest DESC, c.ref) TO STDOUT WITH (FORMAT csv)
"""
PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--path", default="/claims.csv", help="such as /claims.jsonl or /data/on-record.ftm.json")
    arguments = parser.parse_args()

    import django
    from django.conf import settings

    django.setup()

    from config import embedded_postgres, env

    lease = None if env.text("DATABASE_URL") else embedded_postgres.lease(settings.VAR_DIR)
    try:
        write(arguments.rows)
        print(measured(arguments.rows, arguments.path))
    finally:
        if lease:
            lease.release()


def write(rows: int) -> None:
    """One claim, and so many of its kind."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from claims.models import Claim
    from tests import factories as make

    call_command("migrate", verbosity=0)
    if Claim.objects.exists():
        raise SystemExit("This database holds statements. Name the folder of an empty one, which is thrown away after.")
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        claim = make.make_claim()
        cursor.execute("SET LOCAL session_replication_role = replica")
        keys = {"sources_citation": claim.citation_id, "claims_claim": claim.pk}
        for table, (series, different) in REPEATED.items():
            cursor.execute(WRITTEN_COLUMNS, [table])
            made, columns = cursor.fetchone()
            repeated = f"SELECT jsonb_populate_record(t, {different}) AS made FROM {table} AS t, {series} AS n"
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {made} FROM ({repeated} WHERE t.id = %(key)s) AS each",
                {"passages": rows // 2 + 1, "claims": rows - 1, "key": keys[table]},
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{rows:,} claims written in {time.perf_counter() - started:.0f} s", flush=True)


def measured(rows: int, path: str) -> str:
    """The list as a reader takes it, and the same rows by COPY."""
    size, lines, seconds, memory = export(path)
    assert not path.endswith(".csv") or lines >= rows, lines  # noqa: S101 - else something else was measured
    copied = seconds_of_copy()
    return (
        f"{rows:,} rows, {size / 1024 / 1024:,.0f} MB of {path} in {seconds:.1f} s: {rows / seconds:,.0f} rows/s;"
        f" COPY {copied:.2f} s, ratio {seconds / copied:.0f}; memory in use, from first to last:"
        f" {', '.join(f'{each:.0f}' for each in memory)} MB"
    )


def export(path: str) -> tuple[int, int, float, list[float]]:
    """Bytes, lines, seconds, and the memory in use at each tenth of the pieces."""
    from django.test import Client

    started, size, lines = time.perf_counter(), 0, 0
    answer: Any = Client(SERVER_NAME="localhost").get(path)
    assert answer.status_code == 200, answer.status_code  # noqa: S101
    used = []
    for piece in answer.streaming_content:
        size += len(piece)
        lines += piece.count(b"\n")
        used.append(in_use())
    seconds = time.perf_counter() - started
    return size, lines, seconds, used[:: max(1, len(used) // 9)]


def in_use() -> float:
    """MB of memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1024 / 1024


def seconds_of_copy() -> float:
    """For the same rows by COPY, read to their end."""
    from django.db import connection

    started = time.perf_counter()
    with connection.cursor() as cursor, cursor.copy(PLAIN) as out:
        for _piece in out:
            pass
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
